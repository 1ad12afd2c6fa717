"""People as a whole in the database, within one transaction (promise 7)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, insert, select, true, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.archive.model import Archive
from bot.chat.events import Event
from bot.chat.variants import as_stored
from bot.domain.learner import Learner
from bot.errors import UnknownLearnerError
from bot.storage import group_changes, scrubbing, unnaming
from bot.storage import tables as t
from bot.storage.archiving import Archiver
from bot.storage.cache import Touched
from bot.storage.restoring import Restorer
from bot.storage.rows import rows_of
from bot.storage.tables.person import PERSON_TABLES, WHOSE, PersonTable


class SqlPeople:
    """Whole people: what folds over all tables that hold something of them."""

    def __init__(self, connection: AsyncConnection, cache: Touched) -> None:
        self._connection = connection
        self._cache = cache

    async def groups(self, learner: Learner) -> Sequence[int]:
        """The ids of the groups that somebody is in or was in, and that have not ended."""
        alive = select(t.study_group.c.id).where(t.study_group.c.ended_at.is_(None))
        mine = select(t.stay.c.group_id).distinct().where(t.stay.c.learner_id == learner.id)
        rows = await rows_of(self._connection, mine.where(t.stay.c.group_id.in_(alive)))
        return [row.group_id for row in rows]

    async def archive(self, learner: Learner) -> Archive:
        """All that is stored about somebody (promise 7.3)."""
        return await Archiver(self._connection, learner.id).archive()

    async def restore(self, learner: Learner, archive: Archive) -> Learner:
        """Write an archive in the place of somebody's history; the learner as of then (7.4)."""
        await Restorer(self._connection, learner.id).restore(archive)
        found = await self._cache.by_id(self._connection, learner.id)
        if found is None:
            raise UnknownLearnerError(learner.id)
        return replace(found, heard_at=learner.heard_at, acted_at=learner.acted_at)

    async def keep_draft(self, learner: Learner, body: str, now: datetime) -> None:
        """Keep a file until it is said what becomes of it; an earlier one goes."""
        await self.drop_draft(learner)
        values = {"learner_id": learner.id, "body": body, "made_at": now}
        await self._connection.execute(insert(t.import_draft), values)

    async def draft(self, learner: Learner, since: datetime) -> str | None:
        """The file that was kept, unless that was before `since`."""
        of = t.import_draft.c
        query = select(of.body).where(of.learner_id == learner.id, of.made_at >= since)
        body: str | None = await self._connection.scalar(query)
        return body

    async def drop_draft(self, learner: Learner) -> None:
        """Keep no file any more."""
        mine = t.import_draft.c.learner_id == learner.id
        await self._connection.execute(delete(t.import_draft).where(mine))

    async def erase(self, learner: Learner, event: Event, now: datetime) -> None:
        """Erase somebody with all their accounts, everywhere (promise 7.5)."""
        run, whose = self._connection.execute, {WHOSE: learner.id}
        await unnaming.unname(self._connection, learner.id)
        await group_changes.leave_out(self._connection, learner.id)
        for each in PERSON_TABLES:
            await run(delete(each.table).where(each.theirs, _goes(each, event)), whose)
        await run(update(t.inbox).where(_is(event)).values(account="", body=_nameless(event)))
        await scrubbing.want(self._connection)
        self._cache.forget(learner.id)


def _goes(each: PersonTable, event: Event) -> ColumnElement[bool]:
    """Of the inbox stays what waits to be handled, and what is handled now."""
    if each.table is t.inbox:
        return and_(t.inbox.c.handled_at.is_not(None), ~_is(event))
    return true()


def _is(event: Event) -> ColumnElement[bool]:
    of = t.inbox.c
    return (of.platform == event.origin.platform) & (of.event_id == event.id)


def _nameless(event: Event) -> Any:
    """An event as its answer needs it: who is answered has no name any more."""
    origin = event.origin.model_copy(update={"name": ""})
    return as_stored(event.model_copy(update={"origin": origin}))
