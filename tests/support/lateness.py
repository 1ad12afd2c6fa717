"""A learner-day that ended a while ago, in a zone where that is so now."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

ROLLOVER = 4


@dataclass(frozen=True)
class Ended:
    """The day, its zone, and an instant shortly before its end, and one long before."""

    day: date
    zone: str
    shortly_before: datetime
    long_before: datetime


def day_that_ended() -> Ended:
    """The day that ended with this hour's beginning."""
    end = datetime.now(UTC).replace(minute=0, second=0, microsecond=0)
    ahead = (ROLLOVER - end.hour + 12) % 24 - 12
    last = (end + timedelta(hours=ahead - ROLLOVER, minutes=-5)).date()
    minutes = timedelta(minutes=5)
    return Ended(last, f"Etc/GMT{-ahead:+d}", end - minutes, end - timedelta(hours=2))
