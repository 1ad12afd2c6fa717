"""What an error of Telegram's means for the message (promises 9.2 and 9.6)."""

from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    TelegramError,
)

from adapters.telegram.request import FloodError, NotSentError
from bot.errors import DeliveryError, named


class Kind(Enum):
    """What became of a message, as far as can be told."""

    NOT_SENT = auto()
    AMBIGUOUS = auto()
    FLOOD = auto()
    GONE = auto()
    MIGRATED = auto()
    RIGHTS = auto()
    ENTITIES = auto()
    UNCHANGED = auto()
    NOT_EDITABLE = auto()
    TOKEN = auto()
    REFUSED = auto()


@dataclass(frozen=True, slots=True)
class Outcome:
    """The kind, the words for a log, and what else the answer said."""

    kind: Kind
    reason: str
    seconds: float = 0.0
    chat: str = ""


_BAD_REQUESTS: Final = (
    (Kind.UNCHANGED, ("message is not modified",)),
    (
        Kind.NOT_EDITABLE,
        ("message to edit not found", "message can't be edited", "message_id_invalid"),
    ),
    (Kind.GONE, ("chat not found", "user not found", "peer_id_invalid", "user is deactivated")),
    (
        Kind.RIGHTS,
        ("not enough rights", "have no rights", "chat_write_forbidden", "topic_closed"),
    ),
    (Kind.ENTITIES, ("can't parse entities", "entity", "entities")),
)
_NO_RIGHTS: Final = ("not enough rights", "have no rights", "need administrator rights")


def outcome(error: BaseException) -> Outcome:
    """What `error` says; one that is not the library's own comes of an answer without sense."""
    if not isinstance(error, TelegramError):
        return Outcome(Kind.AMBIGUOUS, f"something unexpected: {named(error)}")
    match error:
        case FloodError():
            return Outcome(Kind.FLOOD, error.message, seconds=error.seconds)
        case ChatMigrated():
            return Outcome(Kind.MIGRATED, error.message, chat=str(error.new_chat_id))
        case InvalidToken():
            return Outcome(Kind.TOKEN, "the token was refused")
    return Outcome(_kind(error), error.message)


def _kind(error: TelegramError) -> Kind:
    reason = error.message.lower()
    match error:
        case NotSentError():
            return Kind.NOT_SENT
        case Forbidden():
            return Kind.RIGHTS if any(each in reason for each in _NO_RIGHTS) else Kind.GONE
        case BadRequest():
            return _bad_request(reason)
        case Conflict():
            return Kind.REFUSED
    return Kind.AMBIGUOUS


def _bad_request(reason: str) -> Kind:
    for kind, words in _BAD_REQUESTS:
        if any(word in reason for word in words):
            return kind
    return Kind.REFUSED


def delivery_error(found: Outcome) -> DeliveryError:
    """An outcome as the scheduler understands it."""
    match found.kind:
        case Kind.AMBIGUOUS:
            return DeliveryError(found.reason, ambiguous=True)
        case Kind.NOT_SENT | Kind.TOKEN:
            return DeliveryError(found.reason, counted=False)
        case Kind.FLOOD | Kind.MIGRATED:
            return DeliveryError(found.reason, retry_after=found.seconds, counted=False)
        case Kind.GONE | Kind.RIGHTS | Kind.ENTITIES:
            return DeliveryError(found.reason, permanent=True)
        case _:
            return DeliveryError(found.reason)
