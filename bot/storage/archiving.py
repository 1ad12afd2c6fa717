"""All that is stored about a person, read as one archive (promise 7.3)."""

import json
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, Final

from pydantic import BaseModel, TypeAdapter
from sqlalchemy import Select, Table, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.archive import model as m
from bot.archive import parts as p
from bot.chat.events import Event
from bot.domain.delivery import MessageKind
from bot.storage import tables as t
from bot.storage.accounts import account_rows
from bot.storage.rows import AnyRow, rows_of
from bot.storage.sending import WENT_OUT

WORDS_MOST: Final = 2000
"""Of what was said, the newest are handed over."""

_EVENT: Final[TypeAdapter[Event]] = TypeAdapter(Event)
_GUESSED: Final = (("tz", "zone", "UTC"), ("language", "language", "en"))


class Archiver:
    """Reads the rows of one learner."""

    def __init__(self, connection: AsyncConnection, learner_id: int) -> None:
        self._connection = connection
        self._id = learner_id

    async def archive(self) -> m.Archive:
        """All of it."""
        (learner,) = await self._all(select(t.learner).where(t.learner.c.id == self._id))
        accounts = await account_rows(self._connection, self._id)
        enrolments = sorted(await self._own(t.enrolment), key=_lived_last)
        entries = await self._own(t.entry)
        places = {row.id: place for place, row in enumerate(enrolments)}
        settings = _as(m.ArchivedSetting, await self._own(t.setting_change))
        return m.Archive(
            format=m.FORMAT,
            version=m.VERSION,
            learner=m.ArchivedLearner(
                created_at=learner.created_at,
                accounts=tuple(_account(row) for row in accounts),
                heard_at=tuple(each for each in (learner.heard_at, learner.heard_before) if each),
                acted_at=learner.acted_at,
                run_told=learner.run_told,
                question=learner.question,
            ),
            settings=(*_guessed(learner, accounts, settings), *settings),
            enrolments=await self._enrolments(enrolments),
            entries=tuple(
                _one(m.ArchivedEntry, row, enrolment=places.get(row.enrolment_id))
                for row in entries
            ),
            pauses=await self._pauses(),
            checkins=await self._checkins(places),
            reviews=await self._reviews(),
            explanations=tuple(
                _one(p.ArchivedExplanation, row, questions=json.loads(row.questions))
                for row in await self._own(t.explanation)
            ),
            focus=next(iter(_as(p.ArchivedFocus, await self._own(t.focus))), None),
            bookings=_as(p.ArchivedBooking, await self._own(t.booking)),
            marks=_as(m.ArchivedMark, await self._own(t.mark)),
            offers=tuple(
                _one(m.ArchivedOffer, row, after=bisect_right(entries, row.after, key=_id))
                for row in await self._own(t.offer)
            ),
            milestones=_as(m.ArchivedMilestone, await self._own(t.milestone)),
            groups=await self._groups(),
            kudos=await self._kudos(),
            messages=await self._messages(),
            said=await self._said(accounts),
        )

    async def _enrolments(self, rows: Iterable[AnyRow]) -> tuple[m.ArchivedEnrolment, ...]:
        moves = await self._parts(t.move, t.enrolment)
        paces = await self._parts(t.pacing, t.enrolment)
        choices = await self._parts(t.choice, t.enrolment)
        kept = await self._parts(t.forecast, t.enrolment)
        return tuple(
            _one(
                m.ArchivedEnrolment,
                row,
                moves=_as(m.ArchivedMove, moves[row.id]),
                paces=_as(m.ArchivedPace, paces[row.id]),
                choices=_as(m.ArchivedChoice, choices[row.id]),
                forecasts=_as(m.ArchivedForecast, kept[row.id]),
            )
            for row in rows
        )

    async def _pauses(self) -> tuple[m.ArchivedPause, ...]:
        cuts = await self._parts(t.pause_cut, t.pause)
        return tuple(
            _one(m.ArchivedPause, row, cuts=_as(m.ArchivedCut, cuts[row.id]))
            for row in await self._own(t.pause)
        )

    async def _checkins(self, places: Mapping[int, int]) -> tuple[m.ArchivedCheckin, ...]:
        answers = await self._parts(t.answer, t.checkin)
        return tuple(
            _one(
                m.ArchivedCheckin,
                row,
                answers=_as(m.ArchivedAnswer, answers[row.id]),
                enrolment=places.get(row.enrolment_id),
            )
            for row in await self._own(t.checkin)
        )

    async def _reviews(self) -> tuple[p.ArchivedReview, ...]:
        answers = await self._parts(t.recall_answer, t.review)
        return tuple(
            _one(p.ArchivedReview, row, answers=_as(p.ArchivedRecall, answers[row.id]))
            for row in await self._own(t.review)
        )

    async def _groups(self) -> tuple[m.ArchivedGroup, ...]:
        query = select(t.stay, t.study_group.c.title, t.study_group.c.chat)
        query = query.join(t.study_group, t.study_group.c.id == t.stay.c.group_id)
        rows = await self._all(query.where(t.stay.c.learner_id == self._id).order_by(t.stay.c.id))
        return tuple(_one(m.ArchivedGroup, row, name=row.title or row.chat) for row in rows)

    async def _kudos(self) -> tuple[m.ArchivedKudos, ...]:
        of = t.kudos.c
        mine = (of.giver_id == self._id) | (of.taker_id == self._id)
        rows = await self._all(select(t.kudos).where(mine).order_by(of.made_at))
        return tuple(_one(m.ArchivedKudos, row, given=row.giver_id == self._id) for row in rows)

    async def _messages(self) -> tuple[m.ArchivedMessage, ...]:
        of = t.delivery.c
        mine = select(t.delivery).where(of.learner_id == self._id, of.decided_at.is_not(None))
        return tuple(
            m.ArchivedMessage(
                kind=MessageKind(row.kind),
                day=row.day,
                at=row.decided_at,
                sent=row.state in WENT_OUT,
                opening=row.opening,
            )
            for row in await self._all(mine.order_by(of.decided_at, of.id))
        )

    async def _said(self, accounts: Iterable[AnyRow]) -> tuple[m.ArchivedWords, ...]:
        found = []
        for account in accounts:
            of = t.inbox.c
            mine = (of.platform == account.platform) & (of.account == account.external_id)
            newest = select(of.received_at, of.body).where(mine, of.body != "")
            found += await self._all(newest.order_by(of.received_at.desc()).limit(WORDS_MOST))
        found.sort(key=lambda row: row.received_at)
        words = (m.ArchivedWords(at=row.received_at, text=_words(row.body)) for row in found)
        return tuple(each for each in words if each.text)[-WORDS_MOST:]

    async def _own(self, table: Table) -> list[AnyRow]:
        query = select(table).where(table.c.learner_id == self._id)
        return await self._all(query.order_by(*table.primary_key))

    async def _parts(self, table: Table, whole: Table) -> dict[int, list[AnyRow]]:
        owner = table.c[f"{whole.name}_id"]
        query = select(table).join(whole, whole.c.id == owner).order_by(table.c.id)
        found: dict[int, list[AnyRow]] = defaultdict(list)
        for row in await self._all(query.where(whole.c.learner_id == self._id)):
            found[getattr(row, owner.name)].append(row)
        return found

    async def _all(self, query: Select[Any]) -> list[AnyRow]:
        return list(await rows_of(self._connection, query))


