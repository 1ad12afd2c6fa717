"""The life of a network platform's adapter: it begins, serves until told to stop, and ends."""

import asyncio
import logging
import re
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, Collection, Coroutine, Iterable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Any, Final, Protocol, TypeVar

from adapters.common.backoff import Doubling, jittered
from adapters.common.collecting import collect
from adapters.common.core import Core
from adapters.common.errors import ErrorKind, SendOutcome
from adapters.common.handling import Handling
from adapters.common.lifetime import cut_off, serve, until
from adapters.common.recorder import Recorder
from bot.chat.events import Event
from bot.chat.messages import Outgoing
from bot.errors import TakenOverError, TokenRefusedError, named

log: Final = logging.getLogger(__name__)

Found = TypeVar("Found")

IDLE_WITHIN: Final = 10.0
FINISH_WITHIN: Final = 10.0
CLOSE_WITHIN: Final = 10.0
"""Seconds for what is being handled, for what waits to be sent, and for the connections to close,
when told to stop."""


LOOK_AGAIN: Final = 0.5
"""Seconds between looks whether this process may serve."""


@dataclass(frozen=True)
class PlatformInfo:
    """A platform's name in the store and for people, and what the host is told of its token."""

    platform: str
    title: str
    token_shape: re.Pattern[str]
    misshapen: str
    refused: str


class Gate(Protocol):
    """What is known of a platform's health."""

    @property
    def ready(self) -> bool:
        """Whether messages are taken."""


class Outbox(Protocol):
    """The way out."""

    recorder: Recorder

    @property
    def health(self) -> Gate:
        """Whether the platform takes messages."""

    @property
    def ready(self) -> bool:
        """Whether anything may be sent now."""

    @property
    def resting(self) -> Collection[str]:
        """Chats that may not be written to now."""

    def slot(self, chat: str) -> AbstractAsyncContextManager[None]:
        """The slot of a message that comes by itself."""

    async def send(self, outgoing: Outgoing) -> str:
        """Send a message that comes by itself; the platform's id of it. Raises DeliveryError."""

    def post(self, event: Event, replies: Sequence[Outgoing], *, old: bool = False) -> None:
        """Send the replies to an event; where they are `old`, they may have been sent."""

    def close(self) -> None:
        """Begin nothing new."""

    async def finish(self, within: float) -> None:
        """Let what is under way come to its end, for so many seconds at most."""


class PlatformInbox(Protocol):
    """The way in."""

    handling: Handling

    async def run(self) -> None:
        """Take in and handle until cancelled."""


