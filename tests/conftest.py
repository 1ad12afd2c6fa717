"""What all tests share: the pinned tz data, a machine in UTC, a terminal on a real SQLite file."""

import gc
import os
import time
from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import settings

from bot.places.find import pin_tzdata
from support.fixtures import database, postgresql
from support.statements import share_statements
from support.terminal import Terminal, terminal

__all__ = ["database", "postgresql"]

os.environ["TZ"] = "UTC"
time.tzset()
pin_tzdata()
share_statements()

MONDAY = datetime.fromisoformat("2026-03-02T18:00+01:00")


def pytest_configure(config: pytest.Config) -> None:
    """Try each rule by a hundred examples in the soak, and by half of them in the quick run."""
    examples = 100 if config.option.markexpr.startswith("soak") else 50
    settings.register_profile("waymark", max_examples=examples, deadline=None, derandomize=True)
    settings.load_profile("waymark")


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--rewrite` writes the golden dialogs anew; read the difference before you commit it."""
    parser.addoption("--rewrite", action="store_true", help="write the golden dialogs anew")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """One more than there are cores, for tests that wait; at most eight.

    Each takes eight seconds to begin: all tests to collect, a parent of processes, a PostgreSQL.
    """
    return min(8, 1 + (os.cpu_count() or 1))


def pytest_collection_finish() -> None:
    """Leave what was collected alone, as it stays until the end; look through the rest seldom."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)


@pytest.fixture
async def term(tmp_path: Path) -> AsyncIterator[Terminal]:
    """A terminal in Berlin on Monday 2 March 2026 at 18:00."""
    async with terminal(tmp_path / "waymark.db", MONDAY) as opened:
        yield opened
