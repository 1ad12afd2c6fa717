"""What there is to say of a database, for whoever examines a host's set-up (promise 10)."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import URL, Connection, func, select

from bot.errors import BusyError, HostError
from bot.ports.finding import Finding, Level, error, note, warning, well
from bot.storage import dialect
from bot.storage import tables as t
from bot.storage.dialect.seconds import RealSeconds
from bot.storage.leases import NOBODY
from bot.storage.schema import REVISIONS, faults_of

DATABASE: Final = "database"
SERVED_WITHIN: Final = timedelta(minutes=5)
SILENT_MOST: Final = 30
AHEAD_MOST: Final = timedelta(minutes=5)
"""How long ago a service that is up was seen, seconds in which a lease is renewed or taken over (9.5),
and how far stored instants may lie ahead."""


async def examine(url: URL, now: datetime) -> list[Finding]:
    """The database's library, its soundness, its schema, and who serves it."""
    name = dialect.of(url).named(url)
    found = list(dialect.of(url).findings(url))
    if any(each.level is Level.ERROR for each in found):
        return found
    if not dialect.of(url).is_there(url):
        return [*found, note(DATABASE, f"{name} is not there yet: whoever begins makes it")]
    try:
        faults = await faults_of(url)
        served = await dialect.of(url).look_once(
            url, lambda connection: list(_served(connection, now))
        )
    except BusyError as busy:
        return [*found, warning(DATABASE, str(busy), "ask again in a moment")]
    except HostError as broken:
        what, _, mend = str(broken).partition(": ")
        return [*found, error(DATABASE, what, mend or "restore a backup: `waymark db restore`")]
    mend = "stop the service and restore a backup: `waymark db restore FILE --db NEW`"
    if faults:
        return [*found, *(error(DATABASE, each, mend) for each in faults)]
    return [*found, well(DATABASE, f"{name} is sound (schema {REVISIONS[-1]})"), *served]


def _served(connection: Connection, now: datetime) -> Iterator[Finding]:
    """Whether it is served, by whom, and whether the clock has gone back since."""
    seen = connection.scalar(select(func.max(t.uptime.c.seen_at)))
    last = connection.scalar(select(func.max(t.inbox.c.received_at)))
    latest = max((each for each in (seen, last) if each is not None), default=None)
    if latest is not None and latest - now > AHEAD_MOST:
        what = f"it is {(latest - now).total_seconds() / 60:.0f} minutes behind what is stored"
        yield error("clock", what, "set this machine's clock, best by NTP")
    elif seen is None:
        yield note("service", "nobody has served this database yet")
    elif now - seen <= SERVED_WITHIN:
        yield well("service", "it is served")
        yield from _leases(connection)
    else:
        yield note("service", f"nobody has served it since {seen:%Y-%m-%d %H:%M} UTC")


def _leases(connection: Connection) -> Iterator[Finding]:
    """Who holds which role of a service that is up, and when they gave their last sign of life."""
    of = t.lease.c
    age = (RealSeconds() - of.renewed_at).label("age")
    for row in connection.execute(select(of.role, of.owner, age).order_by(of.role)):
        if row.owner == NOBODY:
            yield note("lease", f"{row.role} is free: who held it has stopped")
        elif row.age is None:
            yield note("lease", f"{row.role} is held by {row.owner[:8]}, an older Waymark")
        elif row.age <= SILENT_MOST:
            yield well("lease", f"{row.role} is held by {row.owner[:8]}, renewed {row.age} s ago")
        else:
            what = f"nobody acts as {row.role}: its lease was renewed {row.age} seconds ago"
            yield warning("lease", what, "see the log of `waymark run`, and start it anew")
