"""`/settings`: everything that can be set, with buttons or in words (promise 8)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time, timedelta

from bot.chat.arguments import PLACE, ZONE, option, parse, setting
from bot.chat.messages import Message, Text, message
from bot.chat.translate import marked
from bot.domain import policy
from bot.domain.calendar import wall_at
from bot.domain.preferences import READ, WRITE, Quiet
from bot.errors import CoachError, StaleButtonError
from bot.features.kit import OUT_OF_DATE, Action, Command, Context, Feature, TextQuestion
from bot.features.setup.choosing import (
    choices,
    days_in_words,
    question,
    way_back,
    zone_of,
    zones,
)
from bot.features.setup.languages import language_meant
from bot.features.setup.overview import EXAMPLE, SET, overview
from bot.features.setup.places import (
    check_place,
    place_changed,
)
from bot.features.setup.proposal import propose
from bot.features.setup.room import room_lines
from bot.features.setup.values import LABELS, habit, shown
from bot.features.views import button, clock_line, paragraph, row, word

ASKED = "setting"
"""The question of a page of choices, with the setting it is about."""

BACK = "setting back"


@dataclass(frozen=True)
class SettingsArguments:
    """What `/settings` takes."""

    tz: str | None = option(ZONE, marked("your time zone, city or country"))
    at: time | None = option(setting("at"), marked("when I write to you, like 08:00"))
    days: frozenset[int] | None = option(setting("days"), marked("your study days, like mon-sat"))
    rollover: int | None = habit("rollover")
    quiet: Quiet | None = habit("quiet")
    checkin: tuple[int, time] | None = habit("checkin")
    streak: bool | None = habit("streak")
    saver: bool | None = habit("saver")
    names: bool | None = habit("names")
    place: str | None = option(PLACE, marked("the platform I write to you on, like telegram"))
    look: str | None = habit("look")
    language: str | None = habit("language")


async def settings(context: Context, given: SettingsArguments) -> Message:
    """All settings; with words, the new values: all of them, or none when one is wrong."""
    values = {key: value for key, value in vars(given).items() if value is not None}
    if not values:
        return overview(context)
    if given.language is not None:
        values["language"] = language_meant(context.say, given.language)
    if given.tz is not None:
        del values["tz"]
        zone = zone_of(context, given.tz)
        if zone is None:
            return await _all_but_zone(context, given.tz, values)
        values = {"tz": zone, **values}
    return await change(context, values)


async def _all_but_zone(context: Context, words: str, others: dict[str, object]) -> Message:
    """The zone is asked for (promise 1.7); what was said besides is taken."""
    which = _which_zone(context, words)
    if not others:
        return which
    taken = await change(context, others)
    return which.model_copy(update={"blocks": (*taken.blocks, *which.blocks)})


async def change(context: Context, values: dict[str, object]) -> Message:
    """Take new values and say from when on they hold."""
    _check(context, values)
    kept = {key: value for key, value in values.items() if key != "place"}
    if "place" in values:
        await context.prefer(str(values["place"]))
    if context.learner.enrolment is None:
        await propose(context, **kept)
    else:
        written = {key: WRITE[key](value) for key, value in kept.items()}
        await context.change_settings(written)
    lines = [_changed(context, key) for key in values]
    return message(
        *map(paragraph, lines),
        *(room_lines(context, _pace(context)) if "days" in values else ()),
        buttons=row(button(context, context.say.line("Settings"), "/settings")),
    )


def _pace(context: Context) -> str:
    enrolment = context.learner.enrolment
    return enrolment.pacing.pace if enrolment else context.learner.preferences.pace


def _check(context: Context, values: dict[str, object]) -> None:
    if "place" in values:
        check_place(context, str(values["place"]))
    if "days" in values and context.learner.enrolment is not None:
        _check_days(context)


def _check_days(context: Context) -> None:
    """Study days change at most once in seven days (promise 2.3)."""
    changed = [
        each.made_on
        for each in context.learner.settings
        if each.key == "days" and not each.proposal
    ]
    if changed:
        free = changed[-1] + timedelta(days=policy.STUDY_DAYS_CHANGE_EVERY_DAYS)
        if context.today < free:
            raise CoachError(
                "Study days can change once in 7 days; the next time is from {day} on.", day=free
            )


def _changed(context: Context, key: str) -> Text:
    say, wanted = context.say, context.learner.preferences
    enrolled = context.learner.enrolment is not None
    if key == "place":
        return place_changed(context)
    if key == "tz":
        return _zone_changed(context, wanted.tz)
    if key == "rollover":
        return _rollover_changed(context, wanted.rollover)
    if key == "days":
        days = days_in_words(say, wanted.days)
        return (
            say("Study days from tomorrow: {days}.", days=days)
            if enrolled
            else say("Study days: {days}.", days=days)
        )
    return say("{label}: {value}.", label=say(LABELS[key]), value=shown(say, wanted, key))


def _zone_changed(context: Context, zone: str) -> Text:
    """One clock, with its date: the new one, when it begins to count (promise 1.3)."""
    say = context.say
    if context.learner.enrolment is None:
        return say("Time zone: {zone}, {clock}.", zone=zone, clock=clock_line(context, zone))
    begins = wall_at(context.learner.timeline.ends(context.today), zone)
    return say(
        "Time zone: {zone}, from {day}, {time} there.",
        zone=zone,
        day=begins.date(),
        time=begins.time(),
    )


def _rollover_changed(context: Context, hour: int) -> Text:
    say, timeline = context.say, context.learner.timeline
    if context.learner.enrolment is None:
        return say("Your day begins at {time}.", time=time(hour))
    ends = wall_at(timeline.ends(context.today), timeline.rule(context.now).zone)
    return say(
        "Your day begins at {begins}, from {day} on; today ends at {time}.",
        begins=time(hour),
        day=ends.date(),
        time=ends.time(),
    )


async def choose(context: Context, words: Sequence[str]) -> Message:
    """The choices for one setting: `setting at`."""
    part = word(words)
    if part == "back":
        context.ask(None)
        return overview(context).model_copy(update={"edits": True})
    answer = Message(
        blocks=(paragraph(question(context, part)),),
        buttons=choices(context, part, SET, BACK),
        edits=True,
    )
    context.ask(f"{ASKED} {part}")
    return answer


async def set_one(context: Context, words: Sequence[str]) -> Message:
    """One setting is chosen: `set at 08:00`."""
    key, value = word(words), word(words, 1)
    if key == "place":
        return (await change(context, {key: value})).model_copy(update={"edits": True})
    if key not in LABELS or (key == "tz" and zone_of(context, value) is None):
        raise StaleButtonError(OUT_OF_DATE)
    context.ask(None)
    if key == "language":
        value = language_meant(context.say, value)
    answer = await change(context, {key: READ[key](value)})
    return answer.model_copy(update={"edits": True})


def _which_zone(context: Context, words: str) -> Message:
    return message(
        paragraph(context.say("Which clock is yours?")), buttons=zones(context, words, SET, BACK)
    )


async def setting_in_words(context: Context, text: str) -> Message:
    """A setting as free text where its page is open: `at=19:30`, `19:30`, `Wien`."""
    part, language = (context.learner.question or "").partition(" ")[2], context.say.language
    given = (
        parse(text, SettingsArguments, EXAMPLE, language=language)
        if "=" in text
        else parse("", SettingsArguments, EXAMPLE, options={part: text}, language=language)
    )
    answer = await settings(context, given)
    if not (part == "tz" and answer.buttons[-1:] == way_back(context, BACK)):
        context.ask(None)
    return answer


FEATURE = Feature(
    commands=(
        Command(
            "settings", marked("what I have noted about you"), EXAMPLE, settings, SettingsArguments
        ),
    ),
    actions=(Action("setting", choose), Action(SET, set_one)),
    questions=(TextQuestion(ASKED, setting_in_words),),
)
