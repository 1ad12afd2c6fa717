"""`waymark doctor`: what a host should know, and how to mend it (promise 10)."""

import stat
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Final

from bot.errors import HostError
from bot.places.find import pin_tzdata
from bot.ports.clock import Clock
from bot.ports.finding import Finding, Level, error, warning, well
from bot.roadmaps.catalogue import Catalogue
from bot.roadmaps.files import ROADMAP_DATA
from bot.runtime.clock import SystemClock
from bot.runtime.platforms import PLATFORMS
from bot.runtime.settings import Settings, load_settings
from bot.runtime.wiring import clock_of, database_of
from bot.storage.dialect import database_url
from bot.storage.examining import examine

ENV_FILE: Final = Path(".env")
ZONES_OLD_AFTER: Final = 2
"""Years after which time zone data misses what governments have changed since."""

STATUSES: Final = {Level.ERROR: 2, Level.WARNING: 1}


def status(findings: list[Finding]) -> int:
    """The exit status: 0 all well, 1 warnings only, 2 something must be mended."""
    return max((STATUSES.get(each.level, 0) for each in findings), default=0)


async def examined(database: str | None, *, network: bool = True) -> list[Finding]:
    """All findings, in the order in which a host would mend them. Never raises HostError."""
    try:
        settings = load_settings()
        clock = clock_of(settings)
    except HostError as broken:
        return [error("settings", str(broken), "mend it in the environment or in .env")]
    found = [well("settings", "they can be read"), *_env_file()]
    for each in (_platforms, _database):
        try:
            found += await each(settings, clock, database, network)
        except HostError as broken:
            found.append(error("settings", str(broken), "mend it in the environment or in .env"))
    return [*found, *_roadmaps(settings), *_zones(clock)]


async def _platforms(
    settings: Settings, _clock: Clock, _database: str | None, network: bool
) -> list[Finding]:
    now = SystemClock().now() if network else None  # a demonstration's clock is no platform's
    found: list[Finding] = []
    for entry in PLATFORMS.values():
        token = entry.token(settings)
        if token is not None:
            found += await entry.examine(settings, token, now)
    if found:
        return found
    mend = "set WAYMARK_TELEGRAM_TOKEN or WAYMARK_DISCORD_TOKEN, or use `waymark chat`"
    return [warning("platforms", "none is configured", mend)]


async def _database(
    settings: Settings, clock: Clock, database: str | None, _network: bool
) -> list[Finding]:
    return await examine(database_url(database_of(settings, database)), clock.now())


def _env_file() -> Iterator[Finding]:
    """Secrets stand in it: nobody else should read it."""
    if ENV_FILE.exists() and ENV_FILE.stat().st_mode & stat.S_IROTH:
        yield warning("permissions", ".env can be read by everybody here", "chmod 600 .env")


def _roadmaps(settings: Settings) -> Iterator[Finding]:
    own = (Path(settings.roadmaps_dir),) if settings.roadmaps_dir else ()
    broken = list(Catalogue((ROADMAP_DATA, *own)).broken(own))
    for line in broken:
        yield error("roadmaps", line, "mend the file; `waymark roadmap validate` checks it")
    if not broken:
        yield well("roadmaps", "all can be read")


def _zones(clock: Clock) -> Iterator[Finding]:
    pin_tzdata()
    found = version("tzdata")
    if clock.now().year - int(found.partition(".")[0]) >= ZONES_OLD_AFTER:
        yield warning("zones", f"time zone data is of {found}", "update Waymark and its packages")
    else:
        yield well("zones", f"time zone data is of {found}")
