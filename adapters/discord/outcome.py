"""What an error of Discord's means for the message (promises 9.2 and 9.6)."""

from http import HTTPStatus
from typing import Final

import aiohttp
import discord

from adapters.common.errors import ErrorKind, SendOutcome
from bot.errors import named

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
    10013: ErrorKind.GONE,  # unknown user
    50007: ErrorKind.GONE,  # direct messages are closed
    50033: ErrorKind.GONE,  # nobody who could be written to
    50278: ErrorKind.GONE,  # no server in common any more
    10003: ErrorKind.RIGHTS,  # unknown channel
    50001: ErrorKind.RIGHTS,  # missing access
    50013: ErrorKind.RIGHTS,  # missing permissions
    50083: ErrorKind.RIGHTS,  # an archived thread
    160005: ErrorKind.RIGHTS,  # a locked thread
    40003: ErrorKind.DM_LIMIT,  # direct messages are opened too fast
    10008: ErrorKind.MISSING,  # unknown message
    10015: ErrorKind.EXPIRED,  # unknown webhook: the interaction's time is over
    10062: ErrorKind.EXPIRED,  # unknown interaction
    50027: ErrorKind.EXPIRED,  # invalid webhook token
    40060: ErrorKind.HEARD,  # acknowledged already
    50035: ErrorKind.FORM,  # invalid form body
    200000: ErrorKind.FORM,  # refused by the server's own word filter
}


WRONG_DOOR: Final = frozenset({10003, 50001})
"""Said of direct messages, also wrongly, until their channel is opened anew."""


def outcome(error: BaseException) -> SendOutcome:
    """What `error` says."""
    match error:
        case discord.LoginFailure() if isinstance(error.__cause__, discord.HTTPException):
            return _answered(error.__cause__)
        case discord.RateLimited():
            return SendOutcome(ErrorKind.FLOOD, "too many requests", error.retry_after)
        case discord.HTTPException():
            return _answered(error)
    return _unanswered(error)


def _unanswered(error: BaseException) -> SendOutcome:
    """What it says that there was no answer, or none that the library could read."""
    kind = type(error).__name__
    match error:
        case aiohttp.ClientConnectorError() | aiohttp.ConnectionTimeoutError():
            return SendOutcome(ErrorKind.NOT_SENT, f"no connection: {kind}")
        case aiohttp.InvalidURL():
            return SendOutcome(ErrorKind.NOT_SENT, "the server's address is no address")
        case _ if isinstance(error, ERRORS):
            return SendOutcome(ErrorKind.AMBIGUOUS, f"no answer: {kind}")
    return SendOutcome(ErrorKind.AMBIGUOUS, f"something unexpected: {named(error)}")


def _answered(error: discord.HTTPException) -> SendOutcome:
    reason = f"{error.status} {error.code}"
    if error.status == HTTPStatus.TOO_MANY_REQUESTS:
        return _too_many(error)
    if error.status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
        return SendOutcome(ErrorKind.REFUSED, "413: the upload is too large")
    if not _is_discords(error):
        return SendOutcome(ErrorKind.AMBIGUOUS, f"{error.status}, a page that is not Discord's")
    if error.status == HTTPStatus.UNAUTHORIZED and error.code not in _CODES:
        return SendOutcome(ErrorKind.TOKEN, "the token was refused")
    if error.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return SendOutcome(ErrorKind.AMBIGUOUS, reason)
    kind = _CODES.get(error.code, ErrorKind.REFUSED)
    return SendOutcome(kind, reason, DMS_PAUSED_FOR if kind is ErrorKind.DM_LIMIT else 0.0)


def picture_refused(error: BaseException) -> bool:
    """Whether a message with pictures may be taken with their words instead."""
    return outcome(error).kind in {ErrorKind.REFUSED, ErrorKind.RIGHTS, ErrorKind.FORM}


def _is_discords(error: discord.HTTPException) -> bool:
    """Whether it is Discord who refuses, and not something on the way there."""
    return error.response.headers.get("Content-Type", "").startswith("application/json")


def is_wrong_door(error: BaseException) -> bool:
    """Whether a channel of direct messages may be another one by now."""
    return isinstance(error, discord.HTTPException) and error.code in WRONG_DOOR


def _too_many(error: discord.HTTPException) -> SendOutcome:
    """Too many requests: without `Via` it is the gate that says so, and not Discord's API."""
    headers = error.response.headers
    if "Via" not in headers:
        return SendOutcome(ErrorKind.BANNED, "429 at the gate", BANNED_FOR)
    try:
        return SendOutcome(ErrorKind.FLOOD, "429", float(headers.get("Retry-After", 1)))
    except ValueError:
        return SendOutcome(ErrorKind.FLOOD, "429", 1.0)
