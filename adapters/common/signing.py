"""What a button carries: our message, whose it is, what it does, and proof that we wrote it.

64 bytes is all that Telegram allows, so each field but the last has a fixed length:

    1 version | 8 proof | 9 owner | 6 message | at most 40 action

Where ids have 64 bits and there is more room, the owner has 11. A message of a number beyond what
its digits hold shares owner's and message's with it: they are one number then, in version 2.
"""

import hmac
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from bot.chat.ids import MessageId, MessageSort

VERSION: Final = "1"
SHARED: Final = "2"
"""How a button is written, and how that of a message whose number is large."""

ANYONE: Final = ""
"""The owner of a button that everybody may press."""

BYTES_MOST: Final = 64
OWNER_WIDTH: Final = 9

_ALPHABET: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_PROOF: Final = slice(1, 9)
_OWNER: Final = 9
_MESSAGE_WIDTH: Final = 6
_NUMBER_MOST: Final = 64 ** (_MESSAGE_WIDTH - 1)
_SHARED_NUMBER_BITS: Final = 36
_SHARED_MOST: Final = 1 << _SHARED_NUMBER_BITS
_SORTS: Final = tuple(MessageSort)
_SORTS_MOST: Final = 4


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
        self._action = _OWNER + owner_width + _MESSAGE_WIDTH

    def data(self, press: Press) -> str:
        """`press` as callback data. Raises ValueError when it is too long."""
        message, owner = MessageId.parse(press.message), int(press.owner or 0)
        if message.number < _NUMBER_MOST:
            number = _number(message.number, _MESSAGE_WIDTH - 1)
            names = f"{_number(owner, self._owner_width)}{message.sort}{number}"
            data = self._signed(VERSION, names + press.action)
        else:
            names = _number(_shared(owner, message), self._action - _OWNER)
            data = self._signed(SHARED, names + press.action)
        if len(data.encode()) > self._bytes_most:
            raise ValueError(f"a button's action is too long: {press.action!r}")
        return data

    def press(self, data: str) -> Press | None:
        """What was signed; None where it was not us."""
        version = data[:1]
        genuine = len(data) > self._action and hmac.compare_digest(
            data[_PROOF].encode(), self._proof(version, data[_OWNER:]).encode()
        )
        if not genuine or version not in {VERSION, SHARED}:
            return None
        names = data[_OWNER : self._action]
        owner, message = _parted(_read(names)) if version == SHARED else self._named(names)
        return Press(str(owner) if owner else ANYONE, str(message), data[self._action :])

    def _named(self, names: str) -> tuple[int, MessageId]:
        owner, message = names[:-_MESSAGE_WIDTH], names[-_MESSAGE_WIDTH:]
        return _read(owner), MessageId(MessageSort(message[0]), _read(message[1:]))

    def _signed(self, version: str, fields: str) -> str:
        return version + self._proof(version, fields) + fields

    def _proof(self, version: str, fields: str) -> str:
        # The first version's is that of buttons which people have before them already.
        told = fields if version == VERSION else version + fields
        digest = hmac.digest(self._key, told.encode(), sha256)
        return urlsafe_b64encode(digest[:6]).decode()


def _shared(owner: int, message: MessageId) -> int:
    """Owner and message as one number. Raises ValueError."""
    if message.number >= _SHARED_MOST:
        raise ValueError("a number is too long for a button")
    sort = _SORTS.index(message.sort)
    return (owner * _SORTS_MOST + sort) * _SHARED_MOST + message.number


def _parted(shared: int) -> tuple[int, MessageId]:
    rest, number = divmod(shared, _SHARED_MOST)
    owner, sort = divmod(rest, _SORTS_MOST)
    return owner, MessageId(_SORTS[sort], number)


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
