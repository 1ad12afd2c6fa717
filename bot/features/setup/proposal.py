"""Set-up: from a proposal to a plan. The proposal lives in the settings until it is accepted."""

from datetime import date, timedelta

from bot.chat.messages import Block, Fields, Labelled, plain, strong
from bot.domain.preferences import WRITE, Preferences
from bot.domain.roadmap.model import Roadmap
from bot.errors import CoachError, shortened
from bot.features.kit import Context
from bot.features.setup.choosing import days_in_words, pace_in_words
from bot.features.setup.room import room_lines
from bot.features.views import clock_line
from bot.roadmaps.catalogue import body

KEPT = ("tz", "days", "rollover", "language")
"""Settings that are written down at set-up, so that a later default does not change them.

A time is not among them: one that the learner set is kept in quiet hours too (promise 4.2).
"""


async def set_up(context: Context) -> None:
    """Accept the proposal as it stands: the learner is enrolled from then on."""
    preferences, roadmaps = context.learner.preferences, context.roadmaps
    roadmap = roadmaps.find(preferences.roadmap) or roadmaps.default()
    roadmap.pace(preferences.pace)
    await context.change_settings(written(preferences))
    await begin(context, roadmap, first_day(context), preferences.pace)
    context.ask(None)


def first_day(context: Context) -> date:
    """The plan's first day as it is proposed: the next study day from today on (promise 3.4)."""
    wanted, day = context.learner.preferences, context.today
    if wanted.start is not None:
        return wanted.start
    return day + timedelta(days=min((weekday - day.weekday()) % 7 for weekday in wanted.days))


def fields_of(context: Context) -> tuple[Block, ...]:
    """The plan as it would be, line by line."""
    say, wanted, roadmap = context.say, context.learner.preferences, context.roadmap
    values = (
        (
            say("Roadmap"),
            say("{title}, {weeks} weeks", title=strong(roadmap.title), weeks=roadmap.weeks),
        ),
        (
            say("Pace"),
            plain(pace_in_words(say, roadmap.pace(wanted.pace))),
        ),
        (
            say("Time zone"),
            say(
                "{zone}: {clock}, right?",
                zone=strong(wanted.tz),
                clock=clock_line(context, wanted.tz),
            ),
        ),
        (
            say("Days"),
            say("{days}, I write at {at}", days=days_in_words(say, wanted.days), at=wanted.at),
        ),
        (say("First day"), say("{day}", day=first_day(context))),
    )
    fields = Fields(rows=tuple(Labelled(label=label, value=value) for label, value in values))
    return (fields, *room_lines(context, wanted.pace))


async def begin(context: Context, roadmap: Roadmap, first: date, pace: str) -> None:
    """Begin a roadmap at week 1, in the content it has now (promise 3.8)."""
    version = await keep_content(context, roadmap)
    await context.enrol(roadmap.id, version)
    await context.anchor(1, first, pace)


async def keep_content(context: Context, roadmap: Roadmap) -> str:
    """Store what a roadmap says now; its version."""
    version = context.roadmaps.version(roadmap)
    await context.work.contents.keep(roadmap.id, version, body(roadmap))
    return version


def written(preferences: Preferences) -> dict[str, str]:
    """The settings that are kept, in their written form."""
    return {key: WRITE[key](getattr(preferences, key)) for key in KEPT}


async def propose(context: Context, **values: object) -> None:
    """Change the proposal. Raises CoachError where roadmap and pace do not go together."""
    changes = {key: WRITE[key](value) for key, value in values.items() if value is not None}
    if not changes:
        return
    await context.change_settings(changes)
    check_pace(context)


def check_roadmap(context: Context, wanted: object) -> None:
    """Raise CoachError where there is no roadmap of the wanted name."""
    if wanted is not None and context.roadmaps.find(str(wanted)) is None:
        raise CoachError(
            "There is no such roadmap; for example: roadmap={example}",
            example=context.roadmaps.default().id,
        )


def check_pace(context: Context) -> None:
    """Raise CoachError when the roadmap has no such pace."""
    paces = [pace.id for pace in context.roadmap.paces]
    if context.learner.preferences.pace not in paces:
        raise CoachError(
            "{pace} is no pace of this roadmap; for example: pace={example}",
            pace=shortened(context.learner.preferences.pace),
            example=paces[0],
        )
