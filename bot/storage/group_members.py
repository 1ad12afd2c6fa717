"""A group's members with all their history, read in a handful of queries (promise 6.3)."""

from collections import OrderedDict, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import Select, Table, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.delivery import Outage
from bot.domain.groups.history import Known, MemberHistory, Stay
from bot.domain.groups.membership import member_history
from bot.domain.history import Entry
from bot.domain.learner import Learner
from bot.domain.merging import in_order
from bot.ports.groups import MemberView
from bot.storage import tables as t
from bot.storage.accounts import account_of, are_local
from bot.storage.enrolments import enrolment_of
from bot.storage.entries import entry_of
from bot.storage.history import proposed, setting_of
from bot.storage.pauses import pause_of
from bot.storage.places import IN_ORDER
from bot.storage.timers import timer_of

SIZE: Final = 4096
"""How many members are remembered."""

CHUNK: Final = 500


@dataclass(frozen=True, slots=True)
class Remembered:
    """A learner of a version, with what was taken back and cut, too."""

    version: int
    learner: Learner
    history: MemberHistory
    last_entry: int


class MemberCache:
    """Members as they were last read; a copy counts while its version is the database's."""

    def __init__(self, outages: tuple[Outage, ...] = ()) -> None:
        self.known: OrderedDict[int, Remembered] = OrderedDict()
        self.outages = outages

    def touch(self) -> "TouchedMembers":
        """The view of one transaction."""
        return TouchedMembers(self)

    def keep(self, found: Iterable[Remembered]) -> None:
        """Remember members, and forget those read longest ago."""
        for each in found:
            self.known[each.learner.id] = each
            self.known.move_to_end(each.learner.id)
        while len(self.known) > SIZE:
            self.known.popitem(last=False)


class TouchedMembers:
    """What one transaction read: the cache learns of it only when it is committed.

    Within it, what it has written itself may have been read: whoever was read is read again, and
    after a rollback nobody must see it.
    """

    def __init__(self, cache: MemberCache) -> None:
        self._cache = cache
        self._read: dict[int, Remembered] = {}
        self._gone: set[int] = set()
        self.outages = cache.outages

    def known(self, learner_id: int, version: int | None) -> Remembered | None:
        """A member as last committed, where that is still the version in the database."""
        found = self._cache.known.get(learner_id)
        return found if found is not None and found.version == version else None

    def read(self, found: Remembered) -> None:
        """Note a member as read."""
        self._read[found.learner.id] = found

    def forget(self, learner_id: int) -> None:
        """Note that a member was erased."""
        self._read.pop(learner_id, None)
        self._gone.add(learner_id)

    def commit(self) -> None:
        """The transaction was kept."""
        for learner_id in self._gone:
            self._cache.known.pop(learner_id, None)
        self._cache.keep(self._read.values())


async def load_members(
    connection: AsyncConnection, stays: Sequence[Any], cache: TouchedMembers
) -> tuple[tuple[MemberView, ...], tuple[MemberHistory, ...]]:
    """The people behind a group's stays."""
    by_learner: dict[int, list[Stay]] = defaultdict(list)
    for row in stays:
        stay = Stay(row.joined_at, row.joined_on, row.left_at, row.left_on)
        by_learner[row.learner_id].append(stay)
    found = await _remembered(connection, list(by_learner), cache)
    members = tuple(_with_stays(each.history, by_learner[each.learner.id]) for each in found)
    return tuple(_view(each, by_learner[each.learner.id]) for each in found), members


def _with_stays(history: MemberHistory, stays: list[Stay]) -> MemberHistory:
    return MemberHistory(
        id=history.id,
        timeline=history.timeline,
        plan_from=history.plan_from,
        stays=tuple(stays),
        entries=history.entries,
        study_days=history.study_days,
        pauses=history.pauses,
        resting=history.resting,
        outages=history.outages,
    )


