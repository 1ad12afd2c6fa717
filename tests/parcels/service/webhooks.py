"""Messages to shops, signed as Standard Webhooks has it: id, time and body, by a shared secret."""

import base64
import hashlib
import hmac
from collections.abc import Mapping
from typing import Final

TOLERANCE_SECONDS: Final = 300


class ForgedError(Exception):
    """A message that the service did not send, or not now."""


def signed(secret: str, message_id: str, at: int, body: bytes) -> dict[str, str]:
    """The headers of a message sent at a Unix time."""
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(at),
        "webhook-signature": f"v1,{_signature(secret, message_id, at, body)}",
    }


def verified(secret: str, headers: Mapping[str, str], body: bytes, now: float) -> str:
    """The id of a message, which the shop has seen if it came before. Raises ForgedError."""
    try:
        message_id, at = headers["webhook-id"], int(headers["webhook-timestamp"])
        given = headers["webhook-signature"].encode()
    except (KeyError, ValueError):
        raise ForgedError from None
    if abs(now - at) > TOLERANCE_SECONDS:
        raise ForgedError
    if not hmac.compare_digest(given, f"v1,{_signature(secret, message_id, at, body)}".encode()):
        raise ForgedError
    return message_id


def _signature(secret: str, message_id: str, at: int, body: bytes) -> str:
    key = base64.b64decode(secret.removeprefix("whsec_"))
    content = f"{message_id}.{at}.".encode() + body
    return base64.b64encode(hmac.digest(key, content, hashlib.sha256)).decode()
