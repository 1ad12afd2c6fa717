"""Who has a part in a group's days, worked out a few members at a time (promises 6.2 to 6.4)."""

import asyncio
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Final

from bot.domain.calendar import wall_at
from bot.domain.delivery import MessageKind
from bot.domain.groups.day import Group, UnknownDayError
from bot.domain.nudges.due import first_at, in_quiet
from bot.ports.attendance import KnownMember, Learnt, MemberView, Unknown
from bot.ports.groups import NewDelivery, StudyGroup
from bot.ports.store import Work

INACTIVE: Final = "inactive"

AT_ONCE: Final = 48
"""Members who are looked at in one transaction: nobody who writes waits long for it."""

SLICE: Final = 6
"""Members who are read at once: all else in this process has its turn in between."""

_DAY: Final = timedelta(days=1)
LATELY: Final = timedelta(days=40)
"""How far back days may be that are not settled yet, and that anything is told about."""

_UNDER_WAY: Final = timedelta(days=3)
"""How many days the last that began may be ahead of one that somebody lives, or lived just now."""

_LOOKED_BACK: Final = timedelta(days=21)
"""How far back it is asked at first whether somebody was expected."""


async def learn(work: Work, group: StudyGroup, now: datetime, most: int | None = None) -> bool:
    """Look at members about whom something changed, or for whom a day began.

    False where some are left after so many; what is found out is kept in any case.
    """
    seen = 0
    while True:
        last = await work.attendance.last(group) or await _first(work, group, now)
        if last is None:
            return True
        days = await open_days(work, group, last)
        await asyncio.sleep(0)  # all else has its turn, here and below
        limit = AT_ONCE if most is None else min(AT_ONCE, max(most - seen, 1))
        unknown = await work.attendance.unknown(group, days, now, limit)
        if unknown is not None:
            if most is not None and seen >= most:
                return False
            await _learn(work, group, unknown, now)
            seen += len(unknown.ids)
        elif not await _began(work, group, last, now):
            return True


async def open_days(work: Work, group: StudyGroup, last: date) -> list[date]:
    """The days that are not settled, and those that somebody may live now, in order."""
    since = last - LATELY
    found = await work.groups.settled(group, since)
    first = found.since.day + _DAY if found.since else date.min
    settled = {each.day for each in found.days}
    began = await work.attendance.began(group, first)
    lately = (last - ahead * _DAY for ahead in range(_UNDER_WAY.days + 1))
    return sorted({*(day for day in began if day not in settled), *lately})


async def next_begins(work: Work, group: StudyGroup, now: datetime) -> datetime | None:
    """When the next day of a group begins."""
    last = await work.attendance.last(group)
    at = None if last is None else await work.attendance.next(group, last)
    if at is None and await work.groups.is_alive(group):
        at = (await work.attendance.calendars(group)).next(now)
    return at


async def _first(work: Work, group: StudyGroup, now: datetime) -> date | None:
    """The day before the group's first, once somebody has joined; the days since then are known."""
    day = await work.attendance.joined_first(group)
    if day is not None:
        calendars = await work.attendance.calendars(group)
        await work.attendance.begin(group, {day: None, **dict(calendars.began(now))})
    return await work.attendance.last(group)


async def _began(work: Work, group: StudyGroup, last: date, now: datetime) -> bool:
    """Whether another day has begun since; where nobody goes on from the last, look at all."""
    at = await work.attendance.next(group, last)
    days: Mapping[date, datetime | None] = {}
    if at is not None:
        days = {last + _DAY: at} if at <= now else {}
    elif await work.groups.is_alive(group):
        began = (await work.attendance.calendars(group)).began(now)
        days = {day: at for day, at in began if day > last}
    await work.attendance.begin(group, days)
    return bool(days)


async def _learn(work: Work, group: StudyGroup, unknown: Unknown, now: datetime) -> None:
    since = min(unknown.days) - _LOOKED_BACK
    began = await work.attendance.began(group, since)
    found: list[Learnt] = []
    for begin in range(0, len(unknown.ids), SLICE):
        ids = unknown.ids[begin : begin + SLICE]
        for member in await work.attendance.members(group, ids, min(unknown.days)):
            try:
                found.append(_looked_at(member, unknown, began, since, now))
            except UnknownDayError:
                since, began = date.min, await work.attendance.began(group, date.min)
                found.append(_looked_at(member, unknown, began, since, now))
            if member.view.is_in and found[-1].is_inactive:
                await _tell(work, group, member.view, now)
            await asyncio.sleep(0)
    for day in await work.attendance.learn(group, unknown, found):
        await work.attendance.look_anew(group, day)


def _looked_at(
    member: KnownMember,
    unknown: Unknown,
    began: Mapping[date, datetime],
    since: date,
    now: datetime,
) -> Learnt:
    rules, who = Group([member.history], began, since), member.view.id
    inactive = rules.is_inactive(who, now)
    idle_at = None if inactive or not member.view.is_in else rules.grows_inactive(who, now)
    days = tuple(rules.day(who, day) for day in unknown.days)
    return Learnt(member.view, inactive, idle_at, days)


async def _tell(work: Work, group: StudyGroup, member: MemberView, now: datetime) -> None:
    """Who is inactive is told once each time, and not in their quiet hours (promises 4.2, 6.4)."""
    at = now
    if member.quiet and in_quiet(member.quiet, wall_at(at, member.zone).time()):
        at = first_at(at, member.zone, member.quiet[1])
    key = f"inactive:{group.id}:{member.id}:{member.last_entry}"
    told = NewDelivery(key, MessageKind.NOTICE, now.date(), at, group.name, maker=INACTIVE)
    await work.groups.write_to(member.id, told)


async def has_done(
    work: Work, group: StudyGroup, learner_id: int, day: date, now: datetime
) -> bool:
    """Whether a member has done a day of the group, whatever was looked at."""
    began = await work.attendance.began(group, day)
    if day not in began:
        return False
    found = await work.attendance.members(group, [learner_id], day)
    days = (
        Group([each.history], {day: began[day]}, day).done(learner_id, day, now) for each in found
    )
    return any(days)
