"""An event on its way through its transaction, which may be begun anew."""

from dataclasses import dataclass
from datetime import datetime

from bot.chat.events import Event


@dataclass(frozen=True, slots=True)
class HandledEvent:
    """An event that is handled `now`; the answer is sent `by` a process, and `again` if need be."""

    event: Event
    now: datetime
    again: bool
    by: str | None
