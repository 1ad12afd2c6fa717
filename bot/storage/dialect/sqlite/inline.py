"""SQLite in the thread that asks: most of what a statement costs on aiosqlite is the way to its
thread and back, four times a statement.
"""

import asyncio
import sqlite3
from collections.abc import Callable, Generator, Sequence
from typing import Any, Final

import aiosqlite

MAY_WAIT: Final = ("BEGIN", "COMMIT", "ROLLBACK", "PRAGMA", "VACUUM")
"""Statements that wait for another process, or for the disk."""

AT_HAND: Final = "PRAGMA read_uncommitted"
"""What SQLAlchemy asks a first connection before anybody has it; it looks at no file."""

ENDS_WITHIN: Final = 1.0
"""Seconds for a thread to end whose connection is not wanted any more."""


class ShortWayConnection(aiosqlite.Connection):
    """An aiosqlite connection that goes to its thread only for what may wait.

    A transaction of ours may write from its beginning. Once it has begun, a statement takes less
    time than the way to the thread and back; the event loop is not held up any longer by it.
    """

    def __init__(self, opening: Callable[[], sqlite3.Connection]) -> None:
        super().__init__(lambda: self._keep(opening()), iter_chunk_size=64)
        self._opened: sqlite3.Connection | None = None
        self._abandoned = False
        self._ending: asyncio.Future[Any] | None = None

    def _keep(self, opened: sqlite3.Connection) -> sqlite3.Connection:
        self._opened = opened
        return opened

    async def _connect(self) -> aiosqlite.Connection:
        try:
            return await super()._connect()
        except BaseException:
            # The thread still opens what nobody waits for; the event loop outlives its answer.
            if self._ending is not None:
                await asyncio.wait({self._ending}, timeout=ENDS_WITHIN)
            raise

    async def _execute(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        if not (self._abandoned or self._may_wait(fn, args)):
            return fn(*args, **kwargs)
        try:
            return await super()._execute(fn, *args, **kwargs)  # type: ignore[no-untyped-call]
        except asyncio.CancelledError:
            # The thread may still be at it, and SQLite crashes when it is closed under a statement:
            # what comes now queues up behind.
            self._abandoned = True
            raise

    def stop(self) -> asyncio.Future[Any] | None:
        """Have the thread end; told so once more, it would not answer any more."""
        if self._ending is None:
            # Who was cancelled while it was opened never got to see it: aiosqlite forgets it.
            self._tx.put_nowait((None, self._close_opened))
            self._ending = super().stop()
        return self._ending

    def _close_opened(self) -> None:
        if self._opened is not None:
            self._opened.close()

    def _may_wait(self, fn: Callable[..., Any], args: tuple[Any, ...]) -> bool:
        if fn == self._conn.rollback:
            return self.in_transaction
        statement = args[0] if args and isinstance(args[0], str) else fn.__name__.upper()
        alone = statement.startswith("SELECT") and not self.in_transaction
        return alone or (statement.startswith(MAY_WAIT) and statement != AT_HAND)


def connect_short_way(
    database: str, *, pragmas: Sequence[str] = (), **options: Any
) -> ShortWayConnection:
    """What SQLAlchemy calls in the place of `aiosqlite.connect`.

    The connection is opened and told its `pragmas` in one go: cancelled at any moment, it is closed.
    """
    return ShortWayConnection(lambda: _opened(database, pragmas, options))


class InlineConnection(aiosqlite.Connection):
    """One that never goes there, for a process in which nobody waits for the event loop.

    A simulation does one thing after another.
    """

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


def connect_inline(
    database: str, *, pragmas: Sequence[str] = (), **options: Any
) -> InlineConnection:
    """The same for a simulation."""
    return InlineConnection(lambda: _opened(database, pragmas, options))


def _opened(database: str, pragmas: Sequence[str], options: dict[str, Any]) -> sqlite3.Connection:
    connection: sqlite3.Connection = sqlite3.connect(database, **options)
    try:
        for pragma in pragmas:
            connection.execute(pragma).close()
    except BaseException:
        connection.close()
        raise
    return connection
