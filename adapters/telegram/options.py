"""What the host has set about Telegram."""

import hmac
import re
from dataclasses import dataclass, field
from hashlib import sha256
from ipaddress import ip_address
from typing import Final
from urllib.parse import urlsplit

from adapters.common.flood import INPUTS_MOST
from adapters.telegram.backoff import Backoff
from adapters.telegram.pacer import PaceLimits
from bot.errors import HostError

TOKEN_SHAPE: Final = re.compile(r"[0-9]+:[A-Za-z0-9_-]+")
_SECRET: Final = re.compile(r"[A-Za-z0-9_-]{1,256}")

PUBLIC_API: Final = "https://api.telegram.org"


@dataclass(frozen=True)
class Webhook:
    """Where Telegram is to bring updates, and where we listen for them."""

    url: str
    secret: str
    host: str
    port: int


@dataclass(frozen=True)
class TelegramOptions:
    """What the host has set. The token is never shown (promise 11.1)."""

    token: str = field(repr=False)
    api_url: str = PUBLIC_API
    webhook: Webhook | None = field(default=None, repr=False)
    pace: PaceLimits = PaceLimits()
    backoff: Backoff = Backoff()
    inputs_a_minute: int = INPUTS_MOST


def webhook_of(url: str, listen: str, secret: str | None, token: str) -> Webhook:
    """The webhook that the host has set. Raises HostError."""
    parts = urlsplit(url)
    if parts.scheme != "https" and not (parts.scheme == "http" and _is_loopback(parts.hostname)):
        raise HostError("WAYMARK_TELEGRAM_WEBHOOK_URL begins with https://, but for loopback")
    own = hmac.new(token.encode(), b"waymark webhook", sha256).hexdigest()
    if secret is not None and not _SECRET.fullmatch(secret):
        raise HostError("WAYMARK_TELEGRAM_WEBHOOK_SECRET has 1 to 256 of A-Z a-z 0-9 _ -")
    host, _, port = listen.rpartition(":")
    return Webhook(url, secret or own, host, int(port))


def _is_loopback(host: str | None) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host or "").is_loopback
    except ValueError:
        return False
