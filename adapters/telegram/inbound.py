"""An update of Telegram's as an event of ours, or as a fact about a chat; pure."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from telegram import (
    Bot,
    CallbackQuery,
    Chat,
    ChatMember,
    ChatMemberUpdated,
    Message,
    Update,
    User,
)

from adapters.common.signing import ANYONE, Press, Signer
from adapters.telegram.documents import filed
from adapters.telegram.ids import TelegramEventId
from adapters.telegram.invites import Invites
from adapters.telegram.targets import thread_of
from bot.chat.events import (
    ButtonPressed,
    CommandInvoked,
    Event,
    Origin,
    event_of_text,
    is_for_others,
)
from bot.chat.scope import Scope, Where
from bot.chat.translate import Say, language_of, say_in
from bot.features.asides import HELLO_GROUP, NOBODY, NOT_YOURS, PRIVATE_ONLY, TEXT_ONLY
from bot.features.groups.board import JOIN
from bot.features.kit import OUT_OF_DATE, WELCOME, Command
from bot.places.find import guess

PLATFORM: Final = "telegram"
ALLOWED_UPDATES: Final = ("message", "callback_query", "my_chat_member")

_NUMBER_MOST: Final = 1 << 53
_PAYLOAD: Final = re.compile(r"[A-Za-z0-9_-]{1,64}")
_AWAY: Final = frozenset({ChatMember.LEFT, ChatMember.BANNED})


@dataclass(frozen=True, slots=True)
class ChatMove:
    """A group became a supergroup with a new id."""

    chat: str
    new: str


@dataclass(frozen=True, slots=True)
class PressAnswer:
    """A press and what is said about it at once; empty when it is taken."""

    query: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """A line to a chat, or a thread of it, that is no answer of the coach's."""

    chat: str
    text: str
    thread: str | None = None


@dataclass(frozen=True, slots=True)
class TelegramInbound:
    """All that one update says.

    From the chat `back` something came in, the chat `gone` will not let us in, and `members` are
    those of a chat in which something about them changed.
    """

    event: Event | None = None
    answered: PressAnswer | None = None
    shown: dict[str, str] = field(default_factory=dict)
    notice: Notice | None = None
    gone: str | None = None
    back: str | None = None
    moved: ChatMove | None = None
    members: str | None = None


IGNORED: Final = TelegramInbound()


