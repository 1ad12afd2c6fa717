"""What a learner's old entries come to, kept beside them: a copy of what the entries say.

It is dropped wherever one of these entries changes, and where it is of other rules; then all is
folded anew.
"""

import json
import zlib
from base64 import b85decode, b85encode
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import bindparam, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.checkpoint import RULES, EndedRun, LedgerCheckpoint
from bot.domain.entries import EarlierEntries, EntryPage, EntrySums
from bot.domain.history import Entry, EntryKind
from bot.storage import tables as t
from bot.storage.dialect import upsert

_MINE: Final = t.earlier.c.learner_id == bindparam("learner")
_READ: Final = select(t.earlier.c.rules, t.earlier.c.body).where(_MINE)
_DROP: Final = delete(t.earlier).where(_MINE)

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class _Packed:
    """Entries as text, which are read only when they are wanted."""

    text: str

    def __call__(self) -> tuple[Entry, ...]:
        rows = json.loads(zlib.decompress(b85decode(self.text)))
        return tuple(map(_entry_of, rows))


async def load_earlier(connection: AsyncConnection, learner_id: int) -> EarlierEntries | None:
    """What somebody's old entries come to; None where that is not kept."""
    row = (await connection.execute(_READ, {"learner": learner_id})).first()
    if row is None:
        return None
    if row.rules != RULES:
        # Else a program of those rules would find it again, as it was before what changes now.
        await connection.execute(_DROP, {"learner": learner_id})
        return None
    return _earlier_of(json.loads(row.body))


async def keep_earlier(
    connection: AsyncConnection, learner_id: int, earlier: EarlierEntries | None
) -> None:
    """Keep it in the place of what was kept before; nothing where there is none."""
    if earlier is None:
        await connection.execute(_DROP, {"learner": learner_id})
        return
    upto, body = earlier.checkpoint.upto, json.dumps(_written(earlier))
    values = {"rules": RULES, "upto": upto, "body": body}
    statement = upsert(t.earlier).values(learner_id=learner_id, **values)
    key = [t.earlier.c.learner_id]
    await connection.execute(statement.on_conflict_do_update(key, set_=values))


def _written(earlier: EarlierEntries) -> dict[str, Any]:
    point, sums = earlier.checkpoint, earlier.sums
    return {
        "upto": point.upto.isoformat(),
        "known_at": _instant(point.known_at),
        "facts": point.facts,
        "first": point.first.isoformat(),
        "streak": point.streak,
        "freezes": point.freezes,
        "longest": point.longest,
        "strength": point.strength,
        "repaired": _day(point.repaired),
        "moved": _day(point.moved),
        "late": [each.isoformat() for each in point.late],
        "ended": _ended(point.ended),
        "count": sums.count,
        "last_id": sums.last_id,
        "minutes": sums.minutes,
        "days": sums.days,
        "lately": sorted(each.isoformat() for each in sums.lately),
        "ticks": [[topic, day.isoformat()] for topic, day in sums.ticks],
        "linked": [_row(each) for each in sums.linked],
        "pages": [[page.last.isoformat(), _packed(page).text] for page in earlier.pages],
    }


def _earlier_of(found: dict[str, Any]) -> EarlierEntries:
    ended = found["ended"]
    point = LedgerCheckpoint(
        upto=date.fromisoformat(found["upto"]),
        known_at=_instant_of(found["known_at"]),
        facts=found["facts"],
        first=date.fromisoformat(found["first"]),
        streak=found["streak"],
        freezes=found["freezes"],
        longest=found["longest"],
        strength=found["strength"],
        repaired=_day_of(found["repaired"]),
        moved=_day_of(found["moved"]),
        late=tuple(_days_of(found["late"])),
        ended=EndedRun(date.fromisoformat(ended[0]), *ended[1:]) if ended else None,
    )
    sums = EntrySums(
        count=found["count"],
        last_id=found["last_id"],
        minutes=found["minutes"],
        days=found["days"],
        lately=frozenset(_days_of(found["lately"])),
        ticks=tuple((topic, date.fromisoformat(day)) for topic, day in found["ticks"]),
        linked=tuple(map(_entry_of, found["linked"])),
    )
    pages = ((date.fromisoformat(last), text) for last, text in found["pages"])
    return EarlierEntries(
        point, sums, tuple(EntryPage(last, _Packed(text)) for last, text in pages)
    )


def _packed(page: EntryPage) -> _Packed:
    """A page as text; one that was read from there is as it was."""
    if isinstance(page.read, _Packed):
        return page.read
    rows = json.dumps([_row(each) for each in page.entries], separators=(",", ":"))
    return _Packed(b85encode(zlib.compress(rows.encode())).decode("ascii"))


def _row(entry: Entry) -> list[Any]:
    return [
        entry.id,
        entry.kind.value,
        _instant(entry.made_at),
        entry.made_on.isoformat(),
        entry.day.isoformat(),
        entry.zone,
        entry.rollover,
        entry.minutes,
        entry.note,
        entry.topic,
        entry.unticked,
        entry.message,
        entry.enrolment_id,
        entry.week,
    ]


def _entry_of(row: list[Any]) -> Entry:
    entry_id, kind, made_at, made_on, day, *rest = row
    days = date.fromisoformat(made_on), date.fromisoformat(day)
    return Entry(entry_id, EntryKind(kind), _instant_of(made_at), *days, *rest)


def _ended(run: EndedRun | None) -> list[Any] | None:
    return [run.day.isoformat(), run.days, run.freezes_back, run.winnable] if run else None


def _instant(instant: datetime) -> int:
    return (instant - _EPOCH) // _MICROSECOND


def _instant_of(number: int) -> datetime:
    return _EPOCH + timedelta(microseconds=number)


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day_of(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _days_of(texts: Iterable[str]) -> Iterable[date]:
    return map(date.fromisoformat, texts)
