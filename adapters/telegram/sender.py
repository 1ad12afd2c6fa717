"""Carries messages to Telegram, and knows what an error means for everything else that waits."""

import logging
import random
from dataclasses import replace
from time import monotonic
from typing import Final

from telegram import Bot

from adapters.common.core import Core
from adapters.common.errors import ErrorKind, SendOutcome, delivery_error
from adapters.common.reach import Reach
from adapters.common.recorder import Recorder
from adapters.common.signing import ANYONE, Press, Signer
from adapters.telegram.bursts import is_group
from adapters.telegram.calls import Call, calls, perform
from adapters.telegram.health import TelegramHealth
from adapters.telegram.inbound import PLATFORM
from adapters.telegram.outcome import outcome, picture_refused
from adapters.telegram.pacer import Pacer, SendLane
from adapters.telegram.queued import QueuedMessage, SendSlot
from adapters.telegram.targets import ANYWHERE, Target
from bot.chat.messages import Outgoing

log: Final = logging.getLogger(__name__)

JITTER: Final = (0.1, 0.5)
"""Seconds on top of what Telegram tells us to wait."""


_OF_THE_CHAT: Final = frozenset(
    {
        ErrorKind.NOT_SENT,
        ErrorKind.AMBIGUOUS,
        ErrorKind.FLOOD,
        ErrorKind.GONE,
        ErrorKind.MIGRATED,
    }
)
"""What is no word about a reaction alone."""


class TelegramSender:
    """Makes calls, and judges how they ended."""

    def __init__(
        self,
        bot: Bot,
        signer: Signer,
        core: Core,
        pacer: Pacer[QueuedMessage | SendSlot],
        health: TelegramHealth,
    ) -> None:
        self._bot = bot
        self._signer = signer
        self._chats = core.store.chats
        self._coach = core.coach
        self._pacer = pacer
        self._health = health
        self._studio = core.studio
        self.reach = Reach(core, PLATFORM)
        self.recorder = Recorder(core.store.messages, core.clock.now, health.changed)

    async def calls(self, outgoing: Outgoing, owner: str, target: Target = ANYWHERE) -> list[Call]:
        """What a message takes; its buttons are `owner`'s, or everybody's (promise 11.3)."""
        edits = outgoing.edits and await self.recorder.theirs(outgoing.edits)
        shown = outgoing.edits or outgoing.id
        whose = ANYONE if outgoing.message.shared or is_group(owner) else owner
        made = calls(
            outgoing,
            lambda action: self._signer.data(Press(whose, shown, action)),
            edits or None,
            await self._studio.images(outgoing.message),
        )
        alone = len(made) == 1 and not edits and target.asked is not None
        reaction = outgoing.message.reaction if alone else None
        made[0] = replace(made[0], answers=target.asked, reaction=reaction)
        return [replace(each, thread=target.thread) for each in made]

    async def attempt(self, chat: str, call: Call) -> str | SendOutcome:
        """Make one call: Telegram's id of the message, or what went wrong."""
        try:
            theirs = await perform(self._bot, chat, call)
        except Exception as error:  # noqa: BLE001 -- the library raises whatever a wrong answer makes it
            if call.spare is not None and (refused := picture_refused(error)):
                return refused
            found = await self._judged(chat, call, outcome(error))
            log.info("Telegram did not take it: %s", found.reason)
            return call.edits if found.kind is ErrorKind.UNCHANGED and call.edits else found
        self._health.arrived()
        return theirs

    async def deliver(self, chat: str, call: Call) -> str:
        """Make one call of the scheduler's; another form of it once. Raises DeliveryError."""
        found = await self.attempt(chat, call)
        other = call.other(found.kind) if isinstance(found, SendOutcome) else None
        if other is not None:
            return await self.deliver(chat, other)
        if isinstance(found, SendOutcome):
            raise delivery_error(found, comes_once=False)
        return found

    def took_the_place_of(self, outgoing: Outgoing, theirs: str) -> None:
        """A message that was to be edited may have gone, and stands somewhere else now."""
        if outgoing.edits and self.recorder.known(outgoing.edits) != theirs:
            self.recorder.arrived(outgoing.edits, theirs)

    async def lose(self, chat: str, reason: str) -> None:
        """A chat cannot be reached any more: forget what waits for it (promise 9.6)."""
        await self.reach.lose(chat, reason)
        for load in self._pacer.drop(chat):
            if isinstance(load, SendSlot):
                self._pacer.add(SendLane.PRIVATE, chat, load)  # it will find its message cancelled

    async def move(self, chat: str, new: str) -> None:
        """A group has a new id."""
        await self._chats.moved(PLATFORM, chat, new)
        self._pacer.move(chat, new)

    async def _judged(self, chat: str, call: Call, found: SendOutcome) -> SendOutcome:
        """What an error means, with what it means for everything else that waits."""
        if call.reaction is not None and found.kind not in _OF_THE_CHAT:
            return replace(found, kind=ErrorKind.REFUSED)  # a message may go where none can
        if found.kind is ErrorKind.THREAD and call.other(found.kind) is None:
            found = replace(found, kind=ErrorKind.RIGHTS)
        match found.kind:
            case ErrorKind.NOT_SENT:
                self._health.doubt()
            case ErrorKind.AMBIGUOUS:
                self._health.ambiguous()
            case ErrorKind.FLOOD:
                wait = found.seconds + random.uniform(*JITTER)  # noqa: S311 -- jitter
                self._pacer.refuse(chat, monotonic(), monotonic() + wait)
            case ErrorKind.GONE | ErrorKind.RIGHTS:
                await self.lose(chat, found.reason)
            case ErrorKind.THREAD if call.thread is not None:
                await self._coach.lose_thread(PLATFORM, chat, str(call.thread))
            case ErrorKind.MIGRATED:
                await self.move(chat, found.chat)
            case ErrorKind.TOKEN:
                self._health.refuse()
        return found
