"""The port for the clock, and what a virtual one can do besides (promise 1.5)."""

from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """The one source of time (promise 1.5)."""

    def now(self) -> datetime:
        """The present instant, in UTC."""


class VirtualClock(Clock, Protocol):
    """A clock that can be moved."""

    def move_to(self, instant: datetime) -> None:
        """Move to `instant` and stand still there; an instant in the past changes nothing."""
