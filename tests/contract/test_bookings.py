"""What calendars were told of (promise 14.3)."""

from dataclasses import replace
from datetime import timedelta

from bot.domain.agenda import Appointment, AppointmentKind, Booking
from bot.ports.store import Store
from support.stores import LATER, NOW, TODAY, Opener, do, enrol, loaded

SESSION = Booking("a@waymark", 3, Appointment(AppointmentKind.SESSION, TODAY, LATER, 90, "UTC"))
CHECKIN = Booking(
    "b@waymark",
    0,
    Appointment(AppointmentKind.CHECKIN, TODAY, NOW + timedelta(days=9), 15, "Asia/Kathmandu"),
    cancelled=True,
)


async def test_what_is_handed_over_takes_the_place_of_what_was(
    store: Store, another: Opener
) -> None:
    await do(store, enrol)
    learner = await loaded(store)
    for bookings in ([SESSION], [CHECKIN, SESSION], [replace(SESSION, sequence=4)], []):
        async with store.work() as work:
            await work.bookings.keep(learner, bookings)
        other = await another()
        async with other.work() as work:
            found = await work.bookings.of(learner)
        assert sorted(found, key=str) == sorted(bookings, key=str)
