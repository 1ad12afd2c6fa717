"""[Side: ...]: an evening goes to a lane beside the main one, and back (promise 3.7)."""

from collections.abc import Sequence

from bot.chat.messages import Button
from bot.chat.translate import marked
from bot.domain.day.week import pieces_of
from bot.domain.roadmap.choices import lane_of, named
from bot.domain.roadmap.model import Step
from bot.errors import StaleButtonError, shortened
from bot.features.kit import Context
from bot.features.study.evenings import lead_of
from bot.features.views import button, position, topics_of, word

TITLE_MOST = 20


def side_buttons(context: Context) -> tuple[Button, ...]:
    """One for each lane that today could go to: those with something open, and the main one."""
    main, *beside = context.roadmap.steps_of(position(context))
    lead, say = lead_of(context), context.say
    found = [
        (say.line("Side: {lane}", lane=shortened(step.title, TITLE_MOST)), step)
        for step in beside
        if step != lead and _is_open(context, step)
    ]
    if lead:
        back = say.line("Main: {lane}", lane=shortened(main.title, TITLE_MOST))
        found.insert(0, (back, main))
    return tuple(button(context, label, f"lane {step.id}") for label, step in found)


async def switch(context: Context, words: Sequence[str]) -> None:
    """Today goes to that lane: `lane git-basics`."""
    wanted = word(words)
    steps = context.roadmap.steps_of(position(context)) if context.learner.enrolment else ()
    if wanted not in {step.id for step in steps} or context.finished:
        raise StaleButtonError(marked("That lane has moved. What to do today: /today"))
    roadmap = context.roadmap.id
    for each in named(lane_of(context.today, ""), context.learner.marks_on(roadmap)):
        if known := context.learner.mark_of(roadmap, lane_of(context.today, each)):
            await context.unmark(known)
    if wanted != steps[0].id:
        await context.mark(roadmap, lane_of(context.today, wanted))


def _is_open(context: Context, step: Step) -> bool:
    """Whether a step has something left to do this week."""
    week, ticked = position(context), context.learner.ticked(context.roadmap.id)
    topics = (topic.id for topic in topics_of(context, week) if topic in step.topics)
    pieces = (piece.key for due, piece in pieces_of(step, week) if due <= week)
    return any(key not in ticked for key in (*topics, *pieces))
