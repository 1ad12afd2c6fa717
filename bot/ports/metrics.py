"""What is counted for a host to watch (promise 10)."""

from datetime import timedelta
from typing import Protocol

from bot.domain.delivery import MessageKind


class Metrics(Protocol):
    """Counts by platform and kind; nothing it does can fail or wait."""

    def serves(self, platform: str) -> None:
        """A platform is served: what happens there is counted from nothing on."""

    def sent(self, platform: str, kind: MessageKind, late_by: timedelta | None = None) -> None:
        """A message arrived, so long after it fell due; None for one that answers."""

    def ambiguous(self, platform: str, kind: MessageKind) -> None:
        """An attempt ended and the message may have arrived, or not."""

    def dead(self, platform: str, kind: MessageKind) -> None:
        """A message was given up."""

    def handled(self, platform: str, seconds: float) -> None:
        """An event was handled, in so many seconds."""


class NoMetrics:
    """Nobody watches."""

    def serves(self, platform: str) -> None:
        """Count nothing."""

    def sent(self, platform: str, kind: MessageKind, late_by: timedelta | None = None) -> None:
        """Count nothing."""

    def ambiguous(self, platform: str, kind: MessageKind) -> None:
        """Count nothing."""

    def dead(self, platform: str, kind: MessageKind) -> None:
        """Count nothing."""

    def handled(self, platform: str, seconds: float) -> None:
        """Count nothing."""
