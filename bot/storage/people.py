"""People as a whole in the database, within one transaction (promise 7)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, select, true, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.archive.model import Archive
from bot.chat.events import Event
from bot.domain.learner import Learner
from bot.storage import scrubbing, unnaming
from bot.storage import tables as t
from bot.storage.archiving import Archiver
from bot.storage.cache import Touched
from bot.storage.group_members import TouchedMembers
from bot.storage.rows import rows_of
from bot.storage.tables.person import PERSON_TABLES, WHOSE, PersonTable


class SqlPeople:
    """Whole people: what folds over all tables that hold something of them."""

    def __init__(
        self, connection: AsyncConnection, cache: Touched, members: TouchedMembers
    ) -> None:
        self._connection = connection
        self._cache = cache
        self._members = members

    async def groups(self, learner: Learner) -> Sequence[int]:
        """The ids of the groups that somebody is in or was in, and that have not ended."""
        alive = select(t.study_group.c.id).where(t.study_group.c.ended_at.is_(None))
        mine = select(t.stay.c.group_id).distinct().where(t.stay.c.learner_id == learner.id)
        rows = await rows_of(self._connection, mine.where(t.stay.c.group_id.in_(alive)))
        return [row.group_id for row in rows]

    async def archive(self, learner: Learner) -> Archive:
        """All that is stored about somebody (promise 7.3)."""
        return await Archiver(self._connection, learner.id).archive()

    async def erase(self, learner: Learner, event: Event, now: datetime) -> None:
        """Erase somebody with all their accounts, everywhere (promise 7.5)."""
        run, whose = self._connection.execute, {WHOSE: learner.id}
        await unnaming.unname(self._connection, learner.id)
        for each in PERSON_TABLES:
            await run(delete(each.table).where(each.theirs, _goes(each, event)), whose)
        await run(update(t.inbox).where(_is(event)).values(account="", body=_nameless(event)))
        await scrubbing.want(self._connection)
        self._cache.forget(learner.id)
        self._members.forget(learner.id)


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
    return event.model_copy(update={"origin": origin}).model_dump_json()
