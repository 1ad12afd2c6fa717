"""What is said where nothing reads a text or a command: what can be said instead (promise 8.2)."""

from collections.abc import Iterable
from typing import Final

from bot.chat.messages import Emphasis, Message, message
from bot.chat.reading.slips import slips
from bot.errors import shortened
from bot.features.kit import Context, Expects, Feature, TextQuestion
from bot.features.views import button, paragraph, row

_LETTERS_LONG: Final = 7
"""In a longer name two slips are forgiven; a wrong guess could move a plan."""


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
    near = _near(name, known)
    if near:
        line = say("I don't know /{name}. Did you mean /{near}?", name=shortened(name), near=near)
        first = (f"/{near}", f"/{near}")
    elif name:
        line = say("I don't know /{name}. /help shows what I can do.", name=shortened(name))
    else:
        line = say("That was a slash without a word. /help shows what I can do.")
    return message(
        paragraph(line),
        buttons=row(button(context, *first), button(context, say.line("Help"), "/help")),
    )


def _near(name: str, known: Iterable[str]) -> str | None:
    """The command whose name was missed by a slip of the fingers."""
    apart = {
        each: slips(name.casefold(), each) for each in known if abs(len(name) - len(each)) <= 2
    }
    forgiven = {
        each: count for each, count in apart.items() if count <= 1 + (len(each) >= _LETTERS_LONG)
    }
    return min(forgiven, key=lambda each: forgiven[each], default=None)


FEATURE = Feature(questions=(TextQuestion("", hint, Expects.ASIDE),))
