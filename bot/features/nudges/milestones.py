"""Milestones: what was reached by one event, in one message right after its reply (promise 4.3)."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import Final

from bot.chat.messages import Heading, Message, Text, code, message, strong
from bot.chat.translate import marked
from bot.domain.delivery import Delivery, Kind
from bot.domain.roadmap.model import Checkpoint
from bot.features.kit import Feature, Nudging, Turn
from bot.features.setup.choosing import figures
from bot.features.views import button, paragraph, row

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
    "200": marked("{hours} hours of study logged. You know a lot by now."),
    "250": marked("{hours} hours of study logged. A long way, one evening after the other."),
    "300": marked("{hours} hours of study logged. A profession is made of hours like these."),
}


async def milestones(turn: Turn, delivery: Delivery) -> Message:
    """A line for each milestone, the greatest of its kind where several came at once."""
    reached: dict[str, list[str]] = defaultdict(list)
    for name in delivery.payload.split():
        kind, _, rest = name.partition(":")
        reached[kind].append(rest.rpartition(":")[2])
    first, *others = [line for kind, names in reached.items() for line in LINES[kind](turn, names)]
    return message(
        Heading(text=first),
        *map(paragraph, others),
        buttons=row(button(turn, turn.say.line("Progress"), "/progress")),
    )


def _streak(turn: Turn, names: list[str]) -> list[Text]:
    words = STREAK_WORDS.get(names[-1], marked("{days} study days in a row."))
    return [turn.say(words, days=strong(names[-1]))]


def _hours(turn: Turn, names: list[str]) -> list[Text]:
    words = HOUR_WORDS.get(names[-1], marked("{hours} hours of study logged."))
    return [turn.say(words, hours=strong(names[-1]))]


def _reflections(turn: Turn, names: list[str]) -> list[Text]:
    return [
        turn.say.plural(
            "{n} weekly reflection: your journal has begun.",
            "{n} weekly reflections in your journal.",
            int(names[-1]),
        )
    ]


def _projects(turn: Turn, names: list[str]) -> list[Text]:
    return [
        turn.say("Project shipped: {project}.", project=strong(step.project.title))
        for step in turn.roadmap.steps
        if step.id in names and step.project
    ]


def _weeks(turn: Turn, names: list[str]) -> list[Text]:
    first, last, weeks = strong(names[0]), strong(names[-1]), turn.roadmap.weeks
    if len(names) == 1:
        return [turn.say("Week {week} of {weeks} finished.", week=first, weeks=weeks)]
    return [
        turn.say(
            "Weeks {first} to {last} of {weeks} finished.", first=first, last=last, weeks=weeks
        )
    ]


def _phases(turn: Turn, names: list[str]) -> list[Text]:
    phases = [phase for phase in turn.roadmap.phases if phase.id in names]
    lines = [turn.say("{phase} is complete.", phase=strong(phase.title)) for phase in phases]
    before_last = [phase.id for phase in turn.roadmap.phases][-2:-1]
    if turn.roadmap.checklist and set(before_last) & set(names):
        lines.append(
            turn.say("The last phase begins. See how ready you are: {all}", all=code("/checklist"))
        )
    return lines


def _checkpoints(turn: Turn, names: list[str]) -> list[Text]:
    found = [each for each in turn.roadmap.checkpoints if str(each.after_week) in names]
    return [_checkpoint(turn, each) for each in found]


def _finish(turn: Turn, _: list[str]) -> list[Text]:
    return [turn.say("And with it the whole roadmap. What a way you have come.")]


def _checkpoint(turn: Turn, checkpoint: Checkpoint) -> Text:
    """The learner's hours beside the printed range, without judging (promise 4.3)."""
    hours = figures(checkpoint.hours.min, checkpoint.hours.max)
    return turn.say(
        "{title}: {hours} hours in the roadmap, {time} in your log. Its aim: {expected}",
        title=strong(checkpoint.title),
        hours=hours,
        time=turn.say.minutes(turn.learner.minutes()),
        expected=checkpoint.expected,
    )


LINES: Final[Mapping[str, Callable[[Turn, list[str]], list[Text]]]] = {
    "streak": _streak,
    "hours": _hours,
    "reflections": _reflections,
    "project": _projects,
    "week": _weeks,
    "phase": _phases,
    "checkpoint": _checkpoints,
    "roadmap": _finish,
}

FEATURE = Feature(nudges=(Nudging(Kind.MILESTONE, milestones),))
