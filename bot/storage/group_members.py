"""A group's members, with what is asked of days under way, read in a handful of queries (promise 6.3)."""

import asyncio
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import Select, Table, and_, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.delivery import Outage
from bot.domain.entries import EarlierEntries, EntryLog
from bot.domain.focus import Focus
from bot.domain.groups.calendars import Calendars
from bot.domain.groups.history import Known, Stay
from bot.domain.groups.membership import member_history
from bot.domain.history import Entry
from bot.domain.learner import Learner
from bot.domain.merging import in_order
from bot.ports.attendance import KnownMember, MemberView
from bot.storage import tables as t
from bot.storage.accounts import account_of, are_local
from bot.storage.earlier import load_earlier
from bot.storage.enrolments import enrolment_of
from bot.storage.entries import entry_of
from bot.storage.history import proposed, setting_of
from bot.storage.pauses import pause_of
from bot.storage.places import IN_ORDER
from bot.storage.rows import AnyRow, rows_of
from bot.storage.timers import timer_of

AT_ONCE: Final = 100
"""Members of whom the calendars are read at once."""

_LONG_BEFORE: Final = timedelta(days=14)
"""How long a checkpoint's day lies before the first that is asked about, at least: what was known on
either then is the same."""


async def load_members(
    connection: AsyncConnection,
    group_id: int,
    ids: Sequence[int],
    asked: date,
    outages: tuple[Outage, ...],
) -> list[KnownMember]:
    """Those of these learners who are set up and were ever in a group."""
    reader = _Reader(connection, ids)
    stays = await reader.stays(group_id)
    learners = await reader.learners(outages)
    await asyncio.sleep(0)  # all else has its turn
    earlier = {
        row.learner_id: (await load_earlier(connection, row)).entries
        for row in await reader.versions()
        if row.learner_id in learners
    }
    points = {who: _held(learners[who], found, asked) for who, found in earlier.items()}
    entries = await reader.entries({who: found for who, found in points.items() if found})
    cuts = await reader.cuts()
    await asyncio.sleep(0)
    return [
        _known(learner, stays[who], entries[who], points[who], cuts)
        for who, learner in learners.items()
        if stays[who]
    ]


async def add_calendars(connection: AsyncConnection, group_id: int, found: Calendars) -> None:
    """The days of all who ever were in a group; all else has its turn in between."""
    query = select(t.stay.c.learner_id).distinct().where(t.stay.c.group_id == group_id)
    everybody = sorted(await connection.scalars(query))
    for begin in range(0, len(everybody), AT_ONCE):
        reader = _Reader(connection, everybody[begin : begin + AT_ONCE])
        stays = await reader.stays(group_id)
        for who, learner in (await reader.learners(())).items():
            found.add(learner.timeline, stays[who])
            await asyncio.sleep(0)


def _held(learner: Learner, earlier: EarlierEntries | None, asked: date) -> EarlierEntries | None:
    """What the old entries come to, where it still holds, and nothing older is asked about."""
    if earlier is None:
        return None
    point = earlier.checkpoint
    holds = point.facts == learner.history.facts(point.upto)
    return earlier if holds and point.upto + _LONG_BEFORE < asked else None


def _known(
    learner: Learner,
    stays: Sequence[Stay],
    entry_rows: Sequence[Any],
    earlier: EarlierEntries | None,
    cuts: dict[int, list[tuple[datetime, date]]],
) -> KnownMember:
    entries = map(_known_entry, entry_rows)
    since = earlier.checkpoint if earlier else None
    before = earlier.sums.last_id if earlier else 0
    view = MemberView(
        id=learner.id,
        shows_name=learner.preferences.names,
        is_in=any(each.left_at is None for each in stays),
        zone=learner.preferences.tz,
        quiet=learner.preferences.quiet,
        last_entry=max((row.id for row in entry_rows), default=before),
        timer_ends=_timer_ends(learner.focus),
    )
    return KnownMember(view, member_history(learner, stays, entries, cuts, since))


def _timer_ends(focus: Focus | None) -> datetime | None:
    runs = focus is not None and focus.is_open and not focus.paused
    return focus.ends_at if focus and runs else None


def _known_entry(row: Any) -> Known[Entry]:
    return Known(entry_of(row), row.made_at, row.taken_back_at)


