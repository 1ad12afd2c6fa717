"""What comes in, the same from every platform."""

import re
from collections.abc import Container
from datetime import datetime
from typing import Annotated, Final, Literal, Self

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from bot.chat.reading.clean import readable, tidied, unquoted, without_end
from bot.chat.variants import Variant

_SLASHES: Final = re.compile("[/\uff0f\u2215]")
"""How a command begins, also on a keyboard for wide letters."""

_GLUED: Final = re.compile(r"([a-z]{3,})(\d\S*)", re.ASCII)
"""A command's name with a number behind it, without a space between them."""

_NAME: Final = re.compile(r"\s*((?:(?!```)\S)*)\s*")
"""A command's name: it ends at a space, or where code is fenced."""

_BEGINNING: Final = 40
"""Characters in which a command's slash is looked for, behind marks that nobody sees."""


class Origin(BaseModel):
    """Who said something, and where.

    `account` and `chat` are the platform's ids. `zone` and `language` are the platform's guesses.
    `whispers` says that an answer in this chat is for the asker alone; `discreet`, that nobody else
    can read it then, so that private matters are answered there (promise 6.1).
    `title` is what a group's chat is called; `invite` leads others to joining its group. `thread` is
    the part of the chat, where it has parts.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    platform: str
    account: str
    name: str
    chat: str
    private: bool = True
    manages_chat: bool = False
    whispers: bool = False
    discreet: bool = False
    language: str | None = None
    zone: str | None = None
    title: str | None = None
    thread: str | None = None
    invite: str | None = None

    @property
    def between_us(self) -> bool:
        """Whether what is private may be said here: in a private chat, or whispered."""
        return self.private or self.discreet


class Incoming(Variant):
    """An event. `id` is the platform's idempotency key: twice the same id has one effect.

    `answer_with` is what a platform wants back with the answer: a secret, never shown.
    `said_at` is when it was said, as its platform tells (promise 1.5); None where it does not.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    origin: Origin
    answer_with: str | None = Field(None, repr=False)
    said_at: AwareDatetime | None = None

    def in_chat(self, chat: str) -> Self:
        """The same in a chat that has another id now."""
        return self.model_copy(update={"origin": self.origin.model_copy(update={"chat": chat})})


class CommandInvoked(Incoming):
    """A command with its words as they were typed, and the `options` a platform names apart."""

    kind: Literal["command"] = "command"
    name: str
    words: str = ""
    options: dict[str, str] = Field(default_factory=dict)


class ButtonPressed(Incoming):
    """A press of a button under the message `message` (our id)."""

    kind: Literal["button"] = "button"
    action: str
    message: str | None = None


class TextReceived(Incoming):
    """Free text."""

    kind: Literal["text"] = "text"
    text: str


class FormSubmitted(Incoming):
    """A form that was filled in: what stands in its fields, by their names."""

    kind: Literal["form"] = "form"
    action: str
    values: dict[str, str]
    message: str | None = None


class FileReceived(Incoming):
    """A file of so many bytes, perhaps together with a command; `source` is where it can be had.

    Its content is fetched when somebody wants it, and is never stored; None until then, and where
    it could not be had.
    """

    kind: Literal["file"] = "file"
    name: str
    size: int
    source: str
    media_type: str = ""
    command: str | None = None
    message: str | None = None
    content: bytes | None = Field(None, exclude=True, repr=False)


class MessagePointed(Incoming):
    """A command out of the menu of a message, which `author`, an account, wrote at `written_at`.

    `message` names it among all of its platform. Somebody else's has no `text` here.
    """

    kind: Literal["message"] = "message"
    name: str
    message: str
    author: str
    text: str
    written_at: AwareDatetime


class PersonPointed(Incoming):
    """A command out of the menu of a person: their account, and what they are `called` there."""

    kind: Literal["person"] = "person"
    name: str
    person: str
    called: str


Pointed = MessagePointed | PersonPointed

Event = Annotated[
    CommandInvoked | ButtonPressed | TextReceived | FormSubmitted | FileReceived | Pointed,
    Field(discriminator="kind"),
]


def event_of_text(
    text: str,
    *,
    id: str,  # noqa: A002 -- the field's name
    origin: Origin,
    said_at: datetime | None = None,
) -> CommandInvoked | TextReceived:
    """`/done 25` as a command, `/done25` and `“/done”` too, anything else as free text."""
    line = unquoted(tidied(text).strip(), straight=False)
    slash = _SLASHES.search(line) if readable(line[:_BEGINNING]).startswith("/") else None
    if slash is None:
        return TextReceived(id=id, origin=origin, said_at=said_at, text=line)
    found = _NAME.match(line, slash.end())
    name, words = (found[1], line[found.end() :]) if found else ("", "")
    name = without_end(readable(name)).lower()
    if glued := _GLUED.fullmatch(name):
        name, words = glued[1], f"{glued[2]} {words}".rstrip()
    return CommandInvoked(id=id, origin=origin, said_at=said_at, name=name, words=words)


def without_words(event: Event) -> Event:
    """The same event without what was said."""
    match event:
        case CommandInvoked():
            return event.model_copy(update={"words": "", "options": {}})
        case TextReceived() | MessagePointed():
            return event.model_copy(update={"text": ""})
        case FormSubmitted():
            return event.model_copy(update={"values": {}})
        case FileReceived():
            return event.model_copy(update={"name": "", "source": ""})
        case PersonPointed():
            return event.model_copy(update={"called": ""})
        case ButtonPressed():
            return event


def texts_of(event: Event) -> tuple[str, ...]:
    """All that a person wrote in an event."""
    match event:
        case CommandInvoked():
            return (event.words, *event.options.values())
        case TextReceived() | MessagePointed():
            return (event.text,)
        case FormSubmitted():
            return tuple(event.values.values())
        case ButtonPressed() | FileReceived() | PersonPointed():
            return ()


def length_of(event: Event) -> int:
    """How much a person has written; of a form, its longest field."""
    match event:
        case CommandInvoked():
            return len(event.name) + len(event.words) + sum(map(len, event.options.values()))
        case TextReceived() | MessagePointed():
            return len(event.text)
        case FormSubmitted():
            return max(map(len, event.values.values()), default=0)
        case ButtonPressed() | FileReceived() | PersonPointed():
            return 0


def is_for_others(event: Event, commands: Container[str | None]) -> bool:
    """Whether it was said in a group and is none of these commands of ours (promise 6.1).

    Whoever waits for an answer that only we can give said it to us.
    """
    if event.origin.private or event.answer_with is not None:
        return False
    if isinstance(event, CommandInvoked):
        return event.name not in commands
    if isinstance(event, FileReceived):
        return event.command not in commands
    return isinstance(event, TextReceived)
