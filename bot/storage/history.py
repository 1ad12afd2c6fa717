"""A learner with all history, read in a handful of queries."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, Protocol

from sqlalchemy import Select, Table, bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.checkins import CheckinLog
from bot.domain.delivery import Outage
from bot.domain.entries import EntryLog
from bot.domain.explain.found import ExplanationLog
from bot.domain.forecast import ForecastLog
from bot.domain.learner import Enrolment, Learner
from bot.domain.merging import in_order
from bot.domain.preferences import Preferences, SettingChange
from bot.domain.recall.recalled import RecallLog, ReviewLog
from bot.domain.reflection import Checkin
from bot.storage import tables as t
from bot.storage.accounts import account_of, account_rows, are_local
from bot.storage.checkins import checkin_of
from bot.storage.earlier import load_earlier
from bot.storage.enrolments import enrolment_of, forecast_of
from bot.storage.entries import entry_of
from bot.storage.explanations import explanation_of
from bot.storage.marks import mark_of
from bot.storage.nudges import load_nudges
from bot.storage.offers import offer_of
from bot.storage.pauses import pause_of
from bot.storage.recalls import recall_answer_of, review_of
from bot.storage.rows import AnyRow, rows_of
from bot.storage.tables.columns import Id
from bot.storage.timers import timer_of

_WHOSE: Final = bindparam("learner", type_=Id)


def _own(table: Table) -> Select[Any]:
    mine = select(table).where(table.c.learner_id == _WHOSE)
    return mine.order_by(*table.primary_key)


def _parts(table: Table, whole: Table) -> Select[Any]:
    """The rows of `table` that belong to a learner's rows of `whole`."""
    query = select(table).join(whole, whole.c.id == table.c[f"{whole.name}_id"])
    return query.where(whole.c.learner_id == _WHOSE).order_by(table.c.id)


_AFTER: Final = bindparam("after", type_=Id)
"""Records with higher ids are not summed up."""

# Statements are made once: making one takes longer than running it.
_OWN: Final = {
    table: _own(table)
    for table in (
        t.setting_change, t.enrolment, t.pause, t.mark, t.offer, t.focus, t.milestone,
    )
}  # fmt: skip
_OF_ENROLMENTS: Final = [_parts(table, t.enrolment) for table in (t.move, t.pacing, t.choice)]
_LATE: Final = {
    table: _own(table).where(table.c.id > _AFTER)
    for table in (t.checkin, t.review, t.explanation, t.recall_answer)
}
_ENTRIES: Final = _own(t.entry).where(t.entry.c.taken_back_at.is_(None), t.entry.c.id > _AFTER)
_FORECASTS: Final = _parts(t.forecast, t.enrolment).where(t.forecast.c.id > _AFTER)
_ANSWERS: Final = _parts(t.answer, t.checkin).where(t.checkin.c.id > _AFTER)


class Summed(Protocol):
    """What is summed up, up to an id."""

    @property
    def last_id(self) -> int: ...


async def load_learner(
    connection: AsyncConnection, row: AnyRow, outages: tuple[Outage, ...]
) -> Learner:
    """A learner with all that is stored and was not taken back; `row` is of the learner.

    What is summed up is not read row by row. `outages` are those of platforms that can be down.
    """
    accounts = await account_rows(connection, row.learner_id)
    first = accounts[0]
    earlier = await load_earlier(connection, row)

    async def own(table: Table) -> Sequence[AnyRow]:
        return await rows_of(connection, _OWN[table], {"learner": row.learner_id})

    async def late(query: Select[Any], before: Summed | None) -> Sequence[AnyRow]:
        after = before.last_id if before else 0
        return await rows_of(connection, query, {"learner": row.learner_id, "after": after})

    checkins = await late(_LATE[t.checkin], earlier.checkins)
    answers = await late(_ANSWERS, earlier.checkins) if checkins else ()
    reviews = await late(_LATE[t.review], earlier.reviews)
    recalled = await late(_LATE[t.recall_answer], earlier.recalled)
    explanations = await late(_LATE[t.explanation], earlier.explanations)
    enrolments = await own(t.enrolment)
    forecasts = await late(_FORECASTS, earlier.forecasts) if enrolments else ()
    return Learner(
        id=row.learner_id,
        name=first.name,
        created_at=row.created_at,
        proposed=proposed(first.zone, first.language),
        settings=tuple(map(setting_of, await own(t.setting_change))),
        enrolments=await _enrolments(connection, row.learner_id, enrolments),
        entries=EntryLog(map(entry_of, await late(_ENTRIES, earlier.entries)), earlier.entries),
        pauses=tuple(map(pause_of, await own(t.pause))),
        marks=tuple(mark_of(each) for each in await own(t.mark) if not each.taken_back_at),
        offers=tuple(map(offer_of, await own(t.offer))),
        checkins=CheckinLog(_checkins(checkins, answers), earlier.checkins),
        reviews=ReviewLog(map(review_of, reviews), earlier.reviews),
        explanations=ExplanationLog(map(explanation_of, explanations), earlier.explanations),
        forecasts=ForecastLog(map(forecast_of, forecasts), earlier.forecasts),
        focus=next(map(timer_of, await own(t.focus)), None),
        recalled=RecallLog(map(recall_answer_of, recalled), earlier.recalled),
        nudges=await load_nudges(connection, row.learner_id),
        milestones=frozenset(each.name for each in await own(t.milestone)),
        outages=() if are_local(accounts) else outages,
        heard_at=tuple(each for each in (row.heard_at, row.heard_before) if each),
        acted_at=row.acted_at,
        question=row.question,
        run_told=row.run_told,
        accounts=tuple(map(account_of, accounts)),
    )


def proposed(zone: str | None, language: str | None) -> Preferences:
    """The settings a learner begins with, from what the platform guesses."""
    return Preferences(tz=zone or "UTC", language=language or "en")


def setting_of(row: AnyRow) -> SettingChange:
    """A stored change of a setting."""
    return SettingChange(row.key, row.value, row.made_at, row.made_on, row.proposal)


async def _enrolments(
    connection: AsyncConnection, learner_id: int, rows: Sequence[AnyRow]
) -> tuple[Enrolment, ...]:
    if not rows:
        return ()
    moves, pacings, choices = [
        _by_owner(await rows_of(connection, query, {"learner": learner_id}), "enrolment_id")
        for query in _OF_ENROLMENTS
    ]
    return in_order(
        enrolment_of(row, moves[row.id], pacings[row.id], choices[row.id]) for row in rows
    )


def _by_owner(rows: Iterable[AnyRow], owner: str) -> Mapping[int, Sequence[AnyRow]]:
    found: dict[int, list[AnyRow]] = defaultdict(list)
    for row in rows:
        found[getattr(row, owner)].append(row)
    return found


def _checkins(rows: Iterable[AnyRow], answers: Iterable[AnyRow]) -> Iterator[Checkin]:
    given = _by_owner(answers, "checkin_id")
    return (checkin_of(row, given[row.id]) for row in rows)
