"""The sessions and check-ins ahead, and what a calendar that has some of them is told (14.3)."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Final

from bot.domain import policy
from bot.domain.learner import Learner
from bot.domain.nudges.due import checkin_time, instant_of, prompt_time
from bot.domain.streak.ledger import is_study_day
from bot.domain.streak.pauses import is_paused

_DAY: Final = timedelta(days=1)


class AppointmentKind(StrEnum):
    """What is ahead."""

    SESSION = "session"
    CHECKIN = "checkin"


@dataclass(frozen=True, slots=True)
class Appointment:
    """What begins at `starts_at` on learner-day `day`, for so many minutes, on a clock of `zone`."""

    kind: AppointmentKind
    day: date
    starts_at: datetime
    minutes: int
    zone: str

    @property
    def ends_at(self) -> datetime:
        """The instant at which it ends."""
        return self.starts_at + timedelta(minutes=self.minutes)


@dataclass(frozen=True, slots=True)
class Booking:
    """An appointment as the learner's calendar has it: one of a kind for a day, under its `uid`.

    `sequence` grows with every change of it.
    """

    uid: str
    sequence: int
    appointment: Appointment
    cancelled: bool = False

    def changed(self, appointment: Appointment, *, cancelled: bool = False) -> "Booking":
        """The booking as it is now; the same where nothing changed."""
        now = replace(self, appointment=appointment, cancelled=cancelled)
        return self if now == self else replace(now, sequence=self.sequence + 1)


def appointments(
    learner: Learner, now: datetime, minutes_of: Callable[[date], int]
) -> tuple[Appointment, ...]:
    """What is ahead in the next four weeks, in order; none before set-up and after the finish.

    `minutes_of` tells how long a study day is.
    """
    enrolment = learner.enrolment
    if enrolment is None or enrolment.finished:
        return ()
    found: list[Appointment] = []
    for day in _days(learner, now):
        if is_study_day(learner.history, day):
            at, minutes = prompt_time(learner), minutes_of(day)
            found += _at(learner, AppointmentKind.SESSION, day, at, minutes)
        if _asks(learner, day):
            at, minutes = checkin_time(learner), policy.CHECKIN_MINUTES
            found += _at(learner, AppointmentKind.CHECKIN, day, at, minutes)
    ahead = (each for each in found if each.starts_at > now)
    return tuple(sorted(ahead, key=lambda each: (each.starts_at, each.kind)))


def _days(learner: Learner, now: datetime) -> Iterator[date]:
    """The days that belong to the plan and are not paused."""
    today, begins = learner.today(now), learner.enrolments[-1].plan_from
    for number in range(policy.CALENDAR_DAYS):
        day = today + number * _DAY
        if day >= begins and not is_paused(learner.pauses, day):
            yield day


def _asks(learner: Learner, day: date) -> bool:
    """Whether a check-in comes on a day (promise 4.1)."""
    enrolment, apart = learner.enrolments[-1], policy.CHECKIN_APART_DAYS * _DAY
    earliest = max(enrolment.plan_from, enrolment.started_on) + apart
    lately = any(
        each.finished_on and day - each.finished_on < apart
        for each in learner.checkins.at_hand(day - apart)
    )
    return day.weekday() == learner.preferences.checkin[0] and day >= earliest and not lately


def _at(
    learner: Learner, kind: AppointmentKind, day: date, at: time, minutes: int
) -> Iterator[Appointment]:
    begins = instant_of(learner.timeline, day, at)
    if begins is not None:
        zone = learner.timeline.rule(begins).zone
        yield Appointment(kind, day, begins, minutes, zone)


def booked(
    known: Iterable[Booking],
    wanted: Sequence[Appointment],
    now: datetime,
    new_uid: Callable[[], str],
) -> tuple[Booking, ...]:
    """What a calendar is told that knows some bookings, where others are wanted now.

    What was moved keeps its uid; what fell away is cancelled, and said so until its time has
    passed. What has begun is left as it is.
    """
    before = {(each.appointment.kind, each.appointment.day): each for each in known}
    found = []
    for each in wanted:
        old = before.pop((each.kind, each.day), None)
        found.append(old.changed(each) if old else Booking(new_uid(), 0, each))
    gone = (each for each in before.values() if each.appointment.starts_at > now)
    found += [each.changed(each.appointment, cancelled=True) for each in gone]
    return tuple(sorted(found, key=lambda each: each.appointment.starts_at))
