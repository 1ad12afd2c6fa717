"""A command said without its slash: its name alone, or with what it takes (promise 8.2)."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from bot.chat.arguments import ArgumentType, parse
from bot.chat.reading.clean import Word, bare, keyed, without_end, words_of
from bot.chat.reading.languages import commands_named
from bot.errors import CoachError
from bot.features.kit import Command

_GLUED: Final = re.compile(r"^\s*([a-zA-Z]{3,})(?=\d)", re.ASCII)
"""A name with a number right behind it: `done25`."""

Line = tuple[str, str]
"""A command's name, and its words."""


def command_in(text: str, commands: Mapping[str, Command], language: str) -> Line | None:
    """The command that a text is; None for one that only begins like it: `done with flask`.

    What begins like an amount or a day and is none is the command's, which refuses it.
    """
    words = words_of(_GLUED.sub(r"\1 ", text, count=1))
    if not words:
        return None
    name = words[0].read.casefold().removesuffix(":")
    if len(words) == 1:
        name = bare(name)
    command = commands.get(name) or commands.get(commands_named(language).get(name, ""))
    if command is None:
        return None
    if len(words) == 1:
        return command.name, ""
    return _with_arguments(command, words[1:], commands, language)


def settings_in(text: str, commands: Mapping[str, Command]) -> Line | None:
    """The command whose keys alone make up a text: `at=19:30 days=mon-fri`."""
    words = words_of(keyed(text))
    if not words or "=" not in words[0].read:
        return None
    keys = {word.read.partition("=")[0].casefold() for word in words if "=" in word.read}
    for name in ("settings", "start"):
        if name in commands and keys <= {option.name for option in commands[name].options}:
            return name, " ".join(word.shown for word in words)
    return None


def _with_arguments(
    command: Command, words: Sequence[Word], commands: Mapping[str, Command], language: str
) -> Line | None:
    for told in (list(words), _without_end(words)):
        try:
            fits = _fits(command, told, commands, language)
        except CoachError:
            return command.name, _line(words)
        if fits:
            return command.name, _line(told)
    return None


def _without_end(words: Sequence[Word]) -> list[Word]:
    """The words without the punctuation of a sentence behind them."""
    last = words[-1]
    told = Word(without_end(last.shown), without_end(last.read))
    return [*words[:-1], *([told] if told.read else [])]


def _line(words: Sequence[Word]) -> str:
    return " ".join(word.shown for word in words)


def _fits(
    command: Command, words: Sequence[Word], commands: Mapping[str, Command], language: str
) -> bool:
    """Whether the words begin with something that only this command's options mean, and read."""
    read = [word.read for word in words]
    if not read:
        return False
    options = {option.name: option.kind for option in command.options}
    key, given, _ = read[0].partition("=")
    begins = bool(given) and key.casefold() in options
    if not begins and not any(_takes(kind, read, commands, language) for kind in options.values()):
        return False
    try:
        parse(_line(words), command.arguments, command.example, language=language)
    except CoachError:
        return begins
    return True


def _takes(
    kind: ArgumentType, read: list[str], commands: Mapping[str, Command], language: str
) -> bool:
    """Whether an option takes the first words for what they are, not just as any words."""
    first = read[0].casefold()
    if kind.suggests == "roadmaps":
        return "-" in first
    if kind.rest:
        return False
    if kind.suggests == "commands":
        return first.removeprefix("/") in commands
    if kind.words or kind.sub_commands:
        return first in {*kind.words, *(each.name for each in kind.sub_commands)}
    if kind.suggests == "weeks":
        return first.isascii() and first.isdigit()
    return kind.take is not None and kind.take(read, language) is not None
