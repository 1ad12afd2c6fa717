"""A topic or a slice of a project is ticked, once, for the day of its button (promise 2.1)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.chat.messages import Message, Text
from bot.chat.translate import marked
from bot.domain import policy
from bot.domain.history import EntryKind
from bot.domain.learner import stamped
from bot.domain.roadmap.choices import met
from bot.domain.streak.fold import counts
from bot.errors import StaleButtonError
from bot.features.kit import OUT_OF_DATE, Context
from bot.features.setup.proposal import set_up
from bot.features.study.presses import ask_for_day_of_button, day_meant, late_line, pressed_day
from bot.features.study.tasks import piece_of
from bot.features.views import counting_line, number, paragraph, word


@dataclass(frozen=True, slots=True)
class Tickable:
    """A topic or a slice of a project, by the key it is ticked under."""

    key: str
    title: str


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
            context, lambda day: f"{self.action} {week} {wanted.key} {(context.today - day).days}"
        )

    def _again(self, context: Context, week: int, wanted: Tickable, *lines: Text) -> Message:
        """The page in the place of the one that was pressed, with lines about the press."""
        page = self.show(context, week, wanted)
        told = tuple(paragraph(line) for line in lines if line)
        return page.model_copy(update={"edits": True, "blocks": (*page.blocks, *told)})


def named(context: Context, words: Sequence[str]) -> tuple[int, Tickable]:
    """The week and what a button names there. Raises StaleButtonError where they are gone."""
    week, key = number(words), word(words, 1)
    if 1 <= week <= context.roadmap.weeks:
        for step in context.roadmap.steps_of(week):
            for topic in step.topics:
                if topic.id == key:
                    return week, Tickable(topic.id, topic.title)
        if found := piece_of(context, key):
            return week, Tickable(key, found[1].text)
    raise StaleButtonError(marked("That topic has moved. Here is your week: /week"))


def _days_before(context: Context, ago: int) -> date:
    """A day counted back from that of the message that asked. Raises StaleButtonError."""
    shown = pressed_day(context)
    if shown is None:
        raise StaleButtonError(OUT_OF_DATE)
    return shown - timedelta(days=ago)
