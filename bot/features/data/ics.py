"""Bookings as an iCalendar file (RFC 5545), as every calendar program takes it (promise 14.3)."""

from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from icalendar import Calendar, Component, Event, Timezone, TimezoneDaylight, TimezoneStandard

from bot.domain.agenda import AppointmentKind, Booking
from bot.domain.calendar import ClockChange, clock_changes, wall_at


def written(
    bookings: Collection[Booking], titles: Mapping[AppointmentKind, str], about: str, now: datetime
) -> bytes:
    """The file: `titles` name what is ahead, `about` says more, `now` is when it is made."""
    calendar = Calendar()
    calendar.add("prodid", "-//Waymark//Study coach//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", "Waymark")
    zones = {each.appointment.zone for each in bookings if not _is_twice(each)} - {"UTC"}
    for zone in sorted(zones):
        calendar.add_component(_zone(zone, min(each.appointment.starts_at for each in bookings)))
    for each in bookings:
        calendar.add_component(_event(each, titles[each.appointment.kind], about, now))
    content: bytes = calendar.to_ical()
    return content


def _event(booking: Booking, title: str, about: str, now: datetime) -> Event:
    """One booking: on the learner's clock, or in UTC where that shows a time twice."""
    appointment, event = booking.appointment, Event()
    zone = UTC if _is_twice(booking) else ZoneInfo(appointment.zone)
    event.add("uid", booking.uid)
    event.add("dtstamp", now.astimezone(UTC).replace(microsecond=0))
    event.add("dtstart", appointment.starts_at.astimezone(zone))
    event.add("dtend", appointment.ends_at.astimezone(zone))
    event.add("sequence", booking.sequence)
    event.add("status", "CANCELLED" if booking.cancelled else "CONFIRMED")
    event.add("summary", title)
    event.add("description", about)
    return event


def _is_twice(booking: Booking) -> bool:
    """Whether a clock on the wall shows the begin or the end a second time on that day."""
    zone = ZoneInfo(booking.appointment.zone)
    return any(
        wall.replace(tzinfo=zone, fold=0).utcoffset()
        != wall.replace(tzinfo=zone, fold=1).utcoffset()
        for wall in (
            wall_at(booking.appointment.starts_at, zone.key),
            wall_at(booking.appointment.ends_at, zone.key),
        )
    )


def _zone(name: str, since: datetime) -> Timezone:
    """What the clocks of a zone show, from the beginning of a year on to the end of the next.

    icalendar's own `Timezone.from_tzinfo` lets summer time begin an hour late.
    """
    first = datetime(since.year, 1, 1, tzinfo=UTC)
    timezone = Timezone()
    timezone.add("tzid", name)
    for change in clock_changes(name, first, datetime(since.year + 2, 1, 1, tzinfo=UTC)):
        timezone.add_component(_clock_change(change))
    return timezone


def _clock_change(change: ClockChange) -> Component:
    found = TimezoneDaylight() if change.summer else TimezoneStandard()
    found.add("dtstart", (change.at + change.before).replace(tzinfo=None))
    found.add("tzoffsetfrom", change.before)
    found.add("tzoffsetto", change.after)
    found.add("tzname", change.name)
    return found
