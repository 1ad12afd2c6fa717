"""Two learners become one in the database, and two again, exactly as they were (promise 7.1).

What the other had goes to the maker under its old ids, whatever table it is in. How it was, and
what of the maker's is touched by it, is kept beside it as text until it cannot be undone any more.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import Date, Table, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.delivery import BUDGETED, DeliveryState
from bot.domain.learner import Learner
from bot.domain.merging import keeper
from bot.storage import praise, timers
from bot.storage import tables as t
from bot.storage.accounts import is_account
from bot.storage.dialect import upsert
from bot.storage.instant import Instant
from bot.storage.rows import insert_row, rows_of, update_row
from bot.storage.tables.person import PERSON_TABLES, WHOSE, PersonTable

Row = dict[str, Any]
Rows = dict[str, list[Row]]

_APART: Final = {
    t.account, t.delivery, t.due, t.earlier, t.focus, t.kudos, t.learner, t.link_request,
    t.member_change, t.member_day, t.member_step, t.merger,
}  # fmt: skip
"""Tables of which each has a rule of its own."""

_KEYED: Final = frozenset(
    each.table
    for each in PERSON_TABLES
    if each.table not in _APART and "learner_id" in each.table.primary_key.columns
)
"""Tables that hold a thing once for each learner: what both have stays once."""

_MOVED: Final = frozenset(
    each.table
    for each in PERSON_TABLES
    if each.table not in _APART | _KEYED and "learner_id" in each.table.c
)
_PARTS: Final[Mapping[Table, Table]] = {
    each.table: key.column.table
    for each in PERSON_TABLES
    for key in each.table.foreign_keys
    if each.table not in _MOVED and key.column.table in _MOVED
}
"""Tables whose rows go with those of another."""

_BY_TABLE: Final[Mapping[Table, PersonTable]] = {each.table: each for each in PERSON_TABLES}
_SETTINGS: Final = {t.setting_change}
_WHO: Final = frozenset({"learner_id", "giver_id", "taker_id"})


async def merge(connection: AsyncConnection, maker: Learner, other: Learner, now: datetime) -> None:
    """Let `maker` have all that `other` had; who they were is kept, and `other` is no more."""
    kept = keeper(maker, other)
    before = {
        "maker": await _seen(connection, maker, {*_KEYED, *_SETTINGS, t.account, t.focus, t.kudos}),
        "other": await _seen(
            connection, other, {*_MOVED, *_PARTS, *_KEYED, t.account, t.focus, t.kudos, t.learner}
        ),
        "swapped": kept is other,
        "deliveries": await _ids(connection, t.delivery, other),
        "mergers": await _ids(connection, t.merger, other),
    }
    for table in _MOVED - (_SETTINGS if kept is maker else set()):
        if table in _SETTINGS:
            await connection.execute(delete(table).where(table.c.learner_id == maker.id))
        await _hand_over(connection, table, maker, other)
    for table in (*_KEYED, t.kudos):
        await _unite(connection, table, maker, other)
    await _end_what_is_left(connection, maker if kept is other else other, now)
    await _hand_over_deliveries(connection, maker, other, now)
    await praise.take_over(connection, maker, other)
    await timers.take_over(connection, maker, other)
    await _join_accounts(connection, maker, other, kept)
    await _hand_over(connection, t.merger, maker, other)
    await connection.execute(delete(t.learner).where(t.learner.c.id == other.id))
    values = {"learner_id": maker.id, "merged_at": now, "before": json.dumps(before)}
    await insert_row(connection, t.merger, **values)


async def part(connection: AsyncConnection, row: Any) -> int:
    """Undo what a row of `merger` tells: the id of the other, who is again as they were.

    What the maker did since stays theirs.
    """
    before = json.loads(row.before)
    mine: Rows = _read(before["maker"])
    theirs: Rows = _read(before["other"])
    (other,) = theirs["learner"]
    # Whoever remembers the other of before the merge remembers an older version.
    await connection.execute(insert(t.learner).values({**other, "version": other["version"] + 1}))
    await connection.execute(delete(t.merger).where(t.merger.c.id == row.id))
    for table in _MOVED - (set() if before["swapped"] else _SETTINGS):
        await _put_back(connection, table, theirs[table.name], row.learner_id)
    gone = mine if before["swapped"] else theirs
    await _set_again(connection, gone["setting_change"])
    for table, whole in _PARTS.items():
        await _restore_parts(connection, table, whole, theirs)
    for table in (*_KEYED, t.kudos):
        await _restore_keyed(connection, table, mine, theirs, row.learner_id)
    for account in (*mine["account"], *theirs["account"]):
        await _restore_account(connection, account, row.learner_id)
    for table, ids in ((t.delivery, before["deliveries"]), (t.merger, before.get("mergers", ()))):
        returning = update(table).where(table.c.learner_id == row.learner_id, table.c.id.in_(ids))
        await connection.execute(returning.values(learner_id=other["id"]))
    await praise.give_back(connection, row.learner_id, other["id"])
    # A merger of an older schema knows no timers.
    await timers.give_back(
        connection, mine.get("focus", ()), theirs.get("focus", ()), row.learner_id
    )
    await _leave_out(connection, row.learner_id, theirs["account"])
    return int(other["id"])


def accounts_in(row: Any) -> list[tuple[str, str]]:
    """The accounts that the other brought into a merge."""
    found = json.loads(row.before)["other"]["account"]
    return [(each["platform"], each["external_id"]) for each in found]


async def _seen(connection: AsyncConnection, learner: Learner, tables: set[Table]) -> Rows:
    """A learner's rows of some tables, as JSON has them."""
    found: Rows = {}
    for table in tables:
        query = select(table).where(_BY_TABLE[table].theirs)
        rows = (await connection.execute(query, {WHOSE: learner.id})).all()
        found[table.name] = [_written(row._asdict()) for row in rows]
    return found


