"""The command menus, from the one definition of each command; set only when they changed."""

import json
import logging
from collections.abc import Sequence
from hashlib import sha256
from typing import Final

from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
)

from adapters.telegram.inbound import PLATFORM
from bot.chat.scope import Where
from bot.chat.translate import SOURCE_LANGUAGE, Say, languages
from bot.features.kit import Command
from bot.ports.key_value import KeyValue

log: Final = logging.getLogger(__name__)

Menu = tuple[BotCommandScope, str | None, list[BotCommand]]


def menus(commands: Sequence[Command]) -> list[Menu]:
    """One menu a scope and language; the source language is the one of everybody else."""
    in_groups = [each for each in commands if each.scope.where is not Where.PRIVATE]
    scopes: list[tuple[BotCommandScope, Sequence[Command]]] = [
        (BotCommandScopeAllPrivateChats(), commands),
        (BotCommandScopeAllGroupChats(), in_groups),
        (BotCommandScopeAllChatAdministrators(), in_groups),
    ]
    return [
        (scope, None if language == SOURCE_LANGUAGE else language, _menu(shown, Say(language)))
        for scope, shown in scopes
        for language in languages()
    ]


async def set_menus(
    bot: Bot, bot_id: int, commands: Sequence[Command], key_value: KeyValue
) -> None:
    """Set the menus, unless they are as this bot's were set last. Raises TelegramError."""
    wanted = menus(commands)
    name, digest = f"{PLATFORM}:{bot_id}:menus", _digest(wanted)
    if await key_value.get(name) == digest:
        return
    for scope, language, menu in wanted:
        await bot.set_my_commands(menu, scope=scope, language_code=language)
    await key_value.set(name, digest)
    log.info("the command menus were set")


def _menu(commands: Sequence[Command], say: Say) -> list[BotCommand]:
    return [BotCommand(each.name, say.line(each.summary)[:256]) for each in commands]


def _digest(wanted: Sequence[Menu]) -> str:
    written = [
        [scope.to_dict(), language, [each.to_dict() for each in menu]]
        for scope, language, menu in wanted
    ]
    return sha256(json.dumps(written, sort_keys=True).encode()).hexdigest()
