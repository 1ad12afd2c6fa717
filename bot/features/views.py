"""Pieces of views and steps that several features use."""

from collections.abc import Sequence
from datetime import date

from bot.chat.messages import Block, Button, Emphasis, Message, Paragraph, Text, strong
from bot.chat.translate import Say, joined, unstyled
from bot.domain import policy
from bot.domain.calendar import wall_at
from bot.domain.day.week import topics_due
from bot.domain.roadmap.choices import picks
from bot.domain.roadmap.model import Step, Topic
from bot.domain.streak.latelog import Counts
from bot.domain.streak.ledger import Ledger
from bot.errors import CoachError, StaleButtonError
from bot.features.kit import OUT_OF_DATE, Context

Rows = tuple[tuple[Button, ...], ...]


def paragraph(text: Text) -> Paragraph:
    """A block of running text."""
    return Paragraph(text=text)


def button(context: Context, label: str, action: str, emphasis: Emphasis | None = None) -> Button:
    """A button; `label` is already in the learner's language. One of a message may be the main one."""
    return Button(label=label, action=action, emphasis=emphasis)


def column(*buttons: Button) -> Rows:
    """Buttons below one another."""
    return tuple((each,) for each in buttons)


def row(*buttons: Button) -> Rows:
    """Buttons beside one another; nothing where there are none."""
    return (buttons,) if buttons else ()


def edited(*blocks: Block, buttons: Rows = ()) -> Message:
    """A message that takes the place of the one whose button was pressed."""
    return Message(blocks=blocks, buttons=buttons, edits=True)


def word(words: Sequence[str], place: int = 0) -> str:
    """One word of a button's data. Raises StaleButtonError where it is missing (promise 11.3)."""
    if place >= len(words):
        raise StaleButtonError(OUT_OF_DATE)
    return words[place]


def number(words: Sequence[str], place: int = 0) -> int:
    """A number in a button's data. Raises StaleButtonError where there is none."""
    text = word(words, place)
    if not (text.isascii() and text.isdigit() and len(text) <= 4):
        raise StaleButtonError(OUT_OF_DATE)
    return int(text)


def study_days(say: Say, count: int) -> Text:
    """`1 study day`, `30 study days`."""
    return say.plural("{n} study day", "{n} study days", count)


def freezes(say: Say, count: int) -> Text:
    """`1 freeze`, `2 freezes`."""
    return say.plural("{n} freeze", "{n} freezes", count)


def streak_line(context: Context, ledger: Ledger) -> Text:
    """The streak in one line; empty where the learner hides it (promise 2.11).

    On a day on which a missed one can be made up for, it says how (promise 2.6).
    """
    if not context.learner.preferences.streak:
        return ()
    if repair := repair_line(context, ledger):
        return repair
    in_hand = freezes(context.say, ledger.freezes)
    if not ledger.longest:
        return context.say("Streak: your first day is waiting · {freezes} in hand", freezes=in_hand)
    if not ledger.streak:
        return context.say("Streak: a new one is waiting · {freezes} in hand", freezes=in_hand)
    return context.say(
        "Streak: {days} in a row · {freezes} in hand",
        days=strong(unstyled(study_days(context.say, ledger.streak))),
        freezes=in_hand,
    )


def repair_line(context: Context, ledger: Ledger) -> Text:
    """How today brings a missed day back, or what is still missing; else empty (promise 2.6)."""
    if ledger.repairable is None or ledger.ended is None or not context.learner.preferences.streak:
        return ()
    day, days = strong(context.say.day(ledger.repairable)), ledger.ended.days
    if sittings_today(context):
        return context.say.plural(
            "One more sitting of ten minutes wins {day} back, and your {n} day returns.",
            "One more sitting of ten minutes wins {day} back, and your {n} days return.",
            days,
            day=day,
        )
    return context.say.plural(
        "{day} slipped by. Two sittings of ten minutes today win it back, and your {n} day returns.",
        "{day} slipped by. Two sittings of ten minutes today win it back, and your {n} days return.",
        days,
        day=day,
    )


