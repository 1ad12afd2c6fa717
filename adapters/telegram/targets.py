"""Where in a chat a message goes: into a thread of it, as an answer to something said there."""

from dataclasses import dataclass
from typing import Final

from telegram import Message

from adapters.telegram.ids import TelegramEventId
from bot.chat.events import Event


@dataclass(frozen=True, slots=True)
class Target:
    """Telegram's ids of a `thread`, which it calls a forum's topic, and of what was `asked`.

    Without a thread it is the chat itself, which in a forum is the topic General.
    """

    thread: int | None = None
    asked: int | None = None


ANYWHERE: Final = Target()


def target_of(event: Event) -> Target:
    """Where an answer goes: in a group it refers to what was said, so that all see whom it is for."""
    origin = event.origin
    asked = None if origin.private else TelegramEventId.parse(event.id).message
    return Target(number_of(origin.thread), asked)


def number_of(thread: str | None) -> int | None:
    """A thread of ours as Telegram's number."""
    return None if thread is None else int(thread)


def thread_of(message: object) -> str | None:
    """The topic that a message stands in; outside of forums the same number names its replies."""
    if not isinstance(message, Message) or not message.is_topic_message:
        return None
    return None if message.message_thread_id is None else str(message.message_thread_id)
