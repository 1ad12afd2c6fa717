"""What a week came to on leaving it, and what becomes of what is still open (promise 3.4b)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from bot.chat.messages import Message, Text
from bot.chat.translate import joined, marked
from bot.domain.roadmap.choices import brought, left
from bot.domain.roadmap.model import Topic
from bot.errors import StaleButtonError, shortened
from bot.features.kit import Action, Context, Feature
from bot.features.study.evenings import past_of
from bot.features.study.week import slices_of
from bot.features.views import (
    Rows,
    button,
    counted_topics,
    edited,
    number,
    paragraph,
    row,
)

NAMED_MOST: Final = 2


@dataclass(frozen=True, slots=True)
class WeekBehind:
    """A week that is left: `ticked` of `counted` topics, `built` of `planned` slices, minutes,
    projects shipped in it."""

    week: int
    counted: int
    ticked: int
    planned: int
    built: int
    minutes: int
    shipped: tuple[str, ...]

    @property
    def empty(self) -> bool:
        """Whether nothing was done in it."""
        return not (self.ticked or self.built or self.minutes or self.shipped)


def week_behind(context: Context, week: int) -> WeekBehind:
    """What was done in the learner's week, asked for before they leave it."""
    roadmap, entries = context.roadmap, past_of(context).of_this_week
    ticked = context.learner.ticked(roadmap.id)
    counted, slices = counted_topics(context, week), slices_of(roadmap, week)
    shipped = (
        step.project.title
        for step in roadmap.steps_of(week)
        if step.project
        and step.weeks.last == week
        and f"project:{roadmap.id}:{step.id}" in context.learner.milestones
    )
    return WeekBehind(
        week,
        len(counted),
        sum(each.id in ticked for each in counted),
        len(slices),
        sum(each.key in ticked for each in slices),
        sum(each.minutes or 0 for each in entries),
        tuple(shipped),
    )


def summed_up(context: Context, behind: WeekBehind) -> Text:
    """`Week 1 done: 6 of 8 topics, 5 h 40 min.`; nothing done is not praised."""
    say = context.say
    if behind.empty:
        return say("On to week {week}.", week=context.enrolment.week)
    facts: list[Text] = []
    if behind.ticked:
        facts.append(
            say.plural(
                "{done} of {n} topic", "{done} of {n} topics", behind.counted, done=behind.ticked
            )
        )
    if behind.built:
        facts.append(
            say.plural(
                "{done} of {n} piece built",
                "{done} of {n} pieces built",
                behind.planned,
                done=behind.built,
            )
        )
    if behind.minutes:
        facts.append(say("{time}", time=say.minutes(behind.minutes)))
    facts += [say("“{project}” shipped", project=each) for each in behind.shipped]
    return say("Week {week} done: {facts}.", week=behind.week, facts=joined(facts, ", "))


def still_open(context: Context, week: int) -> tuple[Topic, ...]:
    """The topics of a week that count and are neither ticked, brought along nor left."""
    roadmap = context.roadmap
    ticked, marks = context.learner.ticked(roadmap.id), context.learner.marks_on(roadmap.id)
    return tuple(
        topic
        for topic in counted_topics(context, week)
        if topic.id not in ticked and not {brought(topic.id), left(topic.id)} & marks
    )


def asked(context: Context, week: int) -> tuple[Text, Rows]:
    """Whether what is open comes along; empty where nothing is."""
    topics, say = still_open(context, week), context.say
    if not topics:
        return (), ()
    line = say.plural(
        "{n} topic is still open: {names}. Bring it along to week {there}, or leave it?",
        "{n} topics are still open: {names}. Bring them along to week {there}, or leave them?",
        len(topics),
        names=_names(context, topics),
        there=context.enrolment.week,
    )
    return line, row(
        button(context, say.line("Bring along"), f"bring {week}"),
        button(context, say.line("Leave"), f"leave {week}"),
    )


def _names(context: Context, topics: Sequence[Topic]) -> str:
    listed = ", ".join(
        context.say.quoted(shortened(each.title, 40)) for each in topics[:NAMED_MOST]
    )
    rest = len(topics) - NAMED_MOST
    return context.say.line("{names} and {n} more", names=listed, n=rest) if rest > 0 else listed


async def bring(context: Context, words: Sequence[str]) -> Message:
    """[Bring along]: what is open of a week comes in the reviews of the next ones: `bring 1`."""
    await _marked(context, words, brought)
    line = context.say("Packed. It comes up on review evenings, and whenever there is room.")
    return _said(context, line)


async def leave(context: Context, words: Sequence[str]) -> Message:
    """[Leave]: what is open of a week stays there: `leave 1`."""
    await _marked(context, words, left)
    line = context.say("Left behind, and that is fine. /week {week} still has it.", week=words[0])
    return _said(context, line)


async def _marked(context: Context, words: Sequence[str], item: Callable[[str], str]) -> None:
    week = number(words)
    if context.learner.enrolment is None or not 1 <= week <= context.roadmap.weeks:
        raise StaleButtonError(marked("That week has moved. What to do today: /today"))
    topics = still_open(context, week)
    if not topics:
        raise StaleButtonError(marked("That is settled already. What to do today: /today"))
    for topic in topics:
        await context.mark(context.roadmap.id, item(topic.id))


def _said(context: Context, line: Text) -> Message:
    say = context.say
    return edited(
        paragraph(line),
        buttons=row(
            button(context, say.line("Today"), "/today"),
            button(context, say.line("Week"), "/week"),
        ),
    )


FEATURE = Feature(actions=(Action("bring", bring), Action("leave", leave)))
