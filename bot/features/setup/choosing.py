"""Choices with buttons for the parts of a plan: zone, days, time, pace, roadmap."""

from typing import Final

from bot.chat.messages import Button, Text, code
from bot.chat.translate import Say
from bot.domain import policy
from bot.domain.calendar import wall_at
from bot.domain.preferences import WEEKDAYS, read_days, write_days
from bot.errors import CoachError, StaleButtonError, shortened
from bot.features.kit import OUT_OF_DATE, Turn
from bot.features.views import Rows, column
from bot.places import find as places


def zone_of(turn: Turn, words: str) -> str | None:
    """The zone that `words` name exactly; None where it is to be confirmed (promise 1.7).

    Raises CoachError when nothing is found.
    """
    found = places.find(words, turn.now)
    if not found.zones:
        raise CoachError(
            "I know no place called {place}. Try a big city, a country or a zone: tz=Europe/Berlin",
            place=shortened(words),
        )
    return found.zones[0] if found.how is places.How.ZONE else None


def zones(turn: Turn, words: str, action: str) -> Rows:
    """Buttons for the zones that `words` may mean, each with its present time."""
    return column(*(_zone(turn, zone, action) for zone in places.find(words, turn.now).zones))


def _zone(turn: Turn, zone: str, action: str) -> Button:
    label = turn.say.line("{zone}, {time} now", zone=zone, time=wall_at(turn.present, zone).time())
    return Button(label=label, action=f"{action} tz {zone}")


def question(turn: Turn, part: str) -> Text:
    """What is asked about `part`."""
    say = turn.say
    if part == "tz":
        return say(
            "Which clock is yours? Or write me your city, your country or what your clock shows."
        )
    if part == "days":
        return say(
            "Which days do you want to study? Other days: {example}",
            example=code("days=mon,wed,fri"),
        )
    if part == "at":
        return say("When shall I write to you? Another time: {example}", example=code("at=19:30"))
    return say("How much time do you have?") if part == "pace" else say("Which roadmap?")


def choices(turn: Turn, part: str, action: str) -> Rows:
    """Buttons for `part`; each presses `action part value`. Raises StaleButtonError."""
    if part == "tz":
        return zones(turn, turn.learner.preferences.tz, action)
    if part == "roadmap":
        return column(
            *(Button(label=label, action=f"take {each}") for each, label in _roadmaps(turn).items())
        )
    if part not in _OFFERED:
        raise StaleButtonError(OUT_OF_DATE)
    labels = _OFFERED[part](turn)
    return column(
        *(Button(label=label, action=f"{action} {part} {value}") for value, label in labels.items())
    )


def _days(turn: Turn) -> dict[str, str]:
    return {each: days_in_words(turn.say, read_days(each)) for each in policy.DAYS_OFFERED}


def _times(_: Turn) -> dict[str, str]:
    return {each: each for each in policy.TIMES_OFFERED}


def _paces(turn: Turn) -> dict[str, str]:
    return {
        pace.id: turn.say.line(
            "{pace}: {hours} hours a week",
            pace=pace.title,
            hours=figures(pace.hours_a_week.min, pace.hours_a_week.max),
        )
        for pace in turn.roadmap.paces
    }


_OFFERED: Final = {"days": _days, "at": _times, "pace": _paces}


def _roadmaps(turn: Turn) -> dict[str, str]:
    return {each.id: each.title for each in turn.roadmaps.offered() if not each.extends}


def figures(least: float, most: float | None) -> str:
    """`10-15`, or `10` where both ends are the same."""
    return f"{least:g}" if most is None or most == least else f"{least:g}-{most:g}"


def days_in_words(say: Say, days: frozenset[int]) -> str:
    """`Mon-Sat`, in the learner's language."""
    written = write_days(days)
    for weekday, key in enumerate(WEEKDAYS):
        written = written.replace(key, say.weekday(weekday))
    return written.replace(",", ", ")
