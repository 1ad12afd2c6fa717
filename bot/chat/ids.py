"""Our ids of messages as values; on their way through a platform and the store they are text."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Self

DIGITS_MOST: Final = 18
"""A longer number is no id of ours, and more than SQLite can hold."""


class MessageSort(StrEnum):
    """Where a message of ours is kept: among the replies, or among what comes by itself."""

    REPLY = "r"
    FAREWELL = "f"
    SECRET = "s"  # noqa: S105 -- a sort
    DELIVERY = "d"


@dataclass(frozen=True, slots=True)
class MessageId:
    """Our id of a message that went out; as text `r12` is the reply 12, `f12` where it is a
    farewell, `s12` where it holds a secret or files, `d34` the delivery 34."""

    sort: MessageSort
    number: int

    @classmethod
    def of_delivery(cls, number: int) -> Self:
        """The id of a delivery: a message that comes by itself."""
        return cls(MessageSort.DELIVERY, number)

    @classmethod
    def parse(cls, text: str) -> Self:
        """The id behind `text`. Raises ValueError where it is no id of ours."""
        digits = text[1:]
        if not (digits.isascii() and digits.isdigit() and len(digits) <= DIGITS_MOST):
            raise ValueError(f"no id of a message of ours: {text[:32]!r}")
        return cls(MessageSort(text[0]), int(digits))

    @classmethod
    def is_one(cls, text: str) -> bool:
        """Whether a text is an id of ours."""
        try:
            cls.parse(text)
        except ValueError:
            return False
        return True

    def __str__(self) -> str:
        return f"{self.sort}{self.number}"
