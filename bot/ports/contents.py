"""What is asked about the content of roadmaps on which learners stay (promise 3.8)."""

from typing import Protocol


class Contents(Protocol):
    """What roadmaps say, by roadmap and version, within one transaction."""

    async def keep(self, roadmap: str, version: str, body: str) -> None:
        """Keep what a roadmap says, once for each version."""

    async def get(self, roadmap: str, version: str) -> str | None:
        """What a version says; None where it was not kept."""
