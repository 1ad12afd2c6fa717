"""`waymark chat`: the terminal, with the clockwork of its file or as a guest where another has it."""

import asyncio
import os
import sys
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from adapters.console import session
from adapters.console.adapter import Console
from adapters.console.history import empty_history
from bot.chat.translate import language_of
from bot.coach.coach import Coach
from bot.places import find as places
from bot.ports.clock import VirtualClock
from bot.storage.store import SqlStore
from scheduler.guest import Guest
from scheduler.sender import Sender
from scheduler.ticker import Ticker

TICK_EVERY: Final = 1.0
"""Seconds between ticks while the prompt of the terminal waits."""


@dataclass(frozen=True)
class Chatting:
    """One conversation. `served` says who else owns the file's clockwork, where somebody does."""

    coach: Coach
    store: SqlStore
    clock: VirtualClock
    name: str
    as_json: bool
    served: str | None

    async def talk(self) -> None:
        """Talk until the input ends."""
        session.make_lenient()
        pleasant = sys.stdin.isatty() and sys.stdout.isatty() and not self.as_json
        console = self._console(pleasant=pleasant)
        tick = self._guest(console) if self.served else await self._clockwork(console)
        if not pleasant:
            await console.talk(session.piped_lines())
            return
        from adapters.console import completion, prompt  # only where there is a TTY: start-up time

        say = await console.say_to()
        with prompt.prompting(say) as interruptions:
            await console.greet()
            ticking = asyncio.create_task(_keep_time(tick))
            completer = completion.LineCompleter(console)
            typed = prompt.history(lambda: console.pasting)
            console.parted = lambda: prompt.forget(typed)
            await console.talk(prompt.typed_lines(say, completer, typed, console, interruptions))
            ticking.cancel()

    def _console(self, *, pleasant: bool) -> Console:
        show = session.show_json if self.as_json else session.show_plain
        console = Console(
            self.coach,
            self.clock,
            session.show_styled if pleasant else show,
            name=self.name,
            zone=places.machine_zone(),
        )
        console.language = machine_language()
        console.served = self.served
        console.parted = empty_history
        console.pleasant = pleasant
        return console

    async def _clockwork(self, console: Console) -> Callable[[], Awaitable[None]]:
        """All that is due in the file is this terminal's to plan, settle and send."""
        sender = Sender(self.coach, self.store.deliveries, self.clock, {console.platform: console})
        ticker = Ticker(self.store.deliveries, sender, self.clock)
        console.advance = lambda until: ticker.advance(self.clock, until)
        await ticker.recover()
        return ticker.tick

    def _guest(self, console: Console) -> Callable[[], Awaitable[None]]:
        """Only what waits for the person at this terminal is sent here."""
        guest = Guest(self.coach, self.store.deliveries, self.clock, console, lambda: console.chats)

        async def deliver(_until: datetime) -> None:
            await guest.deliver()

        console.advance = deliver
        return guest.deliver


def machine_language(environ: Mapping[str, str] = os.environ) -> str | None:
    """The language this machine is set to, where Waymark speaks it."""
    told = (environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return language_of(next(filter(None, told), None))


async def _keep_time(tick: Callable[[], Awaitable[None]]) -> None:
    """What comes by itself comes while the prompt waits, too."""
    while True:
        await asyncio.sleep(TICK_EVERY)
        await tick()
