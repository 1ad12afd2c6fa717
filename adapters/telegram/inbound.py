"""An update of Telegram's as an event of ours, or as a fact about a chat; pure."""

import re
from dataclasses import dataclass, field
from typing import Final

from telegram import CallbackQuery, Chat, ChatMember, ChatMemberUpdated, Message, Update, User

from adapters.common.signing import ANYONE, Press, Signer
from bot.events import ButtonPressed, CommandInvoked, Event, Origin, TextReceived, event_of_text
from bot.places import guess
from bot.say import Say, languages

PLATFORM: Final = "telegram"
ALLOWED_UPDATES: Final = ("message", "callback_query", "my_chat_member")
PRIVATE_ONLY: Final = frozenset({"journal", "checkin", "export", "import", "forget"})
"""Commands that a group only gets a pointer for (promise 6.1)."""

_PAYLOAD: Final = re.compile(r"[A-Za-z0-9_-]{1,64}")
_AWAY: Final = frozenset({ChatMember.LEFT, ChatMember.BANNED})


@dataclass(frozen=True, slots=True)
class Moved:
    """A group became a supergroup with a new id."""

    chat: str
    new: str


@dataclass(frozen=True, slots=True)
class Answered:
    """A press and what is said about it at once; empty when it is taken."""

    query: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """A line to a chat that is no answer of the coach's."""

    chat: str
    text: str


@dataclass(frozen=True, slots=True)
class Taken:
    """All that one update says."""

    event: Event | None = None
    answered: Answered | None = None
    shown: dict[str, str] = field(default_factory=dict)
    notice: Notice | None = None
    gone: str | None = None
    back: str | None = None
    moved: Moved | None = None


NOTHING: Final = Taken()


class Reader:
    """Reads updates for the bot `username` with the id `bot_id`."""

    def __init__(self, bot_id: int, username: str, signer: Signer) -> None:
        self._bot_id = bot_id
        self._username = username.lower()
        self._signer = signer

    def read(self, update: Update) -> Taken:
        """What `update` says; nothing where it is none of our business."""
        if update.callback_query is not None:
            return self._press(update.update_id, update.callback_query)
        if update.my_chat_member is not None:
            return _membership(update.my_chat_member)
        if update.message is not None:
            return self._message(update.update_id, update.message)
        return NOTHING

    def query_of(self, event: Event) -> str | None:
        """The callback query behind an event that was stored."""
        return event.id.split(":")[2] if isinstance(event, ButtonPressed) else None

    def _message(self, number: int, message: Message) -> Taken:
        if message.migrate_to_chat_id is not None:
            return Taken(moved=Moved(str(message.chat.id), str(message.migrate_to_chat_id)))
        person = message.from_user
        text = message.text or message.caption
        private = message.chat.type == Chat.PRIVATE
        if person is None or person.is_bot or message.sender_chat is not None:
            return self._nobody(message) if text and text.startswith("/") else NOTHING
        if text is None:
            line = _say(person).line("I can only read text. What to do now: /today")
            return Taken(notice=Notice(str(message.chat.id), line)) if private else NOTHING
        event = event_of_text(text, id=self._id(number), origin=_origin(person, message.chat))
        return self._said(event, person, private=private)

    def _said(self, event: CommandInvoked | TextReceived, person: User, *, private: bool) -> Taken:
        if isinstance(event, CommandInvoked):
            name, _, addressee = event.name.partition("@")
            if addressee and addressee != self._username:
                return NOTHING
            event = _plain_start(event.model_copy(update={"name": name}))
        elif not private:
            return NOTHING
        if not private and isinstance(event, CommandInvoked) and event.name in PRIVATE_ONLY:
            line = _say(person).line(
                "That is between you and me: write /{name} to me in private, at @{bot}",
                name=event.name,
                bot=self._username,
            )
            return Taken(notice=Notice(event.origin.chat, line))
        return Taken(event=event, back=event.origin.chat if private else None)

    def _nobody(self, message: Message) -> Taken:
        """An anonymous admin or a channel: there is nobody whose plan could be meant."""
        line = Say().line("I can't see who you are: write to me as yourself, not as the group.")
        return Taken(notice=Notice(str(message.chat.id), line))

    def _press(self, number: int, query: CallbackQuery) -> Taken:
        person, press = query.from_user, self._signer.press(query.data or "")
        if press is None or query.message is None:
            text = _say(person).line("That button is out of date. Here is a fresh start: /today")
            return Taken(answered=Answered(query.id, text))
        if press.owner not in {ANYONE, str(person.id)}:
            text = _say(person).line("That button is for somebody else. Yours come with /today")
            return Taken(answered=Answered(query.id, text))
        return self._pressed(self._id(number, query.id), query, press)

    def _pressed(self, event_id: str, query: CallbackQuery, press: Press) -> Taken:
        assert query.message is not None  # noqa: S101 -- the caller looked
        chat = query.message.chat
        event = ButtonPressed(
            id=event_id,
            origin=_origin(query.from_user, chat),
            action=press.action,
            message=press.message,
        )
        shown = {press.message: str(query.message.message_id)}
        back = event.origin.chat if event.origin.private else None
        return Taken(event=event, answered=Answered(query.id), shown=shown, back=back)

    def _id(self, number: int, query: str | None = None) -> str:
        """The idempotency key: the update's number for this bot, sortable as text."""
        return f"{self._bot_id}:{number:012d}" + (f":{query}" if query else "")


def _membership(change: ChatMemberUpdated) -> Taken:
    chat, status = str(change.chat.id), change.new_chat_member.status
    if change.chat.type != Chat.PRIVATE:
        return NOTHING
    return Taken(gone=chat) if status in _AWAY else Taken(back=chat)


def _origin(person: User, chat: Chat) -> Origin:
    tongue = _language(person)
    return Origin(
        platform=PLATFORM,
        account=str(person.id),
        name=person.full_name or str(person.id),
        chat=str(chat.id),
        private=chat.type == Chat.PRIVATE,
        language=tongue,
        zone=guess(person.language_code),
    )


def _language(person: User) -> str | None:
    tongue = (person.language_code or "").lower().partition("-")[0]
    return tongue if tongue in languages() else None


def _say(person: User) -> Say:
    return Say(_language(person) or "en")


def _plain_start(event: CommandInvoked) -> CommandInvoked:
    """`/start` with the payload of a link, which means nothing yet."""
    if event.name == "start" and _PAYLOAD.fullmatch(event.words):
        return event.model_copy(update={"words": ""})
    return event