async def _ids(connection: AsyncConnection, table: Table, learner: Learner) -> list[int]:
    query = select(table.c.id).where(table.c.learner_id == learner.id)
    return list(await connection.scalars(query))


def _written(row: Mapping[str, Any]) -> Row:
    return {
        name: value.isoformat() if isinstance(value, date) else value for name, value in row.items()
    }


def _read(found: Mapping[str, Sequence[Row]]) -> Rows:
    """Rows with the values that their columns take."""
    tables = {each.table.name: each.table for each in PERSON_TABLES}
    return {name: [_row(tables[name], row) for row in rows] for name, rows in found.items()}


def _row(table: Table, row: Row) -> Row:
    return {name: _value(table, name, value) for name, value in row.items()}


def _value(table: Table, name: str, value: Any) -> Any:
    kind = table.c[name].type
    if value is None or not isinstance(kind, Instant | Date):
        return value
    return (datetime if isinstance(kind, Instant) else date).fromisoformat(value)


async def _hand_over(
    connection: AsyncConnection, table: Table, maker: Learner, other: Learner
) -> None:
    theirs = update(table).where(table.c.learner_id == other.id)
    await connection.execute(theirs.values(learner_id=maker.id))


async def _unite(connection: AsyncConnection, table: Table, maker: Learner, other: Learner) -> None:
    """What both have once stays the maker's; praise of oneself is none."""
    found = await connection.execute(
        select(table).where(_BY_TABLE[table].theirs), {WHOSE: other.id}
    )
    rows = [_renamed(row._asdict(), other.id, maker.id) for row in found]
    rows = [row for row in rows if "giver_id" not in row or row["giver_id"] != row["taker_id"]]
    if rows:
        await connection.execute(upsert(table).on_conflict_do_nothing(), rows)


def _renamed(row: Row, old: int, new: int) -> Row:
    """A row in which one learner takes the place of another."""
    return {name: new if name in _WHO and value == old else value for name, value in row.items()}


async def _end_what_is_left(connection: AsyncConnection, left: Learner, now: datetime) -> None:
    """The enrolments, the open check-in and review of the one whose plan is not kept."""
    enrolments = [each.id for each in left.enrolments]
    checkins = [each.id for each in left.checkins.recent]
    ended = update(t.enrolment).where(t.enrolment.c.id.in_(enrolments))
    await connection.execute(ended.where(t.enrolment.c.ended_at.is_(None)).values(ended_at=now))
    closed = update(t.checkin).where(t.checkin.c.id.in_(checkins))
    await connection.execute(closed.where(t.checkin.c.closed_at.is_(None)).values(closed_at=now))
    reviews = [each.id for each in left.reviews.recent]
    over = update(t.review).where(t.review.c.id.in_(reviews), t.review.c.closed_at.is_(None))
    await connection.execute(over.values(closed_at=now))


