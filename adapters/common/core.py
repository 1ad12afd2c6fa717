"""What an adapter is given: the parts of the core that it talks to."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from bot.coach.coach import Coach
from bot.pictures.studio import Studio
from bot.ports.clock import Clock
from bot.ports.store import Store


class LeaseView(Protocol):
    """A hold on the role of the one who polls and sends (promise 9.5)."""

    @property
    def held(self) -> bool:
        """Whether this process may act in the role now."""

    @property
    def lost(self) -> bool:
        """Whether another process is known to hold the role."""


@dataclass(frozen=True)
class Core:
    """The parts of the core. `handled` is called after each event."""

    coach: Coach
    store: Store
    clock: Clock
    lease: LeaseView
    handled: Callable[[], None]
    studio: Studio = field(default_factory=Studio)


class PlatformError(Exception):
    """The platform cannot be asked now what must be known about an event; it is tried again."""
