"""What goes out: a message is a closed set of blocks of styled text, never markup.

Every platform's renderer knows every block; splitting, escaping and limits live there.
"""

from base64 import b64decode, b64encode
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, field_serializer, field_validator

from bot.chat.drawings import Drawing
from bot.domain.delivery import MessageKind

_BASE64: Final = "base64,"


class MessagePart(BaseModel):
    """A frozen piece of a message."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Style(StrEnum):
    """How a span of text is set off from the rest. What is FOLDED may be opened to be read."""

    PLAIN = "plain"
    STRONG = "strong"
    SOFT = "soft"
    CODE = "code"
    PROGRAM = "program"
    FOLDED = "folded"


class Span(MessagePart):
    """A run of text in one style, perhaps leading to `url`, or naming the person of `account`."""

    text: str
    style: Style = Style.PLAIN
    url: str | None = None
    account: str | None = None


Text = tuple[Span, ...]


def strong(text: object) -> Span:
    """Text that the eye should find first."""
    return Span(text=str(text), style=Style.STRONG)


def soft(text: object) -> Span:
    """Text that may be read last."""
    return Span(text=str(text), style=Style.SOFT)


def code(text: object) -> Span:
    """Text to be typed as it stands."""
    return Span(text=str(text), style=Style.CODE)


def link(text: str, url: str) -> Span:
    """Text that leads to `url`."""
    return Span(text=text, url=url)


def person(name: str, account: str) -> Span:
    """Somebody who is meant: a platform that can, lets them know."""
    return Span(text=name, account=account)


def plain(text: object) -> Text:
    """`text` as it is, without style: what a learner wrote, or a name out of the data."""
    return (Span(text=str(text)),)


class Heading(MessagePart):
    """The line that says what the message is about."""

    kind: Literal["heading"] = "heading"
    text: Text


class Paragraph(MessagePart):
    """A line or a few of running text."""

    kind: Literal["paragraph"] = "paragraph"
    text: Text


class Bullets(MessagePart):
    """Short items, numbered when `ordered`."""

    kind: Literal["bullets"] = "bullets"
    items: tuple[Text, ...]
    ordered: bool = False


class Tick(MessagePart):
    """One item of a list that can be ticked."""

    done: bool
    text: Text


class Ticks(MessagePart):
    """Items with their ticks."""

    kind: Literal["ticks"] = "ticks"
    items: tuple[Tick, ...]


class Labelled(MessagePart):
    """A label and its value."""

    label: Text
    value: Text


class Fields(MessagePart):
    """Labelled values, one a line."""

    kind: Literal["fields"] = "fields"
    rows: tuple[Labelled, ...]


class Meter(MessagePart):
    """How much of a whole is done; `label` says what."""

    kind: Literal["meter"] = "meter"
    label: Text
    done: int = Field(ge=0)
    total: int = Field(ge=1)


class CodeBlock(MessagePart):
    """Lines of Python, shown as they stand."""

    kind: Literal["code"] = "code"
    text: str


class Picture(MessagePart):
    """A picture, and the same in `words`: made from the same figures, for where it is not seen.

    There are none where the rest of its message says it all. What it shows is stored, never its bytes; `name` is that of its file (promise 14.2).
    """

    kind: Literal["picture"] = "picture"
    name: str
    drawing: Drawing
    words: tuple[str, ...]


Block = Annotated[
    Heading | Paragraph | Bullets | Ticks | Fields | Meter | CodeBlock | Picture,
    Field(discriminator="kind"),
]


class Button(MessagePart):
    """A button: `action` is a command line (`/today`) or an action's name and its words."""

    label: str
    action: str = Field(max_length=40)


class File(MessagePart):
    """A file to hand over; as JSON, its content is a text in base 64 behind a mark."""

    name: str
    media_type: str
    content: bytes

    @field_validator("content", mode="before")
    @classmethod
    def _read(cls, content: object) -> object:
        if isinstance(content, str) and content.startswith(_BASE64):
            return b64decode(content.removeprefix(_BASE64))
        return content

    @field_serializer("content", when_used="json")
    def _written(self, content: bytes) -> str:
        return _BASE64 + b64encode(content).decode()


class Input(MessagePart):
    """A field of a form, as it is filled in already; `long` says that it has several lines.

    Into one that `takes_file` goes a file: it comes as one that was sent with the command of the
    form's action.
    """

    name: str
    label: str
    hint: str = ""
    value: str = ""
    long: bool = True
    takes_file: bool = False


class Form(MessagePart):
    """The questions of a message all at once, for platforms that have forms; `action` takes it.

    `opens` is what a button says that opens it.
    """

    title: str
    opens: str
    action: str = Field(max_length=40)
    inputs: tuple[Input, ...]


class Message(MessagePart):
    """One message. With `edits` it takes the place of the one whose button was pressed.

    In a group a reply that is `shared` is for everybody there, and so are its buttons (11.3);
    one that does not say so is for those whom its command's scope names. Where it `takes_number`,
    a bare number is an answer to what it asks, never the place of one of its buttons, and so is what
    stands in brackets and names none of them. After a
    `farewell` nothing is kept of its reader, and nothing of itself once it was sent (promise 7.5);
    nor is the text of one that shows a `secret` (promise 11.1).
    """

    kind: MessageKind = MessageKind.REPLY
    blocks: tuple[Block, ...]
    buttons: tuple[tuple[Button, ...], ...] = ()
    files: tuple[File, ...] = ()
    edits: bool = False
    shared: bool | None = None
    form: Form | None = None
    takes_number: bool = False
    farewell: bool = False
    secret: bool = False

    @property
    def pictures(self) -> tuple[Picture, ...]:
        """Its pictures, in order."""
        return tuple(block for block in self.blocks if isinstance(block, Picture))

    def in_words(self) -> "Message":
        """The same with the words of its pictures in their place."""
        told = tuple(each for block in self.blocks for each in _in_words(block))
        return self.model_copy(update={"blocks": told})


def _in_words(block: Block) -> tuple[Block, ...]:
    if isinstance(block, Picture):
        return tuple(Paragraph(text=plain(each)) for each in block.words)
    return (block,)


class Outgoing(MessagePart):
    """A stored message on its way: `id` is ours, `chat` the platform's.

    `to` is the account that alone may see it in that chat; None: everybody there. `again` says
    that an earlier attempt may have arrived.
    """

    id: str
    platform: str
    chat: str
    message: Message
    edits: str | None = None
    to: str | None = None
    again: bool = False


@dataclass(frozen=True, slots=True)
class ShownMessage:
    """A message of ours under which a button was pressed; an edit keeps the id of the first form.

    `owner` is the account whose buttons they are; None where they are everybody's. `made_at` is
    None where nothing is known of it any more. `day` is the learner-day that it is about, where it
    came by itself; a reply belongs to the day of `made_at`.
    """

    id: str
    owner: str | None = None
    made_at: datetime | None = None
    day: date | None = None


def message(*blocks: Block, buttons: tuple[tuple[Button, ...], ...] = ()) -> Message:
    """A reply made of `blocks`."""
    return Message(blocks=blocks, buttons=buttons)
