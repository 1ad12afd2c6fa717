"""The coach: one event in, its reply out, one transaction (promises 9.3 and 9.4)."""

import logging
from collections.abc import Iterable, Sequence
from datetime import datetime
from difflib import get_close_matches
from typing import Final

from bot.arguments import parse, shortened
from bot.commands import COMMAND_PREFIX, Command, Feature, Turn
from bot.domain import policy
from bot.errors import CoachError
from bot.events import ButtonPressed, CommandInvoked, Event, TextReceived
from bot.messages import Message, Outgoing, Paragraph, message
from bot.ports import Clock, Mailroom, Store, Unsent, Work
from bot.roadmaps import Roadmaps
from bot.say import Say, languages

log: Final = logging.getLogger(__name__)


class Coach:
    """Handles events. Knows no platform and sends nothing."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        roadmaps: Roadmaps,
        features: Iterable[Feature],
        hint: Feature,
    ) -> None:
        features = tuple(features)
        self._store = store
        self._clock = clock
        self._roadmaps = roadmaps
        self._commands = {each.name: each for part in features for each in part.commands}
        self._actions = {each.name: each for part in features for each in part.actions}
        self._questions = {each.name: each for part in features for each in part.questions}
        self._hint = hint.questions[0]

    @property
    def commands(self) -> tuple[Command, ...]:
        """Every command, in the order of the menus."""
        return tuple(self._commands.values())

    @property
    def mailroom(self) -> Mailroom:
        """The stored messages."""
        return self._store

    async def handle(self, event: Event) -> tuple[Outgoing, ...]:
        """The answer to `event`, stored together with its effect.

        An event whose id was handled before has no second effect; it gets the same answer.
        What a learner did wrong is answered in one line and changes nothing.
        """
        now = self._clock.now()
        try:
            return await self._transact(event, now, None)
        except CoachError as error:
            return await self._transact(event, now, error)
        except Exception:
            log.exception("event %s failed", event.id)
            sorry = CoachError(
                "Something went wrong on my side, and nothing was changed. Please try again."
            )
            return await self._transact(event, now, sorry)

    async def unsent(self, platform: str) -> tuple[Unsent, ...]:
        """Replies that a crash kept from being sent and that are still young (promise 9.4)."""
        return await self._store.unsent(platform, self._clock.now() - policy.REPLY_KEPT)

    async def sent(self, outgoing: Sequence[Outgoing]) -> None:
        """Note that these messages have arrived."""
        await self._store.sent([each.id for each in outgoing], self._clock.now())

    async def _transact(
        self, event: Event, now: datetime, error: CoachError | None
    ) -> tuple[Outgoing, ...]:
        async with self._store.work() as work:
            if not await work.receive(event, now):
                return await work.reply_to(event)
            turn = await self._turn(event, now, work)
            answer = _refusal(turn, error) if error else await self._answer(turn)
            pressed = event.message if isinstance(event, ButtonPressed) else None
            return await work.reply(event, [answer], pressed, now)

    async def _turn(self, event: Event, now: datetime, work: Work) -> Turn:
        learner = await work.learner(event.origin, now)
        language = learner.preferences.language
        say = Say(language if language in languages() else "en")
        return Turn(event, now, learner, say, work, self._roadmaps)

    async def _answer(self, turn: Turn) -> Message:
        event = turn.event
        if _length(event) > policy.TEXT_LENGTH_MOST:
            raise CoachError(
                "That is more than I can read at once: at most {most} characters, please.",
                most=policy.TEXT_LENGTH_MOST,
            )
        if isinstance(event, CommandInvoked):
            return await self._command(turn, event.name, event.words)
        if isinstance(event, ButtonPressed):
            return await self._press(turn, event.action)
        name = (turn.learner.question or "").partition(" ")[0]
        question = self._questions.get(name, self._hint)
        return await question.handle(turn, event.text)

    async def _command(self, turn: Turn, name: str, words: str) -> Message:
        command = self._commands.get(name)
        if command is None:
            raise _unknown(name, self._commands)
        return await command.handle(turn, parse(words, command.arguments, command.example))

    async def _press(self, turn: Turn, action: str) -> Message:
        if action.startswith(COMMAND_PREFIX):
            name, *words = action[1:].split(maxsplit=1)
            return await self._command(turn, name, "".join(words))
        name, *rest = action.split()
        if name not in self._actions:
            raise CoachError("That button is out of date. Here is a fresh start: /today")
        return await self._actions[name].handle(turn, rest)


def _refusal(turn: Turn, error: CoachError) -> Message:
    return message(Paragraph(text=turn.say(error.template, **error.values)))


def _length(event: Event) -> int:
    if isinstance(event, CommandInvoked):
        return len(event.name) + len(event.words)
    return len(event.text) if isinstance(event, TextReceived) else 0


def _unknown(name: str, known: Iterable[str]) -> CoachError:
    near = get_close_matches(name[:32], list(known), n=1)
    if near:
        return CoachError(
            "I don't know /{name}. Did you mean /{near}?", name=shortened(name), near=near[0]
        )
    return CoachError("I don't know /{name}. /help shows what I can do.", name=shortened(name))