def sittings_today(context: Context) -> int:
    """How many entries of today are long enough for a repair (promise 2.6)."""
    today = context.today
    mine = (each for each in context.learner.entries.on(today) if each.made_on == today)
    return sum((each.minutes or 0) >= policy.REPAIR_MINUTES for each in mine)


def clock_line(context: Context, zone: str) -> Text:
    """`It is 06:00 in Europe/Berlin now.` (promise 1.7)."""
    return context.say("it is {time} there now", time=wall_at(context.present, zone).time())


def week_title(context: Context, week: int) -> Text:
    """`Week 3 of 24 · Classes and errors`."""
    step = context.roadmap.step_of(week)
    return context.say(
        "Week {week} of {weeks} · {title}",
        week=week,
        weeks=context.roadmap.weeks,
        title=step.title,
    )


def known_week(context: Context, week: int) -> Step:
    """The step of `week`. Raises CoachError outside the roadmap."""
    if not 1 <= week <= context.roadmap.weeks:
        raise CoachError(
            "This roadmap has weeks 1 to {weeks}; for example: /week 1", weeks=context.roadmap.weeks
        )
    return context.roadmap.step_of(week)


def position(context: Context) -> int:
    """The learner's week; 1 before set-up, the last one after the finish."""
    enrolment = context.learner.enrolment
    return min(enrolment.week, context.roadmap.weeks) if enrolment else 1


def topics_of(context: Context, week: int) -> tuple[Topic, ...]:
    """The week's topics, the main lane's first, those of a menu as picked; without optional ones
    where they are trimmed.

    A week that holds nothing else is a menu and stays whole (promise 3.7).
    """
    roadmap, enrolment = context.roadmap, context.learner.enrolment
    chosen = picks(mark.item for mark in context.learner.marks if mark.roadmap == roadmap.id)
    topics = tuple(
        topic for step in roadmap.steps_of(week) for topic in topics_due(step, week, chosen)
    )
    if enrolment is None or not enrolment.trims:
        return topics
    return tuple(topic for topic in topics if not topic.optional) or topics


def counted_topics(context: Context, week: int) -> tuple[Topic, ...]:
    """The week's topics that a count is about: an optional one only once it is ticked.

    Of a menu all count (promise 3.7).
    """
    topics, ticked = topics_of(context, week), context.learner.ticked(context.roadmap.id)
    if all(topic.optional for topic in topics):
        return topics
    return tuple(topic for topic in topics if not topic.optional or topic.id in ticked)


def open_topics(context: Context, week: int) -> tuple[Topic, ...]:
    """The week's topics that are not ticked, in order."""
    ticked = context.learner.ticked(context.roadmap.id)
    return tuple(topic for topic in topics_of(context, week) if topic.id not in ticked)


def shipped_projects(context: Context) -> list[str]:
    """The projects that were shipped, in the order of the roadmap."""
    roadmap, reached = context.roadmap, context.learner.milestones
    return [
        step.project.title
        for step in roadmap.steps
        if step.project and f"project:{roadmap.id}:{step.id}" in reached
    ]


def counting_line(context: Context, counts: Counts, day: date) -> Text:
    """Why an entry counts for the hours only (promise 2.5); empty where it counts fully."""
    say = context.say
    if counts is Counts.TOO_MANY_LATE:
        return say(
            "Two late logs in seven days are used up, so it counts for your hours, not the streak."
        )
    if counts is Counts.BEFORE_SET_UP:
        return say("That was before your plan began, so it counts for your hours, not the streak.")
    if counts is Counts.NOT_YESTERDAY:
        return say("Older than yesterday, so it counts for your hours, not the streak.")
    return ()


def with_dots(*texts: Text) -> Text:
    """The texts that say something, in one line."""
    return joined([text for text in texts if text])
