"""Chats in the database: which cannot be reached, and where they moved (promises 7.2 and 9.6)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from pydantic import TypeAdapter
from sqlalchemy import Column, ColumnElement, Table, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.chat.events import Event
from bot.chat.variants import as_stored
from bot.domain import policy
from bot.domain.delivery import PLACE_LOST, DeliveryState, MessageKind
from bot.ports.chats import FOUND, LOST
from bot.ports.news import NewsTopic
from bot.storage import tables as t
from bot.storage.accounts import place_of
from bot.storage.dialect import upsert
from bot.storage.news import tell
from bot.storage.places import IS_PLACE
from bot.storage.rows import insert_row, update_row
from bot.storage.versions import RAISED

_EVENT: Final[TypeAdapter[Event]] = TypeAdapter(Event)
_REACHABLE: Final = select(t.account.c.learner_id).where(t.account.c.off_at.is_(None))
_OPEN: Final = (DeliveryState.PENDING, DeliveryState.SENDING)


class SqlChats:
    """Chats of learners and of groups."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def switch_off(self, platform: str, chat: str, reason: str, now: datetime) -> None:
        """A chat cannot be reached any more: what waits for its learner goes to their next place.

        Where they have none, nothing is planned and nothing waits. Promise 9.6: it is noticed
        once, and not tried again until something comes in.
        """
        ids = select(t.account.c.learner_id).where(_at(t.account, platform, chat))
        groups = select(t.study_group.c.id).where(_at(t.study_group, platform, chat))
        unsent = t.reply.c.sent_at.is_(None) & t.reply.c.failed.is_(None)
        waiting = update(t.delivery).where(_at(t.delivery, platform, chat), _is_open())
        ended = {"state": DeliveryState.SKIPPED, "reason": reason[:64], "ended_at": now}
        async with self._engine.begin() as connection:
            place = _at(t.account, platform, chat) & IS_PLACE
            lost = list(await connection.scalars(select(t.account.c.learner_id).where(place)))
            for table in (t.account, t.study_group):
                off = update(table).where(_at(table, platform, chat)).values(off_at=now)
                await connection.execute(off)
            for each in list(await connection.scalars(ids)):
                unreached = t.dues_of(each) & t.due.c.learner_id.not_in(_REACHABLE)
                await connection.execute(delete(t.due).where(unreached))
            await connection.execute(delete(t.group_due).where(t.group_due.c.group_id.in_(groups)))
            await _carry_on_elsewhere(connection, platform, chat)
            await connection.execute(waiting.values(**ended))
            for learner_id in lost:
                await _tell(connection, learner_id, platform, now)
            await _forget(connection, t.learner.c.id.in_(ids))
            replies = update(t.reply).where(_at(t.reply, platform, chat), unsent)
            await connection.execute(replies.values(failed=reason[:64]))
            await tell(connection, NewsTopic.REACH, platform, f"{LOST} {chat}")

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
            found = await revived(t.account, t.account.c.learner_id)
            await _forget(connection, t.learner.c.id.in_(found))
            for chat in chats:
                await tell(connection, NewsTopic.REACH, platform, f"{FOUND} {chat}")
            return found

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
                    body = as_stored(event.in_chat(new))
                    await connection.execute(mine.values(body=body))


async def _carry_on_elsewhere(connection: AsyncConnection, platform: str, chat: str) -> None:
    """Let what waits for learners in a lost chat go where they can be reached.

    What may have arrived stays behind: nothing goes to two places (promise 7.2).
    """
    of = t.delivery.c
    certain = (of.learner_id.in_(_REACHABLE)) & (of.resends == 0)
    waiting = select(of.id, of.learner_id).where(_at(t.delivery, platform, chat), _is_open())
    for row in (await connection.execute(waiting.where(certain))).all():
        place = await place_of(connection, row.learner_id)
        if place is not None and place.reachable:
            where = {"platform": place.platform, "chat": place.chat}
            again = {"state": DeliveryState.PENDING, "attempts": 0, "owner": None}
            await update_row(connection, t.delivery, row.id, **where, **again)


async def _tell(connection: AsyncConnection, learner_id: int, lost: str, now: datetime) -> None:
    """Tell a learner in their next place, if they have one, that the first one was lost."""
    place = await place_of(connection, learner_id)
    if place is None or not place.reachable:
        return
    await insert_row(
        connection,
        t.delivery,
        key=f"{PLACE_LOST}:{learner_id}:{lost}:{now.isoformat()}",
        learner_id=learner_id,
        kind=MessageKind.NOTICE,
        maker=PLACE_LOST,
        payload=lost,
        day=now.date(),
        due_at=now,
        not_before=now,
        expires_at=now + policy.PLACE_LOST_TOLD_WITHIN,
        platform=place.platform,
        chat=place.chat,
        state=DeliveryState.PENDING,
        resends=0,
        attempts=0,
    )


async def _forget(connection: AsyncConnection, who: ColumnElement[bool]) -> None:
    """Whoever remembers these learners remembers their old places: a new version mends that."""
    newer = update(t.learner).where(who).values(RAISED)
    await connection.execute(newer)


def _at(table: Table, platform: str, chat: str) -> ColumnElement[bool]:
    return (table.c.platform == platform) & (table.c.chat == chat)


def _is_open() -> ColumnElement[bool]:
    return t.delivery.c.state.in_(_OPEN)
