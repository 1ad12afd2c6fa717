"""`/start`: one complete proposal, changed by buttons or in one line, accepted (promise 8)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from bot.chat.arguments import PACE, ROADMAP, ZONE, ArgumentType, option, setting
from bot.chat.messages import Emphasis, Heading, Message, code, message, soft, strong
from bot.chat.reading.intents import meaning_of
from bot.chat.reading.vocabulary import Intent
from bot.chat.translate import marked
from bot.domain import policy
from bot.domain.preferences import READ, Quiet, read_date
from bot.errors import CoachError, StaleButtonError
from bot.features.kit import OUT_OF_DATE, Action, Command, Context, Feature, TextQuestion
from bot.features.setup.choosing import (
    choices,
    days_in_words,
    guessed,
    only_zone,
    question,
    said,
    zone_of,
    zones,
)
from bot.features.setup.entrance import choice_lines
from bot.features.setup.languages import language_meant, languages_by_name
from bot.features.setup.overview import overview
from bot.features.setup.proposal import check_roadmap, fields_of, propose, set_up
from bot.features.setup.room import room_lines
from bot.features.setup.values import habit
from bot.features.views import Rows, button, clock_line, paragraph, row, with_dots, word

EXAMPLE = marked(
    "/start roadmap=six-month pace=standard tz=Europe/Berlin days=mon-sat at=08:00 from=2026-03-02"
)
PICK = "pick"
ASKED = "propose"
"""The question of a page of choices, and which part it is about; none on the proposal itself.

