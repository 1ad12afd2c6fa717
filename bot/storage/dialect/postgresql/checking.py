"""What PostgreSQL does by itself: it keeps its pages sound, and copies by rows."""

from pathlib import Path

from sqlalchemy import URL, Connection


def faults(_connection: Connection) -> list[str]:
    """None: the server checks its pages, and what points where, by itself."""
    return []


async def snapshot(_url: URL, _target: Path) -> bool:
    """Rows are copied, as one transaction sees them."""
    return False
