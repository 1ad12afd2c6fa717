"""The way out: replies to what came in, and what comes by itself (promises 9.2 and 9.6)."""

import asyncio
import logging
import random
from collections import deque
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from contextlib import asynccontextmanager, suppress
from time import monotonic
from typing import Final

import discord

from adapters.common.backoff import REPLY_KEPT, SLOTS_AT_ONCE, Doubling
from adapters.common.core import Core
from adapters.common.errors import ErrorKind, SendOutcome, delivery_error
from adapters.common.reach import Reach
from adapters.common.recorder import Recorder
from adapters.common.signing import ANYONE, Press, Signer
from adapters.discord.asides import say, tell
from adapters.discord.calm import Calm
from adapters.discord.channel import Channels, Writing
from adapters.discord.dm_channels import DmChannels, DoorWaitsError
from adapters.discord.health import DiscordHealth
from adapters.discord.ids import DiscordChat
from adapters.discord.inbound import PLATFORM
from adapters.discord.interaction import (
    EarlierInteraction,
    ExpectedAnswers,
    InteractionAnswer,
    PendingInteraction,
)
from adapters.discord.outcome import is_wrong_door, outcome
from adapters.discord.pace import SendPace
from adapters.discord.parts import Data
from adapters.discord.queued import (
    QueuedReply,
    bare,
    drawn,
    opens,
    owner_of,
    passes,
    shown_or_told,
)
from bot.chat.events import ButtonPressed, Event
from bot.chat.messages import Outgoing
from bot.domain.delivery import MessageKind
from bot.errors import DeliveryError, HostError
from bot.ports.correlation import about

log: Final = logging.getLogger(__name__)

AGAIN: Final = Doubling(0.5, 30.0)
"""Seconds until a reply is tried again."""


