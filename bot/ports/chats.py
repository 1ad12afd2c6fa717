"""The port for chats: which of them cannot be reached, and where they moved (promise 9.6)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final, Protocol

LOST: Final = "lost"
FOUND: Final = "found"
"""What is told to all processes about a chat, before its id."""


class Chats(Protocol):
    """Chats of learners and of groups."""

    async def switch_off(self, platform: str, chat: str, reason: str, now: datetime) -> None:
        """Note at `now` that a chat cannot be reached any more, and why.

        What waits for its learner goes to their next place; where they have none, it is skipped
        with `reason`, of which 64 characters are kept, and nothing new is planned. The chat is not
        tried again until something comes in from it.
        """

    async def switch_on(self, platform: str, chats: Sequence[str], now: datetime) -> list[int]:
        """Note that something came in from these chats.

        Returns the ids of the learners who could not be reached there and now can be. Their
        nudges are still to be planned; groups in these chats are looked at again at `now`.
        """

    async def are_off(self, platform: str) -> frozenset[str]:
        """The ids of the chats of a platform that cannot be reached, of learners and of groups."""

    async def moved(self, platform: str, chat: str, new: str) -> None:
        """Give a chat the id `new`, also in what came in from it and has not been handled yet."""
