"""A message as Telegram takes it: text with entities that count UTF-16 units, never markup."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from telegram import (
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    MessageEntity,
    User,
)

from adapters.common.plain_lines import lines_of
from bot.chat.drawings import Picture
from bot.chat.messages import (
    Button,
    Emphasis,
    Fields,
    Message,
    Paragraph,
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
}

_STYLED: Final = {*_ENTITY, Style.PROGRAM}
_STYLE: Final = {Emphasis.MAIN: "success", Emphasis.DANGER: "danger"}

FOLDED: Final = MessageEntity.EXPANDABLE_BLOCKQUOTE
TIME: Final = "t"
WEEKDAY_AND_TIME: Final = "wt"
_RECENT: Final = {FOLDED, MessageEntity.DATE_TIME}

Range = tuple[int, int]
"""Where something begins and ends, in characters."""


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
    text: list[Span] = []
    folds: list[Range] = []
    for block in message.blocks:
        before = len(text)
        for line in lines_of(block):
            text += [*line, Span(text="\n")]
        if isinstance(block, Picture) or (isinstance(block, Paragraph | Fields) and block.folded):
            begins = _length(text[:before])
            folds.append((begins, begins + _length(text[before:])))
    return _parts(tuple(text), _united(folds), most)


def _parts(text: Text, folds: Sequence[Range], most: int) -> list[TextPart]:
    pieces = [(each, _slice(text, *each)) for each in _pieces(text, most)]
    return [
        _part(piece, [(begin - begins, end - begins) for begin, end in folds])
        for (begins, _), piece in pieces
        if "".join(_texts(piece)).strip()
    ]


def _length(text: Iterable[Span]) -> int:
    return sum(len(span.text) for span in text)


def _united(folds: Iterable[Range]) -> list[Range]:
    """What is folded and stands together, as one."""
    united: list[Range] = []
    for begins, ends in folds:
        if united and united[-1][1] == begins:
            begins, _ = united.pop()  # noqa: PLW2901 -- it goes on
        united.append((begins, ends))
    return united


def keyboard(message: Message, data: Callable[[str], str]) -> InlineKeyboardMarkup | None:
    """The buttons; `data` makes what a button carries out of its action.

    There are no forms: what one asks is asked in words.
    """
    rows = [[_button(each, data(each.action)) for each in row] for row in message.buttons]
    form = message.form
    if form is not None and form.emphasis is Emphasis.DANGER:  # it leads to a step of its own
        opens = Button(label=form.opens, action=form.action, emphasis=form.emphasis)
        rows.insert(0, [_button(opens, data(opens.action))])
    if message.copied is not None:
        copied = CopyTextButton(message.copied.text)
        rows.append([InlineKeyboardButton(message.copied.label, copy_text=copied)])
    return InlineKeyboardMarkup(rows) if rows else None


def _button(button: Button, data: str) -> InlineKeyboardButton:
    style = None if button.emphasis is None else _STYLE[button.emphasis]
    return InlineKeyboardButton(button.label, callback_data=data, style=style)


def is_recent(part: TextPart, markup: InlineKeyboardMarkup | None) -> bool:
    """Whether a server that is a few years old may refuse it."""
    buttons = [] if markup is None else [each for row in markup.inline_keyboard for each in row]
    return any(each.type in _RECENT for each in part.entities) or any(
        each.style is not None or each.copy_text is not None for each in buttons
    )


def classic_text(part: TextPart) -> TextPart:
    """The same for a server that does not know the latest entities."""
    kept = tuple(each for each in part.entities if each.type not in _RECENT)
    return TextPart(part.text, kept)


def classic_keyboard(markup: InlineKeyboardMarkup | None) -> InlineKeyboardMarkup | None:
    """The buttons that every server knows; what is to be copied stands in the text."""
    if markup is None:
        return None
    rows = [
        [InlineKeyboardButton(each.text, callback_data=each.callback_data) for each in row]
        for row in markup.inline_keyboard
        if all(each.copy_text is None for each in row)
    ]
    return InlineKeyboardMarkup(rows) if rows else None


def _texts(text: Text) -> Iterator[str]:
    return (span.text for span in text)


def _pieces(text: Text, most: int) -> Iterator[Range]:
    """Where `text` is cut to have at most `most` units: at a line's end, a space, or anywhere."""
    whole = "".join(_texts(text)).rstrip()
    begins = 0
    while begins < len(whole):
        ends = begins + _fitting(whole[begins : begins + most], most)
        if ends < len(whole):
            ends = _border(whole, begins, ends)
        yield begins, ends
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


def _part(text: Text, folds: Sequence[Range]) -> TextPart:
    whole = "".join(_texts(text))
    first, last = len(whole) - len(whole.lstrip()), len(whole.rstrip())
    entities, at = [], 0
    for begin, end in folds:
        begins, ends = max(begin, first), max(0, min(end, last))
        if length := units(whole[begins:ends].rstrip()):
            entities.append(MessageEntity(FOLDED, units(whole[first:begins]), length))
    for span in text:
        begins, ends = max(at, first), min(at + len(span.text), last)
        at += len(span.text)
        if span.url or span.account or span.at or span.style in _STYLED:
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
    if span.at:
        form = TIME if span.text[:1].isdigit() else WEEKDAY_AND_TIME
        instant: Any = {"unix_time": span.at, "date_time_format": form}
        found.append(MessageEntity(MessageEntity.DATE_TIME, offset, length, **instant))
    if span.style is Style.PROGRAM:
        found.append(MessageEntity(MessageEntity.PRE, offset, length, language="python"))
    if span.style in _ENTITY:
        found.append(MessageEntity(_ENTITY[span.style], offset, length))
    return found
