"""What is said where nothing reads a text or a command: what can be said instead (promise 8.2)."""

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Final

from bot.chat.messages import Emphasis, Message, message
from bot.errors import shortened
from bot.features.kit import Context, Expects, Feature, TextQuestion
from bot.features.views import button, paragraph, row

NEAR: Final = 0.7
"""How like a command a name must be for it to be offered: a wrong guess could move a plan."""


async def hint(context: Context, _: str) -> Message:
    """Three words that are understood; before the set-up, how to begin."""
    say = context.say
    if context.learner.enrolment is None:
        return message(
            paragraph(
                say("Hello! I'm a study coach. Shall we set up your plan? It takes a minute.")
            ),
            buttons=row(
                button(context, say.line("Set up"), "/start", Emphasis.MAIN),
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


def unknown_command(context: Context, name: str, known: Iterable[str]) -> Message:
    """What is said about a command that there is not; nothing is changed."""
    say = context.say
    first = (say.line("Today"), "/today")
    near = get_close_matches(name[:32], list(known), n=1, cutoff=NEAR)
    if near:
        line = say(
            "I don't know /{name}. Did you mean /{near}?", name=shortened(name), near=near[0]
        )
        first = (f"/{near[0]}", f"/{near[0]}")
    elif name:
        line = say("I don't know /{name}. /help shows what I can do.", name=shortened(name))
    else:
        line = say("That was a slash without a word. /help shows what I can do.")
    return message(
        paragraph(line),
        buttons=row(button(context, *first), button(context, say.line("Help"), "/help")),
    )


FEATURE = Feature(questions=(TextQuestion("", hint, Expects.ASIDE),))
