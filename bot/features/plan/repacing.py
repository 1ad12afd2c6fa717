"""Moving the dates of the plan: the consequence first, then the move (promise 3.5)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.chat.arguments import NoArguments
from bot.chat.messages import Emphasis, Fields, Labelled, Message, Text, strong
from bot.chat.translate import marked
from bot.domain.plan import Plan, repace
from bot.domain.roadmap.model import Pace
from bot.errors import StaleButtonError
from bot.features.kit import Action, Context, Feature
from bot.features.plan.plan import plan
from bot.features.setup.choosing import figures
from bot.features.views import button, edited, paragraph, row, word


def _new_plan(context: Context, pace_id: str) -> Plan:
    moved = repace(context.plan, context.enrolment.week, _anchor_day(context))
    return replace(moved, span=context.span(pace_id))


def _anchor_day(context: Context) -> date:
    today, enrolment = context.today, context.enrolment
    return max(today, enrolment.plan_from) if enrolment.week == 1 else today


async def show(context: Context, words: Sequence[str]) -> Message:
    """What another pace would mean, before it is accepted: `repace slow`."""
    _check(context, word(words))
    say = context.say
    rows = tuple(
        Labelled(label=label, value=_becomes(context, *values))
        for label, values in _differences(context, words[0])
    )
    return edited(
        paragraph(say("This is what would change:")),
        Fields(rows=rows),
        paragraph(say("Your week, your streak and your ticks stay as they are.")),
        buttons=row(
            button(
                context, say.line("Yes, move the dates"), f"repace-yes {words[0]}", Emphasis.MAIN
            ),
            button(context, say.line("Keep it"), "/plan"),
        ),
    )


def _differences(context: Context, pace_id: str) -> list[tuple[Text, tuple[str, str]]]:
    """What it is called, and how it is before and after."""
    say, before, after = context.say, context.plan, _new_plan(context, pace_id)
    week, roadmap = context.enrolment.week, context.roadmap
    here, there = roadmap.pace(context.enrolment.pacing.pace), roadmap.pace(pace_id)
    return [
        (say("Hours a week"), (_hours(here), _hours(there))),
        (say("This week until"), (say.day(before.due(week)), say.day(after.due(week)))),
        (
            say("Planned finish"),
            (say.day_and_year(before.finish), say.day_and_year(after.finish)),
        ),
    ]


def _hours(pace: Pace) -> str:
    return figures(pace.hours_a_week.min, pace.hours_a_week.max)


def _becomes(context: Context, before: str, after: str) -> Text:
    if before == after:
        return context.say("{now}, as now", now=before)
    return context.say("{before} → {after}", before=before, after=strong(after))


async def accept(context: Context, words: Sequence[str]) -> Message:
    """The dates move: `repace-yes slow`."""
    _check(context, word(words))
    await context.anchor(context.enrolment.week, _anchor_day(context), words[0])
    answer = await plan(context, NoArguments())
    return answer.model_copy(update={"edits": True})


def _check(context: Context, pace_id: str) -> None:
    if context.finished or pace_id not in [pace.id for pace in context.roadmap.paces]:
        raise StaleButtonError(marked("That offer is out of date. How things stand: /plan"))


FEATURE = Feature(actions=(Action("repace", show), Action("repace-yes", accept)))
