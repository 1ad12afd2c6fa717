"""The way out: one paced sender for replies and for what comes by itself (promises 9.2 and 9.6)."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from contextlib import asynccontextmanager, suppress
from time import monotonic
from typing import Any, Final

from telegram import Bot

from adapters.common.backoff import REPLY_KEPT, SLOTS_AT_ONCE
from adapters.common.core import Core
from adapters.common.errors import ErrorKind, SendOutcome
from adapters.common.signing import Signer
from adapters.telegram.bursts import is_group
from adapters.telegram.calls import Call
from adapters.telegram.health import TelegramHealth
from adapters.telegram.in_flight import STUCK_AFTER, InFlight
from adapters.telegram.inbound import PLATFORM, Notice
from adapters.telegram.options import TelegramOptions
from adapters.telegram.pacer import Pacer, SendLane
from adapters.telegram.parts import Parts
from adapters.telegram.queued import QueuedMessage, SendSlot
from adapters.telegram.render import TextPart
from adapters.telegram.sender import TelegramSender
from adapters.telegram.targets import Target, number_of
from bot.chat.events import ButtonPressed, Event
from bot.chat.messages import Outgoing
from bot.domain.delivery import MessageKind
from bot.ports.correlation import about

log: Final = logging.getLogger(__name__)

AT_ONCE: Final = 32
"""Messages under way at once, each to a chat of its own; while somebody waits for an answer, one of
them comes by itself."""

LOOK_AGAIN: Final = 0.02
"""Seconds between looks at what is left."""


class TelegramOutbox:
    """Takes replies and slots, and sends when the pacer says so."""

    def __init__(
        self,
        bot: Bot,
        signer: Signer,
        core: Core,
        options: TelegramOptions,
        refused: Callable[[], None],
    ) -> None:
        self._replies = core.store.replies
        self._metrics = core.metrics
        self._lease = core.lease
        self._pacer: Pacer[QueuedMessage | SendSlot] = Pacer(options.pace)
        self._backoff = options.backoff
        self._wake = asyncio.Event()
        self._under_way: set[asyncio.Task[object]] = set()
        self._slots: dict[str, SendSlot] = {}
        self._in_flight = InFlight()
        self._closed = False
        self.awaited = 0
        self.health = TelegramHealth(bot.get_me, options.backoff, self._wake.set, refused)
        self.sender = TelegramSender(bot, signer, core, self._pacer, self.health)
        self.recorder = self.sender.recorder
        self._parts = Parts(core.store.key_value)

    @property
    def ready(self) -> bool:
        """Whether anything may be sent now."""
        return self.health.ready and not self._pacer.held(monotonic())

    @property
    def resting(self) -> list[str]:
        """Chats that may not be written to now."""
        return self._pacer.resting(monotonic())

    def post(self, event: Event, replies: Sequence[Outgoing], *, old: bool = False) -> None:
        """Send these replies to an event as soon as their chat may be written to."""
        lane = SendLane.PRESS if isinstance(event, ButtonPressed) else SendLane.REPLY
        for each in replies:
            queued = QueuedMessage(each.chat, each, event, lane, posted_at=monotonic(), old=old)
            if not self._is_merged(queued):
                self._pacer.add(lane, each.chat, queued)
        self._start_what_may()
        self._wake.set()

    def _is_merged(self, queued: QueuedMessage) -> bool:
        """Whether it goes in the place of an earlier form of the same message that still waits."""
        theirs = self.recorder.known(queued.edits) if queued.edits else None
        if theirs is None:
            return False
        passed = self._pacer.swap(queued.chat, queued.replaces, queued)
        if isinstance(passed, QueuedMessage) and passed.reply is not None:
            self.recorder.arrived(passed.reply, theirs)  # what it says, the newer form says
        return passed is not None

    def notify(self, notice: Notice) -> None:
        """Send a line that is not stored; whoever else sends knows nothing of it."""
        call = Call(TextPart(notice.text), thread=number_of(notice.thread))
        if not self._lease.held:
            self._track(self.sender.attempt(notice.chat, call))
            return
        line = QueuedMessage(notice.chat, calls=[call], posted_at=monotonic())
        self._pacer.add(SendLane.REPLY, notice.chat, line)
        self._wake.set()

    @asynccontextmanager
    async def slot(self, chat: str) -> AsyncIterator[None]:
        """The slot of a message that comes by itself; it is sent, or not, within the block."""
        slot = SendSlot()
        if self._closed:
            slot.granted.set_result(None)
        else:
            self._pacer.add(SendLane.GROUP if is_group(chat) else SendLane.PRIVATE, chat, slot)
            self._wake.set()
        try:
            await slot.granted
            yield
        finally:
            if self._slots.get(chat) is slot:
                del self._slots[chat]
                self._pacer.done(chat, monotonic(), sent=slot.used)
                self._wake.set()

    def close(self) -> None:
        """No more slots: who waits for one finds nothing ready, and goes away."""
        self._closed = True
        for load in self._pacer.loads():
            if isinstance(load, SendSlot) and not load.granted.done():
                load.granted.set_result(None)

    async def send(self, outgoing: Outgoing) -> str:
        """Send a message that has the slot; Telegram's id of it. Raises DeliveryError."""
        chat, theirs = outgoing.chat, ""
        if chat in self._slots:
            self._slots[chat].used = True
        target = Target(number_of(outgoing.thread))
        calls = await self.sender.calls(outgoing, chat, target)
        for number, call in enumerate(await self._parts.left(outgoing.id, calls)):
            if number:
                self._pacer.charge(chat, monotonic())
                await self._parts.one_arrived(outgoing.id)
                await asyncio.sleep(max(0.0, self._pacer.free_at(chat) - monotonic()))
                self._pacer.spend(monotonic())
            theirs = await self.sender.deliver(chat, call)
        await self._parts.all_arrived(outgoing.id)
        self.recorder.remember(outgoing.id, theirs)
        self.sender.took_the_place_of(outgoing, theirs)
        return theirs

    async def run(self) -> None:
        """Send what waits until cancelled."""
        while True:
            self._wake.clear()
            self._start_what_may()
            await self._sleep()

    def _start_what_may(self) -> None:
        while self._may_take:
            taken = self._pacer.take(monotonic(), replies_only=self._crowded)
            if taken is None:
                return
            self._start(*taken)

    @property
    def _crowded(self) -> bool:
        """Whether only replies may be taken."""
        return len(self._slots) >= (1 if self.awaited else SLOTS_AT_ONCE)

    @property
    def _may_take(self) -> bool:
        """Whether one more may be under way; none before what has arrived is recorded."""
        room = 1 if self.health.careful else AT_ONCE
        busy = len(self._under_way) + len(self._slots)
        sure = self.recorder.up_to_date and self._in_flight.has_room(monotonic())
        return sure and self.health.ready and self._lease.held and busy < room

    @property
    def _queued_wait(self) -> bool:
        return any(isinstance(load, QueuedMessage) for load in self._pacer.loads())

    async def finish(self, within: float) -> None:
        """Let what is under way come to its end, and what waits go out for so many seconds."""
        for _ in range(round(within / LOOK_AGAIN)):
            if not self.ready or not (self._under_way or self._slots or self._queued_wait):
                break
            await asyncio.sleep(LOOK_AGAIN)
        if self._under_way:
            await asyncio.wait(self._under_way, timeout=within)
        with suppress(TimeoutError):
            async with asyncio.timeout(within):
                await self.recorder.flushed()

    async def _sleep(self) -> None:
        next_at = self._pacer.next_at(replies_only=self._crowded)
        delay = max(0.0, next_at - monotonic()) if self._may_take else STUCK_AFTER
        with suppress(TimeoutError):
            async with asyncio.timeout(min(delay, 60.0)):
                await self._wake.wait()

    def _start(self, chat: str, load: QueuedMessage | SendSlot) -> None:
        if isinstance(load, SendSlot):
            if load.granted.done():  # given up by now
                self._pacer.done(chat, monotonic(), sent=False)
            else:
                self._slots[chat] = load
                load.granted.set_result(None)
            return
        self._in_flight.begins(id(load), monotonic())
        with about(**load.ids):
            self._track(self._carry(chat, load))

    def _track(self, work: Coroutine[Any, Any, object]) -> None:
        task = asyncio.create_task(work)
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    async def _carry(self, chat: str, queued: QueuedMessage) -> None:
        try:
            await self._attempt(chat, queued)
        except ValueError as error:
            log.exception("a reply cannot be made")
            await self._give_up(queued, f"cannot be made: {type(error).__name__}")
        except Exception:
            log.exception("a reply waits: something is wrong with the store")
            self._pacer.hold(monotonic() + self._backoff.store, chat)
            self._again(chat, queued)
        finally:
            self._in_flight.ends(id(queued), monotonic())
            self._pacer.done(chat, monotonic())
            self._wake.set()

    async def _attempt(self, chat: str, queued: QueuedMessage) -> None:
        if queued.old and queued.reply is not None:
            queued.old = False
            if not await self._replies.may_resend(queued.reply, "may have arrived"):
                return
        if queued.calls is None and queued.outgoing is not None:
            made = await self.sender.calls(queued.outgoing, queued.owner, queued.target)
            queued.calls = await self._parts.left(queued.outgoing.id, made)
        queued.calls = queued.calls or []
        found = await self.sender.attempt(chat, queued.calls[0])
        if isinstance(found, SendOutcome):
            await self._failed(chat, queued, queued.calls, found)
        else:
            await self._arrived(chat, queued, queued.calls[1:], found)

    async def _arrived(
        self, chat: str, queued: QueuedMessage, left: list[Call], theirs: str
    ) -> None:
        queued.calls = left
        if left:
            if queued.reply is not None:
                await self._parts.one_arrived(queued.reply)
            self._pacer.add(SendLane.PRESS, chat, queued, first=True)  # nothing comes between
        elif queued.outgoing is not None:
            await self._parts.all_arrived(queued.outgoing.id)
            self.recorder.arrived(queued.outgoing.id, theirs)
            self._metrics.sent(PLATFORM, MessageKind.REPLY)
            self.sender.took_the_place_of(queued.outgoing, theirs)

    async def _failed(
        self, chat: str, queued: QueuedMessage, left: list[Call], found: SendOutcome
    ) -> None:
        other = left[0].other(found.kind)
        if other is not None:
            queued.calls = [other, *left[1:]]
            self._again(chat, queued)
            return
        match found.kind:
            case ErrorKind.NOT_SENT | ErrorKind.FLOOD | ErrorKind.TOKEN:
                self._again(chat, queued)
            case ErrorKind.MIGRATED:
                self._again(found.chat, queued)
            case ErrorKind.AMBIGUOUS:
                self._metrics.ambiguous(PLATFORM, MessageKind.REPLY)
                if queued.reply and await self._replies.may_resend(queued.reply, found.reason):
                    self._again(chat, queued)
            case ErrorKind.GONE | ErrorKind.RIGHTS:
                log.info("a chat cannot be reached any more: %s", found.reason)
            case _:
                await self._give_up(queued, found.reason)

    def _again(self, chat: str, queued: QueuedMessage) -> None:
        """Before all else of this chat, unless by now it would be no answer any more."""
        if monotonic() - queued.posted_at < REPLY_KEPT:
            self._pacer.add(queued.lane, chat, queued, first=True)

    async def _give_up(self, queued: QueuedMessage, reason: str) -> None:
        log.warning("a reply was given up: %s", reason)
        self._metrics.dead(PLATFORM, MessageKind.REPLY)
        if queued.reply is not None:
            await self._replies.given_up(queued.reply, reason)
