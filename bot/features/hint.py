"""Free text without an open question: one hint (promise 8)."""

from bot.chat.messages import Message, code, message
from bot.features.kit import Context, Feature, TextQuestion
from bot.features.views import button, paragraph, row


async def hint(context: Context, _: str) -> Message:
    """What can be said instead."""
    say = context.say
    return message(
        paragraph(
            say(
                "I listen to commands: {today} shows what to do, {help} the rest.",
                today=code("/today"),
                help=code("/help"),
            )
        ),
        buttons=row(
            button(context, say.line("Today"), "/today"), button(context, say.line("Done"), "/done")
        ),
    )


FEATURE = Feature(questions=(TextQuestion("", hint),))
