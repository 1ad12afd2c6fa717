"""The one clock (promise 1.5): nothing else reads the system's time."""

from datetime import UTC, datetime


class SystemClock:
    """The time of the machine."""

    def now(self) -> datetime:
        """The present instant, in UTC."""
        return datetime.now(UTC)


class SteeredClock:
    """The time of the machine until it is steered; from then on it stands still between moves."""

    def __init__(self, start: datetime | None = None) -> None:
        self._now = start and start.astimezone(UTC)

    def now(self) -> datetime:
        """The instant the clock was last moved to, or the present one; in UTC."""
        return self._now or datetime.now(UTC)

    def move_to(self, instant: datetime) -> None:
        """Stand still at `instant`, if it is yet to come; the clock never goes back."""
        if instant > self.now():
            self._now = instant.astimezone(UTC)
