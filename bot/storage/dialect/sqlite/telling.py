"""News: the process that serves a file is the only one, and has no other to tell it anything."""

import asyncio
from collections.abc import Callable

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine


async def tell(_connection: AsyncConnection, _what: str) -> None:
    """Nobody else is there."""


async def listen(_engine: AsyncEngine, _heard: Callable[[str], None]) -> None:
    """Nothing will come."""
    await asyncio.Event().wait()
