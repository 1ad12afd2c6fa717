"""Cards for what was finished: a phase, a roadmap (promise 14.2)."""

from collections.abc import Iterable, Iterator
from typing import Final

from bot.chat.drawings import Figure, Figures, Picture
from bot.chat.translate import unstyled
from bot.domain.history import Entry
from bot.domain.roadmap.model import Phase
from bot.features.kit import Context
from bot.features.pictures.progress import drawing_of, shipped, trail
from bot.features.pictures.words import picture
from bot.features.views import shipped_projects

NAMES_ON_A_CARD: Final = 2
"""Its words stand in a message that says more."""


def phase_card(context: Context, phase: Phase) -> Picture:
    """A phase that is behind the learner."""
    say, roadmap = context.say, context.roadmap
    weeks = [week for week in range(1, roadmap.weeks + 1) if roadmap.phase_of(week) == phase]
    drawing = drawing_of(
        context,
        phase.title,
        figures(context, len(weeks), [each for each in _own(context) if each.week in weeks]),
        trail(context),
        subtitle=say.line("phase finished · {roadmap}", roadmap=roadmap.title),
        badge=True,
    )
    return picture(say, "phase", drawing)


def roadmap_card(context: Context) -> Picture:
    """A roadmap that is behind the learner."""
    say, roadmap = context.say, context.roadmap
    day = context.enrolment.moves[-1].made_on
    drawing = drawing_of(
        context,
        roadmap.title,
        figures(context, roadmap.weeks, list(_own(context)), len(shipped_projects(context))),
        trail(context),
        *shipped(context, NAMES_ON_A_CARD),
        subtitle=say.line("finished on {day}", day=say.day_and_year(day)),
        badge=True,
    )
    return picture(say, "roadmap", drawing)


def figures(context: Context, weeks: int, entries: Iterable[Entry], projects: int = 0) -> Figures:
    """Weeks, the time and the days of the entries, and projects where there are any."""
    say, known = context.say, list(entries)
    minutes, days = sum(each.minutes or 0 for each in known), len({each.day for each in known})
    items = [Figure(value=str(weeks), label=unstyled(say.plural("week", "weeks", weeks)))]
    if minutes:
        items.append(Figure(value=say.minutes(minutes), label=say.line("logged")))
    if days:
        label = unstyled(say.plural("day of study", "days of study", days))
        items.append(Figure(value=str(days), label=label))
    if projects:
        label = unstyled(say.plural("project", "projects", projects))
        items.append(Figure(value=str(projects), label=label))
    return Figures(items=tuple(items))


def _own(context: Context) -> Iterator[Entry]:
    """What was logged on this roadmap."""
    return (each for each in context.learner.entries if context.enrolment.holds(each))
