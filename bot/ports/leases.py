"""The port for leases: which process may act in a role (promise 9.5)."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class LeaseState:
    """Who holds a role. `fence` grows each time it is taken over, `beat` with each sign of life."""

    owner: str
    fence: int
    beat: int


@dataclass(frozen=True, slots=True)
class Hold:
    """The right under which something is done: `owner` acts in `role`, with this `fence`.

    Without a role there is nothing to lose: the owner is alone on the database.
    """

    owner: str
    role: str = ""
    fence: int = 0


class Leases(Protocol):
    """Where leases are kept."""

    async def beat(self, role: str, owner: str, silent: LeaseState | None) -> LeaseState:
        """Show that `owner` lives, and return who holds the role afterwards.

        A free role is taken. One that somebody else holds is taken over only where it is still in
        the state `silent`: the caller has seen no sign of life since. The fence then grows by 1.
        """

    async def release(self, hold: Hold) -> None:
        """Let the next one that beats have a role at once; nothing where `hold` is of the past.

        The fence grows by 1: nothing is recorded under that of `hold` any more.
        """
