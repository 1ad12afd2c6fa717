"""How much Telegram lets a bot send; whoever sends more is told to wait."""

import math
from collections import defaultdict, deque

from support.telegram.rules import RefusedError

BOT_A_SECOND = 30
CHAT_EVERY = 1.0
GROUP_A_MINUTE = 20


class Limits:
    """Counts what is sent, by the instants that it is told.

    A chat takes a burst, and one message more each second; nothing of that is given away.
    """

    def __init__(self, burst: int = 5, group_burst: int = 3, a_second: int = BOT_A_SECOND) -> None:
        self.on = True
        self.burst = burst
        self.group_burst = group_burst
        self.a_second = a_second
        self.refused = 0
        self.sent: list[float] = []
        self._full_at: dict[int, float] = defaultdict(float)
        self._chats: dict[int, deque[float]] = defaultdict(lambda: deque(maxlen=GROUP_A_MINUTE))

    def check(self, chat: int, now: float) -> None:
        """Raises RefusedError when a message to this chat is one too many."""
        if not self.on:
            return
        chats = self._chats[chat]
        waits = [0.0]
        if len(self.sent) >= self.a_second:
            waits.append(self.sent[-self.a_second] + 1 - now)
        burst = self.group_burst if chat < 0 else self.burst
        waits.append(self._full_at[chat] - (burst - 1) * CHAT_EVERY - now)
        if chat < 0 and len(chats) == GROUP_A_MINUTE:
            waits.append(chats[0] + 60 - now)
        if max(waits) > 0:
            self.refused += 1
            seconds = math.ceil(max(waits))
            text = f"Too Many Requests: retry after {seconds}"
            raise RefusedError(text, 429, retry_after=seconds)

    def count(self, chat: int, now: float) -> None:
        """A message was sent."""
        self.sent.append(now)
        self._full_at[chat] = max(self._full_at[chat], now) + CHAT_EVERY
        self._chats[chat].append(now)

    @property
    def most_in_a_second(self) -> int:
        """The most messages that were sent in any one second."""
        most, begins = 0, 0
        for ends, at in enumerate(self.sent):
            while at - self.sent[begins] >= 1:
                begins += 1
            most = max(most, ends - begins + 1)
        return most
