"""What a learner's old records come to, kept beside them: a copy of what the records say.

It is dropped wherever one of these records changes, where it is of other rules, and where a program
kept the learner that does not know of it; then all is folded anew.
"""

from base64 import b64decode, b64encode
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Final, Generic
from zlib import compress, decompress

from pydantic import TypeAdapter
from sqlalchemy import bindparam, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.checkins import CheckinSums
from bot.domain.checkpoint import RULES, LedgerCheckpoint
from bot.domain.entries import EarlierEntries, EntrySums
from bot.domain.explain.found import Explanation
from bot.domain.forecast import KeptForecast
from bot.domain.history import Entry
from bot.domain.learner import Learner
from bot.domain.log import Earlier, Page, Sums
from bot.domain.recall.answers import RecallAnswer, Review
from bot.domain.recall.memory import Memory
from bot.domain.recall.recalled import RecallSums
from bot.domain.reflection import Checkin
from bot.storage import tables as t
from bot.storage.dialect import upsert
from bot.storage.rows import AnyRow
from bot.storage.versions import is_known

_MINE: Final = t.earlier.c.learner_id == bindparam("learner")
_READ: Final = select(t.earlier.c.rules, t.earlier.c.body).where(_MINE)
_DROP: Final = delete(t.earlier).where(_MINE)

_Pages = list[tuple[date, str]]


@dataclass(frozen=True, slots=True)
class EarlierRecords:
    """What is earlier in each of a learner's logs; None where all of it is at hand."""

    entries: EarlierEntries | None = None
    checkins: Earlier[Checkin, CheckinSums] | None = None
    reviews: Earlier[Review, None] | None = None
    recalled: Earlier[RecallAnswer, RecallSums] | None = None
    explanations: Earlier[Explanation, None] | None = None
    forecasts: Earlier[KeptForecast, None] | None = None

    @classmethod
    def of(cls, learner: Learner) -> "EarlierRecords":
        """What somebody's logs have."""
        return cls(
            learner.entries.earlier,
            learner.checkins.earlier,
            learner.reviews.earlier,
            learner.recalled.earlier,
            learner.explanations.earlier,
            learner.forecasts.earlier,
        )

    def is_that_of(self, learner: Learner) -> bool:
        """Whether somebody's logs still have the same."""
        now = EarlierRecords.of(learner)
        return all(getattr(self, each) is getattr(now, each) for each in self.__slots__)


NOTHING_EARLIER: Final = EarlierRecords()


@dataclass(frozen=True, slots=True)
class _Packed:
    """What is kept as text, and read only when it is wanted."""

    kind: Any
    text: str

    def __call__(self) -> Any:
        return _adapter(self.kind).validate_json(decompress(b64decode(self.text)))


@dataclass(frozen=True, slots=True)
class _WrittenEntries:
    checkpoint: LedgerCheckpoint
    sums: EntrySums
    pages: _Pages


@dataclass(frozen=True, slots=True)
class _Written(Generic[Sums]):
    count: int
    last_id: int
    upto: date
    sums: Sums
    pages: _Pages


@dataclass(frozen=True, slots=True)
class _WrittenRecall:
    sure: int
    right: int
    memories: str


@dataclass(frozen=True, slots=True)
class _Body:
    entries: _WrittenEntries | None
    checkins: _Written[CheckinSums] | None
    reviews: _Written[None] | None
    recalled: _Written[_WrittenRecall] | None
    explanations: _Written[None] | None
    forecasts: _Written[None] | None


# Made with the first use: a process that has just begun has other things to do.
@cache
def _body() -> TypeAdapter[_Body]:
    return TypeAdapter(_Body)


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


async def load_earlier(connection: AsyncConnection, learner: AnyRow) -> EarlierRecords:
    """What the old records come to of the learner of a row; nothing where that is not kept."""
    row = (await connection.execute(_READ, {"learner": learner.learner_id})).first()
    if row is None:
        return NOTHING_EARLIER
    if row.rules != RULES or not is_known(learner):
        # Else a program of those rules would find it again, as it was before what changes now.
        await drop_earlier(connection, learner.learner_id)
        return NOTHING_EARLIER
    return _read(_body().validate_json(row.body))


