"""The slash commands, from the one definition of each command; synced only when they changed."""

import json
import logging
from collections.abc import Sequence
from hashlib import sha256
from typing import Any, Final

import discord

from adapters.discord.fetching import ATTACHMENT
from adapters.discord.inbound import PLATFORM
from adapters.discord.pointing import TYPES
from bot.chat.arguments import Option
from bot.chat.pointing import MenuEntry
from bot.chat.scope import Where
from bot.chat.translate import SOURCE_LANGUAGE, Say, languages
from bot.features.kit import Command
from bot.ports.key_value import KeyValue

log: Final = logging.getLogger(__name__)

Payload = dict[str, Any]

NAME_MOST: Final = 32
DESCRIPTION_MOST: Final = 100
CHOICES_MOST: Final = 25
TEXT_MOST: Final = 6000

SLASH = 1
"""The type of a command that is typed."""

SUB_COMMAND, STRING, INTEGER = 1, 3, 4
FILE: Final = "file"
"""The name of the option that takes a file."""

GUILD, BOT_DM, PRIVATE_CHANNEL = 0, 1, 2
GUILD_INSTALL, USER_INSTALL = 0, 1

LOCALES: Final = {"en": ("en-US", "en-GB"), "es": ("es-ES", "es-419"), "pt": ("pt-BR",)}
"""Discord's names of a language, where they are not its own."""


def menu(commands: Sequence[Command]) -> list[Payload]:
    """What Discord is told of every command, and of those in the menus of messages and people."""
    pointed = (_pointed(each, each.entry) for each in commands if each.entry)
    return [*map(_command, commands), *pointed]


async def sync(
    client: discord.Client, guild: int | None, commands: Sequence[Command], key_value: KeyValue
) -> None:
    """Put the commands in the place of those there are, unless they are the same."""
    app = client.application_id or 0
    wanted = menu(commands)
    name, digest = f"{PLATFORM}:{app}:{guild or 'all'}:menu", _digest(wanted)
    if await key_value.get(name) == digest:
        return
    if guild is None:
        await client.http.bulk_upsert_global_commands(app, wanted)
    else:
        await client.http.bulk_upsert_guild_commands(app, guild, wanted)
    await key_value.set(name, digest)
    log.info("the commands were set")


def _command(command: Command) -> Payload:
    return {
        "type": SLASH,
        "name": command.name,
        **_described(command.summary),
        "options": _sub_commands(command) or [*map(_option, command.options), *_file(command)],
        **_places(command),
    }


def _pointed(command: Command, entry: MenuEntry) -> Payload:
    """A command in the menu of a message or a person."""
    return {
        "type": TYPES[entry.target],
        **_in_all_languages("name", entry.label, NAME_MOST),
        **_places(command),
    }


def _places(command: Command) -> Payload:
    shared = command.scope.where is Where.GROUP
    return {
        "contexts": [GUILD] if shared else [GUILD, BOT_DM, PRIVATE_CHANNEL],
        "integration_types": [GUILD_INSTALL] if shared else [GUILD_INSTALL, USER_INSTALL],
    }


def _file(command: Command) -> list[Payload]:
    """The option for the file that a command takes."""
    if command.file is None:
        return []
    described = _described(command.file.help)
    return [{"type": ATTACHMENT, "name": FILE, **described, "required": False}]


def _sub_commands(command: Command) -> list[Payload]:
    """A command whose first word is one of few, as so many sub-commands with their options."""
    by_name = {each.name: each for each in command.options}
    return [
        {
            "type": SUB_COMMAND,
            "name": each.name,
            **_described(each.summary),
            "options": [_option(by_name[name]) for name in each.options],
        }
        for each in command.sub_commands
    ]


def _option(option: Option) -> Payload:
    kind = option.kind
    found: Payload = {"name": option.name, **_described(option.help), "required": False}
    if kind.whole is not None:
        least, most = kind.whole
        return {**found, "type": INTEGER, "min_value": least, "max_value": most}
    if kind.words:
        choices = [_choice(word) for word in kind.words[:CHOICES_MOST]]
        return {**found, "type": STRING, "choices": choices}
    return {**found, "type": STRING, "autocomplete": bool(kind.suggests), "max_length": TEXT_MOST}


def _choice(word: str) -> Payload:
    """One of few words, shown in every language; what it stands for is the same in all."""
    return {**_in_all_languages("name", word, DESCRIPTION_MOST), "value": word}


def _described(summary: str) -> Payload:
    return _in_all_languages("description", summary, DESCRIPTION_MOST)


def _in_all_languages(field: str, message: str, most: int) -> Payload:
    """A field in every language that Waymark speaks."""
    found: Payload = {field: Say(SOURCE_LANGUAGE).line(message)[:most]}
    others = {
        locale: Say(language).line(message)[:most]
        for language in languages()
        if language != SOURCE_LANGUAGE
        for locale in LOCALES.get(language, (language,))
    }
    return {**found, f"{field}_localizations": others} if others else found


def _digest(wanted: Sequence[Payload]) -> str:
    return sha256(json.dumps(wanted, sort_keys=True).encode()).hexdigest()
