"""Milestones: what was reached by one event, in one message right after its reply (promise 4.3)."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import Final

from bot.chat.drawings import Picture
from bot.chat.messages import Heading, Message, Text, code, message, strong
from bot.chat.translate import marked
from bot.domain.delivery import Delivery, MessageKind
from bot.domain.roadmap.model import Checkpoint
from bot.features.kit import Context, Feature, Nudging
from bot.features.pictures.cards import phase_card, roadmap_card
from bot.features.setup.choosing import figures
from bot.features.views import button, paragraph, row
from bot.features.weekly.recap import recap

STREAK_WORDS: Final[Mapping[str, str]] = {
    "3": marked("{days} study days in a row. That is how a habit begins."),
    "7": marked("{days} study days in a row. You found your rhythm."),
    "14": marked("{days} study days in a row. This is no accident any more."),
    "30": marked("{days} study days in a row. Studying is simply what you do now."),
    "50": marked("{days} study days in a row. Quietly impressive."),
    "100": marked("{days} study days in a row. Three digits!"),
    "200": marked("{days} study days in a row. Few people get here."),
    "365": marked("{days} study days in a row. As many as a year has days."),
}
HOUR_WORDS: Final[Mapping[str, str]] = {
    "10": marked("{hours} hours of study logged. The first ten are the hardest."),
    "25": marked("{hours} hours of study logged. A day and a night of pure learning."),
    "50": marked("{hours} hours of study logged. Look back at your first program some time."),
    "100": marked("{hours} hours of study logged. That shows in your code."),
    "150": marked("{hours} hours of study logged. What was hard in week 1 is easy now."),
    "200": marked("{hours} hours of study logged. You could explain week 1 to a friend by now."),
    "250": marked("{hours} hours of study logged. A long way, one evening at a time."),
    "300": marked("{hours} hours of study logged. A profession is made of hours like these."),
}


async def milestones(context: Context, delivery: Delivery) -> Message:
    """A line for each milestone, the greatest of its kind where several came at once."""
    reached: dict[str, list[str]] = defaultdict(list)
    for name in delivery.payload.split():
        kind, _, rest = name.partition(":")
        reached[kind].append(rest.rpartition(":")[2])
    first, *others = [
        line for kind, names in reached.items() for line in LINES[kind](context, names)
    ]
    line = context.say.line
    buttons = [button(context, line("Progress"), "/progress")]
    if shipped := reached.get("project"):
        others.append(context.say("Three questions about your own code?"))
        buttons.insert(0, button(context, line("Explain it"), f"explain-project {shipped[-1]}"))
    return message(
        Heading(text=first),
        *map(paragraph, others),
        *_card(context, reached),
        buttons=row(*buttons),
    )


def _card(context: Context, reached: Mapping[str, list[str]]) -> tuple[Picture, ...]:
    """The card of the roadmap that was finished, else of its latest phase (promise 14.2)."""
    if "roadmap" in reached and context.finished:
        return (roadmap_card(context),)
    names = reached.get("phase", [])
    phases = [phase for phase in context.roadmap.phases if phase.id in names]
    return (phase_card(context, phases[-1]),) if phases else ()


def _streak(context: Context, names: list[str]) -> list[Text]:
    words = STREAK_WORDS.get(names[-1], marked("{days} study days in a row."))
    return [context.say(words, days=strong(names[-1]))]


def _hours(context: Context, names: list[str]) -> list[Text]:
    words = HOUR_WORDS.get(names[-1], marked("{hours} hours of study logged."))
    return [context.say(words, hours=strong(names[-1]))]


def _reflections(context: Context, names: list[str]) -> list[Text]:
    return [
        context.say.plural(
            "{n} weekly reflection: your journal has begun.",
            "{n} weekly reflections in your journal.",
            int(names[-1]),
        )
    ]


def _projects(context: Context, names: list[str]) -> list[Text]:
    steps = [step for step in context.roadmap.steps if step.id in names and step.project]
    return [_shipped(context, step.project.title) for step in steps if step.project]


def _shipped(context: Context, project: str) -> Text:
    """One warm line with the learner's own numbers."""
    say, minutes = context.say, context.learner.minutes_on(context.enrolment)
    time = say.minutes(minutes)
    prefix = f"project:{context.roadmap.id}:"
    count = sum(each.startswith(prefix) for each in context.learner.milestones)
    if not minutes:
        return say(
            "You shipped it: {project}. Show it to somebody tonight.", project=strong(project)
        )
    if count <= 1:
        return say(
            "You shipped it: {project}. Your first on this roadmap, {time} in. Show it to somebody tonight.",
            project=strong(project),
            time=time,
        )
    return say(
        "You shipped it: {project}. That makes {n} projects in {time}. Show it to somebody tonight.",
        project=strong(project),
        n=count,
        time=time,
    )


def _weeks(context: Context, names: list[str]) -> list[Text]:
    """How far the roadmap is; what was done in the week is in the reply before it.

    The recap of a check-in has counted the weeks already.
    """
    week, weeks = int(names[-1]), context.roadmap.weeks
    if week >= weeks:
        return [context.say("All {weeks} weeks are behind you.", weeks=strong(weeks))]
    lately = context.learner.checkins.at_hand(context.today)
    finished = (each for each in lately if each.finished_on == context.today)
    if any(recap(context, each) for each in finished):
        return [context.say.plural("{n} week to go.", "{n} weeks to go.", weeks - week)]
    return [
        context.say(
            "{week} of {weeks} weeks behind you, {left} to go.",
            week=strong(week),
            weeks=weeks,
            left=weeks - week,
        )
    ]


def _phases(context: Context, names: list[str]) -> list[Text]:
    phases = [phase for phase in context.roadmap.phases if phase.id in names]
    lines = [context.say("Phase complete: {phase}.", phase=strong(phase.title)) for phase in phases]
    before_last = [phase.id for phase in context.roadmap.phases][-2:-1]
    if context.roadmap.checklist and set(before_last) & set(names):
        lines.append(
            context.say(
                "The last phase begins. See how ready you are: {all}", all=code("/checklist")
            )
        )
    return lines


def _checkpoints(context: Context, names: list[str]) -> list[Text]:
    found = [each for each in context.roadmap.checkpoints if str(each.after_week) in names]
    return [_checkpoint(context, each) for each in found]


def _finish(context: Context, _: list[str]) -> list[Text]:
    return [context.say("And with it the whole roadmap. What a long way you have come.")]


def _checkpoint(context: Context, checkpoint: Checkpoint) -> Text:
    """The learner's hours beside the printed range, without judging (promise 4.3)."""
    hours = figures(checkpoint.hours.min, checkpoint.hours.max)
    return context.say(
        "{title}: {hours} hours in the roadmap, {time} in your log. Its aim: {expected}",
        title=strong(checkpoint.title),
        hours=hours,
        time=context.say.minutes(context.learner.minutes_on(context.enrolment)),
        expected=checkpoint.expected,
    )


LINES: Final[Mapping[str, Callable[[Context, list[str]], list[Text]]]] = {
    "streak": _streak,
    "hours": _hours,
    "reflections": _reflections,
    "project": _projects,
    "week": _weeks,
    "phase": _phases,
    "checkpoint": _checkpoints,
    "roadmap": _finish,
}

FEATURE = Feature(nudges=(Nudging(MessageKind.MILESTONE, milestones),))
