"""Choices with buttons for the parts of a plan: zone, days, time, pace, roadmap."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import time
from typing import Final

from bot.chat.arguments import PACE, ROADMAP, ZONE, option, parse, setting
from bot.chat.messages import Button, Text, code
from bot.chat.reading.clean import keyed, value_of
from bot.chat.reading.clocks import time_in
from bot.chat.reading.values import in_writing
from bot.chat.translate import Say, marked
from bot.domain import policy
from bot.domain.calendar import wall_at
from bot.domain.preferences import READ, WEEKDAYS, read_days, write_days
from bot.domain.roadmap.model import Pace
from bot.errors import CoachError, StaleButtonError, shortened
from bot.features.kit import OUT_OF_DATE, Context
from bot.features.setup.entrance import choice_buttons
from bot.features.setup.languages import languages_by_name
from bot.features.views import Rows, column
from bot.places import find as places


@dataclass(frozen=True)
class PartArguments:
    """What a form at a question of the set-up or of the settings may hold."""

    tz: str | None = option(ZONE, marked("your time zone, city or country"))
    days: frozenset[int] | None = option(setting("days"), marked("your study days"))
    at: time | None = option(setting("at"), marked("when I write to you"))
    pace: str | None = option(PACE, marked("standard, accelerated or slow"))
    roadmap: str | None = option(ROADMAP, marked("the roadmap"))


PART_EXAMPLES: Final = {
    "tz": "tz=Europe/Berlin",
    "days": marked("days=mon,wed,fri"),
    "at": "at=19:30",
    "pace": "pace=slow",
    "roadmap": "roadmap=six-month",
}


def zone_of(context: Context, words: str) -> str | None:
    """The zone that `words` name exactly; None where it is to be confirmed (promise 1.7).

    Raises CoachError when nothing is found.
    """
    found = places.find(words, context.now)
    if not found.zones:
        raise CoachError(
            "I don't know a place called {place}. Try a big city, a country or a zone: tz=Europe/Berlin",
            place=shortened(words),
        )
    return found.zones[0] if found.how is places.MatchedBy.ZONE else None


def zones(context: Context, words: str, action: str, back: str) -> Rows:
    """Buttons for the zones that `words` may mean, each with its present time, and [Back]."""
    found = places.find(words, context.now).zones
    return (
        *column(*(_zone(context, zone, action) for zone in found)),
        *way_back(context, back),
    )


def only_zone(context: Context, words: str) -> str | None:
    """The one zone that `words` may mean; None where they may mean several."""
    found = places.find(words, context.now).zones
    return found[0] if len(found) == 1 else None


def way_back(context: Context, action: str) -> Rows:
    """[Back], to the page that a page of choices came from (promise 8.2)."""
    return column(Button(label=context.say.line("Back"), action=action))


def said(context: Context, part: str, text: str) -> dict[str, object]:
    """The values that free text gives for `part`, as a form (`at=19:30`) or bare (`19:30`).

    Other keys may stand beside it. Raises CoachError where it is neither.
    """
    if "=" in text:
        example, language = PART_EXAMPLES.get(part, "at=19:30"), context.say.language
        given = parse(keyed(text), PartArguments, example, language=language)
        return {key: value for key, value in vars(given).items() if value is not None}
    return {part: _bare(context, part, value_of(text))}


def guessed(context: Context, text: str) -> dict[str, object]:
    """The part that free text can only mean, at the proposal itself: a time, days or a place.

    Raises CoachError where it is none.
    """
    value = value_of(text)
    for part in ("at", "days"):
        with suppress(CoachError):
            return {part: READ[part](in_writing(part, value, context.say.language))}
    if at := time_in(value, context.say.language):
        return {"at": at}
    if places.find(value, context.now).close:
        raise CoachError("I don't know {word}.", word=shortened(value))
    zone_of(context, value)
    return {"tz": value}


def _bare(context: Context, part: str, value: str) -> object:
    if part == "tz":
        return value
    if part == "at" and (at := time_in(value, context.say.language)):
        return at
    offered = {"pace": _paces, "roadmap": _roadmaps}.get(part)
    value = in_writing(part, value, context.say.language)
    if offered is None:
        return READ[part](value)
    wanted = value.casefold()
    for name, label in offered(context).items():
        if wanted in {name, label.casefold()} or label.casefold().startswith(f"{wanted} "):
            return name
    raise CoachError(
        "{word} is none of these; for example: {example}",
        word=shortened(value),
        example=f"{part}={next(iter(offered(context)))}",
    )


def _zone(context: Context, zone: str, action: str) -> Button:
    label = context.say.line(
        "{zone}, {time} now", zone=zone, time=wall_at(context.present, zone).time()
    )
    return Button(label=label, action=f"{action} tz {zone}")


def question(context: Context, part: str) -> Text:
    """What is asked about `part`."""
    say = context.say
    if part == "tz":
        return say(
            "Which clock is yours? Or write me your city, your country or what your clock shows."
        )
    if part == "days":
        return say(
            "Which days do you want to study? Other days: {example}",
            example=code(say.line(PART_EXAMPLES["days"])),
        )
    if part == "at":
        return say("When shall I write to you? Another time: {example}", example=code("at=19:30"))
    if part == "language":
        return say("Which language shall I speak?")
    return say("How much time do you have?") if part == "pace" else say("Which roadmap?")


def choices(context: Context, part: str, action: str, back: str) -> Rows:
    """Buttons for `part`; each presses `action part value`. [Back] presses `back`.

    Raises StaleButtonError.
    """
    if part == "tz":
        return zones(context, context.learner.preferences.tz, action, back)
    return (*_choices(context, part, action), *way_back(context, back))


def _choices(context: Context, part: str, action: str) -> Rows:
    if part == "roadmap":
        return column(
            *(
                Button(label=label, action=f"take {each}")
                for each, label in _roadmaps(context).items()
            ),
            *choice_buttons(context),
        )
    if part not in _OFFERED:
        raise StaleButtonError(OUT_OF_DATE)
    labels = _OFFERED[part](context)
    return column(
        *(Button(label=label, action=f"{action} {part} {value}") for value, label in labels.items())
    )


def _days(context: Context) -> dict[str, str]:
    return {each: days_in_words(context.say, read_days(each)) for each in policy.DAYS_OFFERED}


def _times(_: Context) -> dict[str, str]:
    return {each: each for each in policy.TIMES_OFFERED}


def _paces(context: Context) -> dict[str, str]:
    return {pace.id: pace_in_words(context.say, pace) for pace in context.roadmap.paces}


def pace_in_words(say: Say, pace: Pace) -> str:
    """`Slow: 6-8 hours a week`; a title that tells the hours tells them once."""
    hours = figures(pace.hours_a_week.min, pace.hours_a_week.max)
    if hours in pace.title:
        return pace.title
    return say.line("{pace}: {hours} hours a week", pace=pace.title, hours=hours)


def _languages(_: Context) -> dict[str, str]:
    return languages_by_name()


_OFFERED: Final = {"days": _days, "at": _times, "pace": _paces, "language": _languages}


def _roadmaps(context: Context) -> dict[str, str]:
    return {
        each.id: each.title
        for each in context.roadmaps.offered(context.say.language)
        if not each.extends
    }


def figures(least: float, most: float | None) -> str:
    """`10-15`, or `10` where both ends are the same."""
    return f"{least:g}" if most is None or most == least else f"{least:g}-{most:g}"


def days_in_words(say: Say, days: frozenset[int]) -> str:
    """`Mon-Sat`, in the learner's language."""
    written = write_days(days)
    for weekday, key in enumerate(WEEKDAYS):
        written = written.replace(key, say.weekday(weekday))
    return written.replace(",", ", ")
