"""Who may act in a role: what is kept of a lease, and where (promise 9.5)."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class LeaseState:
    """Who holds a role: `fence` grows with each taking over, `beat` with each sign of life."""

    owner: str
    fence: int
    beat: int


class Fenced(Protocol):
    """A hold on a role, as far as a transaction must know it."""

    @property
    def role(self) -> str:
        """The name of the role."""

    @property
    def fence(self) -> int:
        """The fence under which it is held."""


class Leases(Protocol):
    """Where leases are kept."""

    async def beat_lease(self, role: str, owner: str, silent: LeaseState | None) -> LeaseState:
        """Show that `owner` lives; take a free role, or one still in the state `silent`."""