class TelegramReader:
    """Reads updates for a bot.

    `scope` says who may do something, and where; `commands` are ours.
    """

    def __init__(
        self,
        bot: User,
        signer: Signer,
        invites: Invites,
        scope: Callable[[Event], Scope],
        commands: Sequence[Command],
    ) -> None:
        self._bot_id = bot.id
        self._username = (bot.username or "").lower()
        self._signer = signer
        self._invites = invites
        self._scope = scope
        self._commands = frozenset(each.name for each in commands)
        self._takers = frozenset(each.name for each in commands if each.file)

    def read(self, update: Update) -> TelegramInbound:
        """What `update` says; nothing where it is none of our business."""
        if update.callback_query is not None:
            return self._press(update.update_id, update.callback_query)
        if update.my_chat_member is not None:
            return _membership(update.my_chat_member)
        if update.message is not None:
            return self._message(update.update_id, update.message)
        return IGNORED

    def query_of(self, event: Event) -> str | None:
        """The callback query behind an event that was stored."""
        return TelegramEventId.parse(event.id).query or None

    def _message(self, number: int, message: Message) -> TelegramInbound:
        if moved := _moved(message):
            return TelegramInbound(moved=moved)
        person, text = message.from_user, message.text or message.caption
        if person is None:
            return IGNORED
        if text is None and message.document is None:
            return _wordless(message, person)
        event_id = str(TelegramEventId(self._bot_id, number, message=message.message_id))
        origin = self._origin(person, message.chat, thread_of(message))
        event = event_of_text(text or "", id=event_id, origin=origin, said_at=message.date)
        if isinstance(event, CommandInvoked):
            return self._command(event, person, message)
        return (
            TelegramInbound(event=self._filed(event, message), back=event.origin.chat)
            if event.origin.private
            else IGNORED
        )

    def _command(self, event: CommandInvoked, person: User, message: Message) -> TelegramInbound:
        name, _, addressee = event.name.partition("@")
        if addressee and addressee != self._username:
            return IGNORED
        event = event.model_copy(update={"name": name})
        if is_for_others(event, self._commands):
            return IGNORED
        if person.is_bot or message.sender_chat is not None:
            return self._nobody(event, message)
        return self._said(event, person, message)

    def _filed(self, event: Event, message: Message) -> Event:
        return filed(event, message.document, self._takers)

    def _said(self, event: CommandInvoked, person: User, message: Message) -> TelegramInbound:
        chat, thread, private = event.origin.chat, event.origin.thread, event.origin.private
        if not private and self._scope(event).where is Where.PRIVATE:
            line = _say(person).line(PRIVATE_ONLY, name=event.name, bot=self._username)
            return TelegramInbound(notice=Notice(chat, line, thread), back=chat)
        said = self._by_link(event) if event.name == WELCOME else event
        return TelegramInbound(event=self._filed(said, message), back=chat)

    def _by_link(self, event: CommandInvoked) -> CommandInvoked | ButtonPressed:
        """The welcome with the payload of a link: one that invites joins; others mean nothing."""
        chat = self._invites.chat(event.words)
        if chat is not None and event.origin.private:
            return ButtonPressed(
                id=event.id, origin=event.origin, said_at=event.said_at, action=f"{JOIN} {chat}"
            )
        meaningless = _PAYLOAD.fullmatch(event.words)
        return event.model_copy(update={"words": ""}) if meaningless else event

    def _nobody(self, event: CommandInvoked, message: Message) -> TelegramInbound:
        """An anonymous admin or a channel: there is nobody whose plan could be meant.

        Those who write as the chat itself manage it.
        """
        chat = event.origin.chat
        if message.sender_chat == message.chat and self._scope(event).managers_only:
            origin = event.origin.model_copy(update={"manages_chat": True})
            return TelegramInbound(event=event.model_copy(update={"origin": origin}), back=chat)
        line = Say().line(NOBODY)
        return TelegramInbound(notice=Notice(chat, line, event.origin.thread), back=chat)

    def _press(self, number: int, query: CallbackQuery) -> TelegramInbound:
        person, press = query.from_user, self._signer.press(query.data or "")
        if press is None or query.message is None:
            text = _say(person).line(OUT_OF_DATE)
            return TelegramInbound(answered=PressAnswer(query.id, text))
        if press.owner not in {ANYONE, str(person.id)}:
            text = _say(person).line(NOT_YOURS)
            return TelegramInbound(answered=PressAnswer(query.id, text))
        event_id = str(TelegramEventId(self._bot_id, number, query.id))
        return self._pressed(event_id, query, press)

    def _pressed(self, event_id: str, query: CallbackQuery, press: Press) -> TelegramInbound:
        assert query.message is not None  # noqa: S101 -- the caller looked
        chat = query.message.chat
        event = ButtonPressed(
            id=event_id,
            origin=self._origin(query.from_user, chat, thread_of(query.message)),
            action=press.action,
            message=press.message,
        )
        shown = {press.message: str(query.message.message_id)}
        return TelegramInbound(event, PressAnswer(query.id), shown, back=event.origin.chat)

    def _origin(self, person: User, chat: Chat, thread: str | None) -> Origin:
        private = chat.type == Chat.PRIVATE
        return Origin(
            platform=PLATFORM,
            account=str(person.id),
            name=person.full_name or str(person.id),
            chat=str(chat.id),
            private=private,
            language=_language(person),
            zone=guess(person.language_code),
            title=None if private else chat.title,
            thread=thread,
            invite=None if private else self._invites.link(str(chat.id)),
        )


def checked(update: Mapping[str, object], bot: Bot) -> Update:
    """An update as the library reads it. Raises whatever is wrong with one that cannot be read."""
    number = update.get("update_id")
    if type(number) is not int or not 0 <= number < _NUMBER_MOST:
        raise ValueError("its number is none")
    return Update.de_json(dict(update), bot)


def _wordless(message: Message, person: User) -> TelegramInbound:
    """A picture or the like; in a group it is meant for others."""
    if message.chat.type != Chat.PRIVATE:
        return IGNORED
    line = _say(person).line(TEXT_ONLY)
    return TelegramInbound(notice=Notice(str(message.chat.id), line, thread_of(message)))


def _moved(message: Message) -> ChatMove | None:
    """A group's new id, which both the old chat and the new one tell."""
    here = str(message.chat.id)
    if message.migrate_to_chat_id is not None:
        return ChatMove(here, str(message.migrate_to_chat_id))
    if message.migrate_from_chat_id is not None:
        return ChatMove(str(message.migrate_from_chat_id), here)
    return None


def _membership(change: ChatMemberUpdated) -> TelegramInbound:
    """The bot was let in or out, or its rights changed; a group that it comes to is greeted."""
    chat, old, new = str(change.chat.id), change.old_chat_member, change.new_chat_member
    if change.chat.type == Chat.CHANNEL:
        return IGNORED
    if new.status in _AWAY or getattr(new, "can_send_messages", True) is False:
        return TelegramInbound(gone=chat, members=chat)
    if change.chat.type == Chat.PRIVATE or old.status not in _AWAY:
        return TelegramInbound(back=chat, members=chat)
    hello = _say(change.from_user).line(HELLO_GROUP)
    return TelegramInbound(back=chat, members=chat, notice=Notice(chat, hello))


def _language(person: User) -> str | None:
    return language_of(person.language_code)


def _say(person: User) -> Say:
    return say_in(_language(person))
