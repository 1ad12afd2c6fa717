"""Codes that link an account to a person: how they look, how long they live, who tries (7.1)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Final

from bot.domain import policy

LETTERS: Final = "ABCDEFGHJKMNPQRSTVWXYZ0123456789"
"""No letter that looks like another, or like a digit: each of the 32 tells five bits."""

BYTES: Final = 8
"""How much chance a code is made of: 60 of 64 bits."""

ACTIONS: Final = "link-"
"""How the actions begin under a message that names the other side of a link."""

_LENGTH: Final = 12
_SHOWN: Final = 4
_ALIKE: Final = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"})
_CODE: Final = re.compile(f"[{LETTERS}]{{{_LENGTH}}}", re.ASCII)
_PART: Final = f"[A-Z0-9]{{{_SHOWN}}}"
_DIGIT: Final = re.compile("[0-9]")
_WRITTEN: Final = re.compile(rf"\b{_PART}[-\s]?{_PART}[-\s]?{_PART}\b", re.ASCII | re.IGNORECASE)
_ANYWHERE: Final = re.compile(rf"(?=({_WRITTEN.pattern}))", _WRITTEN.flags)


@dataclass(frozen=True, slots=True)
class Place:
    """An account on a platform, by the platform's id, and the learner it is of."""

    learner_id: int
    platform: str
    account: str


@dataclass(frozen=True, slots=True)
class LinkRequest:
    """A code that was made, and how far its way to a link is.

    `taker` is who redeemed it. Both sides say yes: first the taker, at `agreed_at`, then the
    maker, whose yes merges.
    """

    id: int
    maker: Place
    expires_at: datetime
    taker: Place | None = None
    agreed_at: datetime | None = None


def code_of(chance: bytes) -> str:
    """A code made of eight random bytes, as it is shown: `K7QF-2MZX-9TRA`."""
    number = int.from_bytes(chance[:BYTES])
    letters = "".join(LETTERS[number >> 5 * place & 31] for place in range(_LENGTH))
    return "-".join(letters[at : at + _SHOWN] for at in range(0, _LENGTH, _SHOWN))


def digest_of(typed: str) -> str | None:
    """What is stored of a code, however it is typed; None for what cannot be one."""
    bare = re.sub(r"[\s-]", "", typed[: 4 * _LENGTH]).upper().translate(_ALIKE)
    return sha256(bare.encode()).hexdigest() if _CODE.fullmatch(bare) else None


def may_hold_code(text: str) -> bool:
    """Whether a code may be among what somebody wrote: rather too often than too seldom."""
    found = any("-" in each[0] or _DIGIT.search(each[0]) for each in _WRITTEN.finditer(text))
    return found or digest_of(text) is not None


def without_codes(text: str) -> str:
    """A text with stars in the place of what looks like a code: rather too much than too little."""
    hidden = list(text)
    for found in _ANYWHERE.finditer(text):
        if not re.sub(r"[\s-]", "", found[1]).isalpha() and not found[1].isdecimal():
            hidden[slice(*found.span(1))] = "*" * len(found[1])
    return "".join(hidden)


def may_try_from(refused: Sequence[datetime], now: datetime) -> datetime | None:
    """When the next code may be tried, where too many were refused lately; None: now."""
    lately = sorted(each for each in refused if now - each < policy.LINK_TRIES_WITHIN)
    if len(lately) < policy.LINK_TRIES_MOST:
        return None
    return lately[-policy.LINK_TRIES_MOST] + policy.LINK_TRIES_WITHIN
