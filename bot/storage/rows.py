"""Between rows and the domain's records: rows never leave `bot.storage`."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Row, Select, Table, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.chat.messages import Message, Outgoing
from bot.domain.delivery import Delivery, DeliveryState, MessageKind, Nudge, Outage
from bot.domain.history import Entry, EntryKind, Pause
from bot.domain.learner import Enrolment, Learner, Move, MoveCause, Pacing
from bot.domain.plan import Anchor
from bot.domain.preferences import Preferences, SettingChange
from bot.domain.reflection import Answer, Checkin, Question
from bot.domain.roadmap.choices import Choice, Mark
from bot.storage import tables as t

AnyRow = Row[Any]

NUDGES_KEPT = 256
"""How many of the latest nudges a learner is loaded with: more than any rule looks back."""

WENT_OUT = frozenset({DeliveryState.SENDING, DeliveryState.SENT, DeliveryState.UNKNOWN})


async def load_learner(
    connection: AsyncConnection, row: AnyRow, outages: tuple[Outage, ...]
) -> Learner:
    """A learner with all that is stored and was not taken back; `row` joins account and learner."""

    async def own(table: Table) -> Sequence[AnyRow]:
        query = select(table).where(table.c.learner_id == row.learner_id)
        return await _all(connection, query.order_by(*table.primary_key))

    return Learner(
        id=row.learner_id,
        name=row.name,
        created_at=row.created_at,
        proposed=proposed(row.zone, row.language),
        settings=tuple(map(setting_of, await own(t.setting_change))),
        enrolments=await _enrolments(connection, row.learner_id, await own(t.enrolment)),
        entries=tuple(entry_of(each) for each in await own(t.entry) if not each.taken_back_at),
        pauses=tuple(map(pause_of, await own(t.pause))),
        marks=tuple(mark_of(each) for each in await own(t.mark) if not each.taken_back_at),
        checkins=await _checkins(connection, row.learner_id, await own(t.checkin)),
        nudges=await _nudges(connection, row.learner_id),
        milestones=frozenset(each.name for each in await own(t.milestone)),
        outages=outages,
        heard_at=tuple(each for each in (row.heard_at, row.heard_before) if each),
        acted_at=row.acted_at,
        question=row.question,
        run_told=row.run_told,
    )


def proposed(zone: str | None, language: str | None) -> Preferences:
    """The settings a learner begins with, from what the platform guesses."""
    return Preferences(tz=zone or "UTC", language=language or "en")


async def _all(connection: AsyncConnection, query: Select[Any]) -> Sequence[AnyRow]:
    rows: Sequence[AnyRow] = (await connection.execute(query)).all()
    return rows


async def _parts(
    connection: AsyncConnection, table: Table, whole: Table, learner_id: int
) -> dict[int, list[AnyRow]]:
    """The rows of `table` that belong to a learner's rows of `whole`, by its id."""
    owner = table.c[f"{whole.name}_id"]
    query = select(table).join(whole, whole.c.id == owner)
    query = query.where(whole.c.learner_id == learner_id).order_by(table.c.id)
    parts: dict[int, list[AnyRow]] = defaultdict(list)
    for row in await _all(connection, query):
        parts[getattr(row, owner.name)].append(row)
    return parts


async def _enrolments(
    connection: AsyncConnection, learner_id: int, rows: Sequence[AnyRow]
) -> tuple[Enrolment, ...]:
    if not rows:
        return ()
    moves = await _parts(connection, t.move, t.enrolment, learner_id)
    pacings = await _parts(connection, t.pacing, t.enrolment, learner_id)
    choices = await _parts(connection, t.choice, t.enrolment, learner_id)
    return tuple(enrolment_of(row, moves[row.id], pacings[row.id], choices[row.id]) for row in rows)


def enrolment_of(
    row: AnyRow,
    moves: Sequence[AnyRow],
    pacings: Sequence[AnyRow],
    choices: Sequence[AnyRow] = (),
) -> Enrolment:
    """A stored enrolment with its moves, paces and choices."""
    return Enrolment(
        row.id,
        row.roadmap,
        row.version,
        row.started_at,
        row.started_on,
        moves=tuple(map(_move, moves)),
        pacings=tuple(map(_pacing, pacings)),
        choices=tuple(map(_choice, choices)),
    )


