"""What PostgreSQL does by itself: it keeps its pages sound, and copies by rows."""

from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import URL, Connection

from bot.ports.finding import Finding


def faults(_connection: Connection) -> list[str]:
    """None: the server checks its pages, and what points where, by itself."""
    return []


async def snapshot(_url: URL, _target: Path) -> bool:
    """Rows are copied, as one transaction sees them."""
    return False


def findings(_url: URL) -> Iterator[Finding]:
    """Nothing is to be said before it is asked."""
    yield from ()
