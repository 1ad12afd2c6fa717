"""Leases: which process holds a role, under which fence (promise 9.5)."""

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.ports.leases import Hold, LeaseState
from bot.storage.tables.leases import lease


class SqlLeases:
    """Who holds a role."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def beat(self, role: str, owner: str, silent: LeaseState | None) -> LeaseState:
        """Show that `owner` lives, and see who holds the role.

        A free role is taken. One held by somebody else is taken over only from the state `silent`,
        in which it was seen long enough, and with the next fence.
        """
        async with self._engine.begin() as connection:
            found = await state(connection, role)
            if found is None:
                await connection.execute(
                    insert(lease).values(role=role, owner=owner, fence=1, beat=0)
                )
                return LeaseState(owner, 1, 0)
            if found.owner == owner:
                new = LeaseState(owner, found.fence, found.beat + 1)
            elif found == silent:
                new = LeaseState(owner, found.fence + 1, 0)
            else:
                return found
            mine = update(lease).where(lease.c.role == role)
            await connection.execute(mine.values(owner=new.owner, fence=new.fence, beat=new.beat))
            return new


async def holds(connection: AsyncConnection, hold: Hold) -> bool:
    """Whether a role is still held under this fence; without a role there is nothing to lose."""
    found = await state(connection, hold.role) if hold.role else None
    return not hold.role or (found is not None and found.fence == hold.fence)


async def state(connection: AsyncConnection, role: str) -> LeaseState | None:
    """Who holds a role; None while nobody ever did."""
    row = (await connection.execute(select(lease).where(lease.c.role == role))).first()
    return None if row is None else LeaseState(row.owner, row.fence, row.beat)
