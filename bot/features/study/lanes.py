"""What a week says about its place: lanes with their shares, and passes (promise 3.7)."""

from math import ceil

from bot.chat.messages import Text, strong
from bot.chat.translate import counted, marked
from bot.domain.roadmap.model import Range, Step
from bot.features.kit import Context
from bot.features.setup.choosing import figures
from bot.features.views import with_dots

UNITS = {
    "minute": counted("{figures} minute", "{figures} minutes"),
    "hour": counted("{figures} hour", "{figures} hours"),
    "day": counted("{figures} day", "{figures} days"),
    "week": counted("{figures} week", "{figures} weeks"),
    "month": counted("{figures} month", "{figures} months"),
}
PASSES = (marked("first pass"), marked("second pass"), marked("third pass"))


def length(context: Context, figure: Range | None) -> Text:
    """`2-3 days`; empty where nothing is said."""
    if figure is None or figure.unit not in UNITS:
        return ()
    most = ceil(figure.min if figure.max is None else figure.max)
    one, many = UNITS[figure.unit]
    return context.say.plural(one, many, most, figures=figures(figure.min, figure.max))


def share(context: Context, step: Step) -> Text:
    """`~74% of 54 ads`: how many job ads ask for the lane of a step; empty where unknown."""
    roadmap = context.roadmap
    lane = roadmap.lane(step.lane) if step.lane else None
    if lane is None or lane.share is None:
        return ()
    percent = figures(lane.share.min, lane.share.max)
    if roadmap.ads is None:
        return context.say("~{percent}% of ads", percent=percent)
    ads = figures(roadmap.ads.min, roadmap.ads.max)
    return context.say("~{percent}% of {ads} ads", percent=percent, ads=ads)


def step_line(context: Context, step: Step, *, main: bool) -> Text:
    """`Main lane: REST fundamentals · ~74% of 54 ads · 3 weeks` for a roadmap of lanes."""
    title = strong(step.title)
    say = context.say
    named = (
        say("Main lane: {title}", title=title) if main else say("Beside it: {title}", title=title)
    )
    return with_dots(named, share(context, step), length(context, step.duration))


def also_line(context: Context, week: int, most: int) -> Text:
    """`Also this week: ...`: the side lanes; empty where there is one lane only."""
    titles = [step.title for step in context.roadmap.steps_of(week)[1:]]
    if not titles:
        return ()
    joined = ", ".join(titles)
    shown = joined if len(joined) <= most else f"{joined[: most - 1].rstrip(', ')}…"
    return context.say("Also this week: {steps}", steps=shown)


def pass_line(context: Context, week: int) -> Text:
    """Which pass a week belongs to; empty where a roadmap has none."""
    roadmap, say = context.roadmap, context.say
    if roadmap.ordering != "passes":
        return ()
    phase = roadmap.phase_of(week)
    number = min(roadmap.phases.index(phase), len(PASSES) - 1)
    step = roadmap.step_of(week)
    if len(phase.steps) == 1:
        return say(
            "{number}: a menu. Take what you like, in any order.", number=_capital(context, number)
        )
    return say(
        "{number}, island {island} of {islands}.",
        number=_capital(context, number),
        island=phase.steps.index(step) + 1,
        islands=len(phase.steps),
    )


def lap_line(context: Context, week: int) -> Text:
    """What to say on going on from `week` into another pass; empty on the way."""
    roadmap, say = context.roadmap, context.say
    if roadmap.ordering != "passes" or week >= roadmap.weeks:
        return ()
    here, there = roadmap.phase_of(week), roadmap.phase_of(week + 1)
    if here == there:
        return ()
    if len(there.steps) == 1:
        return say("All islands, twice. From here on it is a menu: take what you like.")
    return say("That was the last island of this lap. A second lap? The same islands, deeper.")


def _capital(context: Context, number: int) -> str:
    words = context.say.line(PASSES[number])
    return words[:1].upper() + words[1:]
