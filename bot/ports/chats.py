"""What is asked about chats: which of them cannot be reached, and where they moved (9.6)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol


class Chats(Protocol):
    """Chats of learners and of groups."""

    async def switch_off(self, platform: str, chat: str, reason: str, now: datetime) -> None:
        """A chat cannot be reached any more: nothing is planned for it and nothing waits for it.

        It is noticed once, and not tried again until something comes in.
        """

    async def switch_on(self, platform: str, chats: Sequence[str], now: datetime) -> list[int]:
        """Something came in from these chats: the learners who can be reached again."""

    async def are_off(self, platform: str) -> frozenset[str]:
        """The chats that cannot be reached."""

    async def moved(self, platform: str, chat: str, new: str) -> None:
        """A chat has a new id from now on, also for what came in and was not handled."""
