"""The coach: one event in, its reply out, one transaction; and the nudges that come by themselves.

It knows no platform and sends nothing (promises 9.3 and 9.4).
"""

import logging
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Final

from bot.arguments import Suggests, parse
from bot.commands import COMMAND_PREFIX, PERSONAL, Command, Feature, Turn, unknown_command
from bot.domain import policy
from bot.domain.delivery import Delivery, Due, Kind
from bot.domain.due import dues
from bot.domain.learner import Learner
from bot.domain.milestones import reached
from bot.domain.nudges import Send, Skip, Wait, decide
from bot.domain.rhythm import Rhythm, heard, rhythm
from bot.errors import CoachError, HostError
from bot.events import (
    ButtonPressed,
    CommandInvoked,
    Event,
    FormSubmitted,
    Origin,
    TextReceived,
    length_of,
)
from bot.features import gathering, prompts
from bot.features.suggesting import Suggestion, members, suggest
from bot.leasing import Fenced
from bot.library import Library
from bot.messages import Message, Outgoing, Paragraph, message
from bot.ports import Clock, Failure, Store, Unsent, Work
from bot.say import Say, languages

log: Final = logging.getLogger(__name__)

GROUPS_AT_ONCE: Final = 100


class Coach:
    """Handles events and makes nudges."""

    def __init__(
        self, store: Store, clock: Clock, roadmaps: Library, features: Iterable[Feature]
    ) -> None:
        features = tuple(features)
        self._store = store
        self._clock = clock
        self._roadmaps = roadmaps
        self._commands = {each.name: each for part in features for each in part.commands}
        self._actions = {each.name: each for part in features for each in part.actions}
        self._questions = {each.name: each for part in features for each in part.questions}
        self._forms = {each.name: each for part in features for each in part.forms}
        self._nudges = {each.kind: each for part in features for each in part.nudges}

    @property
    def commands(self) -> tuple[Command, ...]:
        """Every command, in the order of the menus."""
        return tuple(self._commands.values())

    def is_managed(self, event: Event) -> bool:
        """Whether it matters for an event that its sender manages the chat (promise 6.1)."""
        if not isinstance(event, CommandInvoked) or event.name not in self._commands:
            return False
        words = (word.rpartition("=")[2].lower() for word in event.words.split())
        return not self._commands[event.name].managed.isdisjoint(words)

    async def handle(self, event: Event, *, again: bool = True) -> tuple[Outgoing, ...]:
        """The answer to `event`, stored together with its effect.

        An event whose id was handled before has no second effect; it gets the same answer, or
        none where it is not to be answered `again`.
        What a learner did wrong is answered in one line and changes nothing. Free text in a group
        is left alone, and not kept (promise 8).
        """
        now = self._clock.now()
        if isinstance(event, TextReceived) and not event.origin.private:
            return ()
        try:
            return await self._transact(event, now, None, again=again)
        except CoachError as error:
            return await self._transact(event, now, error, again=again)
        except HostError:
            raise
        except Exception:
            log.exception("event %s failed", event.id)
            sorry = CoachError(
                "Something went wrong on my side, and nothing was changed. Please try again."
            )
            return await self._transact(event, now, sorry, again=again)

    async def prepare(self, delivery_id: int, lease: Fenced | None = None) -> Outgoing | None:
        """A delivery, ready to be sent; None when on looking again it is not wanted (any more).

        The intent to send is stored with it, and so is when the learner's next nudges are due.
        Under a lease that was lost meanwhile nothing is done.
        """
        now = self._clock.now()
        async with self._store.work() as work:
            delivery = await work.delivery(delivery_id)
            if delivery is None or (lease and not await work.holds(lease.role, lease.fence)):
                return None
            if delivery.learner_id is None:
                return await gathering.prepare(work, delivery, now)
            turn = await self._turn(await work.learner_by_id(delivery.learner_id), now, work)
            outgoing = await self._decided(turn, delivery)
            planned = dues(turn.learner, now, since=delivery.due_at)
            await work.keep(turn.learner, planned, now)
            return outgoing

    async def set_aside(self, delivery_id: int, reason: str) -> None:
        """A delivery that cannot be made is at its end; its learner's next nudges are planned."""
        async with self._store.work() as work:
            delivery = await work.delivery(delivery_id)
        await self._store.failed(delivery_id, Failure(reason), self._clock.now())
        if delivery is not None and delivery.learner_id is not None:
            await self.reschedule(delivery.learner_id)

    async def tend(self) -> None:
        """Look after the groups that are due: settle days, post and edit boards (promise 6.3)."""
        now = self._clock.now()
        async with self._store.work() as work:
            due = await work.groups.due(now, GROUPS_AT_ONCE)
        while due:
            for group_id in due:
                await self._tend_one(group_id, now)
            async with self._store.work() as work:
                due = await work.groups.due(now, GROUPS_AT_ONCE)

    async def _tend_one(self, group_id: int, now: datetime) -> None:
        """A group that cannot be looked after is set aside for a while; the others go on."""
        try:
            async with self._store.work() as work:
                await gathering.tend(work, group_id, now)
        except Exception:
            log.exception("group %s cannot be looked after", group_id)
            async with self._store.work() as work:
                await work.groups.postpone(group_id, now + policy.GROUP_SET_ASIDE)

    async def reschedule(self, learner_id: int) -> None:
        """Plan a learner's nudges anew."""
        now = self._clock.now()
        async with self._store.work() as work:
            learner = await work.learner_by_id(learner_id)
            await work.keep(learner, dues(learner, now), now)

    async def unsent(self, platform: str) -> tuple[Unsent, ...]:
        """Replies that a crash kept from being sent and that are still young (promise 9.4)."""
        return await self._store.unsent(platform, self._clock.now() - policy.REPLY_KEPT)

    async def sent(self, outgoing: Sequence[Outgoing]) -> None:
        """Note that these messages have arrived."""
        if outgoing:
            await self._store.sent([each.id for each in outgoing], self._clock.now())

    async def recent(
        self, platform: str, chat: str, limit: int, reader: str | None = None
    ) -> tuple[Outgoing, ...]:
        """The latest messages of a chat, newest first; as `reader` sees it, where that is given."""
        return await self._store.recent(platform, chat, limit, reader)

    async def suggest(self, what: Suggests, typed: str, origin: Origin) -> list[Suggestion]:
        """What somebody may mean who is still typing an option; nothing of it is kept."""
        if what != "members":
            return suggest(what, typed, self._roadmaps, self._commands)
        async with self._store.work() as work:
            return await members(work.groups, origin.platform, origin.chat, typed)

    async def _transact(
        self, event: Event, now: datetime, error: CoachError | None, *, again: bool
    ) -> tuple[Outgoing, ...]:
        async with self._store.work() as work:
            if not await work.receive(event, now):
                return await work.reply_to(event) if again else ()
            learner = await work.learner(event.origin, now)
            turn = await self._turn(learner, now, work, event.origin)
            answer = _refusal(turn, error) if error else await self._answer(turn, event)
            await self._follow_up(turn, event, learner)
            pressed = event.message if isinstance(event, ButtonPressed | FormSubmitted) else None
            return await work.reply(event, [answer], pressed, now)

    async def _turn(
        self, learner: Learner, now: datetime, work: Work, origin: Origin | None = None
    ) -> Turn:
        language = learner.preferences.language
        say = Say(language if language in languages() else "en")
        turn = Turn(now, learner, say, work, self._roadmaps, origin=origin)
        await turn.prepare()
        return turn

    async def _follow_up(self, turn: Turn, event: Event, before: Learner) -> None:
        """What an event brings with it: milestones, and when the next nudges are due."""
        changed = turn.learner is not before
        if changed:
            await turn.work.groups.touch(turn.learner, turn.now)
        if changed and turn.learner.enrolment is not None:
            known = turn.learner.milestones
            stands_at = reached(turn.learner, turn.roadmap, turn.ledger())
            if names := [name for name in stands_at if name not in known]:
                key = f"{event.origin.platform}:{event.id}"
                turn.learner = await turn.work.celebrate(
                    turn.learner, names, key, now=turn.now, today=turn.today
                )
        silent = rhythm(turn.learner, turn.today) is not Rhythm.FULL
        if turn.heard:
            turn.learner = heard(turn.learner, turn.now)
        planned = dues(turn.learner, turn.now) if changed or silent else None
        await turn.work.keep(turn.learner, planned, turn.now)

    async def _answer(self, turn: Turn, event: Event) -> Message:
        if length_of(event) > policy.TEXT_LENGTH_MOST:
            raise CoachError(
                "That is more than I can read at once: at most {most} characters, please.",
                most=policy.TEXT_LENGTH_MOST,
            )
        if isinstance(event, CommandInvoked):
            return await self._command(turn, event.name, event.words, event.options)
        if isinstance(event, ButtonPressed):
            await _check_owner(turn, event)
            return await self._press(turn, event.action)
        if isinstance(event, FormSubmitted):
            return await self._form(turn, event)
        question = self._questions[turn.open_question]
        return await question.handle(turn, event.text)

    async def _command(
        self, turn: Turn, name: str, words: str, options: Mapping[str, str] | None = None
    ) -> Message:
        command = self._commands.get(name)
        if command is None:
            raise unknown_command(name, self._commands)
        if name in PERSONAL and turn.origin is not None and not turn.origin.private:
            raise CoachError("That stays between us: write /{name} in our private chat.", name=name)
        language = turn.say.language
        given = parse(words, command.arguments, command.example, options=options, language=language)
        return await command.handle(turn, given)

    async def _press(self, turn: Turn, action: str) -> Message:
        if action.startswith(COMMAND_PREFIX):
            name, *words = action[1:].split(maxsplit=1) or [""]
            return await self._command(turn, name, "".join(words))
        name, *rest = action.split() or [""]
        try:
            return await self._actions[name].handle(turn, rest)
        except (LookupError, ValueError):
            # What its words name is gone, or was never there: the roadmap changed, or the press
            # was made up.
            raise CoachError("That button is out of date. Here is a fresh start: /today") from None

    async def _form(self, turn: Turn, event: FormSubmitted) -> Message:
        await _check_owner(turn, event)
        name, *rest = event.action.split() or [""]
        try:
            return await self._forms[name].handle(turn, rest, event.values)
        except (LookupError, ValueError):
            raise CoachError("That form is out of date. Here is a fresh start: /today") from None

    async def _decided(self, turn: Turn, delivery: Delivery) -> Outgoing | None:
        due = Due(delivery.kind, delivery.day, delivery.due_at)
        again = delivery.kind in {Kind.MILESTONE, Kind.NOTICE}
        decision = (
            Send(delivery.kind) if again else decide(turn.learner, due, turn.ledger(), turn.now)
        )
        match decision:
            case Skip(reason):
                turn.learner = await turn.work.skip(turn.learner, delivery, reason, turn.now)
            case Wait(until):
                await turn.work.postpone(delivery, until)
            case Send(kind):
                return await self._made(turn, delivery, kind)
        return None

    async def _made(self, turn: Turn, delivery: Delivery, kind: Kind) -> Outgoing | None:
        if delivery.body is None:
            chat = await prompts.group_chat(turn, delivery, kind)
            if chat is not None and chat != delivery.chat:
                await turn.work.readdress(delivery, chat)
                return None  # it waits for its turn there
            text = await self._nudges[kind].make(turn, delivery)
            if chat is not None:
                text = await prompts.addressed(turn, delivery, text)
            text = text.model_copy(update={"kind": kind})
        else:
            text = Message.model_validate_json(delivery.body)
        turn.learner, outgoing = await turn.work.begin_sending(
            turn.learner, delivery, text.kind, text, turn.now
        )
        return outgoing


async def _check_owner(turn: Turn, event: ButtonPressed | FormSubmitted) -> None:
    """A button is for the person who was shown it, but for a group's (promise 11.3)."""
    owner = await turn.work.groups.owner(event.message) if event.message else None
    if owner is not None and owner != event.origin.account:
        raise CoachError("That button was meant for somebody else. Yours is here: /today")


def _refusal(turn: Turn, error: CoachError) -> Message:
    return message(Paragraph(text=turn.say(error.template, **error.values)))