class DiscordOutbox:
    """Sends replies, those to one person in order, and what the scheduler hands over."""

    def __init__(
        self,
        client: discord.Client,
        signer: Signer,
        core: Core,
        pace: SendPace,
        refused: Callable[[], None],
    ) -> None:
        self._client = client
        self._signer = signer
        self._replies = core.store.replies
        self._studio = core.studio
        self._metrics = core.metrics
        self._refused = refused
        self._expected = ExpectedAnswers()
        self._queues: dict[str, deque[QueuedReply]] = {}
        self._under_way: set[asyncio.Task[None]] = set()
        self.reach = Reach(core, PLATFORM)
        self._slots = asyncio.Semaphore(SLOTS_AT_ONCE)
        self.calm = Calm()
        self._channels = Channels(client, signer, pace.wait)
        self.dm_channels = DmChannels(client, core.store.key_value, self.reach.lose)
        self.health = DiscordHealth()
        record = self.calm.let_record
        self.recorder = Recorder(core.store.messages, core.clock.now, lambda: None, record)

    async def open(self, salt: str) -> None:
        """Learn who cannot be reached."""
        self._channels.salt = salt
        await self.reach.open()

    @property
    def ready(self) -> bool:
        """Whether anything may be sent now."""
        return self.health.ready

    @property
    def resting(self) -> list[str]:
        """Chats that may not be written to now: the library waits for them."""
        return []

    def expect(self, event: Event, pending: PendingInteraction) -> None:
        """An interaction waits for the reply to this event."""
        self._expected.add(event.id, pending)

    def expects(self, event: Event) -> bool:
        """Whether an interaction that came in here waits for the reply to this event."""
        return event.id in self._expected

    def post(self, event: Event, replies: Sequence[Outgoing], *, old: bool = False) -> None:
        """Send the replies to an event."""
        pending = self._expected.pop(event.id)
        key = f"{event.origin.chat} {event.origin.account}"
        for each in replies:
            queued = QueuedReply(event, each, monotonic(), pending, old)
            if key in self._queues:
                self._queues[key].append(queued)
            else:
                self._queues[key] = deque([queued])
                self._start(self._carry_all(key))

    def say(self, chat: str, line: str) -> None:
        """Say a line in somebody's direct messages that answers nothing and is not kept."""
        self._start(say(self._client, self.dm_channels, chat, line))

    def tell(self, pending: PendingInteraction, line: str) -> None:
        """Tell somebody a line beside the answer to what they did."""
        self._start(tell(pending, line, REPLY_KEPT))

    async def send(self, outgoing: Outgoing) -> str:
        """Send a message that comes by itself; Discord's id of it. Raises DeliveryError."""
        if self.reach.is_lost(outgoing.chat):
            raise DeliveryError("cannot be reached", permanent=True)
        try:
            theirs = await shown_or_told(
                outgoing, lambda each: self._write(each, ANYONE, again=each.again)
            )
        except DeliveryError:
            raise
        except Exception as error:  # noqa: BLE001 -- the library raises whatever a wrong answer makes it
            found = await self._judged(outgoing.chat, error)
            raise delivery_error(found, comes_once=True) from None
        self.recorder.remember(outgoing.id, theirs)
        return theirs

    @asynccontextmanager
    async def slot(self, _chat: str) -> AsyncIterator[None]:
        """The slot of a message that comes by itself: answers go first, for a while."""
        async with self._slots:
            await self.calm.let_prompt()
            yield

    def close(self) -> None:
        """No more slots: who waits for one finds nothing ready, and goes away."""
        self.calm.close()

    async def since(self, account: str, after: int, most: int) -> list[discord.Message]:
        """The first of somebody's direct messages after an instant, as an id of Discord's."""
        channel = await self.dm_channels.channel(account)
        return [] if channel is None else await self._channels.since(channel, after, most)

    async def finish(self, within: float) -> None:
        """Let what is under way come to its end."""
        if self._under_way:
            await asyncio.wait(self._under_way, timeout=within)
        with suppress(TimeoutError):
            async with asyncio.timeout(within):
                await self.recorder.flushed()
        for task in self._under_way:
            task.cancel()

    def _start(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(work)
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    async def _carry_all(self, key: str) -> None:
        queue = self._queues[key]
        while queue:
            queued = queue.popleft()
            with about(event=queued.event.id, reply=queued.outgoing.id):
                try:
                    await self._carry(queued)
                except Exception:
                    log.exception("a reply cannot be sent")
        del self._queues[key]

    async def _carry(self, queued: QueuedReply) -> None:
        """Try until it has arrived, or is no answer any more: no attempt makes a second message."""
        failures = 0
        while monotonic() - queued.posted_at < REPLY_KEPT:
            try:
                theirs = await self._attempt(queued)
            except DeliveryError as error:
                await self._give_up(queued, error.reason)
                return
            except Exception as error:  # noqa: BLE001 -- the library raises whatever a wrong answer makes it
                if queued.tells(error):
                    continue
                found = await self._judged(queued.outgoing.chat, error)
                if not await self._goes_on(queued, found):
                    return
                wait = random.uniform(0, AGAIN.after(failures))  # noqa: S311 -- jitter
                await asyncio.sleep(max(found.seconds, wait))
                failures += 1
            else:
                self.health.arrived()
                self.recorder.arrived(queued.outgoing.id, theirs)
                self._metrics.sent(PLATFORM, MessageKind.REPLY)
                return

    async def _goes_on(self, queued: QueuedReply, found: SendOutcome) -> bool:
        """Whether a reply that failed is tried again, perhaps in another way."""
        if passes(queued, found) or queued.turns(found):
            return True
        if found.kind is not ErrorKind.TOKEN:
            await self._give_up(queued, found.reason)
        return False

    async def _give_up(self, queued: QueuedReply, reason: str) -> None:
        log.warning("a reply was given up: %s", reason)
        self._metrics.dead(PLATFORM, MessageKind.REPLY)
        await self._replies.given_up(queued.outgoing.id, reason)

    async def _attempt(self, queued: QueuedReply) -> str:
        event, outgoing = queued.event, queued.outgoing
        owner = ANYONE if outgoing.message.shared else event.origin.account
        if queued.bare:
            outgoing = bare(outgoing)
        if queued.late or event.answer_with is None:
            return await self._write(outgoing, owner, again=queued.old or queued.late)
        if queued.pending is None:
            return await self._resumed(event, outgoing, owner, event.answer_with)
        return await self._answered(queued, outgoing, owner, queued.pending)

    async def _answered(
        self, queued: QueuedReply, outgoing: Outgoing, owner: str, pending: PendingInteraction
    ) -> str:
        event = queued.event
        data, form = self._data(outgoing, owner), outgoing.message.form
        if form is not None and opens(event, form) and await pending.ask(form, data(form.action)):
            pressed = outgoing.edits and await self.recorder.theirs(outgoing.edits)
            if pressed:
                return pressed
        hidden, theirs = outgoing.to is not None, ""
        for shape in (await drawn(outgoing, self._studio))[queued.done :]:
            answer = InteractionAnswer(shape, data, hidden, edits=outgoing.edits is not None)
            first = None if queued.done else await pending.answer(answer)
            if first is None and event.origin.private:
                return await self._write(outgoing, owner, again=False, begin=queued.done)
            theirs = first or await pending.further(answer)
            queued.done += 1
        return theirs

    async def _resumed(self, event: Event, outgoing: Outgoing, owner: str, token: str) -> str:
        """The answer to an interaction of before a restart, which may have been given already."""
        later = EarlierInteraction(self._client, token)
        if isinstance(event, ButtonPressed) and outgoing.edits is None and event.origin.private:
            pressed = event.message and await self.recorder.theirs(event.message)
            if await later.original() == pressed:
                return await self._write(outgoing, owner, again=True)
        made = await drawn(outgoing, self._studio)
        return await later.fill(InteractionAnswer(made[0], self._data(outgoing, owner)))

    async def _write(self, outgoing: Outgoing, owner: str, *, again: bool, begin: int = 0) -> str:
        channel = await self.dm_channels.open(outgoing.chat)
        edits = outgoing.edits and await self.recorder.theirs(outgoing.edits)
        made = (await drawn(outgoing, self._studio))[begin:]
        data = self._data(outgoing, owner_of(outgoing, owner))
        writing = Writing(outgoing.id, made, data, edits or None, again)
        try:
            theirs = await self._channels.write(channel, writing)
        except discord.HTTPException as error:
            if DiscordChat.parse(outgoing.chat).is_channel or not is_wrong_door(error):
                raise
            channel = await self.dm_channels.open_anew(outgoing.chat)
            theirs = await self._channels.write(channel, writing)
        self.health.arrived()
        return theirs

    def _data(self, outgoing: Outgoing, owner: str) -> Data:
        shown = outgoing.edits or outgoing.id
        return lambda action: self._signer.data(Press(owner, shown, action))

    async def _judged(self, chat: str, error: BaseException) -> SendOutcome:
        """What an error means, with what it means for everything else."""
        if isinstance(error, DoorWaitsError):
            return SendOutcome(ErrorKind.WAITS, "direct messages are not open yet", error.seconds)
        if isinstance(error, HostError):
            return SendOutcome(ErrorKind.AMBIGUOUS, str(error))  # Discord is not to be blamed
        found = outcome(error)
        self.health.judged(found)
        if found.kind is ErrorKind.TOKEN:
            self._refused()
        lost = {ErrorKind.GONE, *([ErrorKind.RIGHTS] if DiscordChat.parse(chat).is_channel else [])}
        if found.kind in lost:
            await self.reach.lose(chat, found.reason)
        return found
