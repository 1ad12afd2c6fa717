"""Ids of Discord's chats and events as values; in the store they are text."""

from dataclasses import dataclass
from typing import Final, Self

CHANNEL: Final = "#"
_MESSAGE: Final = "m"


@dataclass(frozen=True, slots=True)
class DiscordChat:
    """A chat: `123` is a person's direct messages, by the person's id; `#123` is a channel."""

    id: int
    is_channel: bool = False

    @classmethod
    def parse(cls, text: str) -> Self:
        """The chat behind `text`. Raises ValueError where it is none."""
        return cls(int(text.removeprefix(CHANNEL)), text.startswith(CHANNEL))

    def __str__(self) -> str:
        return f"{CHANNEL if self.is_channel else ''}{self.id}"


@dataclass(frozen=True, slots=True)
class DiscordEventId:
    """The idempotency key of an event: `123` is an interaction, `m123` a message."""

    id: int
    is_message: bool = False

    @classmethod
    def parse(cls, text: str) -> Self:
        """The id behind `text`. Raises ValueError where it is none."""
        return cls(int(text.removeprefix(_MESSAGE)), text.startswith(_MESSAGE))

    def __str__(self) -> str:
        return f"{_MESSAGE if self.is_message else ''}{self.id}"
