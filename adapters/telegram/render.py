"""A message as Telegram takes it: text with entities that count UTF-16 units, never markup."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, MessageEntity, User

from adapters.common.plain_lines import lines_of
from bot.chat.messages import (
    Message,
    Span,
    Style,
    Text,
)

TEXT_MOST: Final = 4096
CAPTION_MOST: Final = 1024

_ENTITY: Final = {
    Style.STRONG: MessageEntity.BOLD,
    Style.SOFT: MessageEntity.ITALIC,
    Style.CODE: MessageEntity.CODE,
    Style.FOLDED: MessageEntity.EXPANDABLE_BLOCKQUOTE,
}

_STYLED: Final = {*_ENTITY, Style.PROGRAM}


@dataclass(frozen=True, slots=True)
class TextPart:
    """As much text as one Telegram message holds."""

    text: str
    entities: tuple[MessageEntity, ...] = ()


def units(text: str) -> int:
    """The length of `text` as Telegram counts it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def parts(message: Message, most: int = TEXT_MOST) -> list[TextPart]:
    """The text of a message, cut where a paragraph ends as soon as it is too long for one."""
    lines = [line for block in message.blocks for line in lines_of(block)]
    text: list[Span] = []
    for line in lines:
        text += [*line, Span(text="\n")]
    return [_part(piece) for piece in _pieces(tuple(text), most) if "".join(_texts(piece)).strip()]


def keyboard(message: Message, data: Callable[[str], str]) -> InlineKeyboardMarkup | None:
    """The buttons; `data` makes what a button carries out of its action."""
    if not message.buttons:
        return None
    return InlineKeyboardMarkup(
        [
            [InlineKeyboardButton(each.label, callback_data=data(each.action)) for each in row]
            for row in message.buttons
        ]
    )


def _texts(text: Text) -> Iterator[str]:
    return (span.text for span in text)


def _pieces(text: Text, most: int) -> Iterator[Text]:
    """`text` in pieces of at most `most` units, cut at a line's end, a space, or anywhere."""
    whole = "".join(_texts(text)).rstrip()
    begins = 0
    while begins < len(whole):
        ends = begins + _fitting(whole[begins : begins + most], most)
        if ends < len(whole):
            ends = _border(whole, begins, ends)
        yield _slice(text, begins, ends)
        begins = ends


def _fitting(text: str, most: int) -> int:
    """How many characters of `text` have no more units than `most`."""
    while units(text) > most:
        text = text[: len(text) - max(1, (units(text) - most) // 2)]
    return len(text)


def _border(whole: str, begins: int, ends: int) -> int:
    for sign in ("\n", " "):
        border = whole.rfind(sign, begins + 1, ends)
        if border > begins:
            return border + 1
    return ends


def _slice(text: Text, begins: int, ends: int) -> Text:
    spans, at = [], 0
    for span in text:
        piece = span.text[max(0, begins - at) : max(0, ends - at)]
        if piece:
            whole = piece == span.text
            spans.append(span if whole else span.model_copy(update={"text": piece}))
        at += len(span.text)
    return tuple(spans)


def _part(text: Text) -> TextPart:
    whole = "".join(_texts(text))
    first, last = len(whole) - len(whole.lstrip()), len(whole.rstrip())
    entities, at = [], 0
    for span in text:
        begins, ends = max(at, first), min(at + len(span.text), last)
        at += len(span.text)
        if span.url or span.account or span.style in _STYLED:
            entities += _entities(span, whole, first, begins, ends)
    return TextPart(whole[first:last], tuple(entities))


def _entities(span: Span, whole: str, first: int, begins: int, ends: int) -> list[MessageEntity]:
    length = units(whole[begins:ends])
    if begins >= ends or not whole[begins:ends].strip():
        return []
    offset, found = units(whole[first:begins]), []
    if span.url:
        found.append(MessageEntity(MessageEntity.TEXT_LINK, offset, length, url=span.url))
    if span.account:
        user = User(int(span.account), span.text, is_bot=False)
        found.append(MessageEntity(MessageEntity.TEXT_MENTION, offset, length, user=user))
    if span.style is Style.PROGRAM:
        found.append(MessageEntity(MessageEntity.PRE, offset, length, language="python"))
    if span.style in _ENTITY:
        found.append(MessageEntity(_ENTITY[span.style], offset, length))
    return found
