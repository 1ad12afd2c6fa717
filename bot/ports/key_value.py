"""The port for short texts that an adapter keeps under a name: a salt, a channel, a digest."""

from collections.abc import Collection, Mapping
from typing import Protocol


class KeyValue(Protocol):
    """Texts of up to 128 characters under names of up to 64.

    What is about an account is named `platform:what:account`, and goes when its person goes.
    """

    async def get(self, name: str) -> str | None:
        """What is kept under a name; None where there is nothing."""

    async def get_all(self, names: Collection[str]) -> dict[str, str]:
        """What is kept under these names, in one look; those that keep nothing are left out."""

    async def set(self, name: str, value: str) -> None:
        """Keep a text under a name; it replaces the one that was there."""

    async def set_all(self, values: Mapping[str, str]) -> None:
        """Keep all of these, or none, in one transaction."""

    async def forget(self, name: str) -> None:
        """Remove what is kept under a name, if anything is."""
