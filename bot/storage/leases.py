"""Leases: which process holds a role, under which fence (promise 9.5)."""

from typing import Any, Final

from sqlalchemy import Select, select, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.ports.leases import Hold, LeaseState
from bot.storage.dialect import upsert
from bot.storage.dialect.seconds import RealSeconds
from bot.storage.tables.leases import lease

NOBODY: Final = ""
"""The owner of a role that was released."""


class SqlLeases:
    """Who holds a role."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def beat(self, role: str, owner: str, silent: LeaseState | None) -> LeaseState:
        """Show that `owner` lives, and see who holds the role.

        A free role is taken, one that was released with the next fence. One held by somebody else
        is taken over only from the state `silent`, in which it was seen long enough.
        """
        async with self._engine.begin() as connection:
            # Who may take over waits for what is being begun under the fence of before.
            look = _of(role).with_for_update(key_share=silent is None)
            found = await _state(connection, look)
            if found is None:
                free = upsert(lease).values(
                    role=role, owner=owner, fence=1, beat=0, renewed_at=RealSeconds()
                )
                await connection.execute(free.on_conflict_do_nothing())
                found = await _state(connection, look)
                if found is None or found.owner == owner:
                    return LeaseState(owner, 1, 0)
            if found.owner == owner:
                new = LeaseState(owner, found.fence, found.beat + 1)
            elif found == silent or found.owner == NOBODY:
                new = LeaseState(owner, found.fence + 1, 0)
            else:
                return found
            mine = update(lease).where(lease.c.role == role)
            signs = {"fence": new.fence, "beat": new.beat, "renewed_at": RealSeconds()}
            await connection.execute(mine.values(owner=new.owner, **signs))
            return new

    async def release(self, hold: Hold) -> None:
        """Let whoever comes next have a role at once, if it is still held as `hold` says.

        What is being begun under its fence is waited for; what comes after it is refused.
        """
        mine = _of(hold.role).where(lease.c.owner == hold.owner, lease.c.fence == hold.fence)
        role = mine.with_only_columns(lease.c.role).with_for_update().scalar_subquery()
        free = update(lease).where(lease.c.role == role)
        async with self._engine.begin() as connection:
            await connection.execute(free.values(owner=NOBODY, fence=lease.c.fence + 1, beat=0))


async def holds(connection: AsyncConnection, hold: Hold) -> bool:
    """Whether a role is still held under this fence; without a role there is nothing to lose.

    Until the transaction ends nobody takes it over.
    """
    if not hold.role:
        return True
    look = _of(hold.role).with_for_update(read=True, key_share=True)
    found = await _state(connection, look)
    return found is not None and found.fence == hold.fence


def _of(role: str) -> Select[Any]:
    return select(lease).where(lease.c.role == role)


async def _state(connection: AsyncConnection, look: Select[Any]) -> LeaseState | None:
    """Who holds a role, or held it last; None while nobody ever did."""
    row = (await connection.execute(look)).first()
    return None if row is None else LeaseState(row.owner, row.fence, row.beat)
