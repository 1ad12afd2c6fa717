"""How well questions are remembered: FSRS, folded over their answers (promise 12.2).

Days are whole, parameters are fixed, and nothing is drawn by lot: the same answers always lead to
the same day. The parameters are the library's own of version 6, kept here so that no later release
moves what somebody has learnt.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from bot.domain import policy
from bot.domain.recall.answers import RecallAnswer, Sureness

if TYPE_CHECKING:
    from fsrs import Rating, Scheduler

PARAMETERS: Final = (
    0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796,
    1.4835, 0.0614, 0.2629, 1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542,
)  # fmt: skip

_EPOCH: Final = datetime.combine(date(2000, 1, 1), time(), UTC)


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


class _Step(NamedTuple):
    interval: int
    stability: float
    difficulty: float


class Memory(NamedTuple):
    """What is remembered of a question: its answers, folded one after the other.

    It was asked `first` and `last`, and holds for `interval` days since; `stability` and
    `difficulty` are FSRS's. Of its `answers` so many were `wrong`, the last one at `wrong_at`,
    and `in_a_row` have been right since; `held` are the right ones but for the first.
    """

    first: date
    last: date
    interval: int
    stability: float
    difficulty: float
    answers: int
    held: int
    wrong: int
    in_a_row: int
    wrong_at: datetime | None

    def due_on(self, end: date | None) -> date:
        """When it is asked again: never later than so long after the roadmap's `end`."""
        left = 0 if end is None else max(0, (end - self.last).days)
        most = left + policy.RECALL_AFTER_END_DAYS
        return self.last + timedelta(days=min(self.interval, most))

    def plus(self, answer: RecallAnswer) -> "Memory":
        """After one more answer, which was made after all others."""
        gap, at = (answer.made_on - self.last).days, answer.made_at
        return self._replace(
            **_stepped(self.stability, self.difficulty, gap, rating(answer))._asdict(),
            last=answer.made_on,
            answers=self.answers + 1,
            held=self.held + answer.right,
            wrong=self.wrong + (not answer.right),
            in_a_row=self.in_a_row + 1 if answer.right else 0,
            wrong_at=self.wrong_at if answer.right else max(self.wrong_at or at, at),
        )


def begun(answer: RecallAnswer) -> Memory:
    """After the first answer to a question."""
    return Memory(
        first=answer.made_on,
        last=answer.made_on,
        **_stepped(None, None, 0, rating(answer))._asdict(),
        answers=1,
        held=0,
        wrong=int(not answer.right),
        in_a_row=int(answer.right),
        wrong_at=None if answer.right else answer.made_at,
    )


def rating(answer: RecallAnswer) -> "Rating":
    """How an answer is taken: a right one of which nobody was sure was hard to find."""
    from fsrs import Rating

    if not answer.right:
        return Rating.Again
    return Rating.Good if answer.sure is Sureness.SURE else Rating.Hard


def remembered(
    answers: Iterable[RecallAnswer], before: Mapping[str, Memory] | None = None
) -> dict[str, Memory]:
    """What is remembered of each question after these answers, the first answered first.

    It goes on from what was remembered `before`, by answers made before all of these; their own
    order does not matter.
    """
    found = dict(before or {})
    for each in sorted(answers, key=_place):
        known = found.get(each.question)
        found[each.question] = known.plus(each) if known else begun(each)
    return found


def _place(answer: RecallAnswer) -> tuple[date, datetime, bool, str, int]:
    """Where an answer stands among others, also among those of one instant."""
    return answer.made_on, answer.made_at, answer.right, answer.sure, answer.id


@lru_cache(maxsize=16_384)  # many learners go the same way, and each step takes 20 us
def _stepped(stability: float | None, difficulty: float | None, gap: int, rated: "Rating") -> _Step:
    """Where FSRS is after an answer `gap` days after the one before; None before the first."""
    from fsrs import Card, State

    card, at = Card(card_id=0, due=_EPOCH), _EPOCH + timedelta(days=gap)
    if stability is not None:
        card.state, card.step, card.last_review = State.Review, None, _EPOCH
        card.stability, card.difficulty = stability, difficulty
    card, _ = _scheduler().review_card(card, rated, at)
    if card.stability is None or card.difficulty is None:
        raise ValueError("FSRS gave no stability")
    return _Step((card.due - at).days, card.stability, card.difficulty)
