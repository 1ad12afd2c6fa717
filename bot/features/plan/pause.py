"""`/pause` and `/resume`: time off that costs nothing (promise 2.7)."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.chat.arguments import SPAN, NoArguments, option
from bot.chat.messages import Message, Text, code, message, strong
from bot.chat.reading.spans import DaySpan
from bot.chat.translate import marked, unstyled
from bot.domain import policy
from bot.domain.history import Pause
from bot.domain.streak import pauses as rules
from bot.domain.streak.pauses import PauseProblem, PauseRefused
from bot.errors import CoachError
from bot.features.kit import Command, Context, Feature
from bot.features.views import button, paragraph, row

UNTIL: Final = marked("/pause until 2026-08-01")


@dataclass(frozen=True)
class PauseArguments:
    """What `/pause` takes."""

    length: DaySpan | None = option(SPAN, marked("how long: 5d, 2w, or until 2026-08-01"))


async def pause(context: Context, given: PauseArguments) -> Message:
    """Pause from today, or from tomorrow when something is logged today."""
    context.require_set_up()
    if given.length is None:
        return _offer(context)
    first = rules.first_day(context.learner.entries, context.today)
    last = given.length.last(first, context.today)
    refused = rules.may_pause(context.learner.pauses, context.today, first, last)
    if refused is not None:
        raise _explained(refused)
    new = Pause(0, context.now, context.today, first, last, last)
    await _keep_ended(context, rules.with_pause(context.learner.pauses, new))
    await context.pause(new)
    say = context.say
    return message(
        paragraph(_paused(context, first, last)),
        paragraph(
            say.plural(
                "Your dates move by {n} day. Back earlier? {resume}",
                "Your dates move by {n} days. Back earlier? {resume}",
                (last - first).days + 1,
                resume=code("/resume"),
            )
        ),
    )


def _paused(context: Context, first: date, last: date) -> Text:
    say, end = context.say, strong(context.say.day(last))
    if first == last:
        return say("Paused on {day}. Nothing is lost, and I keep quiet.", day=end)
    return say(
        "Paused from {first} to {last}. Nothing is lost, and I keep quiet.",
        first=strong(say.day(first)),
        last=end,
    )


def _offer(context: Context) -> Message:
    say = context.say
    lengths = [
        (each, unstyled(say.plural("{n} day", "{n} days", each))) for each in policy.PAUSES_OFFERED
    ]
    return message(
        paragraph(
            say(
                "How long? You can also write {days} or {until}",
                days=code("/pause 5d"),
                until=code(say.line(UNTIL)),
            )
        ),
        buttons=row(*(button(context, label, f"/pause {days}d") for days, label in lengths)),
    )


def _explained(refused: PauseRefused) -> CoachError:
    if refused.problem is PauseProblem.ENDS_BEFORE_IT_BEGINS:
        return CoachError(
            "That pause would end before it begins, on {first}; for example: /pause 5d",
            first=refused.first,
        )
    if refused.problem is PauseProblem.YEAR_USED_UP and refused.most < refused.least:
        return CoachError(
            "You have used this year's {most} days of pause. A lighter plan may help: /plan",
            most=policy.PAUSE_DAYS_A_YEAR,
        )
    if refused.problem is PauseProblem.YEAR_USED_UP:
        return CoachError(
            "You have {most} of this year's {year} days of pause left: /pause {most}d",
            most=refused.most,
            year=policy.PAUSE_DAYS_A_YEAR,
        )
    if refused.problem is PauseProblem.TOO_SHORT:
        return CoachError(
            "A pause that begins today is {least} days or more: /pause {least}d",
            least=refused.least,
        )
    return CoachError("A pause is {most} days at most: /pause {most}d", most=refused.most)


async def resume(context: Context, _: NoArguments) -> Message:
    """End the pause; today stays paused unless it gets done."""
    context.require_set_up()
    today = context.today
    if not any(each.last >= max(today, each.first) for each in context.learner.pauses):
        raise CoachError("You are not in a pause. What to do today: /today")
    await _keep_ended(context, rules.resumed(context.learner.pauses, today))
    say = context.say
    line = (
        say("Welcome back. Today still counts as paused; what you do today is a bonus.")
        if rules.is_paused(context.learner.pauses, today)
        else say("Pause cancelled. Good to have you here.")
    )
    return message(paragraph(line), buttons=row(button(context, say.line("Today"), "/today")))


async def _keep_ended(context: Context, after: tuple[Pause, ...]) -> None:
    ends = {each.id: each.last for each in after}
    for each in context.learner.pauses:
        if ends[each.id] != each.last:
            await context.end_pause(each, ends[each.id])


FEATURE = Feature(
    commands=(
        Command("pause", marked("take time off"), "/pause 5d", pause, PauseArguments),
        Command("resume", marked("end the pause"), "/resume", resume),
    )
)
