"""`/calendar`: the sessions and check-ins of the next four weeks, as an .ics file (promise 14.3)."""

import asyncio
from collections.abc import Sequence
from uuid import uuid4

from bot.chat.arguments import NoArguments
from bot.chat.documents import File
from bot.chat.messages import Message, Text
from bot.chat.translate import marked
from bot.domain.agenda import AppointmentKind, Booking, appointments, booked
from bot.errors import CoachError
from bot.features.kit import Command, Context, Feature
from bot.features.study.evenings import row_of
from bot.features.views import paragraph


async def calendar(context: Context, _: NoArguments) -> Message:
    """Hand over what is ahead; what was handed over before is brought up to date by it."""
    context.require_set_up()
    wanted = appointments(context.learner, context.now, lambda day: row_of(context, day).minutes)
    known = await context.work.bookings.of(context.learner)
    found = booked(known, wanted, context.now, _new_uid)
    await context.work.bookings.keep(context.learner, found)
    if not found:
        raise CoachError("Nothing is planned for the next four weeks, so there is no file to make.")
    file = File(
        name=f"waymark-{context.today.isoformat()}.ics",
        media_type="text/calendar",
        content=await _content(context, found),
    )
    lines = [*_counts(context, found), _how_to(context)]
    return Message(blocks=tuple(map(paragraph, lines)), files=(file,))


def _new_uid() -> str:
    return f"{uuid4().hex}@waymark"


async def _content(context: Context, found: Sequence[Booking]) -> bytes:
    """The file, made in a thread: the library takes long to be loaded for the first time."""
    line = context.say.line
    titles = {
        AppointmentKind.SESSION: line("Study session"),
        AppointmentKind.CHECKIN: line("Weekly check-in"),
    }
    about = line("{roadmap}. What to do: /today", roadmap=context.roadmap.title)

    def make() -> bytes:
        from bot.features.data.ics import written

        return written(found, titles, about, context.now)

    return await asyncio.to_thread(make)


def _counts(context: Context, found: Sequence[Booking]) -> list[Text]:
    """How much is in the file, and how much of it fell away."""
    say, ahead = context.say, [each.appointment for each in found if not each.cancelled]
    sessions = sum(each.kind is AppointmentKind.SESSION for each in ahead)
    lines = []
    if ahead:
        line = say(
            "{sessions} and {checkins}, until {day}.",
            sessions=say.plural("{n} study session", "{n} study sessions", sessions),
            checkins=say.plural("{n} check-in", "{n} check-ins", len(ahead) - sessions),
            day=ahead[-1].day,
        )
        lines.append(line)
    if gone := len(found) - len(ahead):
        line = say.plural(
            "{n} that fell away is in it as cancelled.",
            "{n} that fell away are in it as cancelled.",
            gone,
        )
        lines.append(line)
    return lines


def _how_to(context: Context) -> Text:
    return context.say(
        "Open the file with your calendar. When your plan changes, the next one updates it: nothing comes twice."
    )


FEATURE = Feature(
    commands=(
        Command(
            "calendar", marked("the coming sessions as a calendar file"), "/calendar", calendar
        ),
    )
)
