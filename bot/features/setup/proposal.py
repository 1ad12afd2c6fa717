"""Set-up: from a proposal to a plan. The proposal lives in the settings until it is accepted."""

from datetime import date

from bot.domain.preferences import WRITE, Preferences
from bot.domain.roadmap.model import Roadmap
from bot.errors import CoachError, shortened
from bot.features.kit import Turn
from bot.roadmaps.catalogue import body

KEPT = ("tz", "days", "rollover", "language")
"""Settings that are written down at set-up, so that a later default does not change them.

A time is not among them: one that the learner set is kept in quiet hours too (promise 4.2).
"""


async def set_up(turn: Turn) -> None:
    """Accept the proposal as it stands: the learner is enrolled from then on."""
    preferences = turn.learner.preferences
    roadmap = turn.roadmap
    roadmap.pace(preferences.pace)
    today = turn.today
    turn.learner = await turn.work.change_settings(
        turn.learner, written(preferences), now=turn.now, today=today
    )
    await begin(turn, roadmap, preferences.start or today, preferences.pace)
    turn.ask(None)


async def begin(turn: Turn, roadmap: Roadmap, first: date, pace: str) -> None:
    """Begin a roadmap at week 1, in the content it has now (promise 3.8)."""
    version = await keep_content(turn, roadmap)
    turn.learner = await turn.work.enrol(
        turn.learner, roadmap.id, version, now=turn.now, today=turn.today
    )
    turn.learner = await turn.work.anchor(turn.learner, 1, first, pace, now=turn.now)


async def keep_content(turn: Turn, roadmap: Roadmap) -> str:
    """Store what a roadmap says now; its version."""
    version = turn.roadmaps.version(roadmap)
    await turn.work.keep_content(roadmap.id, version, body(roadmap))
    return version


def written(preferences: Preferences) -> dict[str, str]:
    """The settings that are kept, in their written form."""
    return {key: WRITE[key](getattr(preferences, key)) for key in KEPT}


async def propose(turn: Turn, **values: object) -> None:
    """Change the proposal. Raises CoachError where roadmap and pace do not go together."""
    changes = {key: WRITE[key](value) for key, value in values.items() if value is not None}
    if not changes:
        return
    turn.learner = await turn.work.change_settings(
        turn.learner, changes, now=turn.now, today=turn.today
    )
    check_pace(turn)


def check_pace(turn: Turn) -> None:
    """Raise CoachError when the roadmap has no such pace."""
    paces = [pace.id for pace in turn.roadmap.paces]
    if turn.learner.preferences.pace not in paces:
        raise CoachError(
            "{pace} is no pace of this roadmap; for example: pace={example}",
            pace=shortened(turn.learner.preferences.pace),
            example=paces[0],
        )
