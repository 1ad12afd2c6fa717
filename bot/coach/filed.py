"""Which command a file is for, and whether it may come in (promise 7.6)."""

from collections.abc import Mapping
from typing import Final

from bot.chat.events import FileReceived
from bot.chat.files import FileOption
from bot.chat.messages import Message
from bot.chat.scope import Where
from bot.errors import CoachError, shortened
from bot.features.kit import Command, Context

MEGABYTE: Final = 1024 * 1024


class Filed:
    """Files that come in, each for the command it came with, or that takes files of its name."""

    def __init__(self, commands: Mapping[str, Command]) -> None:
        self._commands = commands

    def command(self, event: FileReceived) -> Command | None:
        """The command that a file is for."""
        if event.command is not None:
            return self._commands.get(event.command)
        takes = (each for each in self._commands.values() if each.file)
        return next((each for each in takes if each.file and each.file.takes(event.name)), None)

    def wants(self, event: FileReceived) -> bool:
        """Whether its content is to be fetched: name, size and place are looked at first."""
        command = self.command(event)
        if command is None or command.file is None or not _may_be_said(event, command):
            return False
        return command.file.takes(event.name) and event.size <= command.file.most

    async def take(self, context: Context, event: FileReceived) -> Message:
        """The answer to a file. Raises CoachError where it is not taken."""
        command = self.command(event)
        if command is None or command.file is None:
            raise CoachError(
                "I can't do anything with {name}. I take files that end in {endings}.",
                name=shortened(event.name),
                endings=self._endings(),
            )
        if not _may_be_said(event, command):
            raise CoachError(
                "That stays between us: send it to me in our private chat, for /{name}.",
                name=command.name,
            )
        return await command.file.handle(context, _checked(event, command.file))

    def _endings(self) -> str:
        taken = (each.file.endings for each in self._commands.values() if each.file)
        return ", ".join(dict.fromkeys(ending for endings in taken for ending in endings))


def _may_be_said(event: FileReceived, command: Command) -> bool:
    return event.origin.between_us or command.scope.where is not Where.PRIVATE


def _checked(event: FileReceived, wanted: FileOption) -> bytes:
    """The content of a file that may come in. Raises CoachError."""
    name = shortened(event.name)
    if not wanted.takes(event.name):
        raise CoachError(
            "{name} is none of those files: I take what ends in {endings}.",
            name=name,
            endings=", ".join(wanted.endings),
        )
    if max(event.size, len(event.content or b"")) > wanted.most:
        raise CoachError(
            "{name} is too large: I take up to {most}.", name=name, most=_size(wanted.most)
        )
    if event.content is None:
        raise CoachError("I could not fetch {name}. Please send it once more.", name=name)
    return event.content


def _size(most: int) -> str:
    return f"{most // MEGABYTE} MB" if most >= MEGABYTE else f"{most // 1024} kB"
