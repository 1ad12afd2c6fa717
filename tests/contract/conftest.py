"""What the tests here share: a store, and others on the same data."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.ports.store import Store
from support.fixtures import tmp_path
from support.stores import Opener, stores

__all__ = ["tmp_path"]


@pytest.fixture
async def another(tmp_path: Path) -> AsyncIterator[Opener]:
    """Opens a further store on the same data."""
    async with stores(tmp_path / "contract.db") as opener:
        yield opener


@pytest.fixture
async def store(another: Opener) -> Store:
    """A store without anybody in it."""
    return await another()
