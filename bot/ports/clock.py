"""What tells the time, and what a virtual clock can do besides (promise 1.5)."""

from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """The one source of time (promise 1.5)."""

    def now(self) -> datetime:
        """The present instant, in UTC."""


class VirtualClock(Clock, Protocol):
    """A clock that can be moved."""

    def move_to(self, instant: datetime) -> None:
        """Stand still at `instant`, if it is yet to come."""
