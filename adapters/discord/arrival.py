"""What the gateway brings, until it is stored."""

from dataclasses import dataclass

from adapters.discord.inbound import DiscordInbound
from adapters.discord.interaction import PendingInteraction


@dataclass(frozen=True, slots=True)
class Arrival:
    """What came in, when, and where it is answered."""

    inbound: DiscordInbound
    at: float
    pending: PendingInteraction | None = None
