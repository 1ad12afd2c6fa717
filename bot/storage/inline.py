"""SQLite without a thread of its own, for a process in which nobody waits for the event loop.

Most of what a statement costs on aiosqlite is the way to its thread and back. A simulation does
one thing after another, so here each call is done at once, on the spot.
"""

import asyncio
import sqlite3
from collections.abc import Callable, Generator
from typing import Any

import aiosqlite


class InlineConnection(aiosqlite.Connection):
    """An aiosqlite connection that does its work in the thread that asks for it."""

    def __init__(self, connector: Callable[[], sqlite3.Connection]) -> None:
        super().__init__(connector, iter_chunk_size=64)
        self._tx: Any = _AtOnce()

    def __await__(self) -> Generator[Any, None, aiosqlite.Connection]:
        return self._connect().__await__()

    async def _execute(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        return fn(*args, **kwargs)


class _AtOnce:
    """Stands where aiosqlite has the queue to its thread."""

    def put_nowait(self, item: tuple[asyncio.Future[Any] | None, Callable[[], Any]]) -> None:
        future, function = item
        try:
            result = function()
        except BaseException as error:
            if future is None:
                raise
            future.set_exception(error)
        else:
            if future is not None:
                future.set_result(result)


def connect_inline(database: str, **options: Any) -> InlineConnection:
    """What SQLAlchemy calls in the place of `aiosqlite.connect`."""
    return InlineConnection(lambda: sqlite3.connect(database, **options))
