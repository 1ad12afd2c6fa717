"""Chats in the database: which cannot be reached, and where they moved (promise 9.6)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from pydantic import TypeAdapter
from sqlalchemy import Column, ColumnElement, Table, delete, select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.chat.events import Event
from bot.domain.delivery import DeliveryState
from bot.storage import tables as t
from bot.storage.dialect import upsert

_EVENT: Final[TypeAdapter[Event]] = TypeAdapter(Event)


class SqlChats:
    """Chats of learners and of groups."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def switch_off(self, platform: str, chat: str, reason: str, now: datetime) -> None:
        """A chat cannot be reached any more: nothing is planned for it and nothing waits for it.

        Promise 9.6: it is noticed once, and not tried again until something comes in.
        """
        ids = select(t.account.c.learner_id).where(_at(t.account, platform, chat))
        groups = select(t.study_group.c.id).where(_at(t.study_group, platform, chat))
        open_still = t.delivery.c.state.in_([DeliveryState.PENDING, DeliveryState.SENDING])
        unsent = t.reply.c.sent_at.is_(None) & t.reply.c.failed.is_(None)
        waiting = update(t.delivery).where(_at(t.delivery, platform, chat), open_still)
        ended = {"state": DeliveryState.SKIPPED, "reason": reason[:64], "ended_at": now}
        async with self._engine.begin() as connection:
            for table in (t.account, t.study_group):
                off = update(table).where(_at(table, platform, chat)).values(off_at=now)
                await connection.execute(off)
            await connection.execute(delete(t.due).where(t.due.c.learner_id.in_(ids)))
            await connection.execute(delete(t.group_due).where(t.group_due.c.group_id.in_(groups)))
            await connection.execute(waiting.values(**ended))
            replies = update(t.reply).where(_at(t.reply, platform, chat), unsent)
            await connection.execute(replies.values(failed=reason[:64]))

    async def switch_on(self, platform: str, chats: Sequence[str], now: datetime) -> list[int]:
        """Something came in from these chats: the learners who can be reached again.

        Their groups are looked at now.
        """
        async with self._engine.begin() as connection:

            async def revived(table: Table, key: "Column[int]") -> list[int]:
                there = (table.c.platform == platform) & table.c.chat.in_(chats)
                off = update(table).where(there, table.c.off_at.is_not(None))
                result = await connection.execute(off.values(off_at=None).returning(key))
                return list(result.scalars())

            rows = [
                {"group_id": each, "due_at": now}
                for each in await revived(t.study_group, t.study_group.c.id)
            ]
            if rows:
                await connection.execute(upsert(t.group_due).on_conflict_do_nothing(), rows)
            return await revived(t.account, t.account.c.learner_id)

    async def are_off(self, platform: str) -> frozenset[str]:
        """The chats that cannot be reached."""
        async with self._engine.begin() as connection:
            found: set[str] = set()
            for table in (t.account, t.study_group):
                off = (table.c.platform == platform) & table.c.off_at.is_not(None)
                found.update(await connection.scalars(select(table.c.chat).where(off)))
        return frozenset(found)

    async def moved(self, platform: str, chat: str, new: str) -> None:
        """A chat has a new id from now on, also for what came in and was not handled."""
        taken = select(t.study_group.c.id).where(_at(t.study_group, platform, new))
        async with self._engine.begin() as connection:
            for table in (t.account, t.delivery, t.reply):
                there = update(table).where(_at(table, platform, chat))
                await connection.execute(there.values(chat=new))
            group = update(t.study_group).where(_at(t.study_group, platform, chat))
            await connection.execute(group.where(~taken.exists()).values(chat=new))
            open_still = (t.inbox.c.platform == platform) & t.inbox.c.handled_at.is_(None)
            for row in (await connection.execute(select(t.inbox).where(open_still))).all():
                event = _EVENT.validate_json(row.body)
                if event.origin.chat == chat:
                    mine = update(t.inbox).where(open_still, t.inbox.c.event_id == row.event_id)
                    body = event.in_chat(new).model_dump_json()
                    await connection.execute(mine.values(body=body))


def _at(table: Table, platform: str, chat: str) -> ColumnElement[bool]:
    return (table.c.platform == platform) & (table.c.chat == chat)