def _one(kind: Any, row: AnyRow, **more: Any) -> Any:
    """A row as a part of the archive: its columns by their names, and what is given."""
    columns = {
        name: getattr(row, name) for name in kind.model_fields.keys() - more if hasattr(row, name)
    }
    return kind.model_validate({**columns, **more}, strict=False)


def _as(kind: type[BaseModel], rows: Iterable[AnyRow]) -> Any:
    return tuple(_one(kind, row) for row in rows)


def _id(row: AnyRow) -> int:
    number: int = row.id
    return number


def _lived_last(row: AnyRow) -> tuple[bool, int]:
    """The order of enrolments: those first that a merge ended."""
    return row.ended_at is None, row.id


def _account(row: AnyRow) -> m.ArchivedAccount:
    account: m.ArchivedAccount = _one(m.ArchivedAccount, row, id=row.external_id)
    return account


def _guessed(
    learner: AnyRow, accounts: Iterable[AnyRow], settings: Iterable[m.ArchivedSetting]
) -> Iterable[m.ArchivedSetting]:
    """What was proposed and never said otherwise before the set-up: a setting like any other."""
    said = {each.key for each in settings if each.proposal}
    account = next(iter(accounts))
    for key, column, default in _GUESSED:
        if key not in said:
            value, at = getattr(account, column) or default, learner.created_at
            yield m.ArchivedSetting(
                key=key, value=value, made_at=at, made_on=at.date(), proposal=True
            )


def _words(body: str) -> str:
    """What was typed in an event; empty for a press."""
    event = _EVENT.validate_json(body)
    match event.kind:
        case "command":
            given = (f"{name}={value}" for name, value in event.options.items())
            return " ".join((f"/{event.name}", *event.words.split(" "), *given)).strip()
        case "text":
            return event.text
        case "form":
            return "\n".join(event.values.values())
        case _:
            return ""
