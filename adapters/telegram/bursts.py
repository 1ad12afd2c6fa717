"""How many messages a chat takes at once: ours to assume, Telegram's to correct (promise 9.6).

Real, monotonic time only (promise 1.5).
"""

from typing import Final

REFUSED_FOR: Final = 3600.0
"""Seconds for which a smaller burst is kept: Telegram does not publish what it allows."""

TOLD_BY: Final = 3
"""What so many chats were told within that time is taken to hold for all of them."""


def is_group(chat: str) -> bool:
    """Groups have negative ids."""
    return chat.startswith("-")


class Bursts:
    """The burst of each chat, a number of messages; smaller where Telegram said 429."""

    def __init__(self, private: int, group: int) -> None:
        self._private = private
        self._group = group
        self._refused: dict[str, tuple[int, float]] = {}

    def of(self, chat: str) -> int:
        """How many messages may follow each other at once after a pause; 1 or more."""
        if chat in self._refused:
            return self._refused[chat][0]
        most = self._group if is_group(chat) else self._private
        return 1 if len(self._refused) >= TOLD_BY else most

    def refuse(self, chat: str, now: float) -> None:
        """Telegram took less than the burst of `chat`: halve it, for a while."""
        self.forget(now)
        smaller = max(1, self.of(chat) // 2)
        self._refused.pop(chat, None)  # the latest stand last
        self._refused[chat] = smaller, now + REFUSED_FOR

    def forget(self, now: float) -> None:
        """Let chats that were refused long ago have their burst again."""
        while self._refused:
            chat, (_, until) = next(iter(self._refused.items()))
            if until > now:
                return
            del self._refused[chat]
