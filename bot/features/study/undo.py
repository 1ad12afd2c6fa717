"""`/undo`: take back the last entry, then the one before (promise 2.9)."""

from bot.chat.arguments import NoArguments
from bot.chat.messages import Message, Text, message, strong
from bot.chat.translate import marked
from bot.domain.history import Entry, EntryKind
from bot.domain.learner import last_to_undo
from bot.errors import CoachError
from bot.features.kit import Command, Context, Feature
from bot.features.views import paragraph, streak_line


async def undo(context: Context, _: NoArguments) -> Message:
    """Take back the learner's last entry of the last 24 hours."""
    entry = last_to_undo(context.learner.entries, context.now)
    if entry is None:
        raise CoachError("There is nothing to take back from the last 24 hours.")
    await context.take_back(entry)
    lines = [_taken_back(context, entry)]
    if context.learner.enrolment and (streak := streak_line(context, context.ledger())):
        lines.append(streak)
    return message(*map(paragraph, lines))


def _taken_back(context: Context, entry: Entry) -> Text:
    say, day = context.say, strong(context.say.day(entry.day))
    if entry.kind is EntryKind.TICK:
        return say("Taken back: the tick of {day}. The topic is open again.", day=day)
    if entry.minutes is None:
        return say("Taken back: the entry for {day}.", day=day)
    return say("Taken back: {time} for {day}.", time=say.minutes(entry.minutes), day=day)


FEATURE = Feature(commands=(Command("undo", marked("take back the last entry"), "/undo", undo),))