async def _checkins(
    connection: AsyncConnection, learner_id: int, rows: Sequence[AnyRow]
) -> tuple[Checkin, ...]:
    if not rows:
        return ()
    answers = await _parts(connection, t.answer, t.checkin, learner_id)
    return tuple(
        Checkin(
            row.id,
            row.opened_at,
            row.opened_on,
            row.week,
            answers=tuple(map(_answer, answers[row.id])),
            closed_at=row.closed_at,
            finished_on=row.finished_on,
            late_by=row.late_by,
            enrolment_id=row.enrolment_id,
        )
        for row in rows
    )


async def _nudges(connection: AsyncConnection, learner_id: int) -> tuple[Nudge, ...]:
    query = (
        select(t.delivery)
        .where(t.delivery.c.learner_id == learner_id, t.delivery.c.decided_at.is_not(None))
        .order_by(t.delivery.c.decided_at.desc(), t.delivery.c.id.desc())
        .limit(NUDGES_KEPT)
    )
    return tuple(reversed([nudge_of(row) for row in await _all(connection, query)]))


def setting_of(row: AnyRow) -> SettingChange:
    """A stored change of a setting."""
    return SettingChange(row.key, row.value, row.made_at, row.made_on, row.proposal)


def _move(row: AnyRow) -> Move:
    return Move(row.week, MoveCause(row.cause), row.made_at, row.made_on)


def _pacing(row: AnyRow) -> Pacing:
    return Pacing(Anchor(row.week, row.day), row.pace, row.made_at)


def _choice(row: AnyRow) -> Choice:
    return Choice(row.branch, row.option, row.made_at, row.made_on)


def mark_of(row: AnyRow) -> Mark:
    """A stored mark."""
    return Mark(row.id, row.roadmap, row.item, row.made_at)


def entry_of(row: AnyRow) -> Entry:
    """A stored entry."""
    return Entry(
        id=row.id,
        kind=EntryKind(row.kind),
        made_at=row.made_at,
        made_on=row.made_on,
        day=row.day,
        zone=row.zone,
        rollover=row.rollover,
        minutes=row.minutes,
        note=row.note,
        topic=row.topic,
        unticked=row.unticked_at is not None,
        message=row.message,
        enrolment_id=row.enrolment_id,
        week=row.week,
    )


def pause_of(row: AnyRow) -> Pause:
    """A stored pause."""
    return Pause(row.id, row.asked_at, row.asked_on, row.first, row.asked_last, row.last)


def _answer(row: AnyRow) -> Answer:
    return Answer(Question(row.question), row.text, row.made_at)


def nudge_of(row: AnyRow) -> Nudge:
    """A delivery as its learner knows it."""
    went_out = DeliveryState(row.state) in WENT_OUT
    return Nudge(MessageKind(row.kind), row.day, row.decided_at, went_out, row.opening)


def delivery_of(row: AnyRow) -> Delivery:
    """A stored delivery."""
    return Delivery(
        id=row.id,
        key=row.key,
        learner_id=row.learner_id,
        group_id=row.group_id,
        kind=MessageKind(row.kind),
        day=row.day,
        due_at=row.due_at,
        platform=row.platform,
        chat=row.chat,
        state=DeliveryState(row.state),
        payload=row.payload,
        body=row.body,
        edits=row.edits,
        resends=row.resends,
        failed=row.reason is not None,
        maker=row.maker,
    )


def replies_of(rows: Iterable[AnyRow]) -> tuple[Outgoing, ...]:
    """Stored replies as messages on their way."""
    return tuple(
        Outgoing(
            id=f"r{row.id}",
            platform=row.platform,
            chat=row.chat,
            edits=row.edits,
            to=row.owner if row.hidden else None,
            message=Message.model_validate_json(row.body),
        )
        for row in rows
    )


def sent_by_itself(row: AnyRow) -> Outgoing:
    """A delivery whose text was made, as a message on its way."""
    return Outgoing(
        id=f"d{row.id}",
        platform=row.platform,
        chat=row.chat,
        edits=row.edits,
        message=Message.model_validate_json(row.body),
    )
