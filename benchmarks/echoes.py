"""The bots that one would write first, which say what they were told: `python -m benchmarks.echoes`.

Each is a process: with python-telegram-bot and discord.py, and with aiogram in an environment of
its own, as it pins an older pydantic than ours. Nothing of Waymark is loaded here.
"""

import argparse
import asyncio
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from benchmarks import ROOT

PEERS: Final = ROOT / ".venv" / "peers" / "bin" / "python"
"""Of the environment that aiogram has for itself."""

COMMAND: Final = "today"
"""The slash command of the one in Discord."""


def ptb(url: str, token: str) -> None:
    """With python-telegram-bot and its default settings."""
    from telegram import Update
    from telegram.ext import Application, CallbackContext, MessageHandler, filters

    async def answer(update: Update, _context: CallbackContext) -> None:  # type: ignore[type-arg]
        if update.message is not None:
            await update.message.reply_text(update.message.text or "")

    app = Application.builder().token(token).base_url(f"{url}/bot").build()
    app.add_handler(MessageHandler(filters.ALL, answer))
    app.run_polling()


def aiogram(url: str, token: str) -> None:
    """With aiogram and its default settings."""
    from aiogram import Bot, Dispatcher
    from aiogram.client.session.aiohttp import AiohttpSession
    from aiogram.client.telegram import TelegramAPIServer
    from aiogram.types import Message

    async def answer(message: Message) -> Any:
        return await message.answer(message.text or "")

    async def run() -> None:
        session = AiohttpSession(api=TelegramAPIServer.from_base(url))
        dispatcher = Dispatcher()
        dispatcher.message.register(answer)
        await dispatcher.start_polling(Bot(token, session=session), handle_signals=False)

    asyncio.run(run())


def discord(url: str, token: str) -> None:
    """With discord.py; the gateway listens where the API does."""
    import discord as library
    from discord import app_commands
    from discord.gateway import DiscordWebSocket
    from discord.http import Route
    from yarl import URL

    Route.BASE = url
    DiscordWebSocket.DEFAULT_GATEWAY = URL(f"ws://{urlsplit(url).netloc}")
    client = library.Client(
        intents=library.Intents(guilds=True, dm_messages=True),
        allowed_mentions=library.AllowedMentions.none(),  # the server on loopback insists on it
    )
    tree = app_commands.CommandTree(client)

    @tree.command(name=COMMAND, description="Says so.")
    async def answer(interaction: "library.Interaction[library.Client]") -> None:
        await interaction.response.send_message(COMMAND)

    @client.event
    async def setup_hook() -> None:
        known = {"name": COMMAND, "description": "Says so.", "type": 1, "options": []}
        places = {"contexts": [0, 1], "integration_types": [0]}
        app = client.application_id or 0
        await client.http.bulk_upsert_global_commands(app, [{**known, **places}])

    client.run(token, log_handler=None)


BOTS: Final[dict[str, Callable[[str, str], None]]] = {
    "ptb": ptb,
    "aiogram": aiogram,
    "discord": discord,
}


def python_of(bot: str) -> Path:
    """The interpreter that has the bot's library; it may not be there."""
    return PEERS if bot == "aiogram" else Path(sys.executable)


def main() -> None:
    """Run one until told to stop."""
    asking = argparse.ArgumentParser()
    asking.add_argument("bot", choices=BOTS)
    asking.add_argument("url")
    asking.add_argument("token")
    asked = asking.parse_args()
    BOTS[asked.bot](asked.url, asked.token)


if __name__ == "__main__":
    main()
