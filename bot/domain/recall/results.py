"""What answers come to: what is shaky, and how well somebody knows what they know (promise 12.4)."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain import policy
from bot.domain.recall.memory import Memory
from bot.domain.recall.recalled import RecallLog


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


def calibration(answers: RecallLog) -> Calibration | None:
    """How far being sure can be trusted; None until there is enough to say so."""
    sums = answers.sums
    if len(answers) < policy.CALIBRATED_FROM or not sums.sure:
        return None
    return Calibration(len(answers), sums.sure, sums.right)


def shaky(answers: RecallLog, since: datetime | None = None) -> tuple[str, ...]:
    """The questions that were answered wrong twice, and not right twice in a row after that.

    Of those only the ones that were answered wrong `since` then; the first answered comes first.
    """
    return tuple(
        question
        for question, known in answers.memories.items()
        if _is_shaky(known) and (since is None or (known.wrong_at and known.wrong_at > since))
    )


def _is_shaky(known: Memory) -> bool:
    return known.wrong >= policy.SHAKY_WRONG and known.in_a_row < policy.SHAKY_WRONG


def held(answers: RecallLog) -> tuple[int, int]:
    """Of the questions that were asked again, how many were right, and how many there were."""
    known = answers.memories.values()
    return sum(each.held for each in known), sum(each.answers - 1 for each in known)
