"""Fixtures: one parent of many processes, a folder whose files cost no disk, both databases."""

import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from support.forkserver import ProcessFactory, shared_factory
from support.postgresql import Server, running

MEMORY = Path("/dev/shm")


@pytest.fixture(scope="session")
def factory() -> ProcessFactory:
    """Real processes of `waymark` that start in a few milliseconds."""
    return shared_factory()


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Server]:
    """A real PostgreSQL server, for all tests of this process."""
    with running() as server:
        yield server


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.soak)])
async def database(request: pytest.FixtureRequest) -> AsyncIterator[str]:
    """The address of a new database, of each sort: a file, and one on a real PostgreSQL server."""
    if request.param == "sqlite":
        folder = request.getfixturevalue("tmp_path")
        yield f"{folder}/w.db"
        return
    server = request.getfixturevalue("postgresql")
    async with server.database() as name:
        yield server.url(name)


@contextmanager
def in_memory(elsewhere: Path) -> Iterator[Path]:
    """A folder in memory where there is one: each commit is synced, and disks are slow at that."""
    if not MEMORY.is_dir():
        yield elsewhere
        return
    with tempfile.TemporaryDirectory(dir=MEMORY, prefix="waymark-test-") as folder:
        yield Path(folder)


@pytest.fixture
def tmp_path(tmp_path: Path) -> Iterator[Path]:
    """A folder of one test."""
    with in_memory(tmp_path) as folder:
        yield folder


@pytest.fixture(scope="module")
def shared_path(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder of all tests of one module."""
    with in_memory(tmp_path_factory.mktemp("shared")) as folder:
        yield folder
