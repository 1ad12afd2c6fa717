"""The part of a unit of work that records choices, marks and the content of roadmaps."""

from dataclasses import asdict, replace
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Insert,
    Table,
    Update,
    bindparam,
    delete,
    insert,
    select,
    update,
)
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain import policy
from bot.domain.day.offers import Offer, written
from bot.domain.learner import Enrolment, Learner
from bot.domain.roadmap.choices import Choice, Mark
from bot.storage import tables as t


class SqlChoices:
    """What a learner decides about a roadmap, on SQLAlchemy Core."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def choose(
        self, learner: Learner, branch: str, option: str, *, now: datetime, today: date
    ) -> Learner:
        """Record what was chosen at a fork of the present roadmap (promise 3.7)."""
        enrolment = learner.enrolments[-1]
        choice = Choice(branch, option, now, today)
        await self._insert(t.choice, enrolment_id=enrolment.id, **asdict(choice))
        return with_enrolment(learner, replace(enrolment, choices=(*enrolment.choices, choice)))

    async def mark(self, learner: Learner, roadmap: str, item: str, now: datetime) -> Learner:
        """Mark an item of a roadmap: no study day is credited."""
        mark_id = await self._insert(
            t.mark, learner_id=learner.id, roadmap=roadmap, item=item, made_at=now
        )
        return replace(learner, marks=(*learner.marks, Mark(mark_id, roadmap, item, now)))

    async def unmark(self, learner: Learner, mark: Mark, now: datetime) -> Learner:
        """Take a mark back."""
        await self._update(t.mark, mark.id, taken_back_at=now)
        return replace(learner, marks=tuple(each for each in learner.marks if each.id != mark.id))

    async def offer(self, learner: Learner, offer: Offer) -> Learner:
        """Record what a day's page names; what is older than any rule looks back goes."""
        oldest = offer.day - timedelta(days=policy.OFFERS_KEPT_DAYS)
        mine = t.offer.c.learner_id == learner.id
        await self._connection.execute(delete(t.offer).where(mine, t.offer.c.day < oldest))
        values = {
            name: getattr(offer, name) for name in ("roadmap", "week", "day", "made_at", "after")
        }
        offer_id = await self._insert(
            t.offer, learner_id=learner.id, tasks=written(offer.tasks), **values
        )
        kept = (each for each in learner.offers if each.day >= oldest)
        return replace(learner, offers=(*kept, replace(offer, id=offer_id)))

    async def keep_content(self, roadmap: str, version: str, body: str) -> None:
        """Keep what a roadmap says, once for each version (promise 3.8)."""
        values = {"roadmap": roadmap, "version": version, "body": body}
        await self._connection.execute(
            upsert(t.roadmap_content).values(values).on_conflict_do_nothing()
        )

    async def content(self, roadmap: str, version: str) -> str | None:
        """The kept content of a version; None where there is none."""
        table = t.roadmap_content
        query = select(table.c.body).where(table.c.roadmap == roadmap, table.c.version == version)
        body: str | None = await self._connection.scalar(query)
        return body

    async def _insert(self, table: Table, **values: Any) -> int:
        result = await self._connection.execute(_inserting(table), values)
        key = result.inserted_primary_key
        return key[0] if key is not None and isinstance(key[0], int) else 0

    async def _update(self, table: Table, row_id: int, **values: Any) -> None:
        worked_out = {
            name: each for name, each in values.items() if isinstance(each, ColumnElement)
        }
        plain = {name: each for name, each in values.items() if name not in worked_out}
        statement = _updating(table)
        if worked_out:
            statement = statement.values(worked_out)
        await self._connection.execute(statement, {**plain, "row_id": row_id})


# With its values beside it a statement is made once: making it takes longer than running it.
@cache
def _inserting(table: Table) -> Insert:
    return insert(table)


@cache
def _updating(table: Table) -> Update:
    return update(table).where(table.c.id == bindparam("row_id"))


def with_enrolment(learner: Learner, enrolment: Enrolment) -> Learner:
    """The learner with the present enrolment in that state."""
    return replace(learner, enrolments=(*learner.enrolments[:-1], enrolment))
