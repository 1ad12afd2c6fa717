"""What the host has set about Discord."""

import re
from dataclasses import dataclass, field
from typing import Final

from adapters.common.flood import INPUTS_MOST

PUBLIC_API: Final = "https://discord.com/api/v10"
A_SECOND: Final = 40
"""Messages that come by themselves in a second: below the 50 requests that Discord allows."""


TOKEN_SHAPE: Final = re.compile(r"[A-Za-z0-9_.-]+")
"""What a token consists of: Discord does not say more about it."""


@dataclass(frozen=True)
class DiscordOptions:
    """What the host has set. The token is never shown (promise 11.1)."""

    token: str = field(repr=False)
    api_url: str = PUBLIC_API
    gateway_url: str | None = None
    guild_id: int | None = None
    a_second: float = A_SECOND
    inputs_a_minute: int = INPUTS_MOST
