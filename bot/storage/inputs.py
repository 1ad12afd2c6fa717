"""What people say is counted in the database, for all processes that take it in (promise 11.5)."""

from typing import Final

from sqlalchemy import BigInteger, bindparam, case, delete
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.storage.dialect import upsert
from bot.storage.dialect.seconds import RealSeconds
from bot.storage.tables.inputs import input_window

KEPT: Final = 3600
"""Seconds for which a window is kept: longer than any lasts."""

_OF: Final = input_window.c
_OVER: Final = _OF.began + bindparam("seconds", type_=BigInteger) <= RealSeconds()
_COUNT: Final = (
    upsert(input_window)
    .values(began=RealSeconds(), inputs=1)
    .on_conflict_do_update(
        [_OF.platform, _OF.account],
        set_={
            "began": case((_OVER, RealSeconds()), else_=_OF.began),
            "inputs": case((_OVER, 1), else_=_OF.inputs + 1),
        },
    )
    .returning(_OF.inputs)
)


class SqlInputs:
    """Inputs in windows of real time, by the database's clock."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def count(self, platform: str, account: str, seconds: int) -> int:
        """Count one input; its number in its window."""
        what = {"platform": platform, "account": account, "seconds": seconds}
        async with self._engine.begin() as connection:
            return int(await connection.scalar(_COUNT, what) or 0)


async def forget(connection: AsyncConnection) -> None:
    """Let go of windows that are over for long."""
    await connection.execute(delete(input_window).where(_OF.began < RealSeconds() - KEPT))
