"""Group days under way in the database, within one transaction (promises 6.2 and 6.3)."""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import Integer, bindparam, func, select, union, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.delivery import Outage
from bot.domain.groups.calendars import Calendars
from bot.domain.groups.count import CountStep, DayCount, closes
from bot.ports.attendance import Crowd, KnownMember, Learnt, Unknown
from bot.ports.groups import StudyGroup
from bot.storage import tables as t
from bot.storage.dialect import upsert
from bot.storage.group_days import clear_days
from bot.storage.group_members import add_calendars, load_members
from bot.storage.parts import (
    ANEW,
    COUNTED,
    EPOCH,
    LATER_STEPS,
    MICROSECOND,
    MemberParts,
    windows_of,
)
from bot.storage.rows import AnyRow, rows_of
from bot.storage.showing import crowd_of, names_of

NAMED_AT_ONCE: Final = 250
"""Members whose names are read at once."""

_DAY: Final = timedelta(days=1)
_OF: Final = t.group_day.c
_MEMBER: Final = t.member_day.c
_STEP: Final = t.member_step.c


_ON_IT: Final = (_MEMBER.group_id == bindparam("of_group")) & (_MEMBER.day == bindparam("of_day"))


def _is(column: Any) -> Any:
    """Whether the member of a day is done, or expected, at an instant: by their own steps alone."""
    theirs = (_STEP.group_id == _MEMBER.group_id) & (_STEP.day == _MEMBER.day)
    theirs &= (_STEP.learner_id == _MEMBER.learner_id) & (_STEP.at <= bindparam("until"))
    return select(func.sum(column)).where(theirs).correlate(t.member_day).scalar_subquery() > 0


# The index on when days end leads to whom it concerns: nobody else is counted.
_ENDS: Final = select(_MEMBER.ends).where(_ON_IT, _MEMBER.ends.is_not(None), _is(_STEP.expected))
_FIRST_END: Final = _ENDS.order_by(_MEMBER.ends).limit(1)
_LAST_END: Final = _ENDS.order_by(_MEMBER.ends.desc()).limit(1)
_A_ZONE: Final = select(_MEMBER.zone).where(_ON_IT, _MEMBER.is_in).limit(1)
_ANOTHER_ZONE: Final = _A_ZONE.where(_MEMBER.zone != bindparam("zone"))
_NAMED: Final = (
    select(_MEMBER.learner_id)
    .where(_ON_IT, _MEMBER.named, _MEMBER.learner_id > bindparam("after"), _is(_STEP.done))
    .order_by(_MEMBER.learner_id)
    .limit(bindparam("at_once", type_=Integer))
)


