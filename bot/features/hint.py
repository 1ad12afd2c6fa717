"""What is said where nothing reads a text: what can be said instead (promise 8.2)."""

from bot.chat.messages import Message, message
from bot.features.kit import Context, Expects, Feature, TextQuestion
from bot.features.views import button, paragraph, row


async def hint(context: Context, _: str) -> Message:
    """Three words that are understood; before the set-up, how to begin."""
    say = context.say
    if context.learner.enrolment is None:
        return message(
            paragraph(
                say("Hello! I'm a study coach. Shall we set up your plan? It takes a minute.")
            ),
            buttons=row(
                button(context, say.line("Set up"), "/start"),
                button(context, say.line("What is this?"), "about"),
            ),
        )
    return message(
        paragraph(say("I only understand a few words, sorry. Pick one:")),
        buttons=row(
            button(context, say.line("Today"), "/today"),
            button(context, say.line("Done"), "/done"),
            button(context, say.line("Help"), "/help"),
        ),
    )


FEATURE = Feature(questions=(TextQuestion("", hint, Expects.ASIDE),))
