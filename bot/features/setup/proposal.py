"""Set-up: from a proposal to a plan. The proposal lives in the settings until it is accepted."""

from datetime import date, timedelta

from bot.domain.preferences import WRITE, Preferences
from bot.domain.roadmap.model import Roadmap
from bot.errors import CoachError, shortened
from bot.features.kit import Context
from bot.roadmaps.catalogue import body

KEPT = ("tz", "days", "rollover", "language")
"""Settings that are written down at set-up, so that a later default does not change them.

A time is not among them: one that the learner set is kept in quiet hours too (promise 4.2).
"""


async def set_up(context: Context) -> None:
    """Accept the proposal as it stands: the learner is enrolled from then on."""
    preferences = context.learner.preferences
    roadmap = context.roadmap
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