def _view(found: Remembered, stays: list[Stay]) -> MemberView:
    learner = found.learner
    return MemberView(
        id=learner.id,
        name=learner.name,
        shows_name=learner.preferences.names,
        is_in=any(each.left_at is None for each in stays),
        zone=learner.preferences.tz,
        quiet=learner.preferences.quiet,
        last_entry=found.last_entry,
        joined_on=stays[-1].joined_on,
        focus=learner.focus,
    )


async def _remembered(
    connection: AsyncConnection, ids: list[int], cache: TouchedMembers
) -> list[Remembered]:
    found: list[Remembered] = []
    for begin in range(0, len(ids), CHUNK):
        chunk = ids[begin : begin + CHUNK]
        query = select(t.learner.c.id, t.learner.c.version).where(t.learner.c.id.in_(chunk))
        versions = {row.id: row.version for row in await connection.execute(query)}
        known = {each: cache.known(each, versions.get(each)) for each in chunk}
        stale = [each for each, kept in known.items() if kept is None]
        fresh = {each.learner.id: each for each in await _read(connection, stale, versions, cache)}
        for each in chunk:
            member = fresh.get(each) or known[each]
            if member is not None and member.learner.enrolments:
                found.append(member)
    return found


async def _read(
    connection: AsyncConnection, ids: list[int], versions: dict[int, int], cache: TouchedMembers
) -> list[Remembered]:
    if not ids:
        return []
    reader = _Reader(connection, ids)
    own = {
        table.name: await reader.own(table)
        for table in (t.setting_change, t.enrolment, t.entry, t.pause, t.focus)
    }
    moves = await reader.parts(t.move, t.enrolment)
    pacings = await reader.parts(t.pacing, t.enrolment)
    cut_rows = await reader.parts(t.pause_cut, t.pause)
    cuts = {pause: [(row.made_at, row.last) for row in rows] for pause, rows in cut_rows.items()}
    accounts, created = await reader.accounts(), await reader.created()
    found = []
    for learner_id in ids:
        if not accounts[learner_id]:
            continue
        first = accounts[learner_id][0]
        learner = Learner(
            id=learner_id,
            name=first.name,
            created_at=created[learner_id],
            proposed=proposed(first.zone, first.language),
            settings=tuple(map(setting_of, own["setting_change"][learner_id])),
            enrolments=in_order(
                enrolment_of(row, moves[row.id], pacings[row.id])
                for row in own["enrolment"][learner_id]
            ),
            pauses=tuple(map(pause_of, own["pause"][learner_id])),
            focus=next(map(timer_of, own["focus"][learner_id]), None),
            outages=() if are_local(accounts[learner_id]) else cache.outages,
            accounts=tuple(map(account_of, accounts[learner_id])),
        )
        if learner.enrolments:
            found.append(
                _remember(learner, own["entry"][learner_id], cuts, versions[learner_id], cache)
            )
    return found


def _remember(
    learner: Learner,
    entry_rows: Sequence[Any],
    cuts: dict[int, list[tuple[datetime, date]]],
    version: int,
    cache: TouchedMembers,
) -> Remembered:
    entries = map(_known_entry, entry_rows)
    history = member_history(learner, (), entries, cuts)
    last_entry = max((row.id for row in entry_rows), default=0)
    remembered = Remembered(version, learner, history, last_entry)
    cache.read(remembered)
    return remembered


def _known_entry(row: Any) -> Known[Entry]:
    return Known(entry_of(row), row.made_at, row.taken_back_at)


class _Reader:
    """Reads the rows of several learners at once."""

    def __init__(self, connection: AsyncConnection, ids: Iterable[int]) -> None:
        self._connection = connection
        self._ids = list(ids)

    async def own(self, table: Table) -> dict[int, list[Any]]:
        """The rows of a table by their learners."""
        query = select(table).where(table.c.learner_id.in_(self._ids))
        return await self._by(query.order_by(*table.primary_key), "learner_id")

    async def accounts(self) -> dict[int, list[Any]]:
        """The accounts of each, those first that they want to be written to."""
        query = select(t.account).where(t.account.c.learner_id.in_(self._ids))
        return await self._by(query.order_by(*IN_ORDER), "learner_id")

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
        return found
