"""The way in: stored before it is acknowledged, then handled in order (promises 9.1 and 9.3)."""

import asyncio
import logging
from collections.abc import Coroutine, Sequence
from time import monotonic
from typing import Final

import discord

from adapters.common.core import Core
from adapters.common.fetching import Fetch, Fetching
from adapters.common.flood import Flood, Verdict
from adapters.common.handling import Handling
from adapters.common.quarantine import Quarantine
from adapters.discord.arrival import Arrival
from adapters.discord.asides import refuse, reply_to
from adapters.discord.autocomplete import Completions
from adapters.discord.dm_channels import CLOSED
from adapters.discord.ids import DiscordChat, DiscordEventId
from adapters.discord.inbound import (
    IGNORED,
    PLATFORM,
    DiscordInbound,
    DiscordReader,
    locale_of,
)
from adapters.discord.interaction import PendingInteraction
from adapters.discord.lookback import LookBack
from adapters.discord.outbox import DiscordOutbox
from adapters.discord.outcome import outcome
from bot.chat.events import ButtonPressed, Event, FormSubmitted
from bot.chat.scope import Audience
from bot.chat.translate import Say, say_in
from bot.errors import TROUBLE, named
from bot.features.asides import SLOW_DOWN, UNREADABLE

log: Final = logging.getLogger(__name__)

HEARD_WITHIN: Final = 0.6
"""Seconds after which an interaction without an answer is at least acknowledged."""

CROWD: Final = 20
"""Interactions together from which on each is acknowledged before anything else is done."""

BATCH: Final = 200
STORE_AGAIN: Final = 0.3