async def drop_earlier(connection: AsyncConnection, learner_id: int) -> None:
    """Keep nothing of it: all is told one by one again."""
    await connection.execute(_DROP, {"learner": learner_id})


async def keep_earlier(connection: AsyncConnection, learner: Learner) -> None:
    """Keep it in the place of what was kept before; nothing where there is none."""
    found = EarlierRecords.of(learner)
    if found == NOTHING_EARLIER:
        await drop_earlier(connection, learner.id)
        return
    upto = max(each.upto for name in found.__slots__ if (each := getattr(found, name)))
    body = _body().dump_json(_written(found)).decode()
    values = {"rules": RULES, "upto": upto, "body": body}
    statement = upsert(t.earlier).values(learner_id=learner.id, **values)
    key = [t.earlier.c.learner_id]
    await connection.execute(statement.on_conflict_do_update(key, set_=values))


def _written(found: EarlierRecords) -> _Body:
    entries = found.entries
    return _Body(
        _WrittenEntries(entries.checkpoint, entries.sums, _packed(entries.pages, Entry))
        if entries
        else None,
        _log_written(found.checkins, Checkin),
        _log_written(found.reviews, Review),
        _recall_written(found.recalled),
        _log_written(found.explanations, Explanation),
        _log_written(found.forecasts, KeptForecast),
    )


def _read(body: _Body) -> EarlierRecords:
    entries = body.entries
    return EarlierRecords(
        EarlierEntries(entries.checkpoint, entries.sums, _pages(entries.pages, Entry))
        if entries
        else None,
        _log_read(body.checkins, Checkin),
        _log_read(body.reviews, Review),
        _recall_read(body.recalled),
        _log_read(body.explanations, Explanation),
        _log_read(body.forecasts, KeptForecast),
    )


def _log_written(log: Earlier[Any, Sums] | None, kind: Any) -> _Written[Sums] | None:
    if log is None:
        return None
    return _Written(log.count, log.last_id, log.upto, log.sums, _packed(log.pages, kind))


def _log_read(log: _Written[Sums] | None, kind: Any) -> Earlier[Any, Sums] | None:
    if log is None:
        return None
    return Earlier(log.count, log.last_id, log.upto, log.sums, _pages(log.pages, kind))


def _pages(texts: _Pages, kind: Any) -> tuple[Page[Any], ...]:
    return tuple(Page(last, _Packed(tuple[kind, ...], text)) for last, text in texts)


def _packed(pages: tuple[Page[Any], ...], kind: Any) -> _Pages:
    return [(page.last, _text(page.read, tuple[kind, ...])) for page in pages]


def _text(read: Callable[[], Any], kind: Any) -> str:
    """What is read, as text; what comes from there is as it was."""
    if isinstance(read, _Packed):
        return read.text
    return b64encode(compress(_adapter(kind).dump_json(read()))).decode("ascii")


def _recall_written(
    log: Earlier[RecallAnswer, RecallSums] | None,
) -> _Written[_WrittenRecall] | None:
    """Most events ask for no memory of a question: all of them are one text."""
    if log is None:
        return None
    sums = log.sums
    memories = _text(sums.read, dict[str, Memory])
    kept = Earlier(
        log.count, log.last_id, log.upto, _WrittenRecall(sums.sure, sums.right, memories), log.pages
    )
    return _log_written(kept, RecallAnswer)


def _recall_read(log: _Written[_WrittenRecall] | None) -> Earlier[RecallAnswer, RecallSums] | None:
    found = _log_read(log, RecallAnswer)
    if found is None:
        return None
    sums = found.sums
    read = _Packed(dict[str, Memory], sums.memories)
    return Earlier(
        found.count,
        found.last_id,
        found.upto,
        RecallSums(sums.sure, sums.right, read),
        found.pages,
    )
