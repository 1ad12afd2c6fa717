"""The network platforms that `waymark run` serves: one entry each, loaded only when it is wanted."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from bot.errors import HostError
from bot.runtime.settings import Settings, secret

if TYPE_CHECKING:
    from adapters.common.core import Core
    from adapters.discord.options import DiscordOptions
    from adapters.telegram.options import TelegramOptions
    from bot.ports.finding import Finding
    from bot.runtime.supervise import Platform

AdapterFactory = Callable[["Core"], "Platform"]
"""Makes a platform's adapter; a platform that broke is made anew with it."""

SCHEDULER: Final = "scheduler"
"""The part that plans what falls due."""

SENDER: Final = "sender"
"""The part that sends on every configured platform, and takes nothing in; a platform's own part does
both. Every other part is a platform."""


Examine = Callable[[Settings, str, datetime | None], Awaitable[list["Finding"]]]
"""What is found about a platform with the token that is set; without an instant nobody is asked."""


@dataclass(frozen=True)
class PlatformEntry:
    """How a platform is switched on and built.

    `token` reads its token from the settings: a platform without one is off. `factory` takes the
    settings and that token; it alone imports the adapter, since an SDK is slow to load. Both raise
    HostError where a setting is wrong.
    """

    token: Callable[[Settings], str | None]
    factory: Callable[[Settings, str], AdapterFactory]
    examine: Examine


def _telegram(settings: Settings, token: str) -> AdapterFactory:
    from adapters.telegram.adapter import Telegram

    options = _telegram_options(settings, token)
    return lambda core: Telegram(options, core)


async def _examine_telegram(
    settings: Settings, token: str, now: datetime | None
) -> "list[Finding]":
    from adapters.telegram.examining import examine

    return await examine(_telegram_options(settings, token), now)


def _telegram_options(settings: Settings, token: str) -> "TelegramOptions":
    from adapters.telegram.options import TelegramOptions, webhook_of

    webhook = None
    if settings.telegram_webhook_url is not None:
        hook = secret(settings.telegram_webhook_secret, settings.telegram_webhook_secret_file)
        webhook = webhook_of(settings.telegram_webhook_url, settings.telegram_listen, hook, token)
    return TelegramOptions(token, settings.telegram_api_url, webhook)


def _discord(settings: Settings, token: str) -> AdapterFactory:
    from adapters.discord.adapter import Discord

    options = _discord_options(settings, token)
    return lambda core: Discord(options, core)


async def _examine_discord(settings: Settings, token: str, now: datetime | None) -> "list[Finding]":
    from adapters.discord.examining import examine

    return await examine(_discord_options(settings, token), now)


def _discord_options(settings: Settings, token: str) -> "DiscordOptions":
    from adapters.discord.options import DiscordOptions

    return DiscordOptions(
        token, settings.discord_api_url, settings.discord_gateway_url, settings.discord_guild_id
    )


PLATFORMS: Final[Mapping[str, PlatformEntry]] = {
    "telegram": PlatformEntry(
        lambda settings: secret(settings.telegram_token, settings.telegram_token_file),
        _telegram,
        _examine_telegram,
    ),
    "discord": PlatformEntry(
        lambda settings: secret(settings.discord_token, settings.discord_token_file),
        _discord,
        _examine_discord,
    ),
}
"""Every platform by its name, which is also that of its part in `waymark run --only`."""


def parts_of(only: Sequence[str] | None, settings: Settings) -> frozenset[str]:
    """The parts to run: those asked for, else the scheduler and every platform with a token.

    Raises HostError for a part that does not exist and a platform without a token.
    """
    known = (SCHEDULER, SENDER, *PLATFORMS)
    unknown = [part for part in only or () if part not in known]
    if unknown:
        raise HostError(
            f"there is no part called {unknown[0][:40]!r}; there are: {', '.join(known)}"
        )
    configured = [name for name, each in PLATFORMS.items() if each.token(settings) is not None]
    missing = [part for part in only or () if part in PLATFORMS and part not in configured]
    sends = only is None or SENDER in only
    if missing or (sends and not configured):
        needed = missing or list(PLATFORMS)
        names = " or ".join(f"WAYMARK_{each.upper()}_TOKEN" for each in needed)
        raise HostError(
            f"no platform is configured: set {names}, or talk to the coach here with `waymark chat`"
        )
    return frozenset(only) if only is not None else frozenset([SCHEDULER, *configured])


def factories_of(parts: frozenset[str], settings: Settings) -> dict[str, AdapterFactory]:
    """What makes the adapters of the platforms that `parts` serve, by name. Raises HostError."""
    found = {}
    for name, entry in PLATFORMS.items():
        token = entry.token(settings) if {name, SENDER} & parts else None
        if token is not None:
            found[name] = entry.factory(settings, token)
    return found
