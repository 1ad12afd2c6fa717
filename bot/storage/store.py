"""The store: one unit of work on SQLAlchemy Core, and the mailroom beside it."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import asdict, replace
from datetime import date, datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Table, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.domain.history import Entry, Pause
from bot.domain.learner import Enrolment, Learner, Move, MoveCause, Pacing
from bot.domain.plan import Anchor
from bot.domain.preferences import Preferences, SettingChange
from bot.events import Event, Origin
from bot.messages import Message, Outgoing
from bot.ports import Unsent
from bot.storage import tables as t
from bot.storage.rows import load_learner, outgoing_of

_EVENT: TypeAdapter[Event] = TypeAdapter(Event)


class SqlWork:
    """One transaction (promise 9.1): everything in it is kept, or nothing."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def receive(self, event: Event, now: datetime) -> bool:
        """Enter `event` in the inbox; False when it has been handled before (promise 9.3)."""
        known = select(t.inbox.c.event_id).where(
            t.inbox.c.platform == event.origin.platform, t.inbox.c.event_id == event.id
        )
        if (await self._connection.execute(known)).first():
            return False
        await self._insert(
            t.inbox,
            platform=event.origin.platform,
            event_id=event.id,
            account=event.origin.account,
            body=event.model_dump_json(),
            received_at=now,
        )
        return True

    async def learner(self, origin: Origin, now: datetime) -> Learner:
        """The learner behind `origin`, with all history; a new one at the first word."""
        query = (
            select(t.account, t.learner.c.created_at, t.learner.c.question)
            .join(t.learner, t.learner.c.id == t.account.c.learner_id)
            .where(
                t.account.c.platform == origin.platform, t.account.c.external_id == origin.account
            )
        )
        row = (await self._connection.execute(query)).first()
        if row is None:
            return await self._welcome(origin, now)
        proposed = Preferences(tz=row.zone or "UTC", language=row.language or "en")
        learner = await load_learner(
            self._connection, row.learner_id, row.name, row.created_at, proposed
        )
        return replace(learner, question=row.question)

    async def _welcome(self, origin: Origin, now: datetime) -> Learner:
        learner_id = await self._insert(t.learner, created_at=now)
        await self._insert(
            t.account,
            platform=origin.platform,
            external_id=origin.account,
            learner_id=learner_id,
            name=origin.name[:128],
            chat=origin.chat,
            zone=origin.zone,
            language=origin.language,
        )
        proposed = Preferences(tz=origin.zone or "UTC", language=origin.language or "en")
        return Learner(id=learner_id, name=origin.name, created_at=now, proposed=proposed)

    async def change_settings(
        self, learner: Learner, values: dict[str, str], *, now: datetime, today: date
    ) -> Learner:
        """Record new values of settings in their written form."""
        changes = tuple(SettingChange(key, value, now, today) for key, value in values.items())
        for change in changes:
            await self._insert(t.setting_change, learner_id=learner.id, **asdict(change))
        return replace(learner, settings=(*learner.settings, *changes))

    async def enrol(
        self, learner: Learner, roadmap: str, version: str, *, now: datetime, today: date
    ) -> Learner:
        """Begin a roadmap at week 1."""
        enrolment_id = await self._insert(
            t.enrolment,
            learner_id=learner.id,
            roadmap=roadmap,
            version=version,
            started_at=now,
            started_on=today,
        )
        enrolment = Enrolment(enrolment_id, roadmap, version, now, today)
        learner = replace(learner, enrolments=(*learner.enrolments, enrolment))
        return await self.move(learner, 1, MoveCause.START, now=now, today=today)

    async def anchor(
        self, learner: Learner, week: int, day: date, pace: str, *, now: datetime
    ) -> Learner:
        """Tie due dates to `week` beginning on `day` at `pace` (promise 3.3)."""
        enrolment = learner.enrolments[-1]
        await self._insert(
            t.pacing, enrolment_id=enrolment.id, week=week, day=day, pace=pace, made_at=now
        )
        pacing = Pacing(Anchor(week, day), pace, now)
        return _with_enrolment(learner, replace(enrolment, pacings=(*enrolment.pacings, pacing)))

    async def move(
        self, learner: Learner, week: int, cause: MoveCause, *, now: datetime, today: date
    ) -> Learner:
        """Record that the learner is now in `week`; one beyond the last has finished."""
        enrolment = learner.enrolments[-1]
        move = Move(week, cause, now, today)
        await self._insert(t.move, enrolment_id=enrolment.id, **asdict(move))
        return _with_enrolment(learner, replace(enrolment, moves=(*enrolment.moves, move)))

    async def log(self, learner: Learner, entry: Entry) -> Learner:
        """Record an entry; its id is given here."""
        values = {
            key: value for key, value in asdict(entry).items() if key not in {"id", "unticked"}
        }
        entry_id = await self._insert(t.entry, learner_id=learner.id, **values)
        return replace(learner, entries=(*learner.entries, replace(entry, id=entry_id)))

    async def set_minutes(self, learner: Learner, entry: Entry, minutes: int) -> Learner:
        """Complete an entry that was logged without minutes."""
        await self._update(t.entry, entry.id, minutes=minutes)
        return _with_entry(learner, replace(entry, minutes=minutes))

    async def take_back(self, learner: Learner, entry: Entry, now: datetime) -> Learner:
        """Take an entry back (promise 2.9)."""
        await self._update(t.entry, entry.id, taken_back_at=now)
        kept = tuple(other for other in learner.entries if other.id != entry.id)
        return replace(learner, entries=kept)

    async def untick(self, learner: Learner, entry: Entry, now: datetime) -> Learner:
        """Open a ticked topic again and leave its day's credit alone."""
        await self._update(t.entry, entry.id, unticked_at=now)
        return _with_entry(learner, replace(entry, unticked=True))

    async def pause(self, learner: Learner, pause: Pause) -> Learner:
        """Record a pause; its id is given here."""
        values = {key: value for key, value in asdict(pause).items() if key != "id"}
        pause_id = await self._insert(t.pause, learner_id=learner.id, **values)
        return replace(learner, pauses=(*learner.pauses, replace(pause, id=pause_id)))

    async def end_pause(self, learner: Learner, pause: Pause, last: date) -> Learner:
        """Let a pause end with `last`."""
        await self._update(t.pause, pause.id, last=last)
        ended = tuple(
            replace(other, last=last) if other.id == pause.id else other for other in learner.pauses
        )
        return replace(learner, pauses=ended)

    async def ask(self, learner: Learner, question: str | None) -> Learner:
        """Open a question that free text answers; None closes it."""
        await self._update(t.learner, learner.id, question=question)
        return replace(learner, question=question)

    async def reply(
        self, event: Event, messages: Sequence[Message], edits: str | None, now: datetime
    ) -> tuple[Outgoing, ...]:
        """Store the answer to `event` (promise 9.4)."""
        origin = event.origin
        answered = []
        for message in messages:
            target = edits if message.edits else None
            reply_id = await self._insert(
                t.reply,
                platform=origin.platform,
                event_id=event.id,
                chat=origin.chat,
                body=message.model_dump_json(),
                edits=target,
                made_at=now,
            )
            answered.append(
                Outgoing(
                    id=f"r{reply_id}",
                    platform=origin.platform,
                    chat=origin.chat,
                    message=message,
                    edits=target,
                )
            )
        return tuple(answered)

    async def reply_to(self, event: Event) -> tuple[Outgoing, ...]:
        """What `event` was answered."""
        query = (
            select(t.reply)
            .where(t.reply.c.platform == event.origin.platform, t.reply.c.event_id == event.id)
            .order_by(t.reply.c.id)
        )
        return outgoing_of((await self._connection.execute(query)).all())

    async def _insert(self, table: Table, **values: Any) -> int:
        result = await self._connection.execute(insert(table).values(**values))
        key = result.inserted_primary_key
        return key[0] if key is not None and isinstance(key[0], int) else 0

    async def _update(self, table: Table, row_id: int, **values: Any) -> None:
        await self._connection.execute(update(table).where(table.c.id == row_id).values(**values))


