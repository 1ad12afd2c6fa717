"""What the scheduler asks of a platform (promise 9.6)."""

from collections.abc import Collection
from contextlib import AbstractAsyncContextManager
from typing import Protocol, runtime_checkable

from bot.chat.messages import Outgoing


class Adapter(Protocol):
    """A platform that can be sent to."""

    @property
    def platform(self) -> str:
        """The name under which events and deliveries know it."""

    @property
    def may_double(self) -> bool:
        """Whether a message that is sent again may come twice: nothing there tells it from a new one."""

    async def send(self, outgoing: Outgoing) -> str | None:
        """Send a message; the platform's id of it, where it has one. Raises DeliveryError."""


@runtime_checkable
class PacedAdapter(Adapter, Protocol):
    """A platform that wants to be written to at its own pace (promise 9.6)."""

    @property
    def ready(self) -> bool:
        """Whether anything may be sent at all now."""

    @property
    def resting(self) -> Collection[str]:
        """Chats that must not be written to right now."""

    def slot(self, chat: str) -> AbstractAsyncContextManager[None]:
        """The slot of a message that comes by itself: within the block it is sent, or skipped."""
