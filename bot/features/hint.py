"""Free text without an open question: one hint (promise 8)."""

from bot.chat.messages import Message, code, message
from bot.features.kit import Feature, Question, Turn
from bot.features.views import button, paragraph, row


async def hint(turn: Turn, _: str) -> Message:
    """What can be said instead."""
    say = turn.say
    return message(
        paragraph(
            say(
                "I listen to commands: {today} shows what to do, {help} the rest.",
                today=code("/today"),
                help=code("/help"),
            )
        ),
        buttons=row(
            button(turn, say.line("Today"), "/today"), button(turn, say.line("Done"), "/done")
        ),
    )


FEATURE = Feature(questions=(Question("", hint),))