class SqlStore:
    """Everything Waymark keeps, in one database."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    @asynccontextmanager
    async def work(self) -> AsyncIterator[SqlWork]:
        """A transaction that is committed at the end of the block, undone by an exception."""
        async with self._engine.begin() as connection:
            yield SqlWork(connection)

    async def unsent(self, platform: str, since: datetime) -> tuple[Unsent, ...]:
        """Replies not yet sent and made at or after `since`, oldest first."""
        query = (
            select(t.reply, t.inbox.c.body.label("event"))
            .join(
                t.inbox,
                (t.inbox.c.platform == t.reply.c.platform)
                & (t.inbox.c.event_id == t.reply.c.event_id),
            )
            .where(
                t.reply.c.platform == platform,
                t.reply.c.sent_at.is_(None),
                t.reply.c.made_at >= since,
            )
            .order_by(t.reply.c.id)
        )
        async with self._engine.begin() as connection:
            rows = (await connection.execute(query)).all()
        return tuple(
            Unsent(_EVENT.validate_json(row.event), outgoing)
            for row, outgoing in zip(rows, outgoing_of(rows), strict=True)
        )

    async def sent(self, ids: Sequence[str], now: datetime) -> None:
        """Note that these messages have arrived."""
        numbers = [int(each.removeprefix("r")) for each in ids]
        async with self._engine.begin() as connection:
            await connection.execute(
                update(t.reply).where(t.reply.c.id.in_(numbers)).values(sent_at=now)
            )

    async def recent(self, platform: str, chat: str, limit: int) -> tuple[Outgoing, ...]:
        """The latest messages of a chat, newest first."""
        query = (
            select(t.reply)
            .where(t.reply.c.platform == platform, t.reply.c.chat == chat)
            .order_by(t.reply.c.id.desc())
            .limit(limit)
        )
        async with self._engine.begin() as connection:
            return outgoing_of((await connection.execute(query)).all())

    async def last_instant(self) -> datetime | None:
        """The latest instant at which an event was received."""
        async with self._engine.begin() as connection:
            latest: datetime | None = await connection.scalar(
                select(func.max(t.inbox.c.received_at))
            )
            return latest

    async def close(self) -> None:
        """Let go of the database."""
        await self._engine.dispose()


def _with_enrolment(learner: Learner, enrolment: Enrolment) -> Learner:
    return replace(learner, enrolments=(*learner.enrolments[:-1], enrolment))


def _with_entry(learner: Learner, entry: Entry) -> Learner:
    entries = tuple(entry if other.id == entry.id else other for other in learner.entries)
    return replace(learner, entries=entries)
