"""What Discord says of our bot, for whoever examines a host's set-up (promise 10)."""

from datetime import datetime
from http import HTTPStatus
from typing import Final

from adapters.common.examining import ask, clock, strange, unreachable
from adapters.discord.inbound import PLATFORM
from adapters.discord.options import TOKEN_SHAPE, DiscordOptions
from bot.ports.finding import Finding, error, warning, well

TOKEN: Final = "WAYMARK_DISCORD_TOKEN"  # noqa: S105 -- a setting's name
API: Final = "WAYMARK_DISCORD_API_URL"
COPY_IT: Final = f"copy the one of your application's bot into {TOKEN}"
SESSIONS_FEW: Final = 50


async def examine(options: DiscordOptions, now: datetime | None) -> list[Finding]:
    """The token's shape; then, where there is a `now`, what Discord says of it and of the sessions that are left."""
    if not TOKEN_SHAPE.fullmatch(options.token):
        return [error(PLATFORM, "the token has not the shape of one", COPY_IT)]
    if now is None:
        return [well(PLATFORM, "the token has the shape of one")]
    headers = {"Authorization": f"Bot {options.token}"}
    api = options.api_url.rstrip("/")
    me = await ask(f"{api}/users/@me", headers)
    if me is None:
        return [unreachable(PLATFORM, API)]
    if me.status == HTTPStatus.UNAUTHORIZED:
        return [error(PLATFORM, "the token is refused", COPY_IT)]
    if me.status != HTTPStatus.OK or "id" not in me.body:
        return [strange(PLATFORM, API, me.status)]
    found = [well(PLATFORM, f"it knows the bot as {me.body.get('username')}")]
    gateway = await ask(f"{api}/gateway/bot", headers)
    limit = gateway.body.get("session_start_limit") if gateway is not None else None
    left = limit.get("remaining") if isinstance(limit, dict) else None
    if isinstance(left, int) and left < SESSIONS_FEW:
        mend = "find what restarts the bot so often, and wait a day: at 0 nothing connects"
        found.append(warning(PLATFORM, f"only {left} sessions are left today", mend))
    return [*found, clock("Discord", me, now)]
