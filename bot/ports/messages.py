"""The port for messages of ours, replies and deliveries alike, by our id (`r12`, `d34`)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.chat.events import Origin
from bot.chat.messages import Outgoing
from bot.chat.shown import ShownMessage


class Messages(Protocol):
    """Messages of ours, and what their platform calls them."""

    async def arrived(self, messages: Mapping[str, str], now: datetime) -> None:
        """Note that messages have arrived; `messages` maps our ids to those of the platform."""

    async def provider_id(self, message: str) -> str | None:
        """The platform's id of a message of ours; None while it is not known."""

    async def recent(
        self, platform: str, chat: str, limit: int, reader: str | None = None
    ) -> tuple[Outgoing, ...]:
        """Up to `limit` of the latest messages of a chat, newest first.

        With `reader`, an account, only those are returned that this person can see.
        """


class WorkMessages(Protocol):
    """The same within one transaction."""

    async def shown(self, message: str) -> ShownMessage:
        """What is known of a message; little more than its id where there is none such."""

    async def offered(self, origin: Origin) -> Sequence[Outgoing]:
        """The latest messages with buttons that `origin` sees in its chat, newest first."""
