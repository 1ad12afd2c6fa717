"""The port for counting what people say, before any of it is taken in (promise 11.5)."""

from typing import Protocol


class Inputs(Protocol):
    """Counts inputs by windows of time, each of which begins with its first input."""

    async def count(self, platform: str, account: str, seconds: int) -> int:
        """Count one input; its number, from 1, in the window of so many real seconds."""
