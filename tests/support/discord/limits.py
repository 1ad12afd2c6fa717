"""How much Discord lets a bot ask; whoever asks more is told to wait."""

import math
import time
from collections import defaultdict, deque

from support.discord.rules import RefusedError

BOT_A_SECOND = 50
CHANNEL_MOST, CHANNEL_WITHIN = 5, 5.0


class Limits:
    """Counts what is asked, in real time."""

    def __init__(self) -> None:
        self.on = True
        self.refused = 0
        self._all: deque[float] = deque(maxlen=BOT_A_SECOND)
        self._channels: dict[int, deque[float]] = defaultdict(lambda: deque(maxlen=CHANNEL_MOST))

    def ask(self) -> None:
        """A request that counts for the bot. Raises RefusedError."""
        now = time.monotonic()
        if self.on and len(self._all) == BOT_A_SECOND and now - self._all[0] < 1:
            self.refused += 1
            wait = 1 - (now - self._all[0])
            raise RefusedError(429, 0, "You are being rate limited.", retry_after=wait, whole=True)
        self._all.append(now)

    def spend(self, channel: int) -> None:
        """A message in a channel. Raises RefusedError."""
        now, sent = time.monotonic(), self._channels[channel]
        if self.on and len(sent) == CHANNEL_MOST and now - sent[0] < CHANNEL_WITHIN:
            self.refused += 1
            wait = CHANNEL_WITHIN - (now - sent[0])
            raise RefusedError(429, 0, "You are being rate limited.", retry_after=wait)
        sent.append(now)

    def headers(self, channel: int) -> dict[str, str]:
        """What is left in a channel."""
        if not self.on:
            return {}
        now, sent = time.monotonic(), self._channels[channel]
        fresh = [at for at in sent if now - at < CHANNEL_WITHIN]
        reset = max(0.001, fresh[0] + CHANNEL_WITHIN - now) if fresh else CHANNEL_WITHIN
        return {
            "X-RateLimit-Limit": str(CHANNEL_MOST),
            "X-RateLimit-Remaining": str(CHANNEL_MOST - len(fresh)),
            "X-RateLimit-Reset-After": f"{math.ceil(reset * 1000) / 1000:.3f}",
            "X-RateLimit-Reset": f"{time.time() + reset:.3f}",
            "X-RateLimit-Bucket": "messages",
        }
