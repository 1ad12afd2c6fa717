"""What came to a learner by itself, as far back as any rule looks: one row, read as far as is asked.

Making hundreds of rows into nudges takes longer than all else that is read for an event.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import partial, reduce
from operator import itemgetter
from typing import Any, Final

from sqlalchemy import String, bindparam, cast, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.delivery import DeliveryState, MessageKind, Nudge, NudgeLog
from bot.domain.log import Earlier, Page
from bot.storage import tables as t
from bot.storage.sending import NUDGES_KEPT, WENT_OUT
from bot.storage.tables.columns import Id

_AT_HAND: Final = 8
"""So many of them are read at once."""

_A_PAGE: Final = 24
"""So many before them where somebody asks further back, then all."""

_OF = t.delivery.c
_LATEST: Final = (
    select(_OF.decided_at, _OF.id, _OF.kind, _OF.day, _OF.state, _OF.opening)
    .where(_OF.learner_id == bindparam("learner", type_=Id), _OF.decided_at.is_not(None))
    .order_by(_OF.decided_at.desc(), _OF.id.desc())
    .limit(NUDGES_KEPT)
    .subquery()
)
_FIELDS: Final[list[Any]] = [func.coalesce(cast(each, String), "") for each in _LATEST.c]
_LINE: Final[Any] = reduce(lambda line, field: line + "," + field, _FIELDS)
_NUDGES: Final = select(func.aggregate_strings(_LINE, "\n"))

_INSTANT: Final = itemgetter(slice(16))
"""Microseconds, of so many digits until the year 2286."""

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_DAY: Final = timedelta(days=1)


async def load_nudges(connection: AsyncConnection, learner_id: int) -> NudgeLog:
    """The latest that came to a learner, in order."""
    text = await connection.scalar(_NUDGES, {"learner": learner_id})
    lines = text.split("\n")[::-1] if text else []
    lines.sort(key=_INSTANT)  # as they are, but no database promises that of what it puts together
    late, old = lines[-_AT_HAND:], lines[:-_AT_HAND]
    pages = tuple(_page(each) for each in (old[:-_A_PAGE], old[-_A_PAGE:]) if each)
    if not pages:
        return NudgeLog(map(_nudge, late))
    last_id = int(old[-1].split(",")[1])
    return NudgeLog(map(_nudge, late), Earlier(len(old), last_id, pages[-1].last, None, pages))


def _page(lines: Sequence[str]) -> Page[Nudge]:
    newest = _nudge(lines[-1])
    # Its learner-day may be the next one by the calendar of UTC.
    return Page(max(newest.day, newest.at.date() + _DAY), partial(_read, lines))


def _read(lines: Iterable[str]) -> tuple[Nudge, ...]:
    return tuple(map(_nudge, lines))


def _nudge(line: str) -> Nudge:
    at, number, kind, day, state, opening = line.split(",")
    return Nudge(
        MessageKind(kind),
        date.fromisoformat(day),
        _EPOCH + timedelta(microseconds=int(at)),
        went_out=DeliveryState(state) in WENT_OUT,
        opening=int(opening) if opening else None,
        id=int(number),
    )
