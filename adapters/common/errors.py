"""What a platform's error means for a message, told alike for all of them (promises 9.2 and 9.6)."""

from dataclasses import dataclass
from enum import Enum, auto


class ErrorKind(Enum):
    """What became of a message, as far as can be told; not every platform has all of them."""

    NOT_SENT = auto()
    AMBIGUOUS = auto()
    FLOOD = auto()
    GONE = auto()
    MIGRATED = auto()
    RIGHTS = auto()
    ENTITIES = auto()
    UNCHANGED = auto()
    NOT_EDITABLE = auto()
    TOKEN = auto()
    REFUSED = auto()
    BANNED = auto()
    DM_LIMIT = auto()
    WAITS = auto()
    MISSING = auto()
    EXPIRED = auto()
    HEARD = auto()
    FORM = auto()


@dataclass(frozen=True, slots=True)
class SendOutcome:
    """The kind, the words for a log, how many seconds to wait, and a chat's new id."""

    kind: ErrorKind
    reason: str
    seconds: float = 0.0
    chat: str = ""
