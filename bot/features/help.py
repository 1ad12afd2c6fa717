"""`/help`: what Waymark can do, made from the commands themselves (promise 8)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bot.chat.arguments import option, word
from bot.chat.messages import Fields, Heading, Labelled, Message, code, message
from bot.chat.translate import marked
from bot.errors import CoachError
from bot.features.kit import Action, Command, Context, Feature
from bot.features.views import button, number, paragraph, row

DAILY: Final = ("today", "done", "week", "progress", "pause")
SHOWN: Final = 17
"""Commands on a page of the rest: with its heading and its last line it fits a phone."""


@dataclass(frozen=True)
class HelpArguments:
    """What `/help` takes."""

    command: str | None = option(word(suggests="commands"), marked("a command"))


def help_feature(others: Iterable[Feature]) -> Feature:
    """The help on all commands of `others`, and on itself."""
    commands = {each.name: each for part in others for each in part.commands}

    async def show(context: Context, given: HelpArguments) -> Message:
        if given.command is None:
            return _daily(context, commands)
        command = commands.get(given.command.removeprefix("/").lower())
        if command is None:
            raise CoachError("There is no such command. All of them: /help")
        return _one(context, command)

    async def more(context: Context, words: Sequence[str]) -> Message:
        """The other commands: `help-more 16`."""
        others = [each for each in commands.values() if each.name not in DAILY]
        return _more(context, others, number(words)).model_copy(update={"edits": True})

    helping = Command("help", marked("what I can do"), "/help done", show, HelpArguments)
    commands["help"] = helping
    return Feature(commands=(helping,), actions=(Action("help-more", more),))


def _daily(context: Context, commands: Mapping[str, Command]) -> Message:
    """The five that a day needs."""
    say = context.say
    return message(
        Heading(text=say("What you need on most days")),
        _list(context, [commands[each] for each in DAILY if each in commands]),
        buttons=row(button(context, say.line("More"), "help-more 0")),
    )


def _more(context: Context, others: Sequence[Command], skip: int) -> Message:
    """The rest, a page at a time."""
    say, shown = context.say, others[skip : skip + SHOWN] or others[:SHOWN]
    more = row(button(context, say.line("More"), f"help-more {skip + SHOWN}"))
    return message(
        Heading(text=say("What else I can do")),
        _list(context, shown),
        paragraph(say("More on one of them: {example}", example=code("/help done"))),
        buttons=more if skip + SHOWN < len(others) else (),
    )


def _list(context: Context, commands: Iterable[Command]) -> Fields:
    return Fields(
        rows=tuple(
            Labelled(label=(code(f"/{each.name}"),), value=context.say(each.summary))
            for each in commands
        )
    )


def _one(context: Context, command: Command) -> Message:
    say = context.say
    rows = tuple(
        Labelled(label=(code(each.name),), value=say(each.help)) for each in command.options
    )
    return message(
        Heading(text=say("/{name}: {summary}", name=command.name, summary=say(command.summary))),
        *((Fields(rows=rows),) if rows else ()),
        paragraph(say("For example: {example}", example=code(say.line(command.example)))),
    )
