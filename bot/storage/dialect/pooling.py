"""A pool of connections whose users are told, in one line, that the database is busy."""

from typing import Final

from sqlalchemy import AsyncAdaptedQueuePool, PoolProxiedConnection
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from bot.errors import StoreError

QUEUE_SECONDS: Final = 30
"""How long to wait for a connection, which may itself wait for another program."""


class PatientPool(AsyncAdaptedQueuePool):
    """A pool whose user is told that the database is busy, where nothing was free in time."""

    def connect(self) -> PoolProxiedConnection:
        """A connection. Raises StoreError."""
        try:
            return super().connect()
        except PoolTimeoutError:
            raise StoreError("the database is busy: what was begun before still waits") from None
