"""What an adapter is given: the parts of the core that it talks to."""

from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic
from typing import Protocol

from bot.chat.events import Event
from bot.chat.messages import Outgoing
from bot.coach.coach import Coach
from bot.ports.clock import Clock
from bot.ports.metrics import Metrics, NoMetrics
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
    """The parts of the core. `handled` is called after each event; `metrics` counts for the host."""

    coach: Coach
    store: Store
    clock: Clock
    lease: LeaseView
    handled: Callable[[], None]
    metrics: Metrics = field(default_factory=NoMetrics)

    async def handle(self, event: Event, *, again: bool = True) -> tuple[Outgoing, ...]:
        """What the coach answers to an event, measured. Raises what `Coach.handle` does."""
        began = monotonic()
        answers = await self.coach.handle(event, again=again)
        self.metrics.handled(event.origin.platform, monotonic() - began)
        return answers


class PlatformError(Exception):
    """The platform cannot be asked now what must be known about an event; it is tried again."""
