"""Who may act in a role: what is kept of a lease, and where (promise 9.5)."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class LeaseState:
    """Who holds a role: `fence` grows with each taking over, `beat` with each sign of life."""

    owner: str
    fence: int
    beat: int


@dataclass(frozen=True, slots=True)
class Hold:
    """Under what something is done: `owner` acts in `role`, under that fence.

    Without a role nobody is asked: the owner is alone on the database.
    """

    owner: str
    role: str = ""
    fence: int = 0


class Leases(Protocol):
    """Where leases are kept."""

    async def beat(self, role: str, owner: str, silent: LeaseState | None) -> LeaseState:
        """Show that `owner` lives; take a free role, or one still in the state `silent`."""
