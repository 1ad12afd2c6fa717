"""The port for the versions of roadmaps on which learners stay (promise 3.8)."""

from typing import Protocol


class Contents(Protocol):
    """The content of roadmaps, by roadmap and version, within one transaction."""

    async def keep(self, roadmap: str, version: str, body: str) -> None:
        """Keep the text of a version; where it is kept already, that text stays."""

    async def get(self, roadmap: str, version: str) -> str | None:
        """The text of a version; None where it was never kept."""
