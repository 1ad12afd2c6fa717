"""Where a test's database is, and the processes of the service that run on it."""

import asyncio
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from time import monotonic
from typing import Any, Final

import asyncpg

from parcels.service.domain import Event, Kind
from support.postgresql import Server
from support.processes import PATIENCE, ROOT, environment

NOON: Final = "2026-11-27T12:00:00+00:00"


@dataclass(frozen=True)
class Place:
    """A database on a server."""

    server: Server
    name: str
    processes: list[Process] = field(default_factory=list)

    @property
    def for_service(self) -> str:
        """The address for asyncpg."""
        return self.server.url(self.name, "+asyncpg")

    @property
    def for_migrations(self) -> str:
        """The address for psycopg."""
        return self.server.url(self.name, "+psycopg")

    async def rows(self, statement: str) -> list[Any]:
        """What a statement finds, or does."""
        return await self.server.execute(statement, self.name)

    async def one(self, expression: str) -> Any:
        """The one value that an expression has."""
        ((value,),) = await self.rows(f"SELECT {expression}")
        return value

    @asynccontextmanager
    async def locked(self, table: str) -> AsyncIterator[None]:
        """Nobody else can read or write a table."""
        connection = await asyncpg.connect(self.server.url(self.name))
        try:
            async with connection.transaction():
                await connection.execute(f"LOCK TABLE {table}")
                yield
        finally:
            await connection.close()

    async def until_one_waits(self) -> None:
        """Somebody waits for a lock."""
        waiting = "(SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock')"
        await until(lambda: self.one(waiting))

    async def start(self, module: str, *words: str, pass_fds: Sequence[int] = ()) -> Process:
        """A process of the service on this database."""
        env = environment(PYTHONPATH=str(ROOT / "tests"), PARCELS_DATABASE=self.for_service)
        program = [sys.executable, "-m", f"parcels.{module}", *words]
        process = await asyncio.create_subprocess_exec(
            *program, stdin=DEVNULL, stdout=PIPE, pass_fds=pass_fds, env=env
        )
        self.processes.append(process)
        return process

    async def leave(self) -> None:
        """Let no process run on."""
        for each in self.processes:
            if each.returncode is None:
                each.kill()
                await each.wait()


async def until(holds: Callable[[], Awaitable[object]], within: float = PATIENCE) -> None:
    """Wait until something holds; it is looked at now and then."""
    ends = monotonic() + within
    while not await holds():
        assert monotonic() < ends, "it took too long"
        await asyncio.sleep(0.1)


async def line_of(process: Process) -> str:
    """The next line that a process writes; none where it has ended."""
    assert process.stdout
    return (await asyncio.wait_for(process.stdout.readline(), PATIENCE)).decode()


async def ended(process: Process) -> int:
    """Wait for the end of a process; its status."""
    return await asyncio.wait_for(process.wait(), PATIENCE)


def reported(number: int = 1, parcel_id: str = "P1", kind: Kind = Kind.ANNOUNCED) -> dict[str, str]:
    """What a carrier posts."""
    named = {"carrier": "blue", "carrier_event_id": f"e{number}", "parcel_id": parcel_id}
    return {**named, "kind": kind, "at": NOON}


def event(number: int = 1, parcel_id: str = "P1", kind: Kind = Kind.ANNOUNCED) -> Event:
    """The same, as the domain has it."""
    return Event("blue", f"e{number}", parcel_id, kind, datetime.fromisoformat(NOON))
