"""A focus timer: how long it has run, and when it is over if nobody touches it (promise 14.1)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain import policy
from bot.domain.history import Entry, EntryKind

_SECOND = timedelta(seconds=1)
_MINUTE = timedelta(minutes=1)
_NONE = timedelta()


@dataclass(frozen=True, slots=True)
class Focus:
    """The timer that a learner began last.

    It was asked to run for `minutes`, by `platform`, to study what `note` says. At `changed_at` it
    was begun, paused or gone on with last; `ran` is how long it had run until then. From `ended_at`
    on it is over, however that came.
    """

    started_at: datetime
    minutes: int
    changed_at: datetime
    platform: str = ""
    note: str = ""
    ran: timedelta = _NONE
    paused: bool = False
    ended_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether it runs, or is paused."""
        return self.ended_at is None

    @property
    def ends_at(self) -> datetime:
        """The instant at which it has run for its time, or was paused for too long."""
        if self.paused:
            return self.changed_at + policy.FOCUS_PAUSE_MOST
        return self.changed_at + self.minutes * _MINUTE - self.ran

    @property
    def studied_until(self) -> datetime:
        """When studying ended, where nobody touched it until it was over."""
        return self.changed_at if self.paused else self.ends_at

    def run(self, now: datetime) -> timedelta:
        """How long it has run by `now`, in whole seconds."""
        ran = self.ran if self.paused else self.ran + max(now - self.changed_at, _NONE)
        return min(ran, self.minutes * _MINUTE) // _SECOND * _SECOND

    def minutes_run(self, now: datetime) -> int:
        """The same in whole minutes, as they are logged."""
        return self.run(now) // _MINUTE

    def runs(self, now: datetime) -> bool:
        """Whether somebody studies by it at an instant."""
        return self.is_open and not self.paused and now < self.ends_at

    def pause(self, now: datetime) -> "Focus":
        """The timer, paused."""
        return replace(self, changed_at=now, ran=self.run(now), paused=True)

    def go_on(self, now: datetime) -> "Focus":
        """The timer, running again for what was left."""
        return replace(self, changed_at=now, paused=False)

    def end(self, now: datetime) -> "Focus":
        """The timer, over."""
        return replace(self, ended_at=now)


def logged_by_itself(entries: Iterable[Entry], over_at: datetime) -> Entry | None:
    """What a timer logged that was over at an instant without being touched."""
    ends = {over_at, over_at - policy.FOCUS_PAUSE_MOST}
    found = (each for each in entries if each.kind is EntryKind.FOCUS and each.made_at in ends)
    return next(found, None)
