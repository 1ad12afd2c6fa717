"""Members' parts in group days in the database: worked out anew where something changed."""

import asyncio
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import Executable, bindparam, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.groups.count import CountStep, Window
from bot.domain.groups.day import MemberDay
from bot.ports.attendance import Learnt, Unknown
from bot.storage import tables as t
from bot.storage.group_days import clear_day, clear_days
from bot.storage.rows import AnyRow, rows_of

ROWS_AT_ONCE: Final = 100
"""Rows that are written at once."""

EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
"""When the day before a group's first is said to have begun."""

MICROSECOND: Final = timedelta(microseconds=1)

_OF: Final = t.group_day.c
_MEMBER: Final = t.member_day.c
_STEP: Final = t.member_step.c

_THE_DAY: Final = (_OF.group_id == bindparam("of_group")) & (_OF.day == bindparam("of_day"))
COUNTED: Final = update(t.group_day).where(_THE_DAY)
_THEIR_STEPS: Final = (
    (_STEP.group_id == bindparam("of_group"))
    & (_STEP.day == bindparam("of_day"))
    & (_STEP.learner_id == bindparam("of_learner"))
)
_THEIR_DAY: Final = (
    (_MEMBER.group_id == bindparam("of_group"))
    & (_MEMBER.day == bindparam("of_day"))
    & (_MEMBER.learner_id == bindparam("of_learner"))
)
LATER_STEPS: Final = (
    select(_STEP.at, func.sum(_STEP.done).label("done"), func.sum(_STEP.expected).label("expected"))
    .where(_STEP.group_id == bindparam("of_group"), _STEP.day == bindparam("of_day"))
    .where(_STEP.at > bindparam("after"), _STEP.at <= bindparam("until"))
    .group_by(_STEP.at)
    .order_by(_STEP.at)
)
ANEW: Final[Mapping[str, Any]] = {"upto": None, "done": 0, "expected": 0, "closes": None}
"""What a day holds that is to be counted from its beginning."""


class MemberParts:
    """The members' parts in the days of one group."""

    def __init__(self, connection: AsyncConnection, group_id: int) -> None:
        self._connection = connection
        self._group_id = group_id

    async def learn(self, unknown: Unknown, found: Sequence[Learnt]) -> Collection[date]:
        """Keep what was found out about members; the days whose beginning has to be seen anew."""
        old_days = await self._days_of(unknown)
        old_steps = await self._steps_of(unknown)
        days = {(day.day, day.id): day for each in found for day in each.days}
        rows = {
            (day.day, day.id): _row(self._group_id, each, day)
            for each in found
            for day in each.days
        }
        blank = {
            (day, who): _blank(self._group_id, day, who)
            for day in unknown.days
            for who in unknown.ids
        }
        steps = {key: days[key].steps if key in days else () for key in blank}
        await self._change_steps(old_steps, steps)
        new = {**blank, **rows}
        keys = [_key(self._group_id, *key) for key in old_days]
        await self._in_slices(delete(t.member_day).where(_THEIR_DAY), keys)
        await self._in_slices(insert(t.member_day), list(new.values()))
        for day in unknown.days:
            mine = [key for key in new if key[0] == day]
            if any(_windows(old_days.get(key)) != new[key]["windows"] for key in mine):
                await self._set_day(day, closes=None)
        known = t.member_change.c.learner_id.in_(unknown.ids)
        of_group = t.member_change.c.group_id == self._group_id
        await self._connection.execute(delete(t.member_change).where(of_group, known))
        began = await self._began(unknown.days)
        moved = (
            key for key in new if _moves(old_days.get(key), new[key], began.get(key[0], EPOCH))
        )
        return {day for day, _ in moved}

    async def _days_of(self, unknown: Unknown) -> dict[tuple[date, int], AnyRow]:
        mine = (_MEMBER.group_id == self._group_id) & _MEMBER.learner_id.in_(unknown.ids)
        query = select(t.member_day).where(mine, _MEMBER.day.in_(unknown.days))
        rows = await rows_of(self._connection, query)
        return {(row.day, row.learner_id): row for row in rows}

    async def _steps_of(self, unknown: Unknown) -> dict[tuple[date, int], set[CountStep]]:
        mine = (_STEP.group_id == self._group_id) & _STEP.learner_id.in_(unknown.ids)
        query = select(t.member_step).where(mine, _STEP.day.in_(unknown.days))
        found: dict[tuple[date, int], set[CountStep]] = {}
        for row in await rows_of(self._connection, query):
            step = CountStep(row.at, row.done, row.expected)
            found.setdefault((row.day, row.learner_id), set()).add(step)
        return found

    async def _change_steps(
        self,
        old: Mapping[tuple[date, int], set[CountStep]],
        new: Mapping[tuple[date, int], tuple[CountStep, ...]],
    ) -> None:
        """Put steps in the place of others; what is counted is counted from before the first."""
        changed = {
            key: set(steps) for key, steps in new.items() if set(steps) != old.get(key, set())
        }
        first: dict[date, datetime] = {}
        for key, steps in changed.items():
            differs = min(step.at for step in steps ^ old.get(key, set()))
            first[key[0]] = min(differs, first.get(key[0], differs))
        for day, at in first.items():
            await self._rewind(day, at)
        gone = [_key(self._group_id, *key) for key in changed if key in old]
        await self._in_slices(delete(t.member_step).where(_THEIR_STEPS), gone)
        rows = [
            {
                "group_id": self._group_id,
                "day": day,
                "learner_id": who,
                "at": step.at,
                "done": step.done,
                "expected": step.expected,
            }
            for (day, who), steps in changed.items()
            for step in steps
        ]
        await self._in_slices(insert(t.member_step), rows)

    async def _in_slices(self, statement: Executable, rows: Sequence[Mapping[str, Any]]) -> None:
        """The same for many rows; all else has its turn in between."""
        for begin in range(0, len(rows), ROWS_AT_ONCE):
            await self._connection.execute(statement, rows[begin : begin + ROWS_AT_ONCE])
            await asyncio.sleep(0)

    async def _rewind(self, day: date, at: datetime) -> None:
        """Count a day only up to just before an instant."""
        query = select(_OF.upto).where(_OF.group_id == self._group_id, _OF.day == day)
        upto = await self._connection.scalar(query)
        if upto is None or at > upto:
            return
        before = at - MICROSECOND
        what = {"of_group": self._group_id, "of_day": day, "after": before, "until": upto}
        steps = await rows_of(self._connection, LATER_STEPS, what)
        done, expected = sum(row.done for row in steps), sum(row.expected for row in steps)
        counts = {"done": _OF.done - done, "expected": _OF.expected - expected}
        mine = update(t.group_day).where(_OF.group_id == self._group_id, _OF.day == day)
        await self._connection.execute(mine.values(upto=before, **counts))

    async def look_anew(self, day: date) -> None:
        """See anew when a day began, and at everybody on it; it goes where it is nobody's now."""
        theirs = (_MEMBER.group_id == self._group_id) & (_MEMBER.day == day)
        query = select(func.min(_MEMBER.begins)).where(theirs, _MEMBER.counts)
        began: datetime | None = await self._connection.scalar(query)
        mine = (_OF.group_id == self._group_id) & (_OF.day == day)
        known = await self._connection.scalar(select(_OF.began).where(mine))
        if known == EPOCH:  # somebody came for whom the group's first day is an earlier one
            everything = delete(t.group_day).where(_OF.group_id == self._group_id)
            await self._connection.execute(everything)
            await clear_days(self._connection, self._group_id)
            return
        if began is None:
            await self._connection.execute(delete(t.group_day).where(mine))
        elif began == known:
            return
        else:
            await self._set_day(day, began=began, complete=False, **ANEW)
        await clear_day(self._connection, self._group_id, day)

    async def _began(self, days: Collection[date]) -> dict[date, datetime]:
        query = select(_OF.day, _OF.began).where(_OF.group_id == self._group_id, _OF.day.in_(days))
        return {row.day: row.began for row in await rows_of(self._connection, query)}

    async def _set_day(self, day: date, **values: Any) -> None:
        await self._connection.execute(
            COUNTED, {"of_group": self._group_id, "of_day": day, **values}
        )


