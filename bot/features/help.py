"""`/help`: what Waymark can do, made from the commands themselves (promise 8)."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.chat.arguments import option, word
from bot.chat.messages import Fields, Heading, Labelled, Message, code, message
from bot.chat.translate import marked
from bot.errors import CoachError
from bot.features.kit import Command, Context, Feature
from bot.features.views import paragraph


@dataclass(frozen=True)
class HelpArguments:
    """What `/help` takes."""

    command: str | None = option(word(suggests="commands"), marked("a command"))


def help_feature(others: Iterable[Feature]) -> Feature:
    """The help on all commands of `others`, and on itself."""
    commands = {each.name: each for part in others for each in part.commands}

    async def show(context: Context, given: HelpArguments) -> Message:
        if given.command is None:
            return _all(context, commands.values())
        command = commands.get(given.command.removeprefix("/").lower())
        if command is None:
            raise CoachError("There is no such command. All of them: /help")
        return _one(context, command)

    helping = Command("help", marked("what I can do"), "/help done", show, HelpArguments)
    commands["help"] = helping
    return Feature(commands=(helping,))


def _all(context: Context, commands: Iterable[Command]) -> Message:
    say = context.say
    rows = tuple(
        Labelled(label=(code(f"/{each.name}"),), value=say(each.summary)) for each in commands
    )
    return message(
        Heading(text=say("What I can do")),
        Fields(rows=rows),
        paragraph(say("More on one of them: {example}", example=code("/help done"))),
    )


def _one(context: Context, command: Command) -> Message:
    say = context.say
    rows = tuple(
        Labelled(label=(code(each.name),), value=say(each.help)) for each in command.options
    )
    return message(
        Heading(text=say("/{name}: {summary}", name=command.name, summary=say(command.summary))),
        *((Fields(rows=rows),) if rows else ()),
        paragraph(say("For example: {example}", example=code(command.example))),
    )
