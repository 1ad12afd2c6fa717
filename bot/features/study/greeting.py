"""The greeting of a chat that is opened: where the learner stands, and today's first thing."""

from bot.chat.messages import Button, Message, Text, code, message, plain
from bot.chat.translate import Say, joined
from bot.domain.streak.ledger import DayState, is_study_day
from bot.features.kit import Context
from bot.features.study.evenings import tonights
from bot.features.study.fitting import tasks_of
from bot.features.views import button, paragraph, row


def first_words(say: Say) -> Message:
    """What somebody is told who has no plan yet: how to begin."""
    return message(
        paragraph(
            say(
                "Hello! I'm Waymark, your study coach. {start} makes you a plan in a minute.",
                start=code("/start"),
            )
        ),
        buttons=row(
            Button(label=say.line("Begin"), action="/start"),
            Button(label=say.line("Help"), action="/help"),
        ),
    )


def greeting(context: Context) -> Message:
    """`Welcome back. Day 41, streak 12. Today: Loops (45 min).`"""
    if context.learner.enrolment is None:
        return first_words(context.say)
    say = context.say
    today = row(
        button(context, say.line("Today"), "/today"), button(context, say.line("Done"), "/done")
    )
    lines = [say("Welcome back."), _standing(context), _now(context)]
    return message(paragraph(joined([each for each in lines if each], " ")), buttons=today)


def _standing(context: Context) -> Text:
    """The day of the plan and the streak; a streak that is hidden, or not begun, stays unsaid."""
    say, begins = context.say, context.enrolment.plan_from
    if context.finished or context.today < begins:
        return ()
    day = (context.today - begins).days + 1
    streak = context.ledger().streak
    if not context.learner.preferences.streak or not streak:
        return say("Day {day}.", day=day)
    return say("Day {day}, streak {streak}.", day=day, streak=streak)


def _now(context: Context) -> Text:
    """What there is to do now, or why there is nothing."""
    say, day = context.say, context.today
    if context.finished:
        return say("You finished {roadmap}.", roadmap=context.roadmap.title)
    pauses = [each for each in context.learner.pauses if each.first <= day <= each.last]
    if pauses:
        return say("Paused until {last}.", last=max(each.last for each in pauses))
    if day < context.enrolment.plan_from:
        return say("Your plan starts on {day}.", day=context.enrolment.plan_from)
    if context.ledger().today.state is DayState.DONE:
        return say("Today is done; more is a bonus.")
    return _to_do(context, _first_thing(context))


def _to_do(context: Context, first: Text) -> Text:
    if not is_study_day(context.learner.history, context.today):
        return context.say("Rest day; something light: {first}.", first=first)
    return context.say("Today: {first}.", first=first)


def _first_thing(context: Context) -> Text:
    """The first of today's tasks, as plain text."""
    tonight = tonights(context)
    first = tasks_of(context, tonight.tasks, tonight.left_open).items[0]
    return plain("".join(span.text for span in first))
