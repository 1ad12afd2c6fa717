"""Taking a person's name out of what was said to others: the text goes, a button stays."""

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any, Final

from sqlalchemy import Table, or_, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.chat.messages import Message
from bot.chat.variants import as_stored
from bot.domain.delivery import DeliveryState
from bot.domain.linking import ACTIONS
from bot.storage import tables as t
from bot.storage.rows import rows_of

SHOWN_AT_LEAST: Final = 32
"""Characters of a name that are shown wherever it is: a longer one may be cut."""

_UNDER_WAY: Final = (DeliveryState.PENDING, DeliveryState.SENDING)


async def unname(connection: AsyncConnection, learner_id: int) -> None:
    """Empty what names a learner: in the chats of their groups, to the other members, of a link."""
    mine = select(t.account.c.name).where(t.account.c.learner_id == learner_id)
    names = [row.name for row in await rows_of(connection, mine)]
    told = re.compile(
        "|".join(rf"(?<!\w){re.escape(each[:SHOWN_AT_LEAST])}" for each in names if each) or "(?!)"
    )
    groups = select(t.stay.c.group_id).where(t.stay.c.learner_id == learner_id)
    chats = select(t.study_group.c.platform, t.study_group.c.chat)
    others = (
        select(t.account.c.platform, t.account.c.external_id)
        .join(t.stay, t.stay.c.learner_id == t.account.c.learner_id)
        .where(t.stay.c.group_id.in_(groups), t.stay.c.learner_id != learner_id)
    )
    for table in (t.reply, t.delivery):
        here = tuple_(table.c.platform, table.c.chat).in_(
            chats.where(t.study_group.c.id.in_(groups))
        )
        of_a_link = table.c.body.contains(f'"{ACTIONS}')
        for row in await rows_of(connection, _naming(table, names).where(here | of_a_link)):
            await _empty(connection, table, row, told)
    said = tuple_(t.inbox.c.platform, t.inbox.c.account).in_(others)
    handled = t.inbox.c.handled_at.is_not(None)
    for row in await rows_of(connection, _naming(t.inbox, names).where(said, handled)):
        await _set(connection, t.inbox, row, body=_wordless(row.body))


def _naming(table: Table, names: Sequence[str]) -> Any:
    """The rows with texts in which a name may stand."""
    escaped = [json.dumps(each[:SHOWN_AT_LEAST], ensure_ascii=False)[1:-1] for each in names]
    return select(table).where(
        or_(*(table.c.body.contains(each, autoescape=True) for each in escaped))
    )


async def _empty(
    connection: AsyncConnection, table: Table, row: Any, told: "re.Pattern[str]"
) -> None:
    """A message that names them loses its text; one that is not sent yet is made anew."""
    message = Message.model_validate_json(row.body)
    if not any(told.search(text) for text in _texts(message.model_dump(exclude={"files"}))):
        return
    if table is t.delivery and row.state in _UNDER_WAY:
        await _set(connection, table, row, body=None)
        return
    buttons = tuple(
        kept
        for line in message.buttons
        if (kept := tuple(each for each in line if not told.search(each.label)))
    )
    emptied = Message(kind=message.kind, blocks=(), buttons=buttons, shared=message.shared)
    await _set(connection, table, row, body=as_stored(emptied))


def _texts(part: Any) -> Iterator[str]:
    """All that can be read in a message."""
    if isinstance(part, str):
        yield part
    for each in (
        part.values() if isinstance(part, dict) else part if isinstance(part, tuple) else ()
    ):
        yield from _texts(each)


def _wordless(body: str) -> str:
    """An event that was handled, without what was typed."""
    event = json.loads(body)
    typed: dict[str, Any] = {"words": "", "options": {}, "text": "", "values": {}}
    return json.dumps({**event, **{key: typed[key] for key in typed.keys() & event.keys()}})


async def _set(connection: AsyncConnection, table: Table, row: Any, **values: Any) -> None:
    await connection.execute(update(table).where(table.c.id == row.id).values(**values))
