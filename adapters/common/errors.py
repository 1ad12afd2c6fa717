"""What a platform's error means for a message, told alike for all of them (promises 9.2 and 9.6)."""

from dataclasses import dataclass
from enum import Enum, auto

from bot.errors import DeliveryError


class ErrorKind(Enum):
    """What became of a message, as far as can be told; not every platform has all of them."""

    NOT_SENT = auto()  # it certainly did not arrive
    AMBIGUOUS = auto()  # it may have arrived
    FLOOD = auto()  # too many requests
    BANNED = auto()  # the platform's gate is shut to us
    WAITS = auto()  # its chat is not open yet
    DM_LIMIT = auto()  # no chat may be opened for a while
    GONE = auto()  # its person or chat cannot be reached any more
    RIGHTS = auto()  # we may not write there
    MIGRATED = auto()  # its chat has another id now
    FORM = auto()  # it is not taken as it is, but perhaps as bare text
    UNCHANGED = auto()  # it says what it said before
    PICTURE = auto()  # its picture is not taken, but its text perhaps
    MISSING = auto()  # what was to be edited is not there, or cannot be edited
    UNQUOTED = auto()  # what it answers is not there
    THREAD = auto()  # the part of the chat that it was to go to is closed, or gone
    EXPIRED = auto()  # it was to answer something that takes no answer any more
    HEARD = auto()  # it was acknowledged before
    TOKEN = auto()  # our token is refused
    REFUSED = auto()  # anything else that was refused


@dataclass(frozen=True, slots=True)
class SendOutcome:
    """The kind, the words for a log, how many seconds to wait, and a chat's new id."""

    kind: ErrorKind
    reason: str
    seconds: float = 0.0
    chat: str = ""


def delivery_error(found: SendOutcome, *, comes_once: bool) -> DeliveryError:
    """An outcome as the scheduler understands it.

    `comes_once` says that a message which is sent again comes once all the same: then what may
    have arrived is sent again until it surely has.
    """
    match found.kind:
        case ErrorKind.AMBIGUOUS if not comes_once:
            return DeliveryError(found.reason, ambiguous=True)
        case ErrorKind.NOT_SENT | ErrorKind.AMBIGUOUS | ErrorKind.TOKEN:
            return DeliveryError(found.reason, counted=False)
        case ErrorKind.GONE | ErrorKind.RIGHTS | ErrorKind.FORM:
            return DeliveryError(found.reason, permanent=True)
        case _:
            return _later(found)


def _later(found: SendOutcome) -> DeliveryError:
    """What may go out later, and whether it counts as an attempt."""
    match found.kind:
        case ErrorKind.FLOOD | ErrorKind.BANNED | ErrorKind.DM_LIMIT:
            return DeliveryError(found.reason, retry_after=found.seconds, counted=False)
        case ErrorKind.WAITS | ErrorKind.MIGRATED:
            return DeliveryError(found.reason, retry_after=found.seconds, counted=False)
        case _:
            return DeliveryError(found.reason)
