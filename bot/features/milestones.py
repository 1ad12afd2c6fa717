"""Milestones: what was reached by one event, in one message right after its reply (promise 4.3)."""

from collections import defaultdict

from bot.commands import Feature, Nudging, Turn
from bot.domain.delivery import Delivery, Kind
from bot.domain.roadmap import Checkpoint
from bot.features.choosing import figures
from bot.features.shared import paragraph
from bot.messages import Heading, Message, Text, message, strong


async def milestones(turn: Turn, delivery: Delivery) -> Message:
    """A line for each milestone, the greatest of its kind where several came at once."""
    reached: dict[str, list[str]] = defaultdict(list)
    for name in delivery.payload.split():
        kind, _, rest = name.partition(":")
        reached[kind].append(rest.rpartition(":")[2])
    lines = [line for kind, names in reached.items() for line in _lines(turn, kind, names)]
    return message(Heading(text=turn.say("A milestone")), *map(paragraph, lines))


def _lines(turn: Turn, kind: str, names: list[str]) -> list[Text]:
    say, roadmap, last = turn.say, turn.roadmap, names[-1]
    match kind:
        case "streak":
            return [say("{days} study days in a row.", days=strong(last))]
        case "hours":
            return [say("{hours} hours of study logged.", hours=strong(last))]
        case "reflections":
            return [
                say.plural(
                    "{n} weekly reflection: your journal is begun.",
                    "{n} weekly reflections in your journal.",
                    int(last),
                )
            ]
        case "project":
            steps = [step for step in roadmap.steps if step.id in names]
            return [
                say("Project shipped: {project}.", project=strong(step.project.title))
                for step in steps
                if step.project
            ]
        case "week":
            return [_weeks(turn, [int(name) for name in names])]
        case "phase":
            phases = [phase for phase in roadmap.phases if phase.id in names]
            return [say("{phase} is complete.", phase=strong(phase.title)) for phase in phases]
        case "checkpoint":
            found = [each for each in roadmap.checkpoints if str(each.after_week) in names]
            return [_checkpoint(turn, each) for each in found]
        case _:
            return [say("You finished the whole roadmap. What a way you have come.")]


def _weeks(turn: Turn, weeks: list[int]) -> Text:
    if len(weeks) == 1:
        return turn.say(
            "Week {week} of {weeks} finished.", week=strong(weeks[0]), weeks=turn.roadmap.weeks
        )
    return turn.say(
        "Weeks {first} to {last} of {weeks} finished.",
        first=strong(weeks[0]),
        last=strong(weeks[-1]),
        weeks=turn.roadmap.weeks,
    )


def _checkpoint(turn: Turn, checkpoint: Checkpoint) -> Text:
    """The learner's hours beside the printed range, without judging (promise 4.3)."""
    hours = figures(checkpoint.hours.min, checkpoint.hours.max)
    return turn.say(
        "{title}: the roadmap expects {hours} hours by now, and you logged {time}. {expected}",
        title=strong(checkpoint.title),
        hours=hours,
        time=turn.say.minutes(turn.learner.minutes()),
        expected=checkpoint.expected,
    )


FEATURE = Feature(nudges=(Nudging(Kind.MILESTONE, milestones),))