class SqlAttendance:
    """The days of groups, and their members' part in them."""

    def __init__(self, connection: AsyncConnection, outages: tuple[Outage, ...]) -> None:
        self._connection = connection
        self._outages = outages

    async def began(self, group: StudyGroup, since: date) -> Mapping[date, datetime]:
        """When the days since one began."""
        query = select(_OF.day, _OF.began).where(_OF.group_id == group.id, _OF.day >= since)
        rows = await rows_of(self._connection, query.where(_OF.began > EPOCH))
        return {row.day: row.began for row in rows}

    async def last(self, group: StudyGroup) -> date | None:
        """The last day that is known; None before any is."""
        query = select(func.max(_OF.day)).where(_OF.group_id == group.id)
        found: date | None = await self._connection.scalar(query)
        return found

    async def joined_first(self, group: StudyGroup) -> date | None:
        """The own day of the first who joined; None where nobody ever did."""
        query = select(func.min(t.stay.c.joined_on)).where(t.stay.c.group_id == group.id)
        found: date | None = await self._connection.scalar(query)
        return found

    async def begin(self, group: StudyGroup, days: Mapping[date, datetime | None]) -> None:
        """Note that days have begun; without an instant it is the one before the first."""
        blank = {"group_id": group.id, "complete": False, "outages": len(self._outages), **ANEW}
        rows = [{**blank, "day": day, "began": began or EPOCH} for day, began in days.items()]
        if rows:
            await self._connection.execute(upsert(t.group_day).on_conflict_do_nothing(), rows)

    async def next(self, group: StudyGroup, last: date) -> datetime | None:
        """When the day after the `last` that has begun begins for its first member."""
        ends = select(_MEMBER.ends).where(_MEMBER.group_id == group.id, _MEMBER.day == last)
        first = ends.where(_MEMBER.goes_on).order_by(_MEMBER.ends).limit(1)
        found: datetime | None = await self._connection.scalar(first)
        return found

    async def calendars(self, group: StudyGroup) -> Calendars:
        """The days of all who ever were members, read in slices."""
        found = Calendars()
        await add_calendars(self._connection, group.id, found)
        return found

    async def unknown(
        self, group: StudyGroup, days: Collection[date], now: datetime, limit: int
    ) -> Unknown | None:
        """Up to `limit` members who are to be looked at; None where all are known."""
        mine = _OF.group_id == group.id
        query = select(_OF.day, _OF.complete, _OF.outages).where(mine, _OF.day.in_(days))
        rows = await rows_of(self._connection, query.order_by(_OF.day))
        for row in rows:
            if row.outages != len(self._outages):
                await self._doubt(group, row.day)
        changed = select(t.member_change.c.learner_id).where(t.member_change.c.group_id == group.id)
        idle = select(_MEMBER.learner_id).where(
            _MEMBER.group_id == group.id, _MEMBER.idle_at <= now
        )
        both = (each.limit(limit).subquery().select() for each in (changed, idle))
        ids = list(await self._connection.scalars(union(*both)))[:limit]
        if ids:
            return Unknown(tuple(ids), tuple(row.day for row in rows))
        for row in rows:
            if row.complete:
                continue
            if ids := await self._missing(group, row.day, limit):
                return Unknown(tuple(ids), tuple(each.day for each in rows if not each.complete))
            await self._set_day(group, row.day, complete=True)
        return None

    async def _missing(self, group: StudyGroup, day: date, limit: int) -> list[int]:
        """Members on a day who were not looked at."""
        of = t.stay.c
        known = select(_MEMBER.learner_id).where(
            _MEMBER.group_id == group.id, _MEMBER.day == day, _MEMBER.learner_id == of.learner_id
        )
        # Whoever left as late as this may be known as a member for some of the day.
        stays = of.left_on.is_(None) | (of.left_on >= day - 3 * _DAY)
        query = select(of.learner_id).distinct().where(of.group_id == group.id, stays)
        found = query.where(~known.exists()).order_by(of.learner_id).limit(limit)
        return list(await self._connection.scalars(found))

    async def _doubt(self, group: StudyGroup, day: date) -> None:
        """An outage changes everybody's days: all are looked at again."""
        everybody = select(_MEMBER.group_id, _MEMBER.learner_id).where(
            _MEMBER.group_id == group.id, _MEMBER.day == day
        )
        names = ["group_id", "learner_id"]
        statement = upsert(t.member_change).from_select(names, everybody)
        await self._connection.execute(statement.on_conflict_do_nothing())
        await self._set_day(group, day, outages=len(self._outages))

    async def _set_day(self, group: StudyGroup, day: date, **values: Any) -> None:
        what = {"of_group": group.id, "of_day": day, **values}
        await self._connection.execute(COUNTED, what)

    async def members(
        self, group: StudyGroup, ids: Sequence[int], asked: date
    ) -> Sequence[KnownMember]:
        """Members with what is asked of days from `asked` on, who are set up."""
        return await load_members(self._connection, group.id, ids, asked, self._outages)

    async def learn(
        self, group: StudyGroup, unknown: Unknown, found: Sequence[Learnt]
    ) -> Collection[date]:
        """Keep what was found out about members; the days whose beginning has to be seen anew."""
        return await MemberParts(self._connection, group.id).learn(unknown, found)

    async def look_anew(self, group: StudyGroup, day: date) -> None:
        """See anew when a day began, and at everybody on it."""
        await MemberParts(self._connection, group.id).look_anew(day)

    async def counts(self, group: StudyGroup, days: Collection[date]) -> Sequence[DayCount]:
        """The counts of days of which all members are known, as far as they were counted."""
        mine = (_OF.group_id == group.id) & _OF.day.in_(days)
        query = select(t.group_day).where(mine, _OF.complete, _OF.began > EPOCH).order_by(_OF.day)
        return [await self._count(group, row) for row in await rows_of(self._connection, query)]

    async def _count(self, group: StudyGroup, row: AnyRow) -> DayCount:
        if row.closes is not None:
            return DayCount(row.day, row.began, row.closes, row.upto, row.done, row.expected)
        mine = (_MEMBER.group_id == group.id) & (_MEMBER.day == row.day)
        texts = await self._connection.scalars(select(_MEMBER.windows).distinct().where(mine))
        last = closes(row.began, (window for text in texts for window in windows_of(text)))
        found = DayCount(row.day, row.began, last, row.upto, row.done, row.expected)
        if row.upto is not None and row.upto > last:
            found = replace(found, upto=None, done=0, expected=0)
        await self.keep(group, found)
        return found

    async def steps(self, group: StudyGroup, day: DayCount, until: datetime) -> Sequence[CountStep]:
        """What changes a day's counts after what is counted, up to an instant, in order."""
        after = day.upto or day.began - MICROSECOND
        what = {"of_group": group.id, "of_day": day.day, "after": after, "until": until}
        rows = await rows_of(self._connection, LATER_STEPS, what)
        return [CountStep(row.at, row.done, row.expected) for row in rows]

    async def keep(self, group: StudyGroup, day: DayCount) -> None:
        """Keep how far a day was counted."""
        counts = {"upto": day.upto, "done": day.done, "expected": day.expected}
        await self._set_day(group, day.day, closes=day.closes, **counts)

    async def let_go(self, group: StudyGroup, before: date) -> None:
        """Nobody asks about the members' days before one any more."""
        if not await clear_days(self._connection, group.id, before):
            return
        gone = (_OF.group_id == group.id) & (_OF.day < before) & _OF.complete
        await self._connection.execute(
            update(t.group_day).where(gone).values(complete=False, **ANEW)
        )

    async def lived(
        self, group: StudyGroup, days: Collection[date], now: datetime
    ) -> Sequence[date]:
        """Those of the days that a member lives now, in order."""
        found = []
        for day in sorted(days):
            lives = (_MEMBER.ends > now) & (_MEMBER.begins <= now) & _MEMBER.is_in
            query = select(_MEMBER.day).where(_MEMBER.group_id == group.id, _MEMBER.day == day)
            if await self._connection.scalar(query.where(lives).limit(1)) is not None:
                found.append(day)
        return found

    async def next_instant(
        self, group: StudyGroup, days: Collection[date], now: datetime
    ) -> datetime | None:
        """When time alone next changes something about a member on one of these days."""
        queries = [
            select(column).where(column.table.c.group_id == group.id, column > now)
            for column in (_MEMBER.idle_at, _MEMBER.timer_ends)
        ]
        for day in days:
            for column in (_STEP.at, _MEMBER.ends):
                of = column.table.c
                queries.append(
                    select(column).where(of.group_id == group.id, of.day == day, column > now)
                )
        found = [
            await self._connection.scalar(each.order_by(each.selected_columns[0]).limit(1))
            for each in queries
        ]
        return min((at for at in found if at is not None), default=None)

    async def ends(
        self, group: StudyGroup, day: date, until: datetime
    ) -> tuple[datetime, datetime] | None:
        """When a day first and last ends for those expected, each by their own clock."""
        what = {"of_group": group.id, "of_day": day, "until": until}
        first = await self._connection.scalar(_FIRST_END, what)
        last = await self._connection.scalar(_LAST_END, what) if first else None
        return (first, last) if first and last else None

    async def one_zone(self, group: StudyGroup, day: date) -> str | None:
        """The zone of all members; None where they have several."""
        what = {"of_group": group.id, "of_day": day}
        zone: str | None = await self._connection.scalar(_A_ZONE, what)
        other = zone and await self._connection.scalar(_ANOTHER_ZONE, {**what, "zone": zone})
        return None if other else zone

    async def studied(self, group: StudyGroup, day: date, until: datetime) -> tuple[str, ...]:
        """The names of those who have done a day and show their name, in order; read in slices."""
        what: dict[str, Any] = {"of_group": group.id, "of_day": day, "until": until}
        what |= {"after": 0, "at_once": NAMED_AT_ONCE}
        names: list[str] = []
        while ids := list(await self._connection.scalars(_NAMED, what)):
            names += await names_of(self._connection, ids)
            what["after"] = ids[-1]
            await asyncio.sleep(0)  # all else has its turn
        return tuple(sorted(names))

    async def studying(self, group: StudyGroup, day: date, now: datetime) -> Crowd:
        """The members whose timers run, of those who live a day now."""
        lives = (_MEMBER.begins <= now) & (_MEMBER.ends > now) & _MEMBER.is_in
        runs = (_MEMBER.group_id == group.id) & (_MEMBER.timer_ends > now) & (_MEMBER.day == day)
        return await crowd_of(
            self._connection, select(_MEMBER.learner_id, _MEMBER.named).where(runs, lives)
        )

    async def came(self, group: StudyGroup, days: Collection[date]) -> Crowd:
        """The members who came on one of these days."""
        of = t.stay.c
        new = (of.group_id == group.id) & of.left_at.is_(None) & of.joined_on.in_(days)
        theirs = (_MEMBER.group_id == group.id) & (_MEMBER.learner_id == of.learner_id)
        named = select(_MEMBER.day).where(theirs, _MEMBER.named).exists()
        query = select(of.learner_id, named.label("named")).where(new)
        return await crowd_of(self._connection, query)
