"""What answers come to: what is shaky, and how well somebody knows what they know (promise 12.4)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile

from bot.domain import policy
from bot.domain.recall.answers import RecallAnswer, Sureness
from bot.domain.recall.schedule import by_question


@dataclass(frozen=True, slots=True)
class Calibration:
    """Of `answers`, `sure` were given by somebody who was sure; of these, `right` were right."""

    answers: int
    sure: int
    right: int

    @property
    def percent(self) -> int:
        """How many of a hundred sure answers are right."""
        return round(100 * self.right / self.sure)


def calibration(answers: Sequence[RecallAnswer]) -> Calibration | None:
    """How far being sure can be trusted; None until there is enough to say so."""
    sure = [each for each in answers if each.sure is Sureness.SURE]
    if len(answers) < policy.CALIBRATED_FROM or not sure:
        return None
    return Calibration(len(answers), len(sure), sum(each.right for each in sure))


def shaky(answers: Iterable[RecallAnswer], since: datetime | None = None) -> tuple[str, ...]:
    """The questions that were answered wrong twice, and not right twice in a row after that.

    Of those only the ones that were answered wrong `since` then; the first answered comes first.
    """
    return tuple(
        question
        for question, given in by_question(answers).items()
        if _is_shaky(given) and (since is None or _last_wrong(given) > since)
    )


def _is_shaky(answers: Sequence[RecallAnswer]) -> bool:
    wrong = sum(not each.right for each in answers)
    held = len([*takewhile(lambda each: each.right, reversed(answers))])
    return wrong >= policy.SHAKY_WRONG and held < policy.SHAKY_WRONG


def _last_wrong(answers: Sequence[RecallAnswer]) -> datetime:
    return max(each.made_at for each in answers if not each.right)


def held(answers: Iterable[RecallAnswer]) -> tuple[int, int]:
    """Of the questions that were asked again, how many were right, and how many there were."""
    again = [each for given in by_question(answers).values() for each in given[1:]]
    return sum(each.right for each in again), len(again)