A zone that was found and waits to be confirmed stands behind its part.
"""

BACK = "propose back"
PARTS = frozenset({"tz", "days", "at", "pace", "roadmap", "language"})
"""What of the proposal can be picked."""


@dataclass(frozen=True)
class StartArguments:
    """What `/start` takes."""

    roadmap: str | None = option(ROADMAP, marked("the roadmap"))
    pace: str | None = option(PACE, marked("standard, accelerated or slow"))
    tz: str | None = option(ZONE, marked("your time zone, city or country"))
    days: frozenset[int] | None = option(setting("days"), marked("your study days"))
    at: time | None = option(setting("at"), marked("when I write to you"))
    from_: date | None = option(ArgumentType(read_date), marked("the first day of the plan"))
    rollover: int | None = habit("rollover")
    quiet: Quiet | None = habit("quiet")
    checkin: tuple[int, time] | None = habit("checkin")
    streak: bool | None = habit("streak")
    saver: bool | None = habit("saver")
    names: bool | None = habit("names")
    language: str | None = habit("language")


async def start(context: Context, given: StartArguments) -> Message:
    """The proposal; set up at once where one line names a zone. Later it shows the settings."""
    if context.learner.enrolment is not None:
        return _unchanged(context, given.roadmap)
    _check(context, given)
    language = given.language and language_meant(context.say, given.language)
    zone = None if given.tz is None else zone_of(context, given.tz)
    values = {"start" if key == "from_" else key: value for key, value in vars(given).items()}
    await propose(context, **values | {"tz": zone, "language": language})
    if zone is not None:
        return await accept(context, ())
    if given.tz is not None:
        return _which_zone(context, given.tz)
    context.ask(ASKED)
    return proposal(context)


def _unchanged(context: Context, wanted: str | None) -> Message:
    """The settings as they are; another roadmap is one button away."""
    answer = overview(context, context.say("You are set up. Nothing was changed."))
    roadmap = context.roadmaps.find(wanted) if wanted else None
    if roadmap is None or roadmap.id == context.enrolment.roadmap:
        return answer
    label = context.say.line("Switch to {title}", title=context.spoken(roadmap).title)
    buttons = (*row(button(context, label, f"take {roadmap.id}")), *answer.buttons)
    return answer.model_copy(update={"buttons": buttons})


def _check(context: Context, given: StartArguments) -> None:
    check_roadmap(context, given.roadmap)
    if given.from_ and abs(given.from_ - context.today) > timedelta(days=policy.START_WITHIN_DAYS):
        raise CoachError(
            "Choose a first day within a year of today, like from={day}",
            day=context.today.isoformat(),
        )


def proposal(context: Context, *, edits: bool = False) -> Message:
    """The plan as it would be, with a button for everything in it."""
    say = context.say
    return Message(
        blocks=(
            Heading(text=say("Hello! I'm Waymark, your study coach.")),
            paragraph(
                say("Together we'll make you a Python backend developer, one evening at a time.")
            ),
            *fields_of(context),
            paragraph((soft(say.line("You can change everything later.")),)),
        ),
        buttons=_buttons(context),
        edits=edits,
    )


def _buttons(context: Context) -> Rows:
    line = context.say.line
    return (
        *row(button(context, line("Start like this"), "start", Emphasis.MAIN)),
        *row(
            button(context, line("Zone"), "propose tz"),
            button(context, line("Days and time"), "propose days"),
        ),
        *row(
            button(context, line("Pace"), "propose pace"),
            button(context, line("Other roadmap"), "propose roadmap"),
        ),
        *row(
            *(
                button(context, name, f"{PICK} language {each}")
                for each, name in languages_by_name().items()
                if each != context.say.language
            )
        ),
    )


def _which_zone(context: Context, words: str) -> Message:
    say, only = context.say, only_zone(context, words)
    context.ask(f"{ASKED} tz {only}" if only else f"{ASKED} tz")
    return message(
        paragraph(say("Is this your clock?") if only else say("Which clock is yours?")),
        buttons=zones(context, words, PICK, BACK),
    )


async def agreed(context: Context) -> Message:
    """A yes before the set-up: to the one zone that was asked about, if so; never to the rest.

    The proposal is shown as it stands then, and waits for its button (promise 8.2).
    """
    _, part, zone = _asked(context)
    if part == "tz" and zone:
        await propose(context, tz=zone)
    context.ask(ASKED)
    return message(
        paragraph(context.say("Good! If this looks right, choose “Start like this”.")),
        *fields_of(context),
        buttons=_buttons(context),
    )


def _asked(context: Context) -> list[str]:
    """The open question, the part it is about, and what it found; empty where there is none."""
    return [*(context.learner.question or "").split(" "), "", "", ""][:3]


async def accept(context: Context, _: Sequence[str]) -> Message:
    """[Start like this]: the proposal becomes the plan."""
    say = context.say
    if context.learner.enrolment is not None:
        return overview(context, say("You are set up already."))
    await set_up(context)
    wanted = context.learner.preferences
    return message(
        paragraph(
            say(
                "You are set up: {roadmap}, from {day}.",
                roadmap=strong(context.roadmap.title),
                day=context.enrolment.plan_from,
            )
        ),
        paragraph(
            with_dots(
                say("{days} at {at}", days=days_in_words(say, wanted.days), at=wanted.at),
                say("{zone}, {clock}", zone=wanted.tz, clock=clock_line(context, wanted.tz)),
            )
        ),
        *room_lines(context, wanted.pace),
        paragraph(
            say(
                "What to do now: {today}. To change anything: {settings}",
                today=code("/today"),
                settings=code("/settings"),
            )
        ),
        buttons=row(
            button(context, say.line("Today"), "/today"),
            button(context, say.line("Settings"), "/settings"),
        ),
    )


async def choose(context: Context, words: Sequence[str]) -> Message:
    """The choices for one part of the proposal: `propose tz`."""
    part = word(words)
    if context.learner.enrolment is not None:
        return overview(context, context.say("You are set up already."))
    if part == "back":
        context.ask(ASKED)
        return proposal(context, edits=True)
    about = choice_lines(context) if part == "roadmap" else ()
    answer = Message(
        blocks=(paragraph(question(context, part)), *map(paragraph, about)),
        buttons=choices(context, part, PICK, BACK),
        edits=True,
    )
    context.ask(f"{ASKED} {part}")
    return answer


async def pick(context: Context, words: Sequence[str]) -> Message:
    """One part of the proposal is chosen: `pick pace slow`. The days lead on to the time."""
    part, value = word(words), word(words, 1)
    if part not in PARTS or (part == "tz" and zone_of(context, value) is None):
        raise StaleButtonError(OUT_OF_DATE)
    context.ask(None)
    if context.learner.enrolment is not None:
        return overview(context, context.say("You are set up already."))
    if part == "language":
        value = language_meant(context.say, value)
    return await _taken(context, {part: READ[part](value)})


async def _taken(context: Context, values: Mapping[str, object]) -> Message:
    """Parts of the proposal are chosen; the days alone lead on to the time."""
    await propose(context, **values)
    if set(values) == {"days"}:
        return await choose(context, ["at"])
    context.ask(ASKED)
    return proposal(context, edits=True)


async def part_in_words(context: Context, text: str) -> Message:
    """A part of the proposal as free text: `at=19:30`, or bare where its page is open."""
    if context.learner.enrolment is not None:
        context.ask(None)
        return overview(context, context.say("You are set up already."))
    _, part, waiting = _asked(context)
    meaning = meaning_of(text, context.say.language) if waiting else None
    if meaning is not None and meaning.intent is Intent.YES:
        return await agreed(context)
    values = said(context, part, text) if part or "=" in text else guessed(context, text)
    words = values.pop("tz", None)
    check_roadmap(context, values.get("roadmap"))
    zone = zone_of(context, str(words)) if words else None
    if words and zone is None:
        await propose(context, **values)
        return _which_zone(context, str(words))
    return await _taken(context, values | ({"tz": zone} if zone else {}))


FEATURE = Feature(
    commands=(Command("start", marked("set up your plan"), EXAMPLE, start, StartArguments),),
    actions=(Action("start", accept), Action("propose", choose), Action(PICK, pick)),
    questions=(TextQuestion(ASKED, part_in_words),),
)
