"""What a calendar is told that knows something already (promise 14.3)."""

from datetime import UTC, date, datetime, timedelta
from itertools import count

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.agenda import Appointment, AppointmentKind, Booking, booked

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
UIDS = count()


def session(day: int, hour: int = 18, minutes: int = 90) -> Appointment:
    at = datetime(2026, 3, day, hour, tzinfo=UTC)
    return Appointment(AppointmentKind.SESSION, date(2026, 3, day), at, minutes, "UTC")


def told(
    known: tuple[Booking, ...], *wanted: Appointment, now: datetime = NOW
) -> tuple[Booking, ...]:
    return booked(known, wanted, now, lambda: f"{next(UIDS)}@waymark")


def test_the_same_again_is_the_same() -> None:
    first = told((), session(3), session(4))
    assert [each.sequence for each in first] == [0, 0]
    assert told(first, session(3), session(4)) == first


def test_what_moves_keeps_its_uid_and_counts_on() -> None:
    first = told((), session(3))
    (moved,) = told(first, session(3, hour=7))
    (longer,) = told((moved,), session(3, hour=7, minutes=120))
    assert {each.uid for each in (*first, moved, longer)} == {first[0].uid}
    assert [each.sequence for each in (*first, moved, longer)] == [0, 1, 2]


def test_what_falls_away_is_cancelled_until_its_time_and_may_come_back() -> None:
    first = told((), session(3), session(4))
    gone = told(first, session(4))
    assert [(each.cancelled, each.sequence) for each in gone] == [(True, 1), (False, 0)]
    assert told(gone, session(4)) == gone
    back = told(gone, session(3), session(4))
    assert [(each.cancelled, each.sequence) for each in back] == [(False, 2), (False, 0)]
    assert told(gone, session(4), now=NOW + timedelta(days=1, hours=8)) == gone[1:]


def test_what_has_begun_is_left_alone() -> None:
    assert told(told((), session(3)), now=session(3).starts_at) == ()


@given(st.lists(st.sets(st.integers(3, 30)), min_size=1, max_size=6), st.data())
def test_whichever_files_are_imported_the_last_one_is_right(
    weeks: list[set[int]], data: st.DataObject
) -> None:
    """A calendar that keeps the highest sequence of each uid shows what is wanted, and nothing twice."""
    calendar: dict[str, Booking] = {}
    known: tuple[Booking, ...] = ()
    for number, days in enumerate(weeks):
        wanted = [session(day, hour=data.draw(st.sampled_from((7, 18)))) for day in sorted(days)]
        known = told(known, *wanted)
        if number + 1 == len(weeks) or data.draw(st.booleans()):
            for each in known:
                if each.uid not in calendar or calendar[each.uid].sequence <= each.sequence:
                    calendar[each.uid] = each
    shown = [each.appointment for each in calendar.values() if not each.cancelled]
    assert sorted(shown, key=lambda each: each.day) == wanted
