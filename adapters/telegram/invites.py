"""Links by which one joins a group from a private chat: `https://t.me/BOT?start=join_...`."""

import hmac
import re
from base64 import urlsafe_b64encode
from hashlib import sha256
from typing import Final

_PAYLOAD: Final = re.compile(r"join_(\d{1,19})_([A-Za-z0-9_-]{16})")


class Invites:
    """Makes and reads the links of the bot `username`; nobody else can make one."""

    def __init__(self, token: str, username: str) -> None:
        self._key = hmac.digest(token.encode(), b"waymark invites", sha256)
        self._username = username

    def link(self, chat: str) -> str:
        """The link that leads to joining the group of a chat."""
        number = chat.removeprefix("-")
        return f"https://t.me/{self._username}?start=join_{number}_{self._proof(number)}"

    def chat(self, payload: str) -> str | None:
        """The chat whose group a link leads to; None where it is no link of ours."""
        found = _PAYLOAD.fullmatch(payload)
        if found is None or not hmac.compare_digest(found[2], self._proof(found[1])):
            return None
        return f"-{found[1]}"

    def _proof(self, number: str) -> str:
        return urlsafe_b64encode(hmac.digest(self._key, number.encode(), sha256)[:12]).decode()
