"""One unit of work on SQLAlchemy Core: what a handler records, in one transaction."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Table, bindparam, delete, update
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.chat.events import Event, Origin
from bot.chat.messages import ShownMessage
from bot.domain.delivery import Due
from bot.domain.history import Entry, Pause
from bot.domain.learner import Enrolment, Learner, Move, MoveCause, Pacing
from bot.domain.nudges.decide import expires
from bot.domain.plan import Anchor
from bot.domain.preferences import SettingChange
from bot.domain.reflection import Answer, Checkin, open_checkin
from bot.storage import tables as t
from bot.storage.cache import Touched
from bot.storage.group_members import TouchedMembers
from bot.storage.groups import SqlGroups
from bot.storage.replies import SqlSending
from bot.storage.roadmaps import with_enrolment
from bot.storage.rows import proposed
from bot.storage.shown import shown

# The statements of every event are made once: making one takes longer than running it.
_RECEIVED = (
    upsert(t.inbox)
    .on_conflict_do_update(
        [t.inbox.c.platform, t.inbox.c.event_id],
        set_={"handled_at": upsert(t.inbox).excluded.handled_at},
        where=t.inbox.c.handled_at.is_(None),
    )
    .returning(t.inbox.c.received_at)
)
_KEPT = update(t.learner).where(t.learner.c.id == bindparam("row_id"))
_KEPT = _KEPT.values(version=t.learner.c.version + 1)
_NOT_TO_COME = delete(t.due).where(
    t.due.c.learner_id == bindparam("whose"), t.due.c.due_at > bindparam("now")
)
_TO_COME = upsert(t.due).on_conflict_do_nothing()


class SqlWork(SqlSending):
    """One transaction (promise 9.1): everything in it is kept, or nothing."""

    def __init__(
        self, connection: AsyncConnection, cache: Touched, members: TouchedMembers
    ) -> None:
        super().__init__(connection)
        self.received_at: datetime | None = None
        self._cache = cache
        self.groups = SqlGroups(connection, members)

    async def receive(self, event: Event, now: datetime) -> bool:
        """Enter `event` in the inbox; False when it has been handled before (promise 9.3)."""
        received = {
            "platform": event.origin.platform,
            "event_id": event.id,
            "account": event.origin.account,
            "body": event.model_dump_json(),
            "received_at": now,
            "handled_at": now,
        }
        self.received_at = await self._connection.scalar(_RECEIVED, received)
        return self.received_at is not None

    async def learner(self, origin: Origin, now: datetime) -> Learner:
        """The learner behind `origin`, with all history; a new one at the first word."""
        learner = await self._cache.by_account(self._connection, origin.platform, origin.account)
        if learner is None:
            return await self._welcome(origin, now)
        if learner.enrolment is None and origin.zone is not None:
            return await self._guess(learner, origin)
        return learner

    async def _guess(self, learner: Learner, origin: Origin) -> Learner:
        """A learner who is not set up, with the first guess that a platform has about them."""
        mine = t.account.c.external_id == origin.account
        unknown = (t.account.c.platform == origin.platform) & mine & t.account.c.zone.is_(None)
        guess = update(t.account).where(unknown).values(zone=origin.zone, language=origin.language)
        result = await self._connection.execute(guess)
        if not result.rowcount:
            return learner
        return replace(learner, proposed=proposed(origin.zone, origin.language))

    async def learner_by_id(self, learner_id: int) -> Learner:
        """A learner with all history. Raises LookupError."""
        learner = await self._cache.by_id(self._connection, learner_id)
        if learner is None:
            raise LookupError(learner_id)
        return learner

    async def shown(self, message: str) -> ShownMessage:
        """What is known of a message of ours, by our id."""
        return await shown(self._connection, message)

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
        proposal = learner.enrolment is None
        changes = tuple(
            SettingChange(key, value, now, today, proposal) for key, value in values.items()
        )
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
        return with_enrolment(learner, replace(enrolment, pacings=(*enrolment.pacings, pacing)))

    async def move(
        self, learner: Learner, week: int, cause: MoveCause, *, now: datetime, today: date
    ) -> Learner:
        """Record that the learner is now in `week`; one beyond the last has finished."""
        enrolment = learner.enrolments[-1]
        move = Move(week, cause, now, today)
        await self._insert(t.move, enrolment_id=enrolment.id, **asdict(move))
        return with_enrolment(learner, replace(enrolment, moves=(*enrolment.moves, move)))

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
        await self._insert(t.pause_cut, pause_id=pause.id, made_at=now, last=last)
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

    async def keep(self, learner: Learner, dues: Sequence[Due] | None, now: datetime) -> None:
        """Keep what the learner's own row holds; `dues` take the place of all that are to come."""
        heard_at, heard_before = (*learner.heard_at, None, None)[:2]
        row = {
            "row_id": learner.id,
            "question": learner.question,
            "heard_at": heard_at,
            "heard_before": heard_before,
            "acted_at": learner.acted_at,
            "run_told": learner.run_told,
        }
        await self._connection.execute(_KEPT, row)
        if dues is not None:
            await self._schedule(learner, dues, now)
        self._cache.keep(learner)

    async def _schedule(self, learner: Learner, dues: Sequence[Due], now: datetime) -> None:
        # One that is due already stays: the scheduler is about to take it up.
        await self._connection.execute(_NOT_TO_COME, {"whose": learner.id, "now": now})
        rows = [
            {
                "learner_id": learner.id,
                "kind": due.kind,
                "day": due.day,
                "due_at": due.at,
                "expires_at": expires(learner, due),
            }
            for due in dues
        ]
        if rows:
            await self._connection.execute(_TO_COME, rows)

    async def _insert_of(self, table: Table, record: Any, **values: Any) -> int:
        """Insert a record's fields that the table has, but for the id."""
        fields = {name: getattr(record, name) for name in record.__slots__}
        known = {name: value for name, value in fields.items() if name in table.c and name != "id"}
        return await self._insert(table, **known, **values)


def _with_entry(learner: Learner, entry: Entry) -> Learner:
    entries = tuple(entry if other.id == entry.id else other for other in learner.entries)
    return replace(learner, entries=entries)


def _with_checkin(learner: Learner, checkin: Checkin) -> Learner:
    checkins = tuple(checkin if other.id == checkin.id else other for other in learner.checkins)
    return replace(learner, checkins=checkins)