class NetworkAdapter(ABC):
    """What the adapters of all network platforms do alike.

    `again` is how long it waits before a step of the start is tried again. A platform says how it
    asks who we are (`introduce`), what it opens (`open_inbox`), what else runs (`parts`), how it
    listens (`listen`), and how it leaves (`disconnect`).
    """

    def __init__(self, info: PlatformInfo, token: str, core: Core, again: Doubling) -> None:
        self.platform = info.platform
        self._info = info
        self._token = token
        self._core = core
        self._again = again
        self._introduced = self._open = False
        self._refused = asyncio.Event()
        self._waits_for = "it is not connected yet"

    @property
    @abstractmethod
    def outbox(self) -> Outbox:
        """The way out."""

    @property
    @abstractmethod
    def deaf(self) -> str:
        """What keeps it from listening once it is open, in a few words; empty where nothing does."""

    @abstractmethod
    async def introduce(self) -> None:
        """Ask the platform who we are. Raises what its library raises."""

    @abstractmethod
    async def open_inbox(self) -> PlatformInbox:
        """Read from the store what is needed; the way in. Raises HostError."""

    @abstractmethod
    def parts(self) -> Iterable[Coroutine[Any, Any, None]]:
        """What runs while it serves, besides the inbox and the recorder."""

    @abstractmethod
    async def listen(self) -> None:
        """Set the menus, then let the platform bring what people say, until cancelled."""

    @abstractmethod
    async def disconnect(self) -> None:
        """Close the connections."""

    @abstractmethod
    def outcome(self, error: BaseException) -> SendOutcome:
        """What an error of the platform's library means."""

    @property
    def trouble(self) -> str:
        """What keeps it from serving, in a few words; empty where nothing does."""
        if self._refused.is_set():
            return self._info.refused
        if not self._open:
            return self._waits_for
        listens = self._core.takes_in and self._core.listening.held
        deaf = self.deaf if listens else ""
        return deaf or ("" if self.outbox.health.ready else f"{self._info.title} takes no messages")

    @property
    def ready(self) -> bool:
        """Whether anything may be sent now."""
        return self._open and self.outbox.ready

    @property
    def resting(self) -> Collection[str]:
        """Chats that may not be written to now."""
        return self.outbox.resting

    def slot(self, chat: str) -> AbstractAsyncContextManager[None]:
        """The slot of a message that comes by itself."""
        return self.outbox.slot(chat)

    async def send(self, outgoing: Outgoing) -> str:
        """Send a message that comes by itself; the platform's id of it. Raises DeliveryError."""
        return await self.outbox.send(outgoing)

    async def connect(self) -> None:
        """Ask the platform who we are, once. Raises TokenRefusedError."""
        if not self._info.token_shape.fullmatch(self._token):
            raise TokenRefusedError(self._info.misshapen)
        try:
            await self._meet()
        except Exception as error:  # noqa: BLE001 -- a library raises whatever a wrong answer makes it
            found = self.outcome(error)
            if found.kind is ErrorKind.TOKEN:
                raise TokenRefusedError(self._info.refused) from None
            log.warning("%s cannot be reached, trying again: %s", self._info.title, found.reason)

    async def run(self, stop: asyncio.Event) -> None:
        """Serve until told to stop. Raises TokenRefusedError, and whatever goes wrong."""
        try:
            await serve(self._serve(stop), stop, self._refused, lambda: self._open)
        finally:
            await self.close()
        if self._refused.is_set():
            raise TokenRefusedError(self._info.refused)

    async def close(self) -> None:
        """Close what is open."""
        try:
            async with asyncio.timeout(CLOSE_WITHIN):
                await self.disconnect()
        except Exception as error:  # noqa: BLE001 -- it is left, whatever it says
            log.debug("%s did not close well: %s", self._info.title, named(error))

    def refuse(self) -> None:
        """The token is refused: it is used no more."""
        self._refused.set()

    async def until_it_works(self, step: Callable[[], Awaitable[Found]]) -> Found:
        """Try one step of the start until the platform takes it."""
        failures = 0
        while True:
            try:
                return await step()
            except Exception as error:  # noqa: BLE001 -- a library raises whatever a wrong answer makes it
                found = self.outcome(error)
                if found.kind is ErrorKind.TOKEN:
                    self.refuse()
                self._waits_for = f"it did not take a step of the start: {found.reason}"
                log.warning("%s: %s", self._info.title, self._waits_for)
                await asyncio.sleep(max(jittered(self._again.after(failures)), found.seconds))
                failures += 1

    async def _meet(self) -> None:
        await self.introduce()
        self._introduced = True

    async def _serve(self, stop: asyncio.Event) -> None:
        if not self._introduced:
            await self.until_it_works(self._meet)
        inbox = await self.open_inbox()
        self._open = True
        parts = [self.outbox.recorder.run(), collect(self._core, self.platform, self.outbox.post)]
        takes_in = self._core.takes_in
        running = [
            asyncio.create_task(each)
            for each in (*parts, *self.parts(), *([inbox.run()] if takes_in else []))
        ]
        listening = [asyncio.create_task(each) for each in ([self.listen()] if takes_in else [])]
        holding = asyncio.create_task(self._as_long_as_held())
        try:
            await until(stop, [*running, *listening, holding])
        finally:
            await cut_off([*listening, holding])
            await self._finish(inbox, running)

    async def turn(self) -> None:
        """Wait until this process is the one to fetch what comes in (promise 9.5)."""
        while True:
            if self._core.listening.held:
                return
            await asyncio.sleep(LOOK_AGAIN)

    async def _as_long_as_held(self) -> None:
        """Raises TakenOverError once another process is known to hold what was held here.

        While only the store is silent, all goes on that needs no new hold.
        """
        roles = [self._core.lease, self._core.listening]
        had = [False, False]
        while True:
            for number, role in enumerate(roles):
                had[number] = had[number] or role.held
                if had[number] and role.lost:
                    raise TakenOverError("another process has taken over")
            await asyncio.sleep(LOOK_AGAIN)

    async def _finish(self, inbox: PlatformInbox, running: Iterable["asyncio.Task[None]"]) -> None:
        """Let what is under way end well; what waits is stored, for whoever is next."""
        inbox.handling.drop_waiting()
        self._open = False
        self.outbox.close()
        given_up = self._refused.is_set() or self._core.lease.lost
        try:
            async with asyncio.timeout(IDLE_WITHIN):
                await inbox.handling.idle()
                await inbox.handling.leave()
        except TimeoutError:
            log.warning("an event is still being handled")
        await self.outbox.finish(0.0 if given_up else FINISH_WITHIN)
        await cut_off(running)
