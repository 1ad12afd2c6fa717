"""What an error of Telegram's means for the message (promises 9.2 and 9.6)."""

from typing import Final

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    TelegramError,
)

from adapters.common.errors import ErrorKind, SendOutcome
from adapters.telegram.request import FloodError, NotSentError
from bot.errors import named

_BAD_REQUESTS: Final = (
    (ErrorKind.UNCHANGED, ("message is not modified",)),
    (
        ErrorKind.MISSING,
        (
            "message to edit not found",
            "no text in the message to edit",
            "message can't be edited",
            "message_id_invalid",
        ),
    ),
    (
        ErrorKind.UNQUOTED,
        ("to be replied not found", "to reply not found", "replied message not found"),
    ),
    (
        ErrorKind.THREAD,
        ("topic_closed", "topic_deleted", "thread not found", "topic_id_invalid"),
    ),
    (
        ErrorKind.GONE,
        ("chat not found", "user not found", "peer_id_invalid", "user is deactivated"),
    ),
    (
        ErrorKind.RIGHTS,
        ("not enough rights", "have no rights", "chat_write_forbidden"),
    ),
    (ErrorKind.FORM, ("can't parse entities", "entity", "entities")),
)
_NO_RIGHTS: Final = ("not enough rights", "have no rights", "need administrator rights")


def outcome(error: BaseException) -> SendOutcome:
    """What `error` says; one that is not the library's own comes of an answer without sense."""
    if not isinstance(error, TelegramError):
        return SendOutcome(ErrorKind.AMBIGUOUS, f"something unexpected: {named(error)}")
    match error:
        case FloodError():
            return SendOutcome(ErrorKind.FLOOD, error.message, seconds=error.seconds)
        case ChatMigrated():
            return SendOutcome(ErrorKind.MIGRATED, error.message, chat=str(error.new_chat_id))
        case InvalidToken():
            return SendOutcome(ErrorKind.TOKEN, "the token was refused")
    return SendOutcome(_kind(error), error.message)


def picture_refused(error: BaseException) -> SendOutcome | None:
    """What `error` says of a message with a picture; None where its text would fare no better."""
    found = outcome(error)
    if found.kind in {ErrorKind.REFUSED, ErrorKind.RIGHTS}:
        return SendOutcome(ErrorKind.PICTURE, found.reason)
    return None


def _kind(error: TelegramError) -> ErrorKind:
    reason = error.message.lower()
    match error:
        case NotSentError():
            return ErrorKind.NOT_SENT
        case Forbidden():
            return (
                ErrorKind.RIGHTS if any(each in reason for each in _NO_RIGHTS) else ErrorKind.GONE
            )
        case BadRequest():
            return _bad_request(reason)
        case Conflict():
            return ErrorKind.REFUSED
    return ErrorKind.AMBIGUOUS


def _bad_request(reason: str) -> ErrorKind:
    for kind, words in _BAD_REQUESTS:
        if any(word in reason for word in words):
            return kind
    return ErrorKind.REFUSED