class DiscordInbox:
    """Takes in what the gateway brings, and has it handled."""

    def __init__(
        self,
        reader: DiscordReader,
        core: Core,
        outbox: DiscordOutbox,
        flood: Flood,
        fetch: Fetch,
    ) -> None:
        self._reader = reader
        self._coach = core.coach
        self._outbox = outbox
        self._flood = flood
        self._arrivals: asyncio.Queue[Arrival] = asyncio.Queue()
        self._small: set[asyncio.Task[None]] = set()
        self._offers = Completions(core.coach)
        self._quarantine = Quarantine(core, PLATFORM)
        files = Fetching(core.coach.wants, fetch)
        self.handling = Handling(
            core,
            PLATFORM,
            outbox.post,
            waits=outbox.calm.waits,
            asks=files.asks,
            prepare=files.filled,
            answers=lambda event: core.lease.held or outbox.expects(event),
        )
        self._look_back = LookBack(
            core.store.inbox, core.store.key_value, outbox, self._take_written
        )

    def interaction(self, interaction: discord.Interaction) -> None:
        """An interaction came in."""
        if interaction.type is discord.InteractionType.autocomplete:
            self._start(self._offers.offer(interaction))
            return
        try:
            inbound = self._reader.interaction(interaction)
        except Exception as error:  # noqa: BLE001 -- whatever is wrong with it
            self.unread(str(interaction.id), interaction.data, error)
            self._start(refuse(interaction, Say().line(UNREADABLE)))
            return
        pending = PendingInteraction(interaction, hidden=self._is_hidden(inbound.event))
        refusal = inbound.refusal or self._flooded(inbound.event, interaction)
        if refusal:
            self._start(refuse(interaction, refusal))
        elif inbound.event is not None:
            self._arrive(Arrival(inbound, monotonic(), pending))

    def _is_hidden(self, event: Event | None) -> bool:
        """Whether the answer is most likely for the asker alone."""
        if event is None or event.origin.private:
            return False
        return self._coach.scope(event).audience is Audience.ASKER

    def message(self, message: discord.Message) -> None:
        """A message came in."""
        inbound = self._read(message)
        if inbound.event is not None and self._verdict(inbound.event) is Verdict.FINE:
            self._arrive(Arrival(inbound, monotonic()))
        elif inbound.refusal and self._flood.may_notice(str(message.author.id)):
            self._start(reply_to(message, inbound.refusal))

    def unread(self, id_: str, what: object, error: Exception) -> None:
        """Something came in that can never be read: it is set aside, for the host."""
        self._start(self._set_aside(id_, what, error))

    async def _set_aside(self, id_: str, what: object, error: Exception) -> None:
        try:
            await self._quarantine.keep(id_, what, error)
        except TROUBLE as trouble:
            log.warning("event %s is not kept: %s", id_, trouble)

    def began(self) -> None:
        """A new session has begun: what people wrote before it has to be read."""
        self._look_back.began()

    def gone(self, channels: Sequence[int]) -> None:
        """Channels were deleted, or the bot was removed from their server."""
        self._start(self._lose(channels))

    async def _take_written(self, messages: Sequence[discord.Message]) -> None:
        """Messages that are read later: they are stored when this returns."""
        inbound = [self._read(message) for message in messages]
        arrivals = [Arrival(each, monotonic()) for each in inbound if each.event is not None]
        if arrivals:
            await self._take(arrivals)

    def _read(self, message: discord.Message) -> DiscordInbound:
        try:
            return self._reader.message(message)
        except Exception as error:  # noqa: BLE001 -- whatever is wrong with it
            event_id = DiscordEventId(message.id, is_message=True)
            self.unread(str(event_id), message.content, error)
            return IGNORED

    async def _lose(self, channels: Sequence[int]) -> None:
        for channel in channels:
            try:
                await self._outbox.reach.lose(str(DiscordChat(channel, is_channel=True)), "gone")
            except Exception:
                log.exception("that a channel is gone could not be noted")

    async def run(self) -> None:
        """Take in and handle until cancelled; then leave what is not needed any more."""
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(self.handling.run())
                await self._take_in()
        finally:
            self._look_back.close()
            for task in self._small:
                task.cancel()

    async def _take_in(self) -> None:
        while True:
            arrivals = [await self._arrivals.get()]
            while not self._arrivals.empty() and len(arrivals) < BATCH:
                arrivals.append(self._arrivals.get_nowait())
            await self._look_back.noted()
            try:
                await self._take(arrivals)
            finally:
                self._outbox.calm.waits(-len(arrivals))

    def _arrive(self, arrival: Arrival) -> None:
        self._outbox.calm.waits(1)
        self._arrivals.put_nowait(arrival)

    async def _take(self, arrivals: Sequence[Arrival]) -> None:
        """Store what came in; from then on it is acknowledged, and will be handled."""
        new = await self._stored(arrivals)
        hearing = []
        for each in arrivals:
            event = each.inbound.event
            if event is not None and event.id in new and each.pending is not None:
                self._outbox.expect(event, each.pending)
                hearing.append(self._start(self._hear(each.pending, each.at, len(arrivals))))
        if len(hearing) >= CROWD:
            await self._before_all_else(hearing)
        self.handling.queue(list(new.values()))
        self._start(self._note_all(arrivals))

    async def _note_all(self, arrivals: Sequence[Arrival]) -> None:
        try:
            for each in arrivals:
                await self._note(each)
        except Exception:
            log.exception("what is known of a chat could not be noted")

    async def _stored(self, arrivals: Sequence[Arrival]) -> dict[str, Event]:
        """The events that are new, by their ids; the store is asked until it takes them."""
        events = [each.inbound.event for each in arrivals if each.inbound.event is not None]
        shown = {ours: id_ for each in arrivals for ours, id_ in each.inbound.shown.items()}
        for ours, theirs in shown.items():
            self._outbox.recorder.remember(ours, theirs)
        while True:
            try:
                await self._remember_dm_channels(arrivals)
                new = await self.handling.accept(events, shown)
            except TROUBLE as error:
                log.warning("what came in could not be stored; trying again: %s", error)
                await asyncio.sleep(STORE_AGAIN)
            except Exception as error:  # noqa: BLE001 -- one of them may be to blame
                return await self._stored_alone(arrivals, error)
            else:
                return {event.id: event for event in new}

    async def _stored_alone(
        self, arrivals: Sequence[Arrival], error: Exception
    ) -> dict[str, Event]:
        """The same one by one: what the store cannot take is set aside."""
        if len(arrivals) > 1:
            log.warning("what came in cannot be stored together: %s", named(error))
            new: dict[str, Event] = {}
            for each in arrivals:
                new |= await self._stored([each])
            return new
        for event in [each.inbound.event for each in arrivals if each.inbound.event is not None]:
            await self._set_aside(event.id, event.model_dump(exclude={"answer_with"}), error)
        return {}

    async def _remember_dm_channels(self, arrivals: Sequence[Arrival]) -> None:
        """Where these people are answered, also after a crash."""
        inbound = [each.inbound for each in arrivals]
        channels = {
            each.event.origin.account: each.dm_channel
            for each in inbound
            if each.event is not None and each.dm_channel is not None
        }
        await self._outbox.dm_channels.remember(channels)

    async def _before_all_else(self, hearing: Sequence["asyncio.Task[None]"]) -> None:
        """Let everybody know that they were heard, before anything is done about it."""
        await asyncio.wait(hearing, timeout=HEARD_WITHIN)

    async def _hear(self, pending: PendingInteraction, since: float, together: int) -> None:
        within = HEARD_WITHIN if together < CROWD else 0.0
        await asyncio.sleep(max(0.0, since + within - monotonic()))
        try:
            await pending.hear()
        except Exception as error:  # noqa: BLE001 -- it is said once, and may be lost
            log.warning("an interaction was not acknowledged: %s", outcome(error).reason)

    async def _note(self, arrival: Arrival) -> None:
        """What it says about where its person can be reached."""
        event = arrival.inbound.event
        if event is None:
            return
        account = event.origin.account
        if arrival.inbound.dm_channel is None:
            await self._outbox.dm_channels.request(account)
        if event.origin.chat != account:
            await self._outbox.reach.find(event.origin.chat)
        was_lost = self._outbox.reach.is_lost(account)
        learners = await self._outbox.reach.find(account)
        if was_lost and arrival.pending is not None:
            say = say_in(event.origin.language)
            self._outbox.tell(arrival.pending, say.line(CLOSED))
        for learner in learners:
            await self._coach.reschedule(learner)

    def _verdict(self, event: Event) -> Verdict:
        """Whether this is no flood (promise 11.5); buttons and forms do not count."""
        if isinstance(event, ButtonPressed | FormSubmitted):
            return Verdict.FINE
        verdict = self._flood.verdict(event.origin.account)
        if verdict is Verdict.WARN and event.answer_with is None:
            self._outbox.say(event.origin.chat, _slow_down(event.origin.language))
        return verdict

    def _flooded(self, event: Event | None, interaction: discord.Interaction) -> str:
        """What is said to too many commands: an interaction is never left without an answer."""
        if event is None or self._verdict(event) is Verdict.FINE:
            return ""
        return _slow_down(locale_of(interaction))

    def _start(self, work: Coroutine[None, None, None]) -> "asyncio.Task[None]":
        task = asyncio.create_task(work)
        self._small.add(task)
        task.add_done_callback(self._small.discard)
        return task


def _slow_down(language: str | None) -> str:
    return say_in(language).line(SLOW_DOWN)
