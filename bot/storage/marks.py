"""Marks in the database, within one transaction."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.learner import Learner
from bot.domain.roadmap.choices import Mark
from bot.storage import tables as t
from bot.storage.rows import AnyRow, insert_row, update_row


class SqlMarks:
    """Items of a roadmap that are done."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, learner: Learner, roadmap: str, item: str, now: datetime) -> Learner:
        """Mark an item of a roadmap: no study day is credited."""
        mark_id = await insert_row(
            self._connection, t.mark, learner_id=learner.id, roadmap=roadmap, item=item, made_at=now
        )
        return replace(learner, marks=(*learner.marks, Mark(mark_id, roadmap, item, now)))

    async def take_back(self, learner: Learner, mark: Mark, now: datetime) -> Learner:
        """Take a mark back."""
        await update_row(self._connection, t.mark, mark.id, taken_back_at=now)
        return replace(learner, marks=tuple(each for each in learner.marks if each.id != mark.id))


def mark_of(row: AnyRow) -> Mark:
    """A stored mark."""
    return Mark(row.id, row.roadmap, row.item, row.made_at)
