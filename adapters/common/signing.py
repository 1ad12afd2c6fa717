"""What a button carries: our message, whose it is, what it does, and proof that we wrote it.

64 bytes is all that Telegram allows, so each field but the last has a fixed length:

    1 version | 8 proof | 9 owner | 6 message | at most 40 action

Where ids have 64 bits and there is more room, the owner has 11.
"""

import hmac
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from bot.chat.ids import MessageId, MessageSort

VERSION: Final = "1"
ANYONE: Final = ""
"""The owner of a button that everybody may press."""

BYTES_MOST: Final = 64
OWNER_WIDTH: Final = 9

_ALPHABET: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_PROOF: Final = slice(1, 9)
_OWNER: Final = 9
_MESSAGE_WIDTH: Final = 6


@dataclass(frozen=True, slots=True)
class Press:
    """A button as it was shown: `message` is our id of the message it stands under."""

    owner: str
    message: str
    action: str


class Signer:
    """Signs buttons with a key that comes from the bot's token (promise 11.3)."""

    def __init__(
        self, token: str, *, owner_width: int = OWNER_WIDTH, bytes_most: int = BYTES_MOST
    ) -> None:
        self._key = hmac.digest(token.encode(), b"waymark buttons", sha256)
        self._owner_width = owner_width
        self._bytes_most = bytes_most
        self._message = _OWNER + owner_width
        self._action = self._message + _MESSAGE_WIDTH

    def data(self, press: Press) -> str:
        """`press` as callback data. Raises ValueError when it is too long."""
        message = MessageId.parse(press.message)
        owner = _number(int(press.owner or 0), self._owner_width)
        number = _number(message.number, _MESSAGE_WIDTH - 1)
        fields = f"{owner}{message.sort}{number}{press.action}"
        data = VERSION + self._proof(fields) + fields
        if len(data.encode()) > self._bytes_most:
            raise ValueError(f"a button's action is too long: {press.action!r}")
        return data

    def press(self, data: str) -> Press | None:
        """What was signed; None where it was not us."""
        fields = data[_OWNER:]
        genuine = len(data) > self._action and hmac.compare_digest(
            data[_PROOF].encode(), self._proof(fields).encode()
        )
        if not genuine or data[0] != VERSION:
            return None
        owner = _read(data[_OWNER : self._message])
        fields = data[self._message : self._action]
        message = MessageId(MessageSort(fields[0]), _read(fields[1:]))
        return Press(str(owner) if owner else ANYONE, str(message), data[self._action :])

    def _proof(self, fields: str) -> str:
        digest = hmac.digest(self._key, fields.encode(), sha256)
        return urlsafe_b64encode(digest[:6]).decode()


def _number(value: int, width: int) -> str:
    letters = []
    for _ in range(width):
        value, digit = divmod(value, len(_ALPHABET))
        letters.append(_ALPHABET[digit])
    if value:
        raise ValueError("a number is too long for a button")
    return "".join(reversed(letters))


def _read(text: str) -> int:
    value = 0
    for letter in text:
        value = value * len(_ALPHABET) + _ALPHABET.index(letter)
    return value
