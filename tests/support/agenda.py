"""Calendar files, read by two programs that know nothing of each other, and kept as one keeps them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, NamedTuple

import icalendar
import vobject


class Shown(NamedTuple):
    """An event as a program shows it."""

    begins: datetime
    ends: datetime
    title: str


class Read(NamedTuple):
    """An event of a file."""

    uid: str
    sequence: int
    cancelled: bool
    shown: Shown


def read_by_icalendar(content: bytes) -> Iterator[Read]:
    """It goes by the name of a zone."""
    calendar: Any = icalendar.Calendar.from_ical(content)
    for event in calendar.walk("VEVENT"):
        begins, ends = event["DTSTART"].dt, event["DTEND"].dt
        shown = Shown(begins.astimezone(UTC), ends.astimezone(UTC), str(event["SUMMARY"]))
        cancelled = str(event["STATUS"]) == "CANCELLED"
        yield Read(str(event["UID"]), int(event["SEQUENCE"]), cancelled, shown)


def read_by_vobject(content: bytes) -> Iterator[Read]:
    """It goes by what the file says of a zone, once it has forgotten those of other files."""
    vars(vobject.icalendar)["__tzidMap"].clear()
    calendar: Any = vobject.readOne(content.decode())
    for event in getattr(calendar, "vevent_list", ()):
        begins, ends = event.dtstart.value, event.dtend.value
        shown = Shown(begins.astimezone(UTC), ends.astimezone(UTC), event.summary.value)
        cancelled = event.status.value == "CANCELLED"
        yield Read(event.uid.value, int(event.sequence.value), cancelled, shown)


@dataclass
class CalendarProgram:
    """A calendar that somebody imports one file after the other into."""

    events: dict[str, Read] = field(default_factory=dict)

    def take(self, content: bytes) -> None:
        """Import a file; both ways of reading it must find the same."""
        found = list(read_by_icalendar(content))
        assert found == list(read_by_vobject(content))
        assert len({each.uid for each in found}) == len(found)
        for each in found:
            known = self.events.get(each.uid)
            if known is None or known.sequence <= each.sequence:
                assert known is None or known.sequence < each.sequence or known == each, (
                    "what changed has a higher sequence"
                )
                self.events[each.uid] = each

    def ahead(self, now: datetime) -> list[Shown]:
        """What is not over, and was not cancelled."""
        shown = [each.shown for each in self.events.values() if not each.cancelled]
        return sorted(each for each in shown if each.begins > now)

    def past(self, now: datetime) -> list[Shown]:
        """What has begun."""
        shown = [each.shown for each in self.events.values() if not each.cancelled]
        return sorted(each for each in shown if each.begins <= now)