class _Reader:
    """Reads the rows of several learners at once."""

    def __init__(self, connection: AsyncConnection, ids: Iterable[int]) -> None:
        self._connection = connection
        self._ids = list(ids)

    async def stays(self, group_id: int) -> dict[int, list[Stay]]:
        """When each was in a group."""
        query = select(t.stay).where(t.stay.c.group_id == group_id)
        rows = await self._by(
            query.where(t.stay.c.learner_id.in_(self._ids)).order_by(t.stay.c.id), "learner_id"
        )
        stays: dict[int, list[Stay]] = defaultdict(list)
        for who, theirs in rows.items():
            stays[who] = [
                Stay(row.joined_at, row.joined_on, row.left_at, row.left_on) for row in theirs
            ]
        return stays

    async def learners(self, outages: tuple[Outage, ...]) -> dict[int, Learner]:
        """Those who are set up, without their entries."""
        own = {
            table.name: await self.own(table)
            for table in (t.setting_change, t.enrolment, t.pause, t.focus)
        }
        moves = await self.parts(t.move, t.enrolment)
        pacings = await self.parts(t.pacing, t.enrolment)
        accounts, created = await self.accounts(), await self.created()
        found: dict[int, Learner] = {}
        for who in self._ids:
            if not accounts[who] or not own["enrolment"][who]:
                continue
            await asyncio.sleep(0)
            first = accounts[who][0]
            found[who] = Learner(
                id=who,
                name=first.name,
                created_at=created[who],
                proposed=proposed(first.zone, first.language),
                settings=tuple(map(setting_of, own["setting_change"][who])),
                enrolments=in_order(
                    enrolment_of(row, moves[row.id], pacings[row.id])
                    for row in own["enrolment"][who]
                ),
                entries=EntryLog(),
                pauses=tuple(map(pause_of, own["pause"][who])),
                focus=next(map(timer_of, own["focus"][who]), None),
                outages=() if are_local(accounts[who]) else outages,
                accounts=tuple(map(account_of, accounts[who])),
            )
        return found

    async def entries(self, earlier: dict[int, EarlierEntries]) -> dict[int, list[Any]]:
        """The entries of each, but for those that are summed up."""
        of = t.entry.c
        whole = [each for each in self._ids if each not in earlier]
        later = [
            and_(of.learner_id == who, of.id > each.sums.last_id) for who, each in earlier.items()
        ]
        query = select(t.entry).where(or_(of.learner_id.in_(whole), *later))
        return await self._by(query.order_by(of.id), "learner_id")

    async def cuts(self) -> dict[int, list[tuple[datetime, date]]]:
        """When pauses were cut, and their last days from then on."""
        rows = await self.parts(t.pause_cut, t.pause)
        return {pause: [(row.made_at, row.last) for row in cut] for pause, cut in rows.items()}

    async def own(self, table: Table) -> dict[int, list[Any]]:
        """The rows of a table by their learners."""
        query = select(table).where(table.c.learner_id.in_(self._ids))
        return await self._by(query.order_by(*table.primary_key), "learner_id")

    async def accounts(self) -> dict[int, list[Any]]:
        """The accounts of each, those first that they want to be written to."""
        query = select(t.account).where(t.account.c.learner_id.in_(self._ids))
        return await self._by(query.order_by(*IN_ORDER), "learner_id")

    async def versions(self) -> Sequence[AnyRow]:
        """By which one knows whether what is summed up of each still holds."""
        of = t.learner.c
        query = select(of.id.label("learner_id"), of.version, of.known_version)
        return await rows_of(self._connection, query.where(of.id.in_(self._ids)))

    async def created(self) -> dict[int, datetime]:
        """When each was first heard of."""
        query = select(t.learner.c.id, t.learner.c.created_at).where(t.learner.c.id.in_(self._ids))
        return {row.id: row.created_at for row in await self._connection.execute(query)}

    async def parts(self, table: Table, whole: Table) -> dict[int, list[Any]]:
        """The rows of a table by the rows of another to which they belong."""
        owner = table.c[f"{whole.name}_id"]
        query = select(table).join(whole, whole.c.id == owner)
        query = query.where(whole.c.learner_id.in_(self._ids)).order_by(table.c.id)
        return await self._by(query, owner.name)

    async def _by(self, query: Select[Any], name: str) -> dict[int, list[Any]]:
        found: dict[int, list[Any]] = defaultdict(list)
        for row in await self._connection.execute(query):
            found[getattr(row, name)].append(row)
        await asyncio.sleep(0)
        return found
