"""The picture of `/progress`: weeks, days, hours, projects, and the end in sight (promise 14.2)."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from bot.chat.drawings import (
    Drawing,
    HourBar,
    HourBars,
    Landmark,
    Look,
    NameList,
    Note,
    Outlook,
    Panel,
    Trail,
)
from bot.domain.forecast import Forecast
from bot.features.kit import Context
from bot.features.pictures.days import day_map, monday_of
from bot.features.setup.choosing import figures
from bot.features.views import shipped_projects

WEEKS_OF_HOURS: Final = 8
"""The last ones, this one included."""

NAMES_SHOWN: Final = 5
_WEEK: Final = timedelta(weeks=1)


def progress_drawing(context: Context, seen: Forecast | None) -> Drawing:
    """How far the learner has come, and when the end is `seen`."""
    say, week, weeks = context.say, context.enrolment.week, context.roadmap.weeks
    return drawing_of(
        context,
        say.line("Week {week} of {weeks}", week=week, weeks=weeks),
        trail(context),
        day_map(context, _begun(context)),
        *_hours(context),
        *shipped(context),
        *_outlook(context, seen),
    )


def drawing_of(
    context: Context, title: str, *panels: Panel, subtitle: str = "", badge: bool = False
) -> Drawing:
    """A drawing in the learner's look, about their roadmap."""
    return Drawing(
        look=Look(context.learner.preferences.look),
        title=title,
        subtitle=subtitle or context.roadmap.title,
        unnamed=context.say.line("My roadmap"),
        badge=badge,
        panels=panels,
    )


def trail(context: Context) -> Trail:
    """The weeks behind the learner."""
    roadmap, say = context.roadmap, context.say
    done = min(context.enrolment.week - 1, roadmap.weeks)
    ends = [week for week in range(1, roadmap.weeks) if _ends_a_phase(context, week)]
    return Trail(
        label=say.line("Weeks"),
        value=say.line("{done} of {weeks} done", done=done, weeks=roadmap.weeks),
        done=done,
        total=roadmap.weeks,
        breaks=tuple(ends),
    )


def _ends_a_phase(context: Context, week: int) -> bool:
    roadmap = context.roadmap
    return roadmap.phase_of(week).id != roadmap.phase_of(week + 1).id


def _begun(context: Context) -> date:
    """The first day worth a look: of the roadmap, or of study logged before it."""
    days = [each.day for each in context.ledger().days[:1]]
    return min([context.enrolment.started_on, *days], default=context.today)


def _hours(context: Context) -> Iterator[Panel]:
    say = context.say
    minutes: Counter[date] = Counter()
    for entry in context.learner.entries:
        minutes[monday_of(entry.day)] += entry.minutes or 0
    if not +minutes:
        yield Note(text=say.line("Log a few minutes, and your hours show here: /done 25"))
        return
    this = monday_of(context.today)
    first = max(min(+minutes), this - (WEEKS_OF_HOURS - 1) * _WEEK)
    mondays = [first + week * _WEEK for week in range((this - first).days // 7 + 1)]
    hours = context.roadmap.pace(context.enrolment.pacing.pace).hours_a_week
    yield HourBars(
        label=say.line("Hours a week"),
        value=say.line("{time} in all", time=say.minutes(context.learner.minutes())),
        bars=tuple(_bar(context, monday, minutes[monday], first) for monday in mondays),
        least=round(hours.min * 60),
        most=round((hours.max or hours.min) * 60),
        plan=say.line("the plan: {hours} h a week", hours=figures(hours.min, hours.max)),
    )


def _bar(context: Context, monday: date, minutes: int, first: date) -> HourBar:
    """A week; the first one, and one in which a month begins, names its month."""
    say = context.say
    named = monday == first or monday.day <= 7
    label = say.short_day(monday) if named else str(monday.day)
    return HourBar(day=monday, label=label, minutes=minutes, value=say.number(minutes / 60))


def shipped(context: Context, most: int = NAMES_SHOWN) -> Iterator[Panel]:
    """The projects that were shipped, so many of the latest by name."""
    say, names = context.say, shipped_projects(context)
    if not names:
        return
    shown = names[-most:]
    if rest := len(names) - len(shown):
        shown = [say.line("and {n} before these", n=rest), *shown]
    yield NameList(
        label=say.line("Shipped"),
        value=str(len(names)),
        names=tuple(reversed(shown)),
        unnamed=say.line("a project"),
    )


def _outlook(context: Context, seen: Forecast | None) -> Iterator[Panel]:
    """The forecast beside the plan; nothing while there is too little to go by (promise 3.6)."""
    if seen is None:
        return
    say, today = context.say, context.today

    def landmark(day: date, name: str) -> Landmark:
        return Landmark(day=day, text=say.day_and_year(day), name=name)

    yield Outlook(
        label=say.line("The end in sight"),
        value="",
        today=landmark(today, say.line("today")),
        planned=landmark(context.plan.finish, say.line("planned")),
        likely=landmark(seen.p50, say.line("likely")),
        surely=landmark(seen.p85, say.line("quite surely")),
    )
