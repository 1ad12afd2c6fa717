"""A new database's file, made once in each process; to copy it takes a quarter of the time.

How a file is made, and what is looked at when one is opened, is shown by the tests of the schema,
of the databases and of the processes.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.runtime.wiring import storing
from bot.storage import dialect
from bot.storage.dialect import database_url
from bot.storage.store import SqlStore
from support.database import Address, in_postgresql

_made: list[bytes] = []


async def laid(where: Address) -> str:
    """The address `where`; a file that is not there yet is a copy of an empty one."""
    if not in_postgresql(where) and not (path := Path(where)).exists():
        path.touch(0o600)
        path.write_bytes(await _empty())
    return str(where)


@asynccontextmanager
async def fresh(path: Path) -> AsyncIterator[SqlStore]:
    """A simulation's store on a new file, opened without another look at what was just copied."""
    url = database_url(await laid(path))
    store = SqlStore(dialect.of(url).connect_for_simulation(url))
    try:
        yield store
    finally:
        await store.close()


async def _empty() -> bytes:
    if not _made:
        with TemporaryDirectory() as folder:
            async with storing(f"{folder}/empty.db", simulated=True):
                pass
            _made.append(Path(folder, "empty.db").read_bytes())
    return _made[0]
