"""Study groups in the database, within one transaction (promise 6)."""

from collections.abc import Collection, Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, case, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.chat.events import Origin
from bot.chat.ids import MessageId
from bot.chat.messages import Message, Outgoing
from bot.chat.variants import as_stored
from bot.domain.delivery import Delivery, DeliveryState
from bot.domain.groups.count import QuorumChange
from bot.domain.groups.streak import Settlement, StreakPoint
from bot.domain.learner import Learner
from bot.ports.groups import (
    Board,
    GroupChat,
    NewDelivery,
    PresentMember,
    SettledDays,
    StudyGroup,
)
from bot.storage import group_changes, settling
from bot.storage import tables as t
from bot.storage.accounts import place_of
from bot.storage.dialect import upsert
from bot.storage.group_days import clear_days
from bot.storage.rows import update_row
from bot.storage.showing import is_alive, present
from bot.storage.telling import tell_planned


class SqlGroups:
    """The groups, within one transaction."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def at(self, platform: str, chat: str) -> StudyGroup | None:
        """The group that lives in a chat."""
        of = t.study_group.c
        rows = await self._all(
            select(t.study_group).where(of.platform == platform, of.chat == chat)
        )
        return await self._group(rows[0]) if rows else None

    async def start(self, origin: Origin, zone: str, language: str, now: datetime) -> StudyGroup:
        """Start a group in the chat of `origin`."""
        values = {"platform": origin.platform, "chat": origin.chat, "thread": origin.thread}
        of = {"zone": zone, "language": language, "title": origin.title and origin.title[:128]}
        made = upsert(t.study_group).values(**values, **of, started_at=now)
        await self._connection.execute(made.on_conflict_do_nothing())
        found = await self.at(origin.platform, origin.chat)  # two may have started it at once
        if found is None:
            raise LookupError(origin.chat)
        return found

    async def keep(self, group: StudyGroup) -> None:
        """Have what is sent to it from now on be in its language and go into its thread, or none."""
        now = {"thread": group.thread, "language": group.language}
        await update_row(self._connection, t.study_group, group.id, **now)

    async def set_quorum(self, group: StudyGroup, percent: int, now: datetime) -> None:
        """From now on, days that have not begun take another quorum (promise 6.2)."""
        values = {"group_id": group.id, "percent": percent, "made_at": now}
        await self._connection.execute(insert(t.quorum).values(**values))
        await group_changes.recount(self._connection, group.id)
        await self._touch([group.id], now)

    async def is_in(self, group: StudyGroup, learner: Learner) -> bool:
        """Whether somebody is a member now."""
        mine = (t.stay.c.learner_id == learner.id) & (t.stay.c.group_id == group.id)
        return bool(await self._all(select(t.stay.c.id).where(mine, t.stay.c.left_at.is_(None))))

    async def is_alive(self, group: StudyGroup) -> bool:
        """Whether somebody is in it now."""
        return await is_alive(self._connection, group.id)

    async def chat_of(self, group_id: int, learner: Learner) -> GroupChat | None:
        """Where a group lives that somebody is in now, if it can be reached."""
        of = t.study_group.c
        query = (
            select(of.platform, of.chat, of.thread)
            .join(t.stay, t.stay.c.group_id == t.study_group.c.id)
            .where(of.id == group_id, of.off_at.is_(None))
            .where(t.stay.c.learner_id == learner.id, t.stay.c.left_at.is_(None))
        )
        return next((GroupChat(*row) for row in await self._all(query)), None)

    async def joined(self, learner: Learner) -> int:
        """How many groups somebody is in."""
        mine = (t.stay.c.learner_id == learner.id) & t.stay.c.left_at.is_(None)
        groups = select(func.count(t.stay.c.group_id.distinct())).where(mine)
        return int((await self._all(groups))[0][0])

    async def join(self, group: StudyGroup, learner: Learner, now: datetime, today: date) -> None:
        """Somebody joins; it counts from the next day."""
        values = {"group_id": group.id, "learner_id": learner.id, "joined_at": now}
        await self._connection.execute(insert(t.stay).values(**values, joined_on=today))
        await group_changes.mark(self._connection, learner.id)
        await self._touch([group.id], now)

    async def leave(self, group: StudyGroup, learner: Learner, now: datetime, today: date) -> None:
        """A member leaves; it counts from the next day."""
        mine = (t.stay.c.learner_id == learner.id) & (t.stay.c.group_id == group.id)
        left = update(t.stay).where(mine, t.stay.c.left_at.is_(None))
        await self._connection.execute(left.values(left_at=now, left_on=today))
        await group_changes.mark(self._connection, learner.id)
        await self._touch([group.id], now)

    async def end(self, group: StudyGroup, now: datetime, today: date) -> None:
        """A group ends: its members leave, what waits is not sent, its chat is free for another."""
        run, mine = self._connection.execute, t.study_group.c.id == group.id
        stays = update(t.stay).where(t.stay.c.group_id == group.id, t.stay.c.left_at.is_(None))
        await run(stays.values(left_at=now, left_on=today))
        # The settled days stay; a chat has one group that has not ended.
        await run(update(t.study_group).where(mine).values(ended_at=now, chat=f"ended-{group.id}"))
        for table in (t.group_due, t.member_change):
            await run(delete(table).where(table.c.group_id == group.id))
        await clear_days(self._connection, group.id)
        waiting = (t.delivery.c.group_id == group.id) & (
            t.delivery.c.state == DeliveryState.PENDING
        )
        ended = {"state": DeliveryState.SKIPPED, "reason": "the group has ended"}
        await run(update(t.delivery).where(waiting).values(**ended, decided_at=now, ended_at=now))

    async def praise(
        self, group: StudyGroup, giver: Learner, taker: int, now: datetime, today: date
    ) -> bool:
        """Kudos from one to another; False when there was one today (promise 6.5)."""
        values = {"group_id": group.id, "giver_id": giver.id, "taker_id": taker}
        statement = upsert(t.kudos).values(**values, day=today, made_at=now)
        result = await self._connection.execute(statement.on_conflict_do_nothing())
        return result.rowcount == 1

    async def kudos(self, group: StudyGroup, first: date, last: date) -> int:
        """How many kudos there were from one day to another."""
        days = (t.kudos.c.day >= first) & (t.kudos.c.day <= last)
        query = select(func.count()).select_from(t.kudos).where(t.kudos.c.group_id == group.id)
        return int((await self._all(query.where(days)))[0][0])

    async def take(self, group_id: int) -> StudyGroup:
        """A group, which nobody else looks after meanwhile. Raises LookupError."""
        # Where many write side by side, one at a time looks after a group.
        mine = select(t.study_group).where(t.study_group.c.id == group_id)
        rows = await self._all(mine.with_for_update(key_share=True))
        if not rows:
            raise LookupError(group_id)
        return await self._group(rows[0])

    async def present(self, group: StudyGroup) -> Sequence[PresentMember]:
        """Who is in, in the order in which they came; read in slices."""
        return await present(self._connection, group.id)

    async def settled(self, group: StudyGroup, since: date) -> SettledDays:
        """The settled days from `since` on, and as many before as it takes to tell the streak."""
        return await settling.settled(self._connection, group.id, since)

    async def successes(self, group: StudyGroup) -> int:
        """How many days the members have made together."""
        return await settling.successes(self._connection, group.id)

    async def keep_streak(self, group: StudyGroup, point: StreakPoint) -> None:
        """Keep how the streak stood after a settled day: before it none will be settled any more."""
        await settling.keep_streak(self._connection, group.id, point)

    async def settle(self, group: StudyGroup, settled: Collection[Settlement]) -> None:
        """Record settled days; one that is settled already stays as it is (promise 6.3)."""
        await settling.settle(self._connection, group.id, settled)

    async def board(self, group: StudyGroup, day: date) -> Board | None:
        """The board of a day, once it was made."""
        mine = (t.board.c.group_id == group.id) & (t.board.c.day == day)
        of = t.board.c
        rows = await self._all(select(of.message, of.versions, of.shown, of.shown_at).where(mine))
        return Board(*rows[0]) if rows else None

    async def keep_board(self, group: StudyGroup, day: date, board: Board) -> None:
        """Record what a day's board shows."""
        values = asdict(board)
        statement = upsert(t.board).values(group_id=group.id, day=day, **values)
        key = [t.board.c.group_id, t.board.c.day]
        await self._connection.execute(statement.on_conflict_do_update(key, set_=values))

    async def write(self, group: StudyGroup, delivery: NewDelivery) -> None:
        """Let a message to the group's chat be sent."""
        await self._write(delivery, group_id=group.id, platform=group.platform, chat=group.chat)

    async def write_to(
        self, learner_id: int, delivery: NewDelivery, platform: str | None = None
    ) -> None:
        """Let a message to somebody's private chat be sent, on a platform if that can be."""
        place = await place_of(self._connection, learner_id, platform)
        if place is not None:
            where = {"platform": place.platform, "chat": place.chat}
            await self._write(delivery, learner_id=learner_id, **where)

    async def _write(self, delivery: NewDelivery, **where: Any) -> None:
        statement = upsert(t.delivery).values(
            key=delivery.key,
            kind=delivery.kind,
            day=delivery.day,
            due_at=delivery.due_at,
            not_before=delivery.due_at,
            expires_at=delivery.expires_at,
            payload=delivery.payload,
            maker=delivery.maker,
            edits=delivery.edits,
            state=DeliveryState.PENDING,
            resends=0,
            attempts=0,
            **where,
        )
        wanted = statement.on_conflict_do_nothing().returning(t.delivery.c.id)
        tell_planned((await self._connection.scalars(wanted)).all())

    async def is_written(self, key: str) -> bool:
        """Whether a message of this key was ever to be sent."""
        return bool(await self._all(select(t.delivery.c.id).where(t.delivery.c.key == key)))

    async def begin_sending(
        self, delivery: Delivery, message: Message, edits: str | None, now: datetime
    ) -> Outgoing:
        """Record the intent to send a group's message, with its text."""
        values = {"state": DeliveryState.SENDING, "body": as_stored(message), "decided_at": now}
        mine = update(t.delivery).where(t.delivery.c.id == delivery.id)
        await self._connection.execute(
            mine.values(**values, edits=edits, attempts=t.delivery.c.attempts + 1)
        )
        return Outgoing(
            id=str(MessageId.of_delivery(delivery.id)),
            platform=delivery.platform,
            chat=delivery.chat,
            message=message,
            edits=edits,
            again=delivery.doubtful,
        )

    async def skip(self, delivery: Delivery, reason: str, now: datetime) -> None:
        """Record that a group's message is not sent, and why."""
        ended = {"state": DeliveryState.SKIPPED, "reason": reason}
        at = {"decided_at": now, "ended_at": now}
        await update_row(self._connection, t.delivery, delivery.id, **ended, **at)

    async def touch(self, learner: Learner, now: datetime) -> None:
        """Something about a member changed: their groups are looked at now."""
        if not await group_changes.mark(self._connection, learner.id):
            return
        alive = t.study_group.c.off_at.is_(None) & t.study_group.c.ended_at.is_(None)
        reached = select(t.study_group.c.id).where(alive)
        mine = select(t.stay.c.group_id).distinct().where(t.stay.c.learner_id == learner.id)
        mine = mine.where(t.stay.c.group_id.in_(reached))
        await self._touch([row.group_id for row in await self._all(mine)], now)

    async def _touch(self, groups: Sequence[int], now: datetime) -> None:
        if not groups:
            return
        statement = upsert(t.group_due)
        planned, touched = t.group_due.c.due_at, statement.excluded.due_at
        earlier = case((planned < touched, planned), else_=touched)
        rows = [{"group_id": each, "due_at": now} for each in sorted(groups)]
        key = [t.group_due.c.group_id]
        changed = statement.on_conflict_do_update(key, set_={"due_at": earlier})
        await self._connection.execute(changed, rows)

    async def due(self, now: datetime, limit: int) -> Sequence[int]:
        """The ids of groups that are to be looked at."""
        query = select(t.group_due.c.group_id).where(t.group_due.c.due_at <= now)
        order = query.order_by(t.group_due.c.due_at, t.group_due.c.group_id).limit(limit)
        return [row.group_id for row in await self._all(order)]

    async def look_again(self, group: StudyGroup, at: datetime | None) -> None:
        """When a group is to be looked at next; None: not before something happens."""
        mine = t.group_due.c.group_id == group.id
        if at is None:
            await self._connection.execute(delete(t.group_due).where(mine))
            return
        statement = upsert(t.group_due).values(group_id=group.id, due_at=at)
        key = [t.group_due.c.group_id]
        await self._connection.execute(statement.on_conflict_do_update(key, set_={"due_at": at}))

    async def postpone(self, group_id: int, until: datetime) -> None:
        """Look at a group again only then."""
        mine = t.group_due.c.group_id == group_id
        await self._connection.execute(update(t.group_due).where(mine).values(due_at=until))

    async def _group(self, row: Any) -> StudyGroup:
        query = select(t.quorum).where(t.quorum.c.group_id == row.id).order_by(t.quorum.c.id)
        quorums = tuple(QuorumChange(each.made_at, each.percent) for each in await self._all(query))
        place = (row.id, row.platform, row.chat, row.zone, row.language)
        return StudyGroup(*place, row.started_at, quorums, row.title, row.thread)

    async def _all(self, query: Select[Any]) -> Sequence[Any]:
        rows: Sequence[Any] = (await self._connection.execute(query)).all()
        return rows
