"""One question to a platform's API, for whoever examines a host's set-up (promise 10)."""

import asyncio
import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any, Final

import aiohttp

from bot.ports.finding import Finding, error, warning, well

ANSWERS_WITHIN: Final = 10.0
"""Seconds in which a platform has to answer."""

CLOCK_OFF_MOST: Final = timedelta(seconds=30)
"""How far our clock and a platform's may be apart."""


@dataclass(frozen=True)
class ApiAnswer:
    """What an API answered: the object in its body, if any, and the time there."""

    status: int
    body: dict[str, Any]
    date: datetime | None


async def ask(url: str, headers: dict[str, str] | None = None) -> ApiAnswer | None:
    """The answer to a GET request; None where there is none. The address may hold a token."""
    try:
        async with (
            asyncio.timeout(ANSWERS_WITHIN),
            aiohttp.ClientSession(headers=headers) as session,
            session.get(url, allow_redirects=False) as answer,
        ):
            return ApiAnswer(answer.status, _object(await answer.read()), _date(answer.headers))
    except (TimeoutError, aiohttp.ClientError, OSError, ValueError):
        return None  # its words may hold the address


def unreachable(platform: str, setting: str) -> Finding:
    """A platform that does not answer at all."""
    mend = f"check the network, a firewall, and {setting}"
    return error(platform, f"its API does not answer within {ANSWERS_WITHIN:.0f} seconds", mend)


def strange(platform: str, setting: str, status: int) -> Finding:
    """A platform that answers what is no answer of its API."""
    mend = f"try again later, and check {setting}"
    return warning(platform, f"its API answers with status {status}, and not as it should", mend)


def clock(platform: str, answer: ApiAnswer, now: datetime) -> Finding:
    """Our clock beside the platform's."""
    if answer.date is None:
        return well("clock", f"{platform} does not say what time it is")
    off = now - answer.date
    if abs(off) <= CLOCK_OFF_MOST:
        return well("clock", f"it agrees with {platform}'s")
    how = "ahead of" if off > timedelta() else "behind"
    what = f"it is {abs(off).total_seconds():.0f} seconds {how} {platform}'s"
    return error("clock", what, "set this machine's clock, best by NTP")


def _object(body: bytes) -> dict[str, Any]:
    try:
        found = json.loads(body)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _date(headers: Any) -> datetime | None:
    try:
        found = parsedate_to_datetime(headers.get("Date", ""))
    except ValueError:
        return None
    return found if found.tzinfo is not None else None
