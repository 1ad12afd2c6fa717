"""`/start`: one complete proposal, changed by buttons or in one line, accepted (promise 8)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from bot.chat.arguments import ROADMAP, ZONE, Kind, option, setting
from bot.chat.messages import Fields, Heading, Labelled, Message, code, message, soft, strong
from bot.chat.translate import marked
from bot.domain import policy
from bot.domain.preferences import READ, read_date
from bot.errors import CoachError, StaleButtonError
from bot.features.kit import OUT_OF_DATE, Action, Command, Feature, Question, Turn
from bot.features.setup.choosing import choices, days_in_words, figures, question, zone_of, zones
from bot.features.setup.proposal import propose, set_up
from bot.features.setup.settings import overview
from bot.features.views import Rows, button, clock_line, paragraph, row, with_dots, word

EXAMPLE = (
    "/start roadmap=six-month pace=standard tz=Europe/Berlin days=mon-sat at=08:00 from=2026-03-02"
)
PICK = "pick"
PARTS = frozenset({"tz", "days", "at", "pace", "roadmap"})
"""What of the proposal can be picked."""


@dataclass(frozen=True)
class StartArguments:
    """What `/start` takes."""

    roadmap: str | None = option(ROADMAP, marked("the roadmap"))
    pace: str | None = option(
        Kind(str, words=("standard", "accelerated", "slow")),
        marked("standard, accelerated or slow"),
    )
    tz: str | None = option(ZONE, marked("your time zone, city or country"))
    days: frozenset[int] | None = option(setting("days"), marked("your study days"))
    at: time | None = option(setting("at"), marked("when I write to you"))
    from_: date | None = option(Kind(read_date), marked("the first day of the plan"))


async def start(turn: Turn, given: StartArguments) -> Message:
    """The proposal; set up at once where one line names a zone. Later it shows the settings."""
    if turn.learner.enrolment is not None:
        return _unchanged(turn, given.roadmap)
    _check(turn, given)
    zone = None if given.tz is None else zone_of(turn, given.tz)
    await propose(
        turn,
        roadmap=given.roadmap,
        pace=given.pace,
        tz=zone,
        days=given.days,
        at=given.at,
        start=given.from_,
    )
    if zone is not None:
        return await accept(turn, ())
    return proposal(turn) if given.tz is None else _which_zone(turn, given.tz)


def _unchanged(turn: Turn, wanted: str | None) -> Message:
    """The settings as they are; another roadmap is one button away."""
    answer = overview(turn, turn.say("You are set up. Nothing was changed."))
    roadmap = turn.roadmaps.find(wanted) if wanted else None
    if roadmap is None or roadmap.id == turn.enrolment.roadmap:
        return answer
    label = turn.say.line("Switch to {title}", title=roadmap.title)
    buttons = (*row(button(turn, label, f"take {roadmap.id}")), *answer.buttons)
    return answer.model_copy(update={"buttons": buttons})


def _check(turn: Turn, given: StartArguments) -> None:
    if given.roadmap is not None and turn.roadmaps.find(given.roadmap) is None:
        raise CoachError(
            "There is no such roadmap; for example: roadmap={example}",
            example=turn.roadmaps.default().id,
        )
    if given.from_ and abs(given.from_ - turn.today) > timedelta(days=policy.START_WITHIN_DAYS):
        raise CoachError(
            "Choose a first day within a year of today, like from={day}", day=turn.today.isoformat()
        )


def proposal(turn: Turn, *, edits: bool = False) -> Message:
    """The plan as it would be, with a button for everything in it."""
    say = turn.say
    return Message(
        blocks=(
            Heading(text=say("Hello! I'm Waymark, your study coach.")),
            paragraph(say("I know the way to Python backend developer and walk it with you.")),
            Fields(rows=_rows(turn)),
            paragraph((soft(say.line("You can change everything later.")),)),
        ),
        buttons=_buttons(turn),
        edits=edits,
    )


def _rows(turn: Turn) -> tuple[Labelled, ...]:
    say, wanted, roadmap = turn.say, turn.learner.preferences, turn.roadmap
    hours = roadmap.pace(wanted.pace).hours_a_week
    values = (
        (
            say("Roadmap"),
            say("{title}, {weeks} weeks", title=strong(roadmap.title), weeks=roadmap.weeks),
        ),
        (
            say("Pace"),
            say(
                "{pace}, {hours} hours a week",
                pace=wanted.pace,
                hours=figures(hours.min, hours.max),
            ),
        ),
        (
            say("Zone"),
            say(
                "{zone}: {clock}, right?", zone=strong(wanted.tz), clock=clock_line(turn, wanted.tz)
            ),
        ),
        (
            say("Days"),
            say("{days}, I write at {at}", days=days_in_words(say, wanted.days), at=wanted.at),
        ),
        (say("First day"), say("{day}", day=wanted.start or turn.today)),
    )
    return tuple(Labelled(label=label, value=value) for label, value in values)


def _buttons(turn: Turn) -> Rows:
    line = turn.say.line
    return (
        *row(button(turn, line("Start like this"), "start")),
        *row(
            button(turn, line("Zone"), "propose tz"),
            button(turn, line("Days and time"), "propose days"),
        ),
        *row(
            button(turn, line("Pace"), "propose pace"),
            button(turn, line("Other roadmap"), "propose roadmap"),
        ),
    )


def _which_zone(turn: Turn, words: str) -> Message:
    return message(paragraph(turn.say("Which clock is yours?")), buttons=zones(turn, words, PICK))


async def accept(turn: Turn, _: Sequence[str]) -> Message:
    """[Start like this]: the proposal becomes the plan."""
    say = turn.say
    if turn.learner.enrolment is not None:
        return overview(turn, say("You are set up already."))
    await set_up(turn)
    wanted = turn.learner.preferences
    return message(
        paragraph(
            say(
                "You are set up: {roadmap}, from {day}.",
                roadmap=strong(turn.roadmap.title),
                day=turn.enrolment.plan_from,
            )
        ),
        paragraph(
            with_dots(
                say("{days} at {at}", days=days_in_words(say, wanted.days), at=wanted.at),
                say("{zone}, {clock}", zone=wanted.tz, clock=clock_line(turn, wanted.tz)),
            )
        ),
        paragraph(
            say(
                "What to do now: {today}. Something different: {settings}.",
                today=code("/today"),
                settings=code("/settings"),
            )
        ),
        buttons=row(
            button(turn, say.line("Today"), "/today"),
            button(turn, say.line("Settings"), "/settings"),
        ),
    )


async def choose(turn: Turn, words: Sequence[str]) -> Message:
    """The choices for one part of the proposal: `propose tz`."""
    part = word(words)
    if turn.learner.enrolment is not None:
        return overview(turn, turn.say("You are set up already."))
    asked = "proposed-zone" if part == "tz" else None
    turn.ask(asked)
    return Message(
        blocks=(paragraph(question(turn, part)),), buttons=choices(turn, part, PICK), edits=True
    )


async def pick(turn: Turn, words: Sequence[str]) -> Message:
    """One part of the proposal is chosen: `pick pace slow`. The days lead on to the time."""
    part, value = word(words), word(words, 1)
    if part not in PARTS or (part == "tz" and zone_of(turn, value) is None):
        raise StaleButtonError(OUT_OF_DATE)
    turn.ask(None)
    if turn.learner.enrolment is not None:
        return overview(turn, turn.say("You are set up already."))
    await propose(turn, **{part: READ[part](value)})
    return await choose(turn, ["at"]) if part == "days" else proposal(turn, edits=True)


async def zone_in_words(turn: Turn, text: str) -> Message:
    """The zone of the proposal, as free text."""
    zone = zone_of(turn, text)
    if zone is None:
        return _which_zone(turn, text)
    answer = await pick(turn, ["tz", zone])
    return answer.model_copy(update={"edits": False})


FEATURE = Feature(
    commands=(Command("start", marked("set up your plan"), EXAMPLE, start, StartArguments),),
    actions=(Action("start", accept), Action("propose", choose), Action(PICK, pick)),
    questions=(Question("proposed-zone", zone_in_words),),
)