async def _hand_over_deliveries(
    connection: AsyncConnection, maker: Learner, other: Learner, now: datetime
) -> None:
    """What was sent counts for both; what was still to be asked of the other is not any more."""
    of = t.delivery.c
    theirs = update(t.delivery).where(of.learner_id == other.id)
    waits = of.state.in_([DeliveryState.PENDING, DeliveryState.EXPIRED]) & of.kind.in_(BUDGETED)
    ended = {"state": DeliveryState.SKIPPED, "reason": "linked", "ended_at": now}
    await connection.execute(theirs.where(waits).values(**ended))
    await connection.execute(theirs.values(learner_id=maker.id))


async def _leave_out(connection: AsyncConnection, maker_id: int, parted: Sequence[Row]) -> None:
    """Accounts that parted are in what is kept of the maker's other mergers no more."""
    gone = [(each["platform"], each["external_id"]) for each in parted]
    for row in await rows_of(connection, select(t.merger).where(t.merger.c.learner_id == maker_id)):
        before = json.loads(row.before)
        before["maker"]["account"] = [
            each
            for each in before["maker"]["account"]
            if (each["platform"], each["external_id"]) not in gone
        ]
        await update_row(connection, t.merger, row.id, before=json.dumps(before))


async def _join_accounts(
    connection: AsyncConnection, maker: Learner, other: Learner, kept: Learner
) -> None:
    """The maker's accounts come first; what platforms guess is that of the one who is kept."""
    guess = {"zone": t.account.c.zone, "language": t.account.c.language}
    first = kept.accounts[0]
    query = select(*guess.values()).where(is_account(first.platform, first.id))
    found = (await connection.execute(query)).one()
    for rank, each in enumerate((*maker.accounts, *other.accounts)):
        values = {"zone": found.zone, "language": found.language, "rank": rank}
        mine = update(t.account).where(is_account(each.platform, each.id))
        await connection.execute(mine.values(learner_id=maker.id, **values))


async def _put_back(
    connection: AsyncConnection, table: Table, rows: Sequence[Row], maker_id: int
) -> None:
    """Rows as they were, but for those that are somebody else's by now."""
    statement = upsert(table)
    values = {each.name: statement.excluded[each.name] for each in table.c if each.name != "id"}
    whose = table.c.learner_id == maker_id
    if rows:
        await connection.execute(
            statement.on_conflict_do_update([table.c.id], set_=values, where=whose), list(rows)
        )


async def _set_again(connection: AsyncConnection, rows: Sequence[Row]) -> None:
    """Settings that had given way, in their order; their ids may be somebody else's by now."""
    named = [{name: value for name, value in row.items() if name != "id"} for row in rows]
    if named:
        await connection.execute(insert(t.setting_change), named)


async def _restore_parts(
    connection: AsyncConnection, table: Table, whole: Table, theirs: Rows
) -> None:
    owner = table.c[f"{whole.name}_id"]
    wholes = [row["id"] for row in theirs[whole.name]]
    await connection.execute(delete(table).where(owner.in_(wholes)))
    if theirs[table.name]:
        await connection.execute(insert(table), theirs[table.name])


async def _restore_keyed(
    connection: AsyncConnection, table: Table, mine: Rows, theirs: Rows, maker_id: int
) -> None:
    """What only the other had is theirs alone again."""
    key = list(table.primary_key.columns)
    had = {tuple(row[each.name] for each in key) for row in mine[table.name]}
    (other,) = theirs["learner"]
    for row in theirs[table.name]:
        united = _renamed(row, other["id"], maker_id)
        if tuple(united[each.name] for each in key) not in had:
            same = [each == united[each.name] for each in key]
            await connection.execute(delete(table).where(*same))
    if theirs[table.name]:
        await connection.execute(upsert(table).on_conflict_do_nothing(), theirs[table.name])


async def _restore_account(connection: AsyncConnection, account: Row, maker_id: int) -> None:
    """Whose an account was, unless it has left since; how it can be reached is as it is now."""
    values = {name: account[name] for name in ("learner_id", "rank", "zone", "language")}
    same = is_account(account["platform"], account["external_id"])
    united = update(t.account).where(same, t.account.c.learner_id == maker_id)
    await connection.execute(united.values(**values))
