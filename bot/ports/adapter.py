"""The port for a platform, as the scheduler sees it (promise 9.6)."""

from collections.abc import Collection
from contextlib import AbstractAsyncContextManager
from typing import Protocol, runtime_checkable

from bot.chat.messages import Outgoing


class Adapter(Protocol):
    """A platform that can be sent to."""

    @property
    def platform(self) -> str:
        """Its name in events and deliveries, such as `telegram`."""

    @property
    def may_double(self) -> bool:
        """Whether a message that is sent again may arrive twice (promise 9.2).

        So it is where the platform cannot tell a second attempt from a new message.
        """

    async def send(self, outgoing: Outgoing) -> str | None:
        """Send a message, or edit the one that it `edits`.

        Returns the platform's id of it, or None where the platform has none. It waits until the
        platform has answered. Raises DeliveryError, which says whether and when to try again.
        """


@runtime_checkable
class PacedAdapter(Adapter, Protocol):
    """A platform that wants to be written to at its own pace (promise 9.6)."""

    @property
    def ready(self) -> bool:
        """Whether anything may be sent at all now."""

    @property
    def resting(self) -> Collection[str]:
        """The ids of chats that must not be written to right now."""

    def slot(self, chat: str) -> AbstractAsyncContextManager[None]:
        """Wait until it is the turn of a message to `chat`; it is sent, or skipped, within the block.

        Replies go first, so this may take as long as the platform's limits demand.
        """
