"""The one place where the library learns of other addresses than Discord's own.

They are constants of the library, so they hold for the whole process.
"""

from typing import Final
from urllib.parse import urlsplit

from discord.gateway import DiscordWebSocket
from discord.http import INTERNAL_API_VERSION, Route
from yarl import URL

from adapters.discord.options import DiscordOptions

PUBLIC_GATEWAY: Final = "wss://gateway.discord.gg/"
DISCORD: Final = "discord.gg"
FILES: Final = ("https://cdn.discordapp.com/", "https://media.discordapp.net/")
"""Where Discord keeps what people attach."""


def use_addresses(options: DiscordOptions) -> None:
    """Let the library talk to the servers that the host has set."""
    Route.BASE = api_base(options.api_url)
    DiscordWebSocket.DEFAULT_GATEWAY = URL(options.gateway_url or PUBLIC_GATEWAY)


def api_base(url: str) -> str:
    """The address before a route; a proxy may be named without Discord's own path."""
    bare = url.rstrip("/")
    path = urlsplit(bare).path
    if not path:
        return f"{bare}/api/v{INTERNAL_API_VERSION}"
    return f"{bare}/v{INTERNAL_API_VERSION}" if path.endswith("/api") else bare


def keeps_files(address: str, options: DiscordOptions) -> bool:
    """Whether a file at an address is Discord's to hand over, or the set API's."""
    if address.startswith(FILES):
        return True
    given, own = urlsplit(address), urlsplit(options.api_url)
    return (given.scheme, given.netloc) == (own.scheme, own.netloc)


def way_back(resume: URL, options: DiscordOptions) -> URL:
    """Where a session is resumed: not past the host's gateway to Discord's own."""
    host = resume.host or ""
    if options.gateway_url and (host == DISCORD or host.endswith(f".{DISCORD}")):
        return URL(options.gateway_url)
    return resume
