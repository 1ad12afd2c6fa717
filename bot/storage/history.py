"""A learner with all history, read in a handful of queries."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import Select, Table, bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.delivery import Nudge, Outage
from bot.domain.entries import EarlierEntries, EntryLog
from bot.domain.learner import Enrolment, Learner
from bot.domain.merging import in_order
from bot.domain.preferences import Preferences, SettingChange
from bot.domain.reflection import Checkin
from bot.storage import tables as t
from bot.storage.accounts import account_of, account_rows, are_local
from bot.storage.checkins import checkin_of
from bot.storage.earlier import load_earlier
from bot.storage.enrolments import enrolment_of
from bot.storage.entries import entry_of
from bot.storage.explanations import explanation_of
from bot.storage.marks import mark_of
from bot.storage.offers import offer_of
from bot.storage.pauses import pause_of
from bot.storage.recalls import recall_answer_of, review_of
from bot.storage.rows import AnyRow, rows_of
from bot.storage.sending import NUDGES_KEPT, nudge_of
from bot.storage.tables.columns import Id
from bot.storage.timers import timer_of

_WHOSE: Final = bindparam("learner", type_=Id)


def _own(table: Table) -> Select[Any]:
    mine = select(table).where(table.c.learner_id == _WHOSE)
    return mine.order_by(*table.primary_key)


_OWN: Final = {
    table: _own(table)
    for table in (
        t.setting_change, t.enrolment, t.pause, t.mark, t.offer, t.checkin, t.review,
        t.explanation, t.focus, t.recall_answer, t.milestone,
    )
}  # fmt: skip
"""Statements are made once: making one takes longer than running it."""

_NUDGE: Final = [t.delivery.c[name] for name in ("kind", "day", "decided_at", "state", "opening")]
_ENTRIES: Final = _own(t.entry).where(
    t.entry.c.taken_back_at.is_(None), t.entry.c.id > bindparam("after", type_=Id)
)


async def load_learner(
    connection: AsyncConnection, row: AnyRow, outages: tuple[Outage, ...]
) -> Learner:
    """A learner with all that is stored and was not taken back; `row` is of the learner.

    `outages` are those of platforms that can be down.
    """
    accounts = await account_rows(connection, row.learner_id)
    first = accounts[0]
    earlier = await load_earlier(connection, row.learner_id)

    async def own(table: Table) -> Sequence[AnyRow]:
        return await rows_of(connection, _OWN[table], {"learner": row.learner_id})

    return Learner(
        id=row.learner_id,
        name=first.name,
        created_at=row.created_at,
        proposed=proposed(first.zone, first.language),
        settings=tuple(map(setting_of, await own(t.setting_change))),
        enrolments=await _enrolments(connection, row.learner_id, await own(t.enrolment)),
        entries=await _entries(connection, row.learner_id, earlier),
        pauses=tuple(map(pause_of, await own(t.pause))),
        marks=tuple(mark_of(each) for each in await own(t.mark) if not each.taken_back_at),
        offers=tuple(map(offer_of, await own(t.offer))),
        checkins=await _checkins(connection, row.learner_id, await own(t.checkin)),
        reviews=tuple(map(review_of, await own(t.review))),
        explanations=tuple(map(explanation_of, await own(t.explanation))),
        focus=next(map(timer_of, await own(t.focus)), None),
        recalled=tuple(map(recall_answer_of, await own(t.recall_answer))),
        nudges=await _nudges(connection, row.learner_id),
        milestones=frozenset(each.name for each in await own(t.milestone)),
        outages=() if are_local(accounts) else outages,
        heard_at=tuple(each for each in (row.heard_at, row.heard_before) if each),
        acted_at=row.acted_at,
        question=row.question,
        run_told=row.run_told,
        accounts=tuple(map(account_of, accounts)),
    )


async def _entries(
    connection: AsyncConnection, learner_id: int, earlier: EarlierEntries | None
) -> EntryLog:
    """The entries that are not summed up, which have the higher ids, and what the others come to."""
    after = earlier.sums.last_id if earlier else 0
    rows = await rows_of(connection, _ENTRIES, {"learner": learner_id, "after": after})
    return EntryLog(map(entry_of, rows), earlier)


def proposed(zone: str | None, language: str | None) -> Preferences:
    """The settings a learner begins with, from what the platform guesses."""
    return Preferences(tz=zone or "UTC", language=language or "en")


def setting_of(row: AnyRow) -> SettingChange:
    """A stored change of a setting."""
    return SettingChange(row.key, row.value, row.made_at, row.made_on, row.proposal)


async def _parts(
    connection: AsyncConnection, table: Table, whole: Table, learner_id: int
) -> dict[int, list[AnyRow]]:
    """The rows of `table` that belong to a learner's rows of `whole`, by its id."""
    owner = table.c[f"{whole.name}_id"]
    query = select(table).join(whole, whole.c.id == owner)
    query = query.where(whole.c.learner_id == learner_id).order_by(table.c.id)
    parts: dict[int, list[AnyRow]] = defaultdict(list)
    for row in await rows_of(connection, query):
        parts[getattr(row, owner.name)].append(row)
    return parts


async def _enrolments(
    connection: AsyncConnection, learner_id: int, rows: Sequence[AnyRow]
) -> tuple[Enrolment, ...]:
    if not rows:
        return ()
    moves = await _parts(connection, t.move, t.enrolment, learner_id)
    pacings = await _parts(connection, t.pacing, t.enrolment, learner_id)
    choices = await _parts(connection, t.choice, t.enrolment, learner_id)
    kept = await _parts(connection, t.forecast, t.enrolment, learner_id)
    return in_order(
        enrolment_of(row, moves[row.id], pacings[row.id], choices[row.id], kept[row.id])
        for row in rows
    )


async def _checkins(
    connection: AsyncConnection, learner_id: int, rows: Sequence[AnyRow]
) -> tuple[Checkin, ...]:
    if not rows:
        return ()
    answers = await _parts(connection, t.answer, t.checkin, learner_id)
    return tuple(checkin_of(row, answers[row.id]) for row in rows)


async def _nudges(connection: AsyncConnection, learner_id: int) -> tuple[Nudge, ...]:
    query = (
        select(*_NUDGE)
        .where(t.delivery.c.learner_id == learner_id, t.delivery.c.decided_at.is_not(None))
        .order_by(t.delivery.c.decided_at.desc(), t.delivery.c.id.desc())
        .limit(NUDGES_KEPT)
    )
    return tuple(reversed([nudge_of(row) for row in await rows_of(connection, query)]))
