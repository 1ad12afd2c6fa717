"""`/plan`: due dates, the forecast, and moving the dates (promises 3.3, 3.5 and 3.6)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

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
    strong,
)
from bot.chat.translate import marked
from bot.domain.forecast import forecast, weekly_progress
from bot.domain.plan import Plan, Timing, repace
from bot.domain.roadmap.choices import KEPT, TRIMMED
from bot.domain.roadmap.model import Pace
from bot.errors import StaleButtonError
from bot.features.kit import Action, Command, Feature, Turn
from bot.features.plan.finish import finished_message
from bot.features.plan.forks import compare_button
from bot.features.plan.updates import update_button, update_line, update_of
from bot.features.setup.choosing import figures
from bot.features.views import Rows, button, column, paragraph, row, week_title, word

WEEKS_SHOWN = 3


async def plan(turn: Turn, _: NoArguments) -> Message:
    """When what is due, when the end is in sight, and how to move it."""
    week = turn.enrolment.week
    if turn.finished:
        return finished_message(turn)
    say, roadmap, dates = turn.say, turn.roadmap, turn.plan
    pace = roadmap.pace(turn.enrolment.pacing.pace)
    update = update_of(turn)
    weeks = range(week, min(week + WEEKS_SHOWN, roadmap.weeks + 1))
    rows = [
        (
            say("Pace"),
            say(
                "{pace}, {hours} hours a week",
                pace=pace.title,
                hours=figures(pace.hours_a_week.min, pace.hours_a_week.max),
            ),
        ),
        *(
            (say("Week {week} until", week=each), say("{day}", day=dates.due(each)))
            for each in weeks
        ),
        (say("Planned finish"), plain(say.day_and_year(dates.finish))),
        *_forecast(turn),
    ]
    return message(
        Heading(text=week_title(turn, week)),
        paragraph(standing_line(turn)),
        Fields(rows=tuple(Labelled(label=label, value=value) for label, value in rows)),
        *((paragraph(update_line(turn)),) if update else ()),
        buttons=(
            *_moves(turn, pace),
            *_decisions(turn),
            *(row(update_button(turn)) if update else ()),
        ),
    )


def standing_line(turn: Turn) -> Text:
    """Whether the learner is on time, earlier or later than planned; without blame."""
    say, week = turn.say, turn.enrolment.week
    standing = turn.plan.standing(week, turn.today, turn.learner.preferences.checkin[0])
    due = turn.plan.due(week)
    if standing.kind is Timing.EARLY:
        return say.plural(
            "{n} day earlier than planned. This week is planned until {due}.",
            "{n} days earlier than planned. This week is planned until {due}.",
            standing.days,
            due=due,
        )
    if standing.kind is Timing.LATE:
        return say.plural(
            "{n} day later than planned. That happens; the dates can move.",
            "{n} days later than planned. That happens; the dates can move.",
            standing.days,
        )
    return say("On time. This week is planned until {due}.", due=due)


def _forecast(turn: Turn) -> list[tuple[Text, Text]]:
    """At the learner's own speed; nothing while there is too little to go by (promise 3.6)."""
    enrolment, say = turn.enrolment, turn.say
    progress = weekly_progress(enrolment.walked, turn.today, turn.plan.paused)
    seen = forecast(progress, turn.roadmap.weeks + 1 - enrolment.week, turn.today)
    if seen is None:
        return []
    likely = say(
        "{likely}, quite surely by {surely}",
        likely=say.day_and_year(seen.p50),
        surely=say.day_and_year(seen.p85),
    )
    return [(say("At your speed"), likely)]


def _moves(turn: Turn, pace: Pace) -> Rows:
    say = turn.say
    others = [each for each in turn.roadmap.paces if each.id != pace.id]
    return (
        *row(button(turn, say.line("Move the dates to today"), f"repace {pace.id}")),
        *column(
            *(
                button(
                    turn,
                    say.line(
                        "{pace}: {hours} hours a week",
                        pace=each.title,
                        hours=figures(each.hours_a_week.min, each.hours_a_week.max),
                    ),
                    f"repace {each.id}",
                )
                for each in others
            )
        ),
    )


def _decisions(turn: Turn) -> Rows:
    """What else can be decided about the way: forks and optional topics (promise 3.7)."""
    forks = (compare_button(turn, fork) for fork in turn.roadmap.branches)
    return column(*forks, *_trimming(turn))


def _trimming(turn: Turn) -> Sequence[Button]:
    line = turn.say.line
    if turn.enrolment.trims:
        return [button(turn, line("Bring optional topics back"), f"trim {KEPT}")]
    mixed = (step for step in turn.roadmap.steps if not all(each.optional for each in step.topics))
    if any(topic.optional for step in mixed for topic in step.topics):
        return [button(turn, line("Trim optional topics"), f"trim {TRIMMED}")]
    return ()


def _new_plan(turn: Turn, pace_id: str) -> Plan:
    moved = repace(turn.plan, turn.enrolment.week, _anchor_day(turn))
    return replace(moved, span=turn.span(pace_id))


def _anchor_day(turn: Turn) -> date:
    return max(turn.today, turn.enrolment.plan_from) if turn.enrolment.week == 1 else turn.today


async def show_repace(turn: Turn, words: Sequence[str]) -> Message:
    """What another pace would mean, before it is accepted: `repace slow`."""
    _check(turn, word(words))
    say, before, after = turn.say, turn.plan, _new_plan(turn, words[0])
    week = turn.enrolment.week
    rows = (
        (
            say("This week until"),
            say(
                "{before}, then {after}",
                before=before.due(week),
                after=strong(say.day(after.due(week))),
            ),
        ),
        (
            say("Planned finish"),
            say(
                "{before}, then {after}",
                before=say.day_and_year(before.finish),
                after=strong(say.day_and_year(after.finish)),
            ),
        ),
    )
    return Message(
        blocks=(
            paragraph(say("This is what would change:")),
            Fields(rows=tuple(Labelled(label=label, value=value) for label, value in rows)),
            paragraph(say("Your week, your streak and your ticks stay as they are.")),
        ),
        buttons=row(
            button(turn, say.line("Yes, move the dates"), f"repace-yes {words[0]}"),
            button(turn, say.line("Keep it"), "/plan"),
        ),
        edits=True,
    )


async def accept_repace(turn: Turn, words: Sequence[str]) -> Message:
    """The dates move: `repace-yes slow`."""
    _check(turn, word(words))
    turn.learner = await turn.work.anchor(
        turn.learner, turn.enrolment.week, _anchor_day(turn), words[0], now=turn.now
    )
    answer = await plan(turn, NoArguments())
    return answer.model_copy(update={"edits": True})


def _check(turn: Turn, pace_id: str) -> None:
    if turn.finished or pace_id not in [pace.id for pace in turn.roadmap.paces]:
        raise StaleButtonError(marked("That offer is out of date. How things stand: /plan"))


FEATURE = Feature(
    commands=(Command("plan", marked("due dates and pace"), "/plan", plan),),
    actions=(Action("repace", show_repace), Action("repace-yes", accept_repace)),
)
