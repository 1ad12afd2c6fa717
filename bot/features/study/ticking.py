"""A topic or a slice of a project is ticked, once, for the day of its button (promise 2.1)."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from zlib import crc32

from bot.chat.messages import Message, Text
from bot.chat.translate import marked
from bot.domain import policy
from bot.domain.day.week import slice_key
from bot.domain.history import EntryKind
from bot.domain.learner import stamped
from bot.domain.roadmap.choices import met
from bot.domain.roadmap.model import Roadmap
from bot.domain.streak.fold import counts
from bot.errors import StaleButtonError
from bot.features.kit import OUT_OF_DATE, Context
from bot.features.setup.proposal import set_up
from bot.features.study.presses import ask_for_day_of_button, day_meant, late_line, pressed_day
from bot.features.views import counting_line, number, paragraph, word

ID_MOST: Final = 27
"""How much of a key a button has room for."""


@dataclass(frozen=True, slots=True)
class Tickable:
    """A topic or a slice of a project, by the key it is ticked under."""

    key: str
    title: str

    @property
    def id(self) -> str:
        """The key as a button carries it: a long one by its beginning and a sum.

        A button's action has at most 40 characters, of which `build 520 ... 30` takes thirteen.
        """
        if len(self.key) <= ID_MOST:
            return self.key
        return f"{self.key[: ID_MOST - 9]}~{crc32(self.key.encode()):08x}"


@dataclass(frozen=True, slots=True)
class TickingPage:
    """A page with things to tick, shown again after each press of its button `action`."""

    action: str
    show: Callable[[Context, int, Tickable], Message]

    async def tick(self, context: Context, words: Sequence[str]) -> Message:
        """Tick something, which logs it: `tick 3 dunder-methods`.

        A third word says how many days before the message's day it was.
        """
        accepted = context.learner.enrolment is None
        week, wanted = named(context, words)
        if accepted:
            await set_up(context)
        if wanted.key in context.learner.ticked(context.roadmap.id):
            line = context.say("This is logged already: “{topic}” is ticked.", topic=wanted.title)
            return self._again(context, week, wanted, line)
        day = context.today if accepted else day_meant(context)
        if len(words) > 2:
            day = _days_before(context, number(words, 2))
        if day is None:
            return self._ask_for_day(context, week, wanted)
        topic = f"{context.roadmap.id}/{wanted.key}"
        await context.log(
            stamped(context.learner, context.now, EntryKind.TICK, day=day, topic=topic)
        )
        verdict = counts(context.learner.history, context.learner.entries[-1])
        late = late_line(context, day)
        return self._again(context, week, wanted, late, counting_line(context, verdict, day))

    async def untick(self, context: Context, words: Sequence[str]) -> Message:
        """Open what is ticked again: `untick 3 dunder-methods`."""
        week, wanted = named(context, words)
        roadmap = context.roadmap.id
        if known := context.learner.mark_of(roadmap, met(wanted.key)):
            await context.unmark(known)
        while ticked := context.learner.tick_of(roadmap, wanted.key):
            if context.now - ticked.made_at <= policy.UNDO_WITHIN:
                await context.take_back(ticked)
            else:
                await context.untick(ticked)
        return self._again(context, week, wanted)

    def _ask_for_day(self, context: Context, week: int, wanted: Tickable) -> Message:
        return ask_for_day_of_button(
            context, lambda day: f"{self.action} {week} {wanted.id} {(context.today - day).days}"
        )

    def _again(self, context: Context, week: int, wanted: Tickable, *lines: Text) -> Message:
        """The page in the place of the one that was pressed, with lines about the press."""
        page = self.show(context, week, wanted)
        told = tuple(paragraph(line) for line in lines if line)
        return page.model_copy(update={"edits": True, "blocks": (*page.blocks, *told)})


def named(context: Context, words: Sequence[str]) -> tuple[int, Tickable]:
    """The week and what a button names there. Raises StaleButtonError where they are gone."""
    week, wanted = number(words), word(words, 1)
    if 1 <= week <= context.roadmap.weeks:
        for each in _tickables(context.roadmap, week):
            if wanted in {each.key, each.id}:
                return week, each
    raise StaleButtonError(marked("That topic has moved. Here is your week: /week"))


def _tickables(roadmap: Roadmap, week: int) -> Iterator[Tickable]:
    """The topics of the week's steps, also those for other weeks of them, and all slices."""
    for step in roadmap.steps_of(week):
        yield from (Tickable(topic.id, topic.title) for topic in step.topics)
    for step in roadmap.steps:
        if part := step.project:
            yield from (Tickable(slice_key(part, each), each.text) for each in part.slices)


def _days_before(context: Context, ago: int) -> date:
    """A day counted back from that of the message that asked. Raises StaleButtonError."""
    shown = pressed_day(context)
    if shown is None:
        raise StaleButtonError(OUT_OF_DATE)
    return shown - timedelta(days=ago)
