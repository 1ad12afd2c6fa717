"""The coach: one event in, its reply out, one transaction; and the nudges that come by themselves.

It knows no platform and sends nothing (promises 9.3 and 9.4).
"""

import asyncio
import logging
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Final

from bot.chat.arguments import Suggests
from bot.chat.events import ButtonPressed, Event, FileReceived, FormSubmitted, Origin, is_for_others
from bot.chat.messages import Message, Outgoing
from bot.chat.scope import Scope
from bot.chat.secrecy import is_secret, secret_if_quoting
from bot.chat.translate import Say, say_in
from bot.coach.caretaker import Caretaker
from bot.coach.dispatch import Dispatch
from bot.coach.handled import HandledEvent
from bot.coach.refusals import refusal
from bot.domain import policy
from bot.domain.delivery import Delivery, Due, MessageKind
from bot.domain.learner import Learner
from bot.domain.moment import in_order, moment
from bot.domain.nudges.decide import Send, Skip, Wait, decide
from bot.domain.nudges.due import dues
from bot.domain.nudges.milestones import reached
from bot.domain.nudges.rhythm import Rhythm, heard, rhythm
from bot.errors import TROUBLE, CoachError, OutOfTurnError
from bot.features.autocomplete import Suggestion, members, suggest
from bot.features.groups import settlement
from bot.features.kit import Command, Context, Feature
from bot.features.nudges import prompts
from bot.features.plan.forecasting import keep_forecast
from bot.features.streak import runs
from bot.features.study import greeting, run_out
from bot.features.weekly.opened import is_under_way
from bot.ports.clock import Clock
from bot.ports.leases import Hold
from bot.ports.replies import Unsent
from bot.ports.store import Store, Work
from bot.roadmaps.catalogue import Catalogue

log: Final = logging.getLogger(__name__)


