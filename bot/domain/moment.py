"""When something that a learner said happened (promise 1.5)."""

from datetime import datetime, timedelta
from typing import Final

from bot.domain import policy

_TELLABLE: Final = timedelta(seconds=1)
"""A platform may tell the second alone; of one that still ran, the receipt is as good."""


def moment(said: datetime | None, received: datetime) -> datetime:
    """The instant of what was `said` then, as far as that is known and can be.

    It is not later than it was received, and not more than a day before.
    """
    if said is None or received - said < _TELLABLE:
        return received
    return max(said, received - policy.SAID_BEFORE_MOST)


def in_order(instant: datetime, latest: datetime | None, now: datetime) -> datetime:
    """The same, not before the learner's `latest` earlier event and never later than `now`."""
    return min(now, instant if latest is None else max(instant, latest))
