"""The way in: stored before it is confirmed, then handled, a chat in order (promises 9.1, 9.3)."""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Final

from telegram import Bot
from telegram.error import BadRequest, TelegramError

from adapters.common.core import Core, PlatformError
from adapters.common.fetching import Fetching
from adapters.common.flood import Flood, Verdict
from adapters.common.handling import Handling
from adapters.common.quarantine import Quarantine
from adapters.telegram.fetching import fetch
from adapters.telegram.inbound import (
    PLATFORM,
    ChatMove,
    Notice,
    PressAnswer,
    TelegramInbound,
    TelegramReader,
    checked,
)
from adapters.telegram.managers import Managers
from adapters.telegram.outbox import TelegramOutbox
from adapters.telegram.outcome import outcome
from bot.chat.events import ButtonPressed, Event
from bot.chat.translate import say_in
from bot.errors import TROUBLE
from bot.features.asides import SLOW_DOWN
from bot.ports.correlation import about

Json = Mapping[str, object]
"""An update as it came."""

log: Final = logging.getLogger(__name__)

ANSWERERS: Final = 4
QUEUE_MOST: Final = 1000
"""Presses that wait to be answered."""


class TelegramInbox:
    """Takes updates in and has them handled."""

    def __init__(
        self, bot: Bot, reader: TelegramReader, core: Core, outbox: TelegramOutbox, flood: Flood
    ) -> None:
        self._bot = bot
        self._reader = reader
        self._coach = core.coach
        self._outbox = outbox
        self._flood = flood
        self._managers = Managers(bot)
        self._files = Fetching(core.coach.wants, partial(fetch, bot))
        self._new_chats: dict[str, str] = {}
        self._quarantine = Quarantine(core, PLATFORM)
        self.handling = Handling(
            core,
            PLATFORM,
            outbox.post,
            waits=self._wait,
            took_up=self._answer_to,
            asks=self._asks,
            prepare=self._prepared,
            answers=lambda _: core.lease.held,
        )
        self._answers: asyncio.Queue[PressAnswer] = asyncio.Queue(QUEUE_MOST)

    async def take(self, updates: Sequence[Json]) -> None:
        """Store what `updates` say; when this returns, they may be confirmed.

        What can never be read is set aside. Raises what is in `bot.errors.TROUBLE`.
        """
        read = [(update, await self._read(update)) for update in updates]
        readable = [(update, inbound) for update, inbound in read if inbound is not None]
        try:
            await self._take([inbound for _, inbound in readable])
        except TROUBLE:
            raise
        except Exception:
            log.exception("updates could not be taken together; each is taken by itself")
            for update, inbound in readable:
                await self._take_alone(update, inbound)

    async def _read(self, update: Json) -> TelegramInbound | None:
        """What an update says; None where that can never be read."""
        try:
            inbound = self._reader.read(checked(update, self._bot))
            if inbound.event is not None:
                inbound.event.model_dump_json().encode()
        except Exception as error:  # noqa: BLE001 -- whatever is wrong with it
            await self._quarantine.keep(_number(update), update, error)
            return None
        return inbound

    async def _take_alone(self, update: Json, inbound: TelegramInbound) -> None:
        try:
            await self._take([inbound])
        except TROUBLE:
            raise
        except Exception as error:  # noqa: BLE001 -- whatever is wrong with it
            await self._quarantine.keep(_number(update), update, error)

    async def _take(self, inbound: Sequence[TelegramInbound]) -> None:
        """Presses are answered at once, before anything else is done about them."""
        for each in inbound:
            if each.answered is not None:
                self._answer(each.answered)
        await self._move([each.moved for each in inbound if each.moved is not None])
        events = [each.event for each in inbound if await self._may_come_in(each)]
        shown = {ours: theirs for each in inbound for ours, theirs in each.shown.items()}
        wanted = [self._where_it_is_now(event) for event in events if event is not None]
        for ours, theirs in shown.items():
            self._outbox.recorder.remember(ours, theirs)
        if not (len(wanted) == 1 and await self._at_once(wanted[0])):
            self.handling.queue(await self._accepted(wanted, shown) if wanted else ())
        for each in inbound:
            await self._note(each)

    async def _at_once(self, event: Event) -> bool:
        """Whether the only thing that was said could be handled before anything else."""
        if isinstance(event, ButtonPressed) or not event.origin.private or self._asks(event):
            return False
        self._outbox.awaited += 1
        try:
            with about(event=event.id):
                return await self.handling.at_once(event)
        finally:
            self._outbox.awaited -= 1

    async def _accepted(self, wanted: list[Event], shown: dict[str, str]) -> Sequence[Event]:
        """Those that are new; from now on somebody waits for an answer."""
        self._outbox.awaited += len(wanted)
        try:
            new = await self.handling.accept(wanted, shown)
        finally:
            self._outbox.awaited -= len(wanted)
        return new

    async def run(self) -> None:
        """Handle what comes in until cancelled."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self.handling.run())
            for _ in range(ANSWERERS):
                group.create_task(self._answer_all())

    async def _may_come_in(self, inbound: TelegramInbound) -> bool:
        """Whether this is no flood (promise 11.5); buttons do not count."""
        event = inbound.event
        if event is None or inbound.answered is not None:
            return event is not None
        verdict = await self._flood.verdict_among_all(event.origin.account)
        if verdict is Verdict.WARN:
            line = say_in(event.origin.language).line(SLOW_DOWN)
            self._outbox.notify(Notice(event.origin.chat, line, event.origin.thread))
        return verdict is Verdict.FINE

    async def _move(self, moves: Sequence[ChatMove]) -> None:
        """Groups have new ids, before anything is done about what was said in them."""
        for moved in moves:
            self._new_chats[moved.chat] = moved.new
            await self._outbox.sender.move(moved.chat, moved.new)

    def _where_it_is_now(self, event: Event) -> Event:
        new = self._new_chats.get(event.origin.chat)
        return event if new is None else event.in_chat(new)

    async def _note(self, inbound: TelegramInbound) -> None:
        """What an update says about its chat."""
        if inbound.notice is not None and self._flood.may_notice(inbound.notice.chat):
            self._outbox.notify(inbound.notice)
        sender = self._outbox.sender
        if inbound.members is not None:
            self._managers.forget(inbound.members)
        if inbound.gone is not None:
            await sender.lose(inbound.gone, "blocked")
        if inbound.back is not None:
            for learner in await sender.reach.find(inbound.back):
                await self._coach.reschedule(learner)

    def _asks(self, event: Event) -> bool:
        """Whether something has to be known before an event is handled."""
        moved = event.origin.chat in self._new_chats
        return moved or self._asks_who_manages(event) or self._files.asks(event)

    def _asks_who_manages(self, event: Event) -> bool:
        origin = event.origin
        if origin.private or origin.manages_chat:
            return False
        return self._coach.scope(event).managers_only

    async def _prepared(self, event: Event) -> Event:
        """An event with what has to be known before it is handled. Raises PlatformError."""
        event = await self._files.filled(self._where_it_is_now(event))
        if not self._asks_who_manages(event):
            return event
        try:
            manages = await self._managers.manages(event.origin.chat, event.origin.account)
        except TelegramError as error:
            raise PlatformError(error.message) from None
        known = event.origin.model_copy(update={"manages_chat": manages})
        return event.model_copy(update={"origin": known})

    def _answer(self, answered: PressAnswer) -> None:
        try:
            self._answers.put_nowait(answered)
        except asyncio.QueueFull:
            log.warning("a press could not be answered: too many at once")

    async def _answer_all(self) -> None:
        while True:
            answered = await self._answers.get()
            try:
                await self._bot.answer_callback_query(answered.query, text=answered.text or None)
            except BadRequest:
                log.debug("a press was answered too late")
            except Exception as error:  # noqa: BLE001 -- the press itself is handled all the same
                log.warning("a press was not answered: %s", outcome(error).reason)

    def _wait(self, change: int) -> None:
        self._outbox.awaited += change

    def _answer_to(self, event: Event) -> None:
        query = self._reader.query_of(event)
        if query is not None:
            self._answer(PressAnswer(query))


def _number(update: Json) -> str:
    return str(update.get("update_id"))[:32]
