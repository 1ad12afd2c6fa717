"""One unit of work on SQLAlchemy Core: what a handler records, in one transaction."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Table, delete, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.delivery import Delivery, Due, Kind, Nudge, State
from bot.domain.history import Entry, Pause
from bot.domain.learner import Enrolment, Learner, Move, MoveCause, Pacing
from bot.domain.plan import Anchor
from bot.domain.preferences import SettingChange
from bot.domain.reflection import Answer, Checkin, open_checkin
from bot.events import Event, Origin
from bot.messages import Message, Outgoing
from bot.storage import group_tables as g
from bot.storage import leases
from bot.storage import tables as t
from bot.storage.cache import Touched
from bot.storage.groups import SqlGroups
from bot.storage.members import MemberCache
from bot.storage.rows import NUDGES_KEPT, delivery_of, proposed, replies_of


class SqlWork:
    """One transaction (promise 9.1): everything in it is kept, or nothing."""

    def __init__(self, connection: AsyncConnection, cache: Touched, members: MemberCache) -> None:
        self._connection = connection
        self._cache = cache
        self.groups = SqlGroups(connection, members)

    async def receive(self, event: Event, now: datetime) -> bool:
        """Enter `event` in the inbox; False when it has been handled before (promise 9.3)."""
        statement = upsert(t.inbox).values(
            platform=event.origin.platform,
            event_id=event.id,
            account=event.origin.account,
            body=event.model_dump_json(),
            received_at=now,
            handled_at=now,
        )
        key = [t.inbox.c.platform, t.inbox.c.event_id]
        accepted = t.inbox.c.handled_at.is_(None)
        result = await self._connection.execute(
            statement.on_conflict_do_update(key, set_={"handled_at": now}, where=accepted)
        )
        return result.rowcount == 1

    async def learner(self, origin: Origin, now: datetime) -> Learner:
        """The learner behind `origin`, with all history; a new one at the first word."""
        learner = await self._cache.load(
            self._connection,
            t.account.c.platform == origin.platform,
            t.account.c.external_id == origin.account,
        )
        return learner or await self._welcome(origin, now)

    async def learner_by_id(self, learner_id: int) -> Learner:
        """A learner with all history. Raises LookupError."""
        learner = await self._cache.load(self._connection, t.account.c.learner_id == learner_id)
        if learner is None:
            raise LookupError(learner_id)
        return learner

    async def holds(self, role: str, fence: int) -> bool:
        """Whether a role is still held under this fence (promise 9.5)."""
        found = await leases.state(self._connection, role)
        return found is not None and found.fence == fence

    async def _welcome(self, origin: Origin, now: datetime) -> Learner:
        learner_id = await self._insert(t.learner, created_at=now, version=0)
        await self._insert(
            t.account,
            platform=origin.platform,
            external_id=origin.account,
            learner_id=learner_id,
            name=origin.name[:128],
            chat=origin.chat if origin.private else origin.account,
            zone=origin.zone,
            language=origin.language,
        )
        return Learner(
            id=learner_id,
            name=origin.name[:128],
            created_at=now,
            proposed=proposed(origin.zone, origin.language),
        )

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
        entry_id = await self._insert_of(t.entry, entry, learner_id=learner.id)
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
        pause_id = await self._insert_of(t.pause, pause, learner_id=learner.id)
        return replace(learner, pauses=(*learner.pauses, replace(pause, id=pause_id)))

    async def end_pause(
        self, learner: Learner, pause: Pause, last: date, *, now: datetime
    ) -> Learner:
        """Let a pause end with `last`; groups go by when that was known (promise 6.3)."""
        await self._insert(g.pause_cut, pause_id=pause.id, made_at=now, last=last)
        await self._update(t.pause, pause.id, last=last)
        ended = tuple(
            replace(other, last=last) if other.id == pause.id else other for other in learner.pauses
        )
        return replace(learner, pauses=ended)

    async def open_checkin(self, learner: Learner, checkin: Checkin) -> Learner:
        """Record a new check-in; its id is given here. An open one closes as it stands."""
        older = open_checkin(learner.checkins)
        if older is not None:
            await self._update(t.checkin, older.id, closed_at=checkin.opened_at)
            learner = _with_checkin(learner, replace(older, closed_at=checkin.opened_at))
        checkin_id = await self._insert_of(t.checkin, checkin, learner_id=learner.id)
        return replace(learner, checkins=(*learner.checkins, replace(checkin, id=checkin_id)))

    async def answer(self, learner: Learner, checkin: Checkin, answer: Answer) -> Learner:
        """Record an answer to a check-in (promise 5.2)."""
        await self._insert(t.answer, checkin_id=checkin.id, **asdict(answer))
        return _with_checkin(learner, replace(checkin, answers=(*checkin.answers, answer)))

    async def close_checkin(
        self, learner: Learner, checkin: Checkin, *, now: datetime, today: date, late_by: int
    ) -> Learner:
        """Record that a check-in was finished on `today`."""
        values: dict[str, Any] = {"closed_at": now, "finished_on": today, "late_by": late_by}
        await self._update(t.checkin, checkin.id, **values)
        return _with_checkin(learner, replace(checkin, **values))

    async def celebrate(
        self, learner: Learner, names: Sequence[str], event: str, *, now: datetime, today: date
    ) -> Learner:
        """Record milestones, and one message about them that is due at once (promise 4.3)."""
        rows = [{"learner_id": learner.id, "name": name, "reached_at": now} for name in names]
        await self._connection.execute(insert(t.milestone), rows)
        accounts = select(t.account).where(t.account.c.learner_id == learner.id)
        account = (await self._connection.execute(accounts)).first()
        if account is not None:
            await self._insert(
                t.delivery,
                key=f"milestones:{event}",
                learner_id=learner.id,
                kind=Kind.MILESTONE,
                day=today,
                due_at=now,
                not_before=now,
                platform=account.platform,
                chat=account.chat,
                state=State.PENDING,
                payload=" ".join(names),
                resends=0,
                attempts=0,
            )
        return replace(learner, milestones=learner.milestones.union(names))

    async def keep(self, learner: Learner, dues: Sequence[Due] | None, now: datetime) -> None:
        """Keep what the learner's own row holds; `dues` take the place of all that are to come."""
        heard_at, heard_before = (*learner.heard_at, None, None)[:2]
        await self._update(
            t.learner,
            learner.id,
            version=t.learner.c.version + 1,
            question=learner.question,
            heard_at=heard_at,
            heard_before=heard_before,
        )
        if dues is not None:
            await self._schedule(learner, dues, now)
        self._cache.keep(learner)

    async def _schedule(self, learner: Learner, dues: Sequence[Due], now: datetime) -> None:
        # One that is due already stays: the scheduler is about to take it up.
        to_come = (t.due.c.learner_id == learner.id) & (t.due.c.due_at > now)
        await self._connection.execute(delete(t.due).where(to_come))
        rows = [
            {"learner_id": learner.id, "kind": due.kind, "day": due.day, "due_at": due.at}
            for due in dues
        ]
        if rows:
            await self._connection.execute(upsert(t.due).on_conflict_do_nothing(), rows)

    async def reply(
        self, event: Event, messages: Sequence[Message], edits: str | None, now: datetime
    ) -> tuple[Outgoing, ...]:
        """Store the answer to `event` (promise 9.4)."""
        origin = event.origin
        answered = []
        for message in messages:
            target = edits if message.edits else None
            owner = None if message.shared else origin.account
            hidden = origin.whispers and not origin.private and not message.shared
            reply_id = await self._insert(
                t.reply,
                platform=origin.platform,
                event_id=event.id,
                chat=origin.chat,
                body=message.model_dump_json(),
                edits=target,
                owner=owner,
                hidden=hidden,
                made_at=now,
            )
            answered.append(
                Outgoing(
                    id=f"r{reply_id}",
                    platform=origin.platform,
                    chat=origin.chat,
                    message=message,
                    edits=target,
                    to=owner if hidden else None,
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
        return replies_of((await self._connection.execute(query)).all())

    async def delivery(self, delivery_id: int) -> Delivery | None:
        """A delivery that waits to be sent; None when it does not any more."""
        query = select(t.delivery).where(
            t.delivery.c.id == delivery_id, t.delivery.c.state == State.PENDING
        )
        row = (await self._connection.execute(query)).first()
        return None if row is None else delivery_of(row)

    async def begin_sending(
        self, learner: Learner, delivery: Delivery, kind: Kind, message: Message, now: datetime
    ) -> tuple[Learner, Outgoing]:
        """Record the intent to send, with the text that stays the same (promise 9.4)."""
        await self._update(
            t.delivery,
            delivery.id,
            state=State.SENDING,
            kind=kind,
            body=message.model_dump_json(),
            attempts=t.delivery.c.attempts + 1,
            decided_at=now,
        )
        outgoing = Outgoing(
            id=f"d{delivery.id}",
            platform=delivery.platform,
            chat=delivery.chat,
            message=message,
        )
        return _with_nudge(learner, Nudge(kind, delivery.day, now, went_out=True)), outgoing

    async def skip(
        self, learner: Learner, delivery: Delivery, reason: str, now: datetime
    ) -> Learner:
        """Record that a delivery is not sent, and why."""
        await self._update(
            t.delivery,
            delivery.id,
            state=State.SKIPPED,
            reason=reason,
            decided_at=now,
            ended_at=now,
        )
        return _with_nudge(learner, Nudge(delivery.kind, delivery.day, now, went_out=False))

    async def postpone(self, delivery: Delivery, until: datetime) -> None:
        """Let a delivery wait until then."""
        await self._update(t.delivery, delivery.id, not_before=until)

    async def _insert(self, table: Table, **values: Any) -> int:
        result = await self._connection.execute(insert(table).values(**values))
        key = result.inserted_primary_key
        return key[0] if key is not None and isinstance(key[0], int) else 0

    async def _insert_of(self, table: Table, record: Any, **values: Any) -> int:
        """Insert a record's fields that the table has, but for the id."""
        fields = {name: getattr(record, name) for name in record.__slots__}
        known = {name: value for name, value in fields.items() if name in table.c and name != "id"}
        return await self._insert(table, **known, **values)

    async def _update(self, table: Table, row_id: int, **values: Any) -> None:
        await self._connection.execute(update(table).where(table.c.id == row_id).values(**values))


def _with_enrolment(learner: Learner, enrolment: Enrolment) -> Learner:
    return replace(learner, enrolments=(*learner.enrolments[:-1], enrolment))


def _with_entry(learner: Learner, entry: Entry) -> Learner:
    entries = tuple(entry if other.id == entry.id else other for other in learner.entries)
    return replace(learner, entries=entries)


def _with_checkin(learner: Learner, checkin: Checkin) -> Learner:
    checkins = tuple(checkin if other.id == checkin.id else other for other in learner.checkins)
    return replace(learner, checkins=checkins)


def _with_nudge(learner: Learner, nudge: Nudge) -> Learner:
    return replace(learner, nudges=(*learner.nudges, nudge)[-NUDGES_KEPT:])
