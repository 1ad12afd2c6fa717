"""A menu of topics: the learner picks what a week is for (promise 3.7)."""

from collections.abc import Sequence

from bot.chat.messages import Button, Heading, Message, message, plain
from bot.chat.translate import marked
from bot.domain.day.week import due_in
from bot.domain.roadmap.choices import picked, picks
from bot.domain.roadmap.model import Step, Topic
from bot.errors import StaleButtonError, shortened
from bot.features.kit import Action, Context, Feature
from bot.features.views import button, column, number, paragraph, row, topics_of, word

LABEL_MOST = 56


def menu_button(context: Context, week: int) -> tuple[Button, ...]:
    """Leads to the menu, in a week that has one and for a learner who is on the way."""
    if context.learner.enrolment is None or _menu(context, week) is None:
        return ()
    return (button(context, context.say.line("Pick from the menu"), f"topic-menu {week}"),)


async def show(context: Context, words: Sequence[str]) -> Message:
    """What there is to pick from, and what a week has: `topic-menu 25`."""
    week, step = _named(context, words)
    return _page(context, week, step)


async def pick(context: Context, words: Sequence[str]) -> Message:
    """A topic is for that week, or is put back: `topic-pick 25 metaclasses`.

    Where the week is full, what was picked first and is not ticked makes room.
    """
    week, step = _named(context, words)
    topic = next((each for each in step.topics if each.id == word(words, 1)), None)
    if topic is None:
        raise _gone()
    roadmap, mine = context.roadmap.id, _picks(context).get(week, [])
    ticked = context.learner.ticked(roadmap)
    if topic.id in mine:
        await _put_back(context, week, topic.id)
    elif topic.id not in ticked:
        replaceable = [each for each in mine if each not in ticked]
        for each in replaceable[: max(0, len(replaceable) + 1 - due_in(step, week))]:
            await _put_back(context, week, each)
        for other in (other for other, chosen in _picks(context).items() if topic.id in chosen):
            await _put_back(context, other, topic.id)
        await context.mark(roadmap, picked(week, topic.id))
    return _page(context, week, step).model_copy(update={"edits": True})


async def _put_back(context: Context, week: int, topic: str) -> None:
    known = context.learner.mark_of(context.roadmap.id, picked(week, topic))
    if known is not None:
        await context.unmark(known)


def _page(context: Context, week: int, step: Step) -> Message:
    say, ticked = context.say, context.learner.ticked(context.roadmap.id)
    mine, picked_ = topics_of(context, week), _picks(context).get(week, ())
    chosen = [topic for topic in mine if topic.id in picked_]
    named = ", ".join(context.say.quoted(topic.title) for topic in chosen or mine)
    line = (
        say("Week {week} is for {topics}.", week=week, topics=named)
        if chosen
        else say("Pick for week {week}. Until you do, it is {topics}.", week=week, topics=named)
    )
    about = [plain(topic.text) for topic in chosen if topic.text]
    open_ = (each for each in step.topics if each.id not in ticked)
    today = button(context, say.line("Today"), "/today")
    return message(
        Heading(text=plain(step.title)),
        *map(paragraph, (line, *about)),
        buttons=(*column(*(_choice(context, week, each, chosen) for each in open_)), *row(today)),
    )


def _choice(context: Context, week: int, topic: Topic, chosen: Sequence[Topic]) -> Button:
    title = shortened(topic.title, LABEL_MOST)
    label = context.say.line("✓ {option}", option=title) if topic in chosen else title
    return button(context, label, f"topic-pick {week} {topic.id}")


def _picks(context: Context) -> dict[int, list[str]]:
    roadmap = context.roadmap.id
    return picks(mark.item for mark in context.learner.marks if mark.roadmap == roadmap)


def _menu(context: Context, week: int) -> Step | None:
    """The step of a week whose topics are a menu."""
    return next((step for step in context.roadmap.steps_of(week) if step.pick), None)


def _named(context: Context, words: Sequence[str]) -> tuple[int, Step]:
    """The week that a button names, with its menu. Raises StaleButtonError where it has none."""
    week = number(words)
    if context.learner.enrolment is None or not 1 <= week <= context.roadmap.weeks:
        raise _gone()
    step = _menu(context, week)
    if step is None:
        raise _gone()
    return week, step


def _gone() -> StaleButtonError:
    return StaleButtonError(marked("That menu has moved. Here is your week: /week"))


FEATURE = Feature(actions=(Action("topic-menu", show), Action("topic-pick", pick)))
