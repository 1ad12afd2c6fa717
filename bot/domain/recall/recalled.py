"""What somebody answered and was asked in reviews: the latest at hand, the earlier ones summed up."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import pairwise
from typing import ClassVar, Self

from bot.domain.log import AgeingLog
from bot.domain.recall.answers import RecallAnswer, Review, Sureness, open_review
from bot.domain.recall.memory import Memory, remembered


@dataclass(frozen=True, eq=False)
class RecallSums:
    """What earlier answers come to: how many were sure, and right in that; each question's memory."""

    sure: int
    right: int
    read: Callable[[], Mapping[str, Memory]]

    @cached_property
    def memories(self) -> Mapping[str, Memory]:
        """What is remembered of each question, the first answered first; read once."""
        return self.read()

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, RecallSums):
            return NotImplemented
        ours = (self.sure, self.right, self.memories)
        return ours == (other.sure, other.right, other.memories)

    def __hash__(self) -> int:
        return hash((self.sure, self.right))


class RecallLog(AgeingLog[RecallAnswer, RecallSums]):
    """Answers. What is earlier was made before the day of any recent one."""

    PAGE: ClassVar[int] = 24

    def over(self, made: RecallAnswer) -> date | None:
        """An answer is never changed."""
        return made.made_on

    def sums_of(self, old: Sequence[RecallAnswer], before: RecallSums | None) -> RecallSums:
        """What answers come to, after others."""
        sure = [each for each in old if each.sure is Sureness.SURE]
        memories = remembered(old, before.memories if before else {})
        return RecallSums(
            sure=len(sure) + (before.sure if before else 0),
            right=sum(each.right for each in sure) + (before.right if before else 0),
            read=lambda: memories,
        )

    def _in_order(self) -> bool:
        days = pairwise(each.made_on for each in self.recent)
        return super()._in_order() and all(one <= other for one, other in days)

    @cached_property
    def sums(self) -> RecallSums:
        """What all of them come to."""
        return self.sums_of(self.recent, self.earlier.sums if self.earlier else None)

    @property
    def memories(self) -> Mapping[str, Memory]:
        """What is remembered of each question, the first answered first."""
        return self.sums.memories

    def plus(self, made: RecallAnswer) -> Self:
        """With one more; one made in days that are summed up, by a clock set back, undoes that."""
        if self._is_summed_up(made.made_on):
            return type(self)((*self, made))
        return super().plus(made)

    def as_of(self, day: date) -> Self:
        """The same; all one by one where a day is asked about that is summed up."""
        return type(self)(self) if self._is_summed_up(day) else self

    def outside(self, review: Review) -> Self:
        """Without the answers of a review."""
        told = self.as_of(review.opened_on)
        return type(self)((e for e in told.recent if e.review_id != review.id), told.earlier)

    def _is_summed_up(self, day: date) -> bool:
        return self.earlier is not None and day <= self.earlier.upto


class ReviewLog(AgeingLog[Review, None]):
    """Reviews; the recent ones have the one that is open, if any."""

    PAGE: ClassVar[int] = 8

    def over(self, made: Review) -> date | None:
        """The day in UTC on which it was closed."""
        return made.closed_at.date() if made.closed_at else None

    def sums_of(self, old: Sequence[Review], before: None) -> None:
        """Nobody asks for them."""

    @property
    def open(self) -> Review | None:
        """The review that can be gone on with."""
        return open_review(self.recent)
