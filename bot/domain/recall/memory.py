"""How well a question is remembered: FSRS, folded over its answers (promise 12.2).

Days are whole, parameters are fixed, and nothing is drawn by lot: the same answers always lead to
the same day. The parameters are the library's own of version 6, kept here so that no later release
moves what somebody has learnt.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from bot.domain import policy
from bot.domain.recall.answers import RecallAnswer, Sureness

if TYPE_CHECKING:
    from fsrs import Rating, Scheduler

PARAMETERS: Final = (
    0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796,
    1.4835, 0.0614, 0.2629, 1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542,
)  # fmt: skip

_EPOCH: Final = datetime.combine(date(2000, 1, 1), time(), UTC)
_Step = tuple[int, "Rating"]


@cache
def _scheduler() -> "Scheduler":
    from fsrs import Scheduler  # of no use before the first answer: start-up time

    return Scheduler(
        PARAMETERS,
        desired_retention=policy.RECALL_RETENTION,
        learning_steps=(),
        relearning_steps=(),
        enable_fuzzing=False,
    )


@dataclass(frozen=True, slots=True)
class Memory:
    """What is remembered of a question since it was asked `last`, for `interval` days."""

    last: date
    interval: int

    def due_on(self, end: date | None) -> date:
        """When it is asked again: never later than so long after the roadmap's `end`."""
        left = 0 if end is None else max(0, (end - self.last).days)
        most = left + policy.RECALL_AFTER_END_DAYS
        return self.last + timedelta(days=min(self.interval, most))


def rating(answer: RecallAnswer) -> "Rating":
    """How an answer is taken: a right one of which nobody was sure was hard to find."""
    from fsrs import Rating

    if not answer.right:
        return Rating.Again
    return Rating.Good if answer.sure is Sureness.SURE else Rating.Hard


def memory(answers: Iterable[RecallAnswer]) -> Memory:
    """What is remembered after these answers to one question, of which there is at least one.

    Their order does not matter.
    """
    ordered = sorted(answers, key=_place)
    first = ordered[0].made_on
    steps = tuple(((each.made_on - first).days, rating(each)) for each in ordered)
    return Memory(ordered[-1].made_on, _interval(steps))


def _place(answer: RecallAnswer) -> tuple[date, datetime, bool, str]:
    """Where an answer stands among others, also among those of one instant."""
    return answer.made_on, answer.made_at, answer.right, answer.sure


@lru_cache(maxsize=16_384)  # many learners go the same way, and each fold takes a tenth of a ms
def _interval(steps: tuple[_Step, ...]) -> int:
    """After how many days it is due, counted from the last step."""
    from fsrs import Card

    card = Card(card_id=0, due=_EPOCH)
    for days, rated in steps:
        card, _ = _scheduler().review_card(card, rated, _EPOCH + timedelta(days=days))
    return (card.due - _EPOCH).days - steps[-1][0]
