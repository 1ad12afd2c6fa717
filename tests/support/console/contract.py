"""The terminal, for the contract of the adapters."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

from adapters.common.core import Core
from adapters.console.adapter import Console
from adapters.console.render import plain_text
from bot.chat.messages import Outgoing
from bot.runtime.clock import SteeredClock
from support.contract import Heard


class TerminalStage:
    """People who take turns at one terminal."""

    platform = "terminal"

    def __init__(self) -> None:
        self._shown: dict[str, dict[str, Outgoing]] = defaultdict(dict)
        self._doing: set[asyncio.Task[None]] = set()
        self._console: Console | None = None

    def adapter(self, core: Core) -> Console:
        """The terminal."""
        self._console = Console(
            core.coach,
            SteeredClock(datetime.now(UTC)),
            lambda outgoing, to, now, elsewhere: self._show(outgoing, to),
            name="somebody",
            zone="UTC",
        )
        return self._console

    def chat(self, person: int) -> str:
        """A person's own name."""
        return f"p{person}"

    def say(self, person: int, text: str) -> None:
        """Somebody types a line."""
        self._type(person, text)

    def press(self, person: int, label: str) -> None:
        """Somebody presses a button."""
        self._type(person, f"!press {label}")

    def heard(self, person: int) -> list[Heard]:
        """What stands on the screen; what was edited in its last form."""
        return [
            Heard(
                plain_text(each.message),
                tuple(button.label for row in each.message.buttons for button in row),
                tuple((file.name, file.content) for file in each.message.files),
            )
            for each in self._shown[self.chat(person)].values()
        ]

    def _show(self, outgoing: Outgoing, to: str) -> None:
        self._shown[to][outgoing.edits or outgoing.id] = outgoing

    def _type(self, person: int, line: str) -> None:
        assert self._console is not None
        task = asyncio.create_task(self._typed(self._console, person, line))
        self._doing.add(task)
        task.add_done_callback(self._doing.discard)

    async def _typed(self, console: Console, person: int, line: str) -> None:
        await console.say(f"!as {self.chat(person)}")
        await console.say(line)

    async def typed(self) -> None:
        """Wait until every line was answered."""
        await asyncio.gather(*self._doing)


@asynccontextmanager
async def staged() -> AsyncIterator[TerminalStage]:
    """A terminal."""
    yield TerminalStage()
