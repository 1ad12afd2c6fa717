"""The port for news: what another process did, told to whoever waits for it (promise 9.5).

News only wakes: what it is about is in the store, and whoever waits looks there now and then anyway.
"""

from collections.abc import Callable
from enum import StrEnum
from typing import Protocol


class NewsTopic(StrEnum):
    """What news may be about."""

    EVENT = "event"  # somebody's event waits for whoever has room; the account is told
    REPLY = "reply"  # a reply waits for whoever sends
    REACH = "reach"  # a chat was lost, or found again


Heard = Callable[[str], None]
"""Is told what the news is about; nothing where anything may have happened."""


class News(Protocol):
    """News from the processes on one database, this one included."""

    @property
    def shared(self) -> bool:
        """Whether there may be other processes at all, side by side with this one (promise 9.5)."""

    def listen(self, topic: NewsTopic, platform: str, heard: Heard) -> None:
        """Have `heard` called at news of a topic on a platform, in the place of who was before."""

    async def run(self) -> None:
        """Hear news until cancelled. Raises what is in `bot.errors.TROUBLE`."""
