"""What the contract of the adapters needs of a platform: its people, and what goes wrong with it.

A platform has a `contract.py` in its folder of `tests/support/` with a class that does what is
asked here, and its entry in `STAGES`.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from time import monotonic
from typing import Any, Final, Protocol, cast

from adapters.common.core import Core
from bot.chat.documents import File
from bot.chat.messages import Message, Outgoing, Paragraph, message, plain
from bot.ports.adapter import Adapter
from bot.runtime.clock import SystemClock
from bot.runtime.platforms import PLATFORMS
from bot.runtime.supervise import Platform
from bot.runtime.wiring import coach_on, storing
from scheduler.leases import Lease
from support.telegram.process import until
from support.template import laid

ANNA, BERT = 1001, 1002

STOPS_WITHIN: Final = 40.0
"""Seconds: what is handled, sent and closed when told to stop has 10 each."""


@dataclass(frozen=True)
class Heard:
    """A message as somebody sees it there."""

    text: str
    labels: tuple[str, ...] = ()
    files: tuple[tuple[str, bytes], ...] = ()


class Stage(Protocol):
    """A platform with its people."""

    platform: str

    def adapter(self, core: Core) -> Adapter:
        """The adapter, at this platform."""

    def chat(self, person: int) -> str:
        """Where somebody is alone with the coach, as the store knows it."""

    def say(self, person: int, text: str) -> None:
        """Somebody writes."""

    def press(self, person: int, label: str) -> None:
        """Somebody presses a button under the newest message."""

    def heard(self, person: int) -> list[Heard]:
        """What stands in somebody's chat, oldest first."""


class LocalStage(Stage, Protocol):
    """A platform in this process."""

    async def typed(self) -> None:
        """Wait until all that was said is answered."""


class NetworkStage(Stage, Protocol):
    """A platform on a server of loopback."""

    def adapter(self, core: Core, token: str | None = None) -> Platform:
        """The adapter, at this server; with another token than the one that is taken."""

    @property
    def listened_to(self) -> bool:
        """Whether somebody takes in what is said."""

    @property
    def asked(self) -> int:
        """How often anything was asked of the server to write."""

    def block(self, person: int) -> None:
        """Somebody lets the coach write no more."""

    def unblock(self, person: int) -> None:
        """And lets it again."""

    def too_many(self) -> None:
        """The next message is one too many."""

    def refuse(self) -> None:
        """The next message is refused for no reason that anybody knows."""

    def swallow(self) -> None:
        """The next message arrives, and the answer to it is lost."""

    def revoke(self) -> None:
        """The token is taken no more."""

    def hang(self) -> None:
        """Nothing is answered any more."""

    def babble(self) -> None:
        """Everything is answered with a page that is not the platform's."""

    def mend(self) -> None:
        """All is well again."""

    async def vanish(self) -> None:
        """Nobody is there: connections are refused."""

    async def come_back(self) -> None:
        """It is there again."""


STAGES: Final[Mapping[str, str]] = {
    "terminal": "support.console.contract",
    "telegram": "support.telegram.contract",
    "discord": "support.discord.contract",
}
"""Every platform, and where its `staged` is: an async context manager with its stage."""


def staged(platform: str) -> AbstractAsyncContextManager[Any]:
    """The stage of a platform."""
    made: AbstractAsyncContextManager[Any] = import_module(STAGES[platform]).staged()
    return made


@asynccontextmanager
async def core_on(path: Path) -> AsyncIterator[Core]:
    """The core on a database, as `waymark run` holds it."""
    time = SystemClock()
    async with storing(await laid(path)) as store:
        lease = Lease(store.leases, "sender", "test", monotonic)
        await lease.seize()
        yield Core(coach_on(store, time), store, time, lease, lambda: None)


@asynccontextmanager
async def serving(stage: NetworkStage, core: Core) -> AsyncIterator[Platform]:
    """An adapter that serves; at its end it is told to stop, and does so in time."""
    adapter, stop = stage.adapter(core), asyncio.Event()
    await adapter.connect()
    running = asyncio.create_task(adapter.run(stop))
    try:
        await until(lambda: running.done() or (adapter.ready and stage.listened_to))
        yield adapter
    finally:
        stop.set()
        async with asyncio.timeout(STOPS_WITHIN):
            await running


@asynccontextmanager
async def at_hand(stage: Stage, core: Core) -> AsyncIterator[Adapter]:
    """An adapter of any platform that is ready; the terminal is from the beginning."""
    if stage.platform not in PLATFORMS:
        yield stage.adapter(core)
        await cast("LocalStage", stage).typed()
        return
    async with serving(cast("NetworkStage", stage), core) as adapter:
        yield adapter


async def answered(stage: Stage, act: Callable[[], None], person: int = ANNA) -> Heard:
    """What somebody hears next after `act`."""
    before = stage.heard(person)
    act()
    await until(lambda: stage.heard(person) != before)
    return stage.heard(person)[-1]


def a_message(stage: Stage, text: str = "It is time.", *files: File, number: int = 1) -> Outgoing:
    """A message that comes by itself."""
    said: Message = message(Paragraph(text=plain(text))).model_copy(update={"files": files})
    return Outgoing(id=f"d{number}", platform=stage.platform, chat=stage.chat(ANNA), message=said)
