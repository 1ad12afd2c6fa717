"""What a network platform keeps in the store: what it took in, what arrived where (promise 9)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import (
    Column,
    ColumnElement,
    Table,
    delete,
    func,
    select,
    update,
)
from sqlalchemy.dialects.sqlite import insert as upsert

from bot.chat.events import Event
from bot.domain import policy
from bot.domain.delivery import DeliveryState
from bot.storage import tables as t
from bot.storage.engine import reading
from bot.storage.inbox import SqlInbound

_EVENT: TypeAdapter[Event] = TypeAdapter(Event)
_TABLES: dict[str, Table] = {"r": t.reply, "d": t.delivery}


class SqlCarriage(SqlInbound):
    """What came in, and the fate of what went out."""

    async def heard(self, platform: str, most: int) -> tuple[str | None, list[str]]:
        """The id of the latest event, and the accounts that were heard last, newest first."""
        of = t.inbox.c
        latest = select(of.event_id).where(of.platform == platform).order_by(of.received_at.desc())
        people = select(of.account).where(of.platform == platform).group_by(of.account)
        people = people.order_by(func.max(of.received_at).desc()).limit(most)
        async with reading(self._engine).connect() as connection:  # all of the inbox: no lock
            found: str | None = await connection.scalar(latest.limit(1))
            return found, list(await connection.scalars(people))

    async def arrived(self, messages: Mapping[str, str], now: datetime) -> None:
        """Note that these messages of ours have arrived, with their ids there."""
        async with self._engine.begin() as connection:
            for ours, theirs in messages.items():
                await connection.execute(
                    _mine(ours).values(**_arrival(ours, now), provider_id=theirs)
                )

    async def provider_id(self, message: str) -> str | None:
        """The platform's id of a message of ours; None while it is not known."""
        table = _TABLES[message[0]]
        query = select(table.c.provider_id).where(table.c.id == int(message[1:]))
        async with self._engine.begin() as connection:
            found: str | None = await connection.scalar(query)
        return found

    async def may_resend(self, reply: str, reason: str) -> bool:
        """Count a further sending of a reply that may have arrived; False when it had enough.

        Two at most (promise 9.2); then it is given up for `reason`.
        """
        number = int(reply[1:])
        rest = (t.reply.c.id == number) & (t.reply.c.resends < policy.RESENDS_MOST)
        async with self._engine.begin() as connection:
            counted = update(t.reply).where(rest).values(resends=t.reply.c.resends + 1)
            allowed = (await connection.execute(counted)).rowcount == 1
            if not allowed:
                await connection.execute(_mine(reply).values(failed=reason[:64]))
        return allowed

    async def given_up(self, reply: str, reason: str) -> None:
        """Note that a reply will not be sent any more."""
        async with self._engine.begin() as connection:
            await connection.execute(_mine(reply).values(failed=reason[:64]))

    async def waiting_in(
        self, platform: str, chats: Sequence[str], now: datetime, limit: int
    ) -> list[int]:
        """The ids of deliveries to these chats that may be sent now, as they came due."""
        of = t.delivery.c
        query = select(of.id).where(of.state == DeliveryState.PENDING, of.not_before <= now)
        query = query.where(of.platform == platform, of.chat.in_(chats))
        async with reading(self._engine).connect() as connection:
            return list(await connection.scalars(query.order_by(of.due_at, of.id).limit(limit)))

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

    async def memo(self, name: str) -> str | None:
        """What was noted under a name."""
        async with self._engine.begin() as connection:
            query = select(t.memo.c.value).where(t.memo.c.name == name)
            found: str | None = await connection.scalar(query)
        return found

    async def note(self, name: str, value: str) -> None:
        """Note something under a name, in the place of what was there."""
        statement = upsert(t.memo).values(name=name, value=value)
        async with self._engine.begin() as connection:
            await connection.execute(
                statement.on_conflict_do_update([t.memo.c.name], set_={"value": value})
            )

    async def forget(self, name: str) -> None:
        """Keep nothing under a name any more."""
        async with self._engine.begin() as connection:
            await connection.execute(delete(t.memo).where(t.memo.c.name == name))


def _at(table: Table, platform: str, chat: str) -> ColumnElement[bool]:
    return (table.c.platform == platform) & (table.c.chat == chat)


def _mine(message: str) -> Any:
    table = _TABLES[message[0]]
    return update(table).where(table.c.id == int(message[1:]))


def _arrival(message: str, now: datetime) -> dict[str, Any]:
    return {"sent_at": now} if message[0] == "r" else {"state": DeliveryState.SENT, "ended_at": now}
