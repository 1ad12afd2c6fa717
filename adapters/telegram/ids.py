"""Ids of Telegram's events as values; in the store they are text."""

from dataclasses import dataclass
from typing import Final, Self

NUMBER_WIDTH: Final = 12
_FIELDS: Final = 4


@dataclass(frozen=True, slots=True)
class TelegramEventId:
    """The idempotency key of an event: the update's `number` for this `bot`, sortable as text.

    Behind it stands what the answer needs to know: the callback `query`, or the `message`.
    """

    bot: int
    number: int
    query: str = ""
    message: int | None = None

    @classmethod
    def parse(cls, text: str) -> Self:
        """The id behind `text`. Raises ValueError where it is none."""
        fields = text.split(":")
        if len(fields) != _FIELDS:
            raise ValueError(f"no id of an event of Telegram's: {text[:64]!r}")
        bot, number, query, message = fields
        return cls(int(bot), int(number), query, int(message) if message else None)

    def __str__(self) -> str:
        message = "" if self.message is None else self.message
        return f"{self.bot}:{self.number:0{NUMBER_WIDTH}d}:{self.query}:{message}"
