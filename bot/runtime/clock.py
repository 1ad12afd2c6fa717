"""The one clock (promise 1.5): nothing else reads the system's time."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta


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


class DemoClock:
    """A clock for demonstrations: from `start` on, `speed` times as fast as `seconds` go by."""

    def __init__(self, start: datetime, speed: float, seconds: Callable[[], float]) -> None:
        self._start = start.astimezone(UTC)
        self._speed = speed
        self._seconds = seconds
        self._began = seconds()

    def now(self) -> datetime:
        """The present instant of the demonstration, in UTC."""
        return self._start + timedelta(seconds=(self._seconds() - self._began) * self._speed)


def demo_start(text: str | None, speed: float, real: datetime) -> datetime:
    """The instant at which a demonstration's clock begins, at the `real` one.

    `text` is that instant, or `ISO@UNIX`: ISO was at the real second UNIX. Raises ValueError.
    """
    if text is None:
        return real
    iso, _, unix = text.partition("@")
    start = datetime.fromisoformat(iso.strip())
    if start.tzinfo is None:
        raise ValueError("an offset is missing")
    if not unix:
        return start
    return start + timedelta(seconds=(real.timestamp() - float(unix)) * speed)
