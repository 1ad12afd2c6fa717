"""What an adapter is given: the parts of the core that it talks to."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic
from typing import Final, Protocol

from bot.chat.events import Event
from bot.chat.messages import Outgoing
from bot.coach.coach import Coach
from bot.pictures.studio import Studio
from bot.ports.clock import Clock
from bot.ports.leases import Hold
from bot.ports.metrics import Metrics, NoMetrics
from bot.ports.store import Store

log: Final = logging.getLogger(__name__)


class LeaseView(Protocol):
    """A hold on the role of the one who sends, or of the one who listens (promise 9.5)."""

    @property
    def held(self) -> bool:
        """Whether this process may act in the role now."""

    @property
    def lost(self) -> bool:
        """Whether another process is known to hold the role."""

    @property
    def hold(self) -> Hold:
        """What is begun now is begun under this."""


@dataclass(frozen=True)
class Core:
    """The parts of the core. `handled` is called after each event; `metrics` counts for the host.

    Whoever holds `lease` sends on the platform, whoever holds `way_in` fetches what comes in; the
    two are one where `way_in` is not given. A process that does not take in only sends.
    """

    coach: Coach
    store: Store
    clock: Clock
    lease: LeaseView
    handled: Callable[[], None]
    metrics: Metrics = field(default_factory=NoMetrics)
    way_in: LeaseView | None = None
    takes_in: bool = True
    studio: Studio = field(default_factory=Studio)

    @property
    def listening(self) -> LeaseView:
        """The right to fetch what comes in."""
        return self.way_in or self.lease

    async def handle(
        self, event: Event, *, again: bool = True, by: str | None = None
    ) -> tuple[Outgoing, ...]:
        """What the coach answers to an event, measured. Raises what `Coach.handle` does."""
        began = monotonic()
        log.info("taken in hand")
        answers = await self.coach.handle(event, again=again, by=by)
        took = monotonic() - began
        self.metrics.handled(event.origin.platform, took)
        told = " ".join(each.id for each in answers) or "nothing to say here"
        log.info("handled in %.0f ms: %s", 1000 * took, told)
        return answers


class PlatformError(Exception):
    """The platform cannot be asked now what must be known about an event; it is tried again."""