def windows_of(text: str) -> Iterator[Window]:
    """The windows that were written."""
    instants = [EPOCH + timedelta(microseconds=int(each)) for each in text.split()]
    return zip(instants[::2], instants[1::2], strict=True)


def _key(group_id: int, day: date, learner_id: int) -> dict[str, Any]:
    return {"of_group": group_id, "of_day": day, "of_learner": learner_id}


def _blank(group_id: int, day: date, learner_id: int) -> dict[str, Any]:
    """Somebody who is not set up, or not a member any more."""
    flags = dict.fromkeys(("counts", "goes_on", "is_in", "named"), False)
    instants = dict.fromkeys(("begins", "ends", "idle_at", "timer_ends"))
    who = {"group_id": group_id, "day": day, "learner_id": learner_id}
    return {**who, **flags, **instants, "zone": "", "windows": ""}


def _row(group_id: int, learnt: Learnt, day: MemberDay) -> dict[str, Any]:
    view = learnt.view
    return {
        "group_id": group_id,
        "day": day.day,
        "learner_id": day.id,
        "begins": day.begins,
        "ends": day.ends,
        "counts": day.counts,
        "goes_on": day.goes_on,
        "is_in": view.is_in,
        "named": view.shows_name,
        "zone": view.zone,
        "windows": _written(day.windows),
        "idle_at": learnt.idle_at,
        "timer_ends": view.timer_ends,
    }


def _written(windows: Iterable[Window]) -> str:
    instants = (at for window in sorted(windows) for at in window)
    return " ".join(str((at - EPOCH) // MICROSECOND) for at in instants)


def _windows(row: AnyRow | None) -> str:
    return row.windows if row else ""


def _moves(old: AnyRow | None, new: Mapping[str, Any], began: datetime) -> bool:
    """Whether a day may have begun at another instant, now that this is known of a member."""
    if began == EPOCH:
        return bool(new["counts"])
    begins = new["begins"] if new["counts"] else None
    was = old.begins if old and old.counts else None
    return (begins is not None and begins < began) or (was == began and begins != began)
