"""What Discord offers while somebody types an option; nothing of it is kept."""

import asyncio
import logging
from typing import Any, Final

import discord
from discord import app_commands

from adapters.discord.inbound import origin_of
from adapters.discord.interaction import CALL_WITHIN
from adapters.discord.outcome import ERRORS, outcome
from adapters.discord.parts import OPTION_MOST, shortened
from bot.coach.coach import Coach

log: Final = logging.getLogger(__name__)

CHOICES_MOST: Final = 25

ASKED_AT_ONCE: Final = 32
"""Options that are looked up at once; while there are more, nothing is offered."""

Choice = app_commands.Choice[str | int | float]


async def choices(coach: Coach, interaction: discord.Interaction) -> list[Choice]:
    """What the option that is being typed may be."""
    data: dict[str, Any] = {**(interaction.data or {})}
    name, typed = _focused(data.get("options", ()))
    command = next((each for each in coach.commands if each.name == data.get("name")), None)
    option = (
        next((each for each in command.options if each.name == name), None) if command else None
    )
    if option is None or option.kind.suggests is None:
        return []
    found = await coach.suggest(option.kind.suggests, typed, origin_of(interaction))
    return [
        Choice(name=shortened(shown, OPTION_MOST), value=value)
        for shown, value in found[:CHOICES_MOST]
        if len(value) <= OPTION_MOST
    ]


def _focused(options: Any) -> tuple[str, str]:
    """The option that is being typed, and what of it there is."""
    for each in options:
        if each.get("focused"):
            return each["name"], str(each.get("value", ""))
        name, typed = _focused(each.get("options", ()))
        if name:
            return name, typed
    return "", ""


class Completions:
    """Completions what somebody may mean who is still typing an option."""

    def __init__(self, coach: Coach) -> None:
        self._coach = coach
        self._asked = 0

    async def offer(self, interaction: discord.Interaction) -> None:
        """Offer it in time, or nothing."""
        self._asked += 1
        try:
            async with asyncio.timeout(CALL_WITHIN):
                many = self._asked > ASKED_AT_ONCE
                found = [] if many else await choices(self._coach, interaction)
                await interaction.response.autocomplete(found)
        except ERRORS as error:
            log.debug("an option was not offered: %s", outcome(error).reason)
        except Exception:
            log.exception("an option was not offered")
        finally:
            self._asked -= 1
