"""The way out: one paced sender for replies and for what comes by itself (promises 9.2 and 9.6)."""

import asyncio
import logging
import random
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from time import monotonic
from typing import Final

from telegram import Bot
from telegram.error import TelegramError

from adapters.common.core import Core
from adapters.common.recorder import Recorder
from adapters.common.signing import Press, Signer
from adapters.telegram.calls import Call, calls, perform
from adapters.telegram.flight import STUCK_AFTER, Flight
from adapters.telegram.health import Health
from adapters.telegram.inbound import PLATFORM, Notice
from adapters.telegram.letters import REPLY_KEPT, Letter, Turn
from adapters.telegram.options import Options
from adapters.telegram.outcome import Kind, Outcome, delivery_error, outcome
from adapters.telegram.pacer import Lane, Pacer, is_group
from adapters.telegram.render import Part
from bot.messages import Outgoing

log: Final = logging.getLogger(__name__)

AT_ONCE: Final = 32
TURNS_AT_ONCE: Final = 6
"""Messages under way at once, each to a chat of its own, and among them those of the scheduler's:
they want the store before they are sent. While somebody waits for an answer it is one of them."""

LOOK_AGAIN: Final = 0.02
"""Seconds between looks at what is left."""


class Outbox:
    """Takes replies and turns, and sends when the pacer says so."""

    def __init__(
        self, bot: Bot, signer: Signer, core: Core, options: Options, refused: Callable[[], None]
    ) -> None:
        self._bot = bot
        self._signer = signer
        self._carriage = core.carriage
        self._clock = core.clock
        self._refused = refused
        self._pacer: Pacer[Letter | Turn] = Pacer(options.pace)
        self._patience = options.patience
        self._wake = asyncio.Event()
        self._under_way: set[asyncio.Task[None]] = set()
        self._turns: dict[str, Turn] = {}
        self._lost: set[str] = set()
        self._flight = Flight()
        self.awaited = 0
        self.health = Health(bot.get_me, options.patience, self._wake.set, refused)
        self.recorder = Recorder(core.carriage, core.clock.now, self._wake.set)

    @property
    def ready(self) -> bool:
        """Whether anything may be sent now."""
        return self.health.ready and not self._pacer.held(monotonic())

    @property
    def resting(self) -> list[str]:
        """Chats that may not be written to now."""
        return self._pacer.resting(monotonic())

    def post(self, replies: Sequence[Outgoing], owner: str, *, old: bool = False) -> None:
        """Send these replies as soon as their chat may be written to."""
        for each in replies:
            letter = Letter(each.chat, each, owner, posted_at=monotonic(), old=old)
            self._pacer.add(Lane.REPLY, each.chat, letter)
        self._wake.set()

    def notify(self, notice: Notice) -> None:
        """Send a line that is not stored."""
        line = Letter(notice.chat, calls=[Call(Part(notice.text))], posted_at=monotonic())
        self._pacer.add(Lane.REPLY, notice.chat, line)
        self._wake.set()

    @asynccontextmanager
    async def turn(self, chat: str) -> AsyncIterator[None]:
        """The turn of a message that comes by itself; it is sent, or not, within the block."""
        turn = Turn()
        self._pacer.add(Lane.GROUP if is_group(chat) else Lane.PRIVATE, chat, turn)
        self._wake.set()
        try:
            await turn.granted
            yield
        finally:
            if turn.granted.done() and not turn.granted.cancelled():
                used = self._turns.pop(chat).used
                self._pacer.done(chat, monotonic(), sent=used)
                self._wake.set()

    async def send(self, outgoing: Outgoing) -> str:
        """Send a message whose turn it is; Telegram's id of it. Raises DeliveryError."""
        chat, theirs = outgoing.chat, ""
        if chat in self._turns:
            self._turns[chat].used = True
        for number, call in enumerate(await self._calls(outgoing, chat)):
            if number:
                await asyncio.sleep(self._pacer.pace.chat)
                self._pacer.spend(monotonic())
            theirs = await self._sent(chat, call)
        self.recorder.remember(outgoing.id, theirs)
        return theirs

    async def run(self) -> None:
        """Send what waits until cancelled."""
        while True:
            self._wake.clear()
            may_take = self._may_take
            crowded = len(self._turns) >= (1 if self.awaited else TURNS_AT_ONCE)
            taken = self._pacer.take(monotonic(), replies_only=crowded) if may_take else None
            if taken is None:
                await self._sleep(may_take=may_take, replies_only=crowded)
                continue
            self._start(*taken)

    @property
    def _may_take(self) -> bool:
        """Whether one more may be under way; none before what has arrived is recorded."""
        room = 1 if self.health.careful else AT_ONCE
        busy = len(self._under_way) + len(self._turns)
        sure = self.recorder.up_to_date and self._flight.has_room(monotonic())
        return sure and self.health.ready and busy < room

    async def finish(self, within: float) -> None:
        """Let what is under way come to its end, and what waits go out for so many seconds."""
        for _ in range(round(within / LOOK_AGAIN)):
            if not self.ready or not (self._under_way or self._turns or self._pacer.waiting):
                break
            await asyncio.sleep(LOOK_AGAIN)
        if self._under_way:
            await asyncio.wait(self._under_way, timeout=within)
        with suppress(TimeoutError):
            async with asyncio.timeout(within):
                await self.recorder.flushed()

    async def _sleep(self, *, may_take: bool, replies_only: bool) -> None:
        next_at = self._pacer.next_at(replies_only=replies_only)
        delay = max(0.0, next_at - monotonic()) if may_take else STUCK_AFTER
        try:
            async with asyncio.timeout(min(delay, 60.0)):
                await self._wake.wait()
        except TimeoutError:
            return

    def _start(self, chat: str, load: Letter | Turn) -> None:
        if isinstance(load, Turn):
            if load.granted.cancelled():
                self._pacer.done(chat, monotonic(), sent=False)
            else:
                self._turns[chat] = load
                load.granted.set_result(None)
            return
        self._flight.begins(id(load), monotonic())
        task = asyncio.create_task(self._carry(chat, load))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    async def _calls(self, outgoing: Outgoing, owner: str) -> list[Call]:
        edits = outgoing.edits and await self.recorder.theirs(outgoing.edits)
        shown = outgoing.edits or outgoing.id
        return calls(
            outgoing,
            lambda action: self._signer.data(Press(owner, shown, action)),
            edits or None,
        )

    async def _carry(self, chat: str, letter: Letter) -> None:
        try:
            await self._attempt(chat, letter)
        except ValueError as error:
            log.exception("a reply cannot be made")
            await self._give_up(letter, f"cannot be made: {type(error).__name__}")
        except Exception:
            log.exception("a reply waits: something is wrong with the store")
            self._pacer.hold(monotonic() + self._patience.store, chat)
            self._again(chat, letter)
        finally:
            self._flight.ends(id(letter), monotonic())
            self._pacer.done(chat, monotonic())
            self._wake.set()

    async def _attempt(self, chat: str, letter: Letter) -> None:
        if letter.old and letter.reply is not None:
            letter.old = False
            if not await self._carriage.may_resend(letter.reply, "may have arrived"):
                return
        if letter.calls is None and letter.outgoing is not None:
            letter.calls = await self._calls(letter.outgoing, letter.owner)
        letter.calls = letter.calls or []
        call = letter.calls[0].plain() if letter.plain else letter.calls[0]
        try:
            theirs = await perform(self._bot, chat, call)
        except TelegramError as error:
            await self._reply_failed(chat, letter, await self._judged(chat, error))
        else:
            self.health.arrived()
            self._reply_arrived(chat, letter, theirs)

    def _reply_arrived(self, chat: str, letter: Letter, theirs: str) -> None:
        assert letter.calls is not None  # noqa: S101 -- one of them was just made
        letter.calls = letter.calls[1:]
        if letter.calls:
            self._pacer.add(Lane.REPLY, chat, letter, first=True)
        elif letter.reply is not None:
            self.recorder.arrived(letter.reply, theirs)

    async def _reply_failed(self, chat: str, letter: Letter, found: Outcome) -> None:
        match found.kind:
            case Kind.NOT_SENT | Kind.FLOOD | Kind.TOKEN:
                self._again(chat, letter)
            case Kind.MIGRATED:
                self._again(found.chat, letter)
            case Kind.AMBIGUOUS:
                if letter.reply and await self._carriage.may_resend(letter.reply, found.reason):
                    self._again(chat, letter)
            case Kind.ENTITIES if not letter.plain:
                letter.plain = True
                self._again(chat, letter)
            case Kind.NOT_EDITABLE:
                letter.calls = [each.anew() for each in letter.calls or []]
                self._again(chat, letter)
            case Kind.UNCHANGED:
                call = (letter.calls or [])[0]
                self._reply_arrived(chat, letter, call.edits or "")
            case Kind.GONE:
                log.info("a chat cannot be reached any more: %s", found.reason)
            case _:
                await self._give_up(letter, found.reason)

    def _again(self, chat: str, letter: Letter) -> None:
        """Before all else of this chat, unless by now it would be no answer any more."""
        if monotonic() - letter.posted_at < REPLY_KEPT:
            self._pacer.add(Lane.REPLY, chat, letter, first=True)

    async def _give_up(self, letter: Letter, reason: str) -> None:
        log.warning("a reply was given up: %s", reason)
        if letter.reply is not None:
            await self._carriage.given_up(letter.reply, reason)

    async def _sent(self, chat: str, call: Call) -> str:
        try:
            theirs = await perform(self._bot, chat, call)
        except TelegramError as error:
            found = await self._judged(chat, error)
            if found.kind is Kind.ENTITIES and call.part.entities:
                return await self._sent(chat, call.plain())
            raise delivery_error(found) from None
        self.health.arrived()
        return theirs

    async def _judged(self, chat: str, error: TelegramError) -> Outcome:
        """What an error means, with what it means for everything else that waits."""
        found = outcome(error)
        match found.kind:
            case Kind.NOT_SENT:
                self.health.doubt()
            case Kind.AMBIGUOUS:
                self.health.ambiguous()
            case Kind.FLOOD:
                wait = found.seconds + random.uniform(0.1, 0.5)  # noqa: S311 -- jitter
                self._pacer.hold(monotonic() + wait, chat if is_group(chat) else None)
            case Kind.GONE:
                await self.lose(chat, found.reason)
            case Kind.MIGRATED:
                await self.move(chat, found.chat)
            case Kind.TOKEN:
                self._refused()
                self.health.doubt()
        return found

    async def lose(self, chat: str, reason: str) -> None:
        """A chat cannot be reached any more: forget what waits for it (promise 9.6)."""
        self._lost.add(chat)
        await self._carriage.switch_off(PLATFORM, chat, reason, self._clock.now())
        for load in self._pacer.drop(chat):
            if isinstance(load, Turn):
                self._pacer.add(Lane.PRIVATE, chat, load)  # it will find its message cancelled

    async def find(self, chat: str) -> list[int]:
        """Something came in from a chat: the learners who can be reached again by it."""
        if chat not in self._lost:
            return []
        self._lost.discard(chat)
        return await self._carriage.switch_on(PLATFORM, [chat])

    async def open(self) -> None:
        """Learn who cannot be reached."""
        self._lost = set(await self._carriage.are_off(PLATFORM))

    async def move(self, chat: str, new: str) -> None:
        """A group has a new id."""
        await self._carriage.moved(PLATFORM, chat, new)
        self._pacer.move(chat, new)
