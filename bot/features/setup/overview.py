"""The page of `/settings`: all that can be set, and buttons for the most used (promise 8)."""

from bot.chat.messages import Fields, Heading, Labelled, Message, Text, code, message, plain
from bot.chat.translate import marked
from bot.domain.preferences import WRITE
from bot.features.kit import Context
from bot.features.setup.choosing import pace_in_words
from bot.features.setup.places import platform_name, platforms_of
from bot.features.setup.values import LABELS, shown
from bot.features.views import Rows, button, column, paragraph, row

EXAMPLE = marked("/settings at=08:00 days=mon-sat")
SET = "set"


def overview(context: Context, line: Text = ()) -> Message:
    """All settings with buttons for the most used."""
    say, wanted = context.say, context.learner.preferences
    rows = (
        *_plan(context),
        *(
            Labelled(label=say(label), value=shown(say, wanted, key))
            for key, label in LABELS.items()
        ),
    )
    if len(context.learner.accounts) > 1:
        places = [platform_name(each) for each in platforms_of(context)]
        rows = (*rows, Labelled(label=say("Prompts come to"), value=plain(", ".join(places))))
    return message(
        *((paragraph(line),) if line else ()),
        Heading(text=say("Settings")),
        Fields(rows=rows),
        paragraph(
            say(
                "To change any of it: {example} (or {keys}).",
                example=code(say.line(EXAMPLE)),
                keys=", ".join(key for key in LABELS if f"{key}=" not in EXAMPLE),
            )
        ),
        buttons=_buttons(context),
    )


def _plan(context: Context) -> tuple[Labelled, ...]:
    """The roadmap and the pace, once there is a plan."""
    enrolment, say = context.learner.enrolment, context.say
    if enrolment is None or enrolment.finished:
        return ()
    pace = context.roadmap.pace(enrolment.pacing.pace)
    return (
        Labelled(label=say("Roadmap"), value=plain(context.roadmap.title)),
        Labelled(label=say("Pace"), value=plain(pace_in_words(say, pace))),
    )


def _buttons(context: Context) -> Rows:
    line, wanted = context.say.line, context.learner.preferences
    streak = line("Hide the streak") if wanted.streak else line("Show the streak")
    saver = line("No evening reminder") if wanted.saver else line("Evening reminder")
    others = [
        button(
            context,
            line("Write to me in {place}", place=platform_name(each)),
            f"{SET} place {each}",
        )
        for each in platforms_of(context)[1:]
    ]
    plan = row(
        button(context, line("Roadmap"), "/roadmaps"), button(context, line("Pace"), "/plan")
    )
    return (
        *row(
            button(context, line("Zone"), "setting tz"),
            button(context, line("Study days"), "setting days"),
            button(context, line("Time"), "setting at"),
        ),
        *row(
            button(context, streak, f"{SET} streak {WRITE['streak'](not wanted.streak)}"),
            button(context, saver, f"{SET} saver {WRITE['saver'](not wanted.saver)}"),
        ),
        *(plan if context.learner.enrolment else ()),
        *row(button(context, line("Language"), "setting language")),
        *column(*others),
    )
