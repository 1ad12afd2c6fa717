"""What goes out: a message is a closed set of blocks of styled text, never markup.

Every platform's renderer knows every block; splitting, escaping and limits live there.
"""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import (
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
)

from bot.chat.documents import File
from bot.chat.drawings import Picture
from bot.chat.variants import Variant
from bot.domain import policy
from bot.domain.delivery import MessageKind


class MessagePart(BaseModel):
    """A frozen piece of a message."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Style(StrEnum):
    """How a span of text is set off from the rest."""

    PLAIN = "plain"
    STRONG = "strong"
    SOFT = "soft"
    CODE = "code"
    PROGRAM = "program"


class Span(MessagePart):
    """A run of text in one style, perhaps leading to `url`, or naming the person of `account`.

    One that tells an instant has it as `at`: a platform that can shows its time, and its weekday
    where the text begins with one, by the clock of whoever reads.
    """

    text: str
    style: Style = Style.PLAIN
    url: str | None = None
    account: str | None = None
    at: AwareDatetime | None = None


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


class Heading(Variant, MessagePart):
    """The line that says what the message is about."""

    kind: Literal["heading"] = "heading"
    text: Text


class Paragraph(Variant, MessagePart):
    """A line or a few of running text.

    One that is `folded` need not be read at once: a platform that can shows its first lines.
    """

    kind: Literal["paragraph"] = "paragraph"
    text: Text
    folded: bool = False


class Bullets(Variant, MessagePart):
    """Short items, numbered when `ordered`."""

    kind: Literal["bullets"] = "bullets"
    items: tuple[Text, ...]
    ordered: bool = False


class Tick(MessagePart):
    """One item of a list that can be ticked."""

    done: bool
    text: Text


class Ticks(Variant, MessagePart):
    """Items with their ticks."""

    kind: Literal["ticks"] = "ticks"
    items: tuple[Tick, ...]


class Labelled(MessagePart):
    """A label and its value."""

    label: Text
    value: Text


class Fields(Variant, MessagePart):
    """Labelled values, one a line, perhaps `folded` as a paragraph is."""

    kind: Literal["fields"] = "fields"
    rows: tuple[Labelled, ...]
    folded: bool = False


class Meter(Variant, MessagePart):
    """How much of a whole is done; `label` says what."""

    kind: Literal["meter"] = "meter"
    label: Text
    done: int = Field(ge=0)
    total: int = Field(ge=1)


class CodeBlock(Variant, MessagePart):
    """Lines of Python, shown as they stand."""

    kind: Literal["code"] = "code"
    text: str


Block = Annotated[
    Heading | Paragraph | Bullets | Ticks | Fields | Meter | CodeBlock | Picture,
    Field(discriminator="kind"),
]


class Emphasis(StrEnum):
    """How a button stands out among others; never its only meaning."""

    MAIN = "main"
    DANGER = "danger"


class Button(MessagePart):
    """A button: `action` is a command line (`/today`) or an action's name and its words."""

    label: str
    action: str = Field(max_length=40)
    emphasis: Emphasis | None = None


class Copied(MessagePart):
    """A text, of the message too, that a platform offers to copy where it can."""

    label: str
    text: str = Field(min_length=1, max_length=256)


class FormChoice(MessagePart):
    """One of those that a field of a form offers."""

    value: str
    label: str


class Input(MessagePart):
    """A field of a form, as it is filled in already; `long` says that it has several lines.

    It takes `most` characters, or as many as the platform's forms do. Where there are `choices`, it
    takes one of them, or `several`, which come with spaces between their values. Into one that
    `takes_file` goes a file: it comes as one that was sent with the command of the form's action.
    """

    name: str
    label: str
    hint: str = ""
    value: str = ""
    long: bool = True
    takes_file: bool = False
    most: int = policy.TEXT_LENGTH_MOST
    choices: tuple[FormChoice, ...] = ()
    several: bool = False


class Form(MessagePart):
    """The questions of a message all at once, for platforms that have forms; `action` takes it.

    `opens` is what a button says that opens it.
    """

    title: str
    opens: str
    emphasis: Emphasis | None = None
    action: str = Field(max_length=40)
    inputs: tuple[Input, ...]


class Message(MessagePart):
    """One message. With `edits` it takes the place of the one whose button was pressed.

    In a group a reply that is `shared` is for everybody there, and so are its buttons (11.3);
    one that does not say so is for those whom its command's scope names. Where it `takes_number`,
    a bare number is an answer to what it asks, never the place of one of its buttons, and so is what
    stands in brackets and names none of them. After a
    `farewell` nothing is kept of its reader, and nothing of itself once it was sent (promise 7.5);
    nor is the text of one that shows a `secret` (promise 11.1). A `reaction`, an emoji, says all
    that a group needs of it: a platform that can puts it on what was said, and sends nothing.
    A `card` is a page to come back to: a platform that can sets it in a frame of its own.
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
    copied: Copied | None = None
    reaction: str | None = None
    card: bool = False

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

    `to` is the account that alone may see it in that chat; None: everybody there. It goes into
    the chat's `thread`, where it has some. `again` says that an earlier attempt may have arrived.
    """

    id: str
    platform: str
    chat: str
    message: Message
    edits: str | None = None
    to: str | None = None
    thread: str | None = None
    again: bool = False


def message(*blocks: Block, buttons: tuple[tuple[Button, ...], ...] = ()) -> Message:
    """A reply made of `blocks`."""
    return Message(blocks=blocks, buttons=buttons)