class Coach(Caretaker):
    """Handles events and makes nudges.

    Where the clock shows the world's time, events are `dated`: they happen when their platform
    says that they were said; else when they are received (promise 1.5).
    """

    def __init__(
        self,
        store: Store,
        clock: Clock,
        roadmaps: Catalogue,
        features: Iterable[Feature],
        *,
        dated: bool = False,
    ) -> None:
        super().__init__(store, clock)
        self._dated = dated
        self._roadmaps = roadmaps
        self._dispatch = Dispatch(features)

    @property
    def commands(self) -> tuple[Command, ...]:
        """Every command, in the order of the menus."""
        return self._dispatch.commands

    def scope(self, event: Event) -> Scope:
        """Who may cause an event where, and who sees the answer (promise 6.1)."""
        return self._dispatch.scope(event)

    def wants(self, event: FileReceived) -> bool:
        """Whether the content of a file is to be fetched, by its name, size and place (7.6)."""
        return self._dispatch.wants(event)

    async def handle(
        self, event: Event, *, again: bool = True, by: str | None = None
    ) -> tuple[Outgoing, ...]:
        """The answer to `event`, stored in one transaction with its effect.

        An event whose id was handled before has no second effect (promise 9.3). It gets the same
        answer as before, or none where it is not to be answered `again`. What a learner did wrong
        is answered in one line and changes nothing. What is said to others in a group is left
        alone and not kept (promise 6.1). The answer is sent `by` a process, or by whichever may.
        Raises what is in TROUBLE, and OutOfTurnError: nothing was stored, it is to come again.
        """
        now = self._clock.now()
        if is_for_others(event, self._dispatch.names):
            return ()
        asked = HandledEvent(event, now, again, by)
        try:
            answers = await self.in_slices(partial(self._transact, asked), now)
            if any(each.message.farewell for each in answers):
                await self._store.scrub()
            return answers
        except CoachError as error:
            return await self._transact(asked, error=error)
        except (*TROUBLE, OutOfTurnError):
            raise
        except Exception:
            log.exception("event %s failed", event.id)
            sorry = CoachError(
                "Something went wrong on my side, and nothing was changed. Please try again."
            )
            return await self._transact(asked, error=sorry)

    async def prepare(self, delivery_id: int, hold: Hold) -> Outgoing | None:
        """A delivery, ready to be sent; None where on looking again it is not wanted, or not yet.

        The intent to send is stored with it, and so is when the learner's next nudges are due.
        Where `hold` was lost meanwhile, nothing is done. Raises what is in `bot.errors.TROUBLE`,
        and whatever goes wrong while the text is made.
        """
        now = self._clock.now()
        async with self._store.work() as work:
            delivery = await work.deliveries.take(delivery_id, hold)
            if delivery is None:
                return None
            if delivery.learner_id is None:
                return await settlement.prepare(work, delivery, now)
            context = await self._context(await work.learners.by_id(delivery.learner_id), now, work)
            before = context.learner
            await run_out.catch_up(context)
            if context.learner is not before:
                await work.groups.touch(context.learner, now)
                await self._celebrate(context, f"delivery:{delivery.id}", delivery.platform)
            outgoing = await self._decided(context, delivery)
            await keep_forecast(context)
            planned = dues(context.learner, now, since=delivery.due_at)
            await work.learners.keep(context.learner, planned, now)
            return outgoing

    async def unsent(self, platform: str) -> tuple[Unsent, ...]:
        """Replies that a crash kept from being sent and that are still young (promise 9.4)."""
        return await self._store.replies.unsent(platform, self._clock.now() - policy.REPLY_KEPT)

    async def sent(self, outgoing: Sequence[Outgoing]) -> None:
        """Note that these messages have arrived."""
        if outgoing:
            await self._store.replies.sent([each.id for each in outgoing], self._clock.now())

    async def recent(
        self, platform: str, chat: str, limit: int, reader: str | None = None
    ) -> tuple[Outgoing, ...]:
        """Up to `limit` of the latest messages of a chat, newest first.

        With `reader`, an account, only those are returned that this person can see.
        """
        return await self._store.messages.recent(platform, chat, limit, reader)

    async def greeting(self, origin: Origin) -> Message:
        """The greeting of somebody who opens the coach; nothing of it is kept."""
        now = self._clock.now()
        async with self._store.work() as work:
            learner = await work.learners.known(origin.platform, origin.account)
            if learner is None:
                return greeting.first_words(say_in(origin.language))
            return greeting.greeting(await self._context(learner, now, work, origin))

    async def speaks_to(self, origin: Origin) -> Say:
        """The language of somebody, for what a platform says by itself."""
        async with self._store.work() as work:
            learner = await work.learners.known(origin.platform, origin.account)
        return say_in(learner.preferences.language) if learner else say_in(origin.language)

    async def suggest(self, what: Suggests, typed: str, origin: Origin) -> list[Suggestion]:
        """Suggestions for an option of the sort `what` of which `typed` is there; nothing is kept."""
        if what != "members":
            language = (await self.speaks_to(origin)).language
            names = [each.name for each in self.commands]
            return suggest(what, typed, self._roadmaps, names, language)
        async with self._store.work() as work:
            return await members(work.groups, origin.platform, origin.chat, typed)

    async def _transact(
        self, asked: HandledEvent, most: int | None = None, error: CoachError | None = None
    ) -> tuple[Outgoing, ...]:
        event, now = asked.event, asked.now
        async with self._store.work() as work:
            received = await work.inbox.receive(event, now)
            if received is None:
                return await work.replies.to(event, asked.by) if asked.again else ()
            said = moment(event.said_at if self._dated else None, received)
            learner = await work.learners.by_origin(event.origin, min(said, now))
            context = await self._context(
                learner, in_order(said, learner.acted_at, now), work, event.origin
            )
            context.present, context.looks_at = now, most
            await asyncio.sleep(0)  # all else has its turn, here and below
            await run_out.catch_up(context)
            context.hides = is_secret(event) or self._dispatch.intake(context, event).hides
            answer = (
                refusal(context, error) if error else await self._dispatch.answer(context, event)
            )
            await asyncio.sleep(0)
            if context.erases:
                return await self._erased(context, event, answer, asked.by)
            if event.origin.private:
                answer = runs.with_news(context, answer, learner)
            await self._follow_up(context, event, learner)
            if context.hides:
                await work.inbox.hide(event)
                answer = secret_if_quoting(answer)
            pressed = event.message if isinstance(event, ButtonPressed | FormSubmitted) else None
            return await work.replies.write(
                event, [answer, *context.further], pressed, now, asked.by
            )

    async def _erased(
        self, context: Context, event: Event, answer: Message, by: str | None
    ) -> tuple[Outgoing, ...]:
        """The last answer to somebody of whom nothing is kept; their groups' days count (7.5)."""
        work, now = context.work, context.present
        await settlement.settle(work, context.learner, now, context.looks_at)
        await work.groups.touch(context.learner, now)
        await work.people.erase(context.learner, event, now)
        farewell = answer.model_copy(update={"farewell": True, "edits": False})
        return await work.replies.write(event, [farewell], None, now, by)

    async def _context(
        self, learner: Learner, now: datetime, work: Work, origin: Origin | None = None
    ) -> Context:
        context = Context(
            now, learner, work, say_in(learner.preferences.language), self._roadmaps, origin=origin
        )
        await context.prepare()
        return context

    async def _follow_up(self, context: Context, event: Event, before: Learner) -> None:
        """What an event brings with it: milestones, and when the next nudges are due."""
        changed = context.learner is not before
        if changed:
            await context.work.groups.touch(context.learner, context.present)
            key = f"{event.origin.platform}:{event.id}"
            await self._celebrate(context, key, event.origin.platform)
        silent = rhythm(context.learner, context.today) is not Rhythm.FULL
        if context.heard:
            if context.learner.preferences.silent:
                await context.change_settings({"silent": "off"})
            context.learner = heard(context.learner, context.now)
        await keep_forecast(context)
        context.learner = replace(context.learner, acted_at=context.now)
        plans = changed or silent
        planned = dues(context.learner, context.present, since=context.now) if plans else None
        await context.work.learners.keep(context.learner, planned, context.present)

    async def _celebrate(self, context: Context, key: str, platform: str) -> None:
        """What was reached, in one message, unless a check-in is answered just now (4.3)."""
        if context.learner.enrolment is None:
            return
        stands_at = reached(context.learner, context.roadmap, context.ledger())
        names = [name for name in stands_at if name not in context.learner.milestones]
        if names and not is_under_way(context):
            await context.celebrate(names, key, platform)

    async def _decided(self, context: Context, delivery: Delivery) -> Outgoing | None:
        due = Due(delivery.kind, delivery.day, delivery.due_at, delivery.maker)
        match decide(context.learner, due, context.ledger, context.now):
            case Skip(reason):
                await context.skip(delivery, reason)
            case Wait(until):
                await context.work.deliveries.postpone(delivery, until)
            case Send(kind):
                return await self._made(context, delivery, kind)
        return None

    async def _made(
        self, context: Context, delivery: Delivery, kind: MessageKind
    ) -> Outgoing | None:
        group = await prompts.group_chat(context, kind)
        if delivery.body is None:
            wanted = prompts.private_chat(context, delivery, kind)
            if group is not None:
                wanted = group.platform, group.chat
            if wanted != (delivery.platform, delivery.chat):
                await context.work.deliveries.readdress(delivery, *wanted)
                return None  # it waits for its turn there
            text = await self._dispatch.make(context, delivery, kind)
            delivery = replace(delivery, opening=context.opening)
            if group is not None:
                text = await prompts.addressed(context, delivery, text)
            else:
                text = runs.with_news(context, text)
        else:
            text = Message.model_validate_json(delivery.body)
        context.learner, outgoing = await context.work.deliveries.begin_sending(
            context.learner, delivery, text.kind, text, context.now
        )
        here = group is not None and group.chat == delivery.chat
        return outgoing.model_copy(update={"thread": group.thread}) if group and here else outgoing
