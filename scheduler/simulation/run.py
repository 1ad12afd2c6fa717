"""A cohort of synthetic learners in virtual time, on the real core, store and scheduler.

Nothing about a learner is kept in memory, and no act has an effect twice: a simulation that was
killed goes on from its database, and ends as if nothing had happened (promises 9.1 and 9.3).
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final, Protocol

from bot.chat.events import ButtonPressed, Event, event_of_text
from bot.chat.messages import Button, Outgoing
from bot.coach.coach import Coach
from bot.errors import HostError
from bot.ports.adapter import Adapter
from bot.ports.clock import VirtualClock
from bot.ports.store import Store
from scheduler.simulation.cohort import Cohort
from scheduler.simulation.learners import PLATFORM, Act, Persona
from scheduler.ticker import Ticker

_IN_SIGHT: Final = 3
"""How many of a chat's latest messages a learner looks at before pressing a button."""


class Past(Protocol):
    """What the simulation asks of the database about itself."""

    async def names(self) -> frozenset[tuple[str, str]]:
        """The platforms there are accounts on, each with the names of those accounts."""

    async def events_at(self, instant: datetime) -> frozenset[str]:
        """The ids of the events that came in at an instant."""


class Nowhere:
    """The platform of the simulation: everything arrives, and nobody reads it."""

    platform = PLATFORM
    may_double = True

    async def send(self, outgoing: Outgoing) -> None:
        """Let a message arrive."""


class Simulation:
    """Lets a cohort live up to its end."""

    def __init__(
        self,
        cohort: Cohort,
        coach: Coach,
        ticker: Ticker,
        clock: VirtualClock,
        adapter: Adapter,
    ) -> None:
        self._cohort = cohort
        self._coach = coach
        self._ticker = ticker
        self._clock = clock
        self._adapter = adapter

    async def run(self, store: Store, past: Past, progress: Callable[[datetime], None]) -> None:
        """Go on from what is stored, to the end. Raises HostError on a database not its own."""
        since = await store.last_instant() or self._cohort.begins
        await self._check(past, since)
        self._clock.move_to(since)
        done = await past.events_at(since)
        await self._ticker.recover()
        await self._deliver([each.outgoing for each in await self._coach.unsent(PLATFORM)])
        for who, act in self._cohort.acts(since):
            if act.at >= self._cohort.ends:
                break
            if act.id not in done:
                await self._ticker.advance(self._clock, act.at)
                await self._do(who, act)
                progress(act.at)
        await self._ticker.advance(self._clock, self._cohort.ends)

    async def _check(self, past: Past, since: datetime) -> None:
        if any(found != (PLATFORM, self._cohort.name) for found in await past.names()):
            raise HostError("that database holds other learners: name a new file with --db")
        if since > self._cohort.ends:
            raise HostError("that database is further on: raise --weeks or name a new file")

    async def _do(self, who: Persona, act: Act) -> None:
        event = await self._event(who, act)
        if event is not None:
            await self._deliver(await self._coach.handle(event))

    async def _event(self, who: Persona, act: Act) -> Event | None:
        """What an act comes to, as things stand; None where the button is not in sight."""
        if act.button is None:
            return event_of_text(act.line, id=act.id, origin=who.origin)
        for outgoing in await self._coach.recent(PLATFORM, who.account, _IN_SIGHT):
            wanted = _buttons(outgoing, act.line)
            if wanted:
                button = wanted[min(act.button, len(wanted) - 1)]
                shown = outgoing.edits or outgoing.id
                return ButtonPressed(
                    id=act.id, origin=who.origin, action=button.action, message=shown
                )
        return None

    async def _deliver(self, answers: Sequence[Outgoing]) -> None:
        for outgoing in answers:
            await self._adapter.send(outgoing)
        await self._coach.sent(answers)


def _buttons(outgoing: Outgoing, wanted: str) -> list[Button]:
    rows = outgoing.message.buttons
    return [button for row in rows for button in row if wanted in button.action]
