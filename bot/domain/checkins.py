"""A learner's check-ins: the latest at hand, the earlier ones read only where somebody asks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from bot.domain.evidence import looks_checked
from bot.domain.links import links
from bot.domain.log import AgeingLog
from bot.domain.reflection import Checkin, Question


@dataclass(frozen=True, slots=True)
class CheckinSums:
    """What earlier check-ins come to: how many are reflections, and the last one.

    Beside them those that are read again: with a link, and with what a check may have printed.
    """

    reflections: int
    last: Checkin | None
    linked: tuple[Checkin, ...]
    checked: tuple[Checkin, ...]


class CheckinLog(AgeingLog[Checkin, CheckinSums]):
    """Check-ins; the recent ones have the one that is open, if any."""

    PAGE: ClassVar[int] = 4

    def over(self, made: Checkin) -> date | None:
        """The day on which it was finished, or was opened where another took its place."""
        return None if made.is_open else made.finished_on or made.opened_on

    def sums_of(self, old: Sequence[Checkin], before: CheckinSums | None) -> CheckinSums:
        """What check-ins that are over come to, after others."""
        reflections = [each for each in old if each.is_reflection]
        linked = (each for each in old if links(each.latest.get(Question.BUILT) or ""))
        return CheckinSums(
            reflections=len(reflections) + (before.reflections if before else 0),
            last=reflections[-1] if reflections else before.last if before else None,
            linked=(*(before.linked if before else ()), *linked),
            checked=(*(before.checked if before else ()), *filter(_looks_checked, old)),
        )

    @property
    def reflections(self) -> int:
        """How many were answered and are over."""
        before = self.earlier.sums.reflections if self.earlier else 0
        return before + sum(each.is_reflection and not each.is_open for each in self.recent)

    @property
    def plan(self) -> str | None:
        """The if-then plan of the last reflection (promise 5.1)."""
        before = self.earlier.sums.last if self.earlier else None
        last = next((each for each in reversed(self.recent) if each.is_reflection), before)
        return last.latest.get(Question.PLAN) if last else None

    def maybe_linked(self) -> Iterator[Checkin]:
        """All that tell of what was built with a link, and others."""
        yield from self.earlier.sums.linked if self.earlier else ()
        yield from self.recent

    def maybe_checked(self) -> Iterator[Checkin]:
        """All that quote what a check printed, and others."""
        yield from self.earlier.sums.checked if self.earlier else ()
        yield from self.recent


def _looks_checked(checkin: Checkin) -> bool:
    return any(looks_checked(text) for text in checkin.latest.values() if text)
