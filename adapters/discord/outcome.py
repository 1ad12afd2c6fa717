"""What an error of Discord's means for the message (promises 9.2 and 9.6)."""

from dataclasses import dataclass
from enum import Enum, auto
from http import HTTPStatus
from typing import Final

import aiohttp
import discord

from bot.errors import DeliveryError, named


class Kind(Enum):
    """What became of a message, as far as can be told."""

    NOT_SENT = auto()
    AMBIGUOUS = auto()
    FLOOD = auto()
    BANNED = auto()
    TOKEN = auto()
    GONE = auto()
    RIGHTS = auto()
    DM_LIMIT = auto()
    WAITS = auto()
    MISSING = auto()
    EXPIRED = auto()
    HEARD = auto()
    FORM = auto()
    REFUSED = auto()


@dataclass(frozen=True, slots=True)
class Outcome:
    """The kind, the words for a log, and how long to wait."""

    kind: Kind
    reason: str
    seconds: float = 0.0


ERRORS: Final = (
    discord.DiscordException,
    aiohttp.ClientError,
    TimeoutError,
    OSError,
)
"""What a call is known to raise; an answer that makes no sense can make the library raise more."""

BANNED_FOR: Final = 300.0
DMS_PAUSED_FOR: Final = 3600.0
"""Seconds to leave Discord alone where its gate is shut; to open no direct messages."""

_CODES: Final = {
    10013: Kind.GONE,  # unknown user
    50007: Kind.GONE,  # direct messages are closed
    50033: Kind.GONE,  # nobody who could be written to
    50278: Kind.GONE,  # no server in common any more
    10003: Kind.RIGHTS,  # unknown channel
    50001: Kind.RIGHTS,  # missing access
    50013: Kind.RIGHTS,  # missing permissions
    50083: Kind.RIGHTS,  # an archived thread
    160005: Kind.RIGHTS,  # a locked thread
    40003: Kind.DM_LIMIT,  # direct messages are opened too fast
    10008: Kind.MISSING,  # unknown message
    10015: Kind.EXPIRED,  # unknown webhook: the interaction's time is over
    10062: Kind.EXPIRED,  # unknown interaction
    50027: Kind.EXPIRED,  # invalid webhook token
    40060: Kind.HEARD,  # acknowledged already
    50035: Kind.FORM,  # invalid form body
    200000: Kind.FORM,  # refused by the server's own word filter
}


WRONG_DOOR: Final = frozenset({10003, 50001})
"""Said of direct messages, also wrongly, until their channel is opened anew."""


def outcome(error: BaseException) -> Outcome:
    """What `error` says."""
    match error:
        case discord.LoginFailure() if isinstance(error.__cause__, discord.HTTPException):
            return _answered(error.__cause__)
        case discord.RateLimited():
            return Outcome(Kind.FLOOD, "too many requests", error.retry_after)
        case discord.HTTPException():
            return _answered(error)
    return _unanswered(error)


def _unanswered(error: BaseException) -> Outcome:
    """What it says that there was no answer, or none that the library could read."""
    kind = type(error).__name__
    match error:
        case aiohttp.ClientConnectorError() | aiohttp.ConnectionTimeoutError():
            return Outcome(Kind.NOT_SENT, f"no connection: {kind}")
        case aiohttp.InvalidURL():
            return Outcome(Kind.NOT_SENT, "the server's address is no address")
        case _ if isinstance(error, ERRORS):
            return Outcome(Kind.AMBIGUOUS, f"no answer: {kind}")
    return Outcome(Kind.AMBIGUOUS, f"something unexpected: {named(error)}")


def _answered(error: discord.HTTPException) -> Outcome:
    reason = f"{error.status} {error.code}"
    if error.status == HTTPStatus.TOO_MANY_REQUESTS:
        return _too_many(error)
    if not _is_discords(error):
        return Outcome(Kind.AMBIGUOUS, f"{error.status}, a page that is not Discord's")
    if error.status == HTTPStatus.UNAUTHORIZED and error.code not in _CODES:
        return Outcome(Kind.TOKEN, "the token was refused")
    if error.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return Outcome(Kind.AMBIGUOUS, reason)
    kind = _CODES.get(error.code, Kind.REFUSED)
    return Outcome(kind, reason, DMS_PAUSED_FOR if kind is Kind.DM_LIMIT else 0.0)


def _is_discords(error: discord.HTTPException) -> bool:
    """Whether it is Discord who refuses, and not something on the way there."""
    return error.response.headers.get("Content-Type", "").startswith("application/json")


def is_wrong_door(error: BaseException) -> bool:
    """Whether a channel of direct messages may be another one by now."""
    return isinstance(error, discord.HTTPException) and error.code in WRONG_DOOR


def _too_many(error: discord.HTTPException) -> Outcome:
    """Too many requests: without `Via` it is the gate that says so, and not Discord's API."""
    headers = error.response.headers
    if "Via" not in headers:
        return Outcome(Kind.BANNED, "429 at the gate", BANNED_FOR)
    try:
        return Outcome(Kind.FLOOD, "429", float(headers.get("Retry-After", 1)))
    except ValueError:
        return Outcome(Kind.FLOOD, "429", 1.0)


def delivery_error(found: Outcome) -> DeliveryError:
    """An outcome as the scheduler understands it.

    What may have arrived is sent again until it has: the nonce, and later a look at the channel,
    see to it that it comes once.
    """
    match found.kind:
        case Kind.NOT_SENT | Kind.AMBIGUOUS | Kind.TOKEN:
            return DeliveryError(found.reason, counted=False)
        case Kind.FLOOD | Kind.BANNED | Kind.DM_LIMIT | Kind.WAITS:
            return DeliveryError(found.reason, retry_after=found.seconds, counted=False)
        case Kind.GONE | Kind.RIGHTS | Kind.FORM:
            return DeliveryError(found.reason, permanent=True)
        case _:
            return DeliveryError(found.reason)
