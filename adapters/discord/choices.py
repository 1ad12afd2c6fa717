"""What Discord offers while somebody types an option; nothing of it is kept."""

from typing import Final

import discord
from discord.app_commands import Choice

from bot.coach import Coach

CHOICES_MOST: Final = 25
CHOICE_MOST: Final = 100


async def choices(coach: Coach, interaction: discord.Interaction) -> list["Choice[str | int]"]:
    """What the option that is being typed may be."""
    return []
