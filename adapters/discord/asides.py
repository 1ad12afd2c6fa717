"""Lines beside what is kept: they answer nothing, and may be lost."""

import asyncio
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import discord

from adapters.discord.dm_channels import DmChannels
from adapters.discord.interaction import CALL_WITHIN, InteractionAnswer, PendingInteraction
from adapters.discord.outcome import outcome
from adapters.discord.render import Shape

log: Final = logging.getLogger(__name__)


async def say(client: discord.Client, dm_channels: DmChannels, chat: str, line: str) -> None:
    """Say a line in somebody's direct messages, where they are known."""
    with _in_vain():
        channel = await dm_channels.channel(chat)
        if channel is not None:
            place = client.get_partial_messageable(channel)
            await place.send(line, allowed_mentions=discord.AllowedMentions.none())


async def tell(pending: PendingInteraction, line: str, within: float) -> None:
    """Tell somebody a line after the answer to what they did, if that comes in so many seconds."""
    with _in_vain():
        async with asyncio.timeout(within):
            await pending.answered()
        await pending.further(InteractionAnswer(Shape(line), str, hidden=True))


async def refuse(interaction: discord.Interaction, line: str) -> None:
    """Answer an interaction with a line that only its person sees."""
    with _in_vain():
        async with asyncio.timeout(CALL_WITHIN):
            await interaction.response.send_message(
                line, ephemeral=True, allowed_mentions=discord.AllowedMentions.none()
            )


async def reply_to(message: discord.Message, line: str) -> None:
    """Say a line where a message came from."""
    with _in_vain():
        async with asyncio.timeout(CALL_WITHIN):
            none = discord.AllowedMentions.none()
            await message.channel.send(line, allowed_mentions=none)


@contextmanager
def _in_vain() -> Iterator[None]:
    try:
        yield
    except Exception as error:  # noqa: BLE001 -- nobody waits for it
        log.warning("a line was not said: %s", outcome(error).reason)
