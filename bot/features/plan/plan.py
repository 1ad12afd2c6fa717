"""`/plan`: due dates, the forecast, and moving the dates (promises 3.3, 3.5 and 3.6)."""

from collections.abc import Sequence

from bot.chat.arguments import NoArguments
from bot.chat.messages import (
    Button,
    Fields,
    Heading,
    Labelled,
    Message,
    Text,
    message,
    plain,
)
from bot.chat.translate import marked
from bot.domain.plan import Timing
from bot.domain.roadmap.choices import KEPT, TRIMMED
from bot.domain.roadmap.model import Pace
from bot.features.kit import Command, Context, Feature
from bot.features.plan.finish import finished_message
from bot.features.plan.forecasting import forecast_line
from bot.features.plan.forks import compare_button
from bot.features.plan.lanes import standings
from bot.features.plan.updates import update_button, update_line, update_of
from bot.features.setup.choosing import pace_in_words
from bot.features.setup.room import room_lines
from bot.features.views import Rows, button, column, paragraph, row, week_title

WEEKS_SHOWN = 3


async def plan(context: Context, _: NoArguments) -> Message:
    """When what is due, when the end is in sight, and how to move it."""
    week = context.enrolment.week
    if context.finished:
        return finished_message(context)
    say, roadmap, dates = context.say, context.roadmap, context.plan
    pace = roadmap.pace(context.enrolment.pacing.pace)
    update = update_of(context)
    weeks = range(week, min(week + WEEKS_SHOWN, roadmap.weeks + 1))
    rows = [
        (say("Pace"), plain(pace_in_words(say, pace))),
        *(
            (say("Week {week} until", week=each), say("{day}", day=dates.due(each)))
            for each in weeks
        ),
        (say("Planned finish"), plain(say.day_and_year(dates.finish))),
        *((say("At your speed"), each) for each in (forecast_line(context),) if each),
    ]
    return message(
        Heading(text=week_title(context, week)),
        paragraph(standing_line(context)),
        Fields(rows=tuple(Labelled(label=label, value=value) for label, value in rows)),
        *room_lines(context, pace.id),
        *standings(context),
        *((paragraph(update_line(context)),) if update else ()),
        buttons=(
            *_moves(context, pace),
            *_decisions(context),
            *(row(update_button(context)) if update else ()),
        ),
    )


def standing_line(context: Context) -> Text:
    """Whether the learner is on time, earlier or later than planned; without blame."""
    say, week = context.say, context.enrolment.week
    standing = context.plan.standing(week, context.today, context.learner.preferences.checkin[0])
    due = context.plan.due(week)
    if standing.kind is Timing.EARLY and standing.days:
        return say.plural(
            "{n} day earlier than planned. This week is planned until {due}.",
            "{n} days earlier than planned. This week is planned until {due}.",
            standing.days,
            due=due,
        )
    if standing.kind is Timing.LATE and standing.days:
        return say.plural(
            "{n} day later than planned. That happens; the dates can move.",
            "{n} days later than planned. That happens; the dates can move.",
            standing.days,
        )
    return say("On time. This week is planned until {due}.", due=due)


def _moves(context: Context, pace: Pace) -> Rows:
    say = context.say
    others = [each for each in context.roadmap.paces if each.id != pace.id]
    return (
        *row(button(context, say.line("Move the dates to today"), f"repace {pace.id}")),
        *column(
            *(button(context, pace_in_words(say, each), f"repace {each.id}") for each in others)
        ),
    )


def _decisions(context: Context) -> Rows:
    """What else can be decided about the way: forks and optional topics (promise 3.7)."""
    forks = (compare_button(context, fork) for fork in context.roadmap.branches)
    return column(*forks, *_trimming(context))


def _trimming(context: Context) -> Sequence[Button]:
    line = context.say.line
    if context.enrolment.trims:
        return [button(context, line("Bring optional topics back"), f"trim {KEPT}")]
    mixed = (
        step for step in context.roadmap.steps if not all(each.optional for each in step.topics)
    )
    if any(topic.optional for step in mixed for topic in step.topics):
        return [button(context, line("Trim optional topics"), f"trim {TRIMMED}")]
    return ()


FEATURE = Feature(commands=(Command("plan", marked("due dates and pace"), "/plan", plan),))
