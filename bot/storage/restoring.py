"""Writing an archive in the place of a learner's history, with ids of its own (promise 7.4)."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any, Final

from pydantic import BaseModel
from sqlalchemy import Table, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.archive.model import Archive, ArchivedMessage
from bot.domain.account import Account
from bot.domain.delivery import DeliveryState
from bot.storage import tables as t
from bot.storage.accounts import place_of
from bot.storage.dialect import upsert
from bot.storage.rows import insert_row, rows_of
from bot.storage.tables.person import PERSON_TABLES, WHOSE
from bot.storage.versions import RAISED

_REPLACED: Final = (
    t.answer, t.booking, t.checkin, t.pause_cut, t.pause, t.choice, t.forecast, t.move, t.pacing,
    t.earlier, t.enrolment, t.entry, t.explanation, t.mark, t.milestone, t.offer, t.recall_answer, t.review,
    t.setting_change,
)  # fmt: skip


class Restorer:
    """Writes the history of one learner anew."""

    def __init__(self, connection: AsyncConnection, learner_id: int) -> None:
        self._connection = connection
        self._id = learner_id

    async def restore(self, archive: Archive) -> None:
        """All of it takes the place of what there was; messages are only added."""
        for each in PERSON_TABLES:
            if each.table in _REPLACED:
                await self._connection.execute(
                    delete(each.table).where(each.theirs), {WHOSE: self._id}
                )
        enrolments = [await self._enrolment(each) for each in archive.enrolments]
        await self._all(t.setting_change, archive.settings)
        entries = await self._entries(archive, enrolments)
        for pause in archive.pauses:
            pause_id = await self._one(t.pause, pause)
            await self._all(t.pause_cut, pause.cuts, pause_id=pause_id)
        for checkin in archive.checkins:
            on = _at(enrolments, checkin.enrolment)
            checkin_id = await self._one(t.checkin, checkin, enrolment_id=on)
            await self._all(t.answer, checkin.answers, checkin_id=checkin_id)
        for review in archive.reviews:
            review_id = await self._one(t.review, review)
            await self._all(t.recall_answer, review.answers, review_id=review_id)
        for explanation in archive.explanations:
            asked = [each.model_dump() for each in explanation.questions]
            await self._one(t.explanation, explanation, questions=json.dumps(asked))
        await self._all(t.booking, archive.bookings)
        await self._all(t.mark, archive.marks)
        for offer in archive.offers:
            after = entries[offer.after - 1] if offer.after else 0
            await self._one(t.offer, offer, after=after)
        await self._all(t.milestone, archive.milestones)
        await self._messages(archive)
        await self._learner(archive)

    async def _enrolment(self, each: Any) -> int:
        enrolment_id = await self._one(t.enrolment, each)
        await self._all(t.move, each.moves, enrolment_id=enrolment_id)
        await self._all(t.pacing, each.paces, enrolment_id=enrolment_id)
        await self._all(t.choice, each.choices, enrolment_id=enrolment_id)
        await self._all(t.forecast, each.forecasts, enrolment_id=enrolment_id)
        return enrolment_id

    async def _entries(self, archive: Archive, enrolments: Sequence[int]) -> list[int]:
        rows = [
            {**self._row(t.entry, each), "enrolment_id": _at(enrolments, each.enrolment)}
            for each in archive.entries
        ]
        if rows:
            await self._connection.execute(insert(t.entry), rows)
        of = t.entry.c
        ids = select(of.id).where(of.learner_id == self._id).order_by(of.id)
        return [row.id for row in await rows_of(self._connection, ids)]

    async def _messages(self, archive: Archive) -> None:
        """What came by itself once, so that it does not come again; its text is not here.

        Two of a kind can have come in the same instant.
        """
        of = t.delivery.c
        query = select(of.kind, of.day, of.decided_at).where(of.learner_id == self._id)
        here = Counter(
            (row.kind, row.day, row.decided_at) for row in await rows_of(self._connection, query)
        )
        account = await place_of(self._connection, self._id)
        if account is None:
            return
        rows, seen = [], Counter[tuple[str, date, datetime]]()
        for each in archive.messages:
            one = (str(each.kind), each.day, each.at)
            seen[one] += 1
            if seen[one] > here[one]:
                key = f"import:{self._id}:{each.kind}:{each.day}:{each.at.isoformat()}:{seen[one]}"
                rows.append({**_sent(each, account), "key": key, "learner_id": self._id})
        if rows:
            await self._connection.execute(upsert(t.delivery).on_conflict_do_nothing(), rows)

    async def _learner(self, archive: Archive) -> None:
        values = {"created_at": archive.learner.created_at, "run_told": archive.learner.run_told}
        mine = update(t.learner).where(t.learner.c.id == self._id)
        raised = mine.values(**values, question=None, **RAISED)
        await self._connection.execute(raised)

    async def _one(self, table: Table, each: BaseModel, **more: Any) -> int:
        return await insert_row(self._connection, table, **{**self._row(table, each), **more})

    async def _all(self, table: Table, parts: Iterable[BaseModel], **more: Any) -> None:
        rows = [{**self._row(table, each), **more} for each in parts]
        if rows:
            await self._connection.execute(insert(table), rows)

    def _row(self, table: Table, each: BaseModel) -> dict[str, Any]:
        """What the table has of a part, and whose it is."""
        columns = type(each).model_fields.keys() & table.c.keys()
        row = {name: getattr(each, name) for name in sorted(columns)}
        return {**row, "learner_id": self._id} if "learner_id" in table.c else row


def _sent(each: ArchivedMessage, account: Account) -> dict[str, Any]:
    """A delivery that is over, as far as a file tells of it."""
    return {
        "kind": each.kind,
        "day": each.day,
        "due_at": each.at,
        "not_before": each.at,
        "decided_at": each.at,
        "ended_at": each.at,
        "platform": account.platform,
        "chat": account.chat,
        "state": DeliveryState.SENT if each.sent else DeliveryState.SKIPPED,
        "opening": each.opening,
        "payload": "",
        "resends": 0,
        "attempts": 0,
    }


def _at(ids: Sequence[int], place: int | None) -> int | None:
    return None if place is None else ids[place]
