"""Two runs of the table: kept as JSON, and what moved from one to the other beyond the noise."""

import platform
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from os import cpu_count
from pathlib import Path
from typing import Final

from pydantic import TypeAdapter

from benchmarks.ground import Better, Row, Spread

LEAST: Final = 0.05
"""What is less than this part of a figure is no news."""


@dataclass(frozen=True)
class Run:
    """A run: its rows, the seconds that each part took, where it was, and which parts failed."""

    rows: tuple[Row, ...]
    seconds: dict[str, float]
    machine: str
    failed: tuple[str, ...] = ()


_RUN: Final = TypeAdapter(Run)


class Verdict(StrEnum):
    """What became of a row."""

    BETTER = "better"
    WORSE = "worse"
    NEW = "new"
    GONE = "gone"


@dataclass(frozen=True)
class Change:
    """A row that is not as it was."""

    verdict: Verdict
    what: str
    before: Spread | None
    after: Spread | None

    def __str__(self) -> str:
        shown = [str(each) for each in (self.before, self.after) if each is not None]
        return f"{self.verdict:6}  {self.what}: {' -> '.join(shown)}"


def this_machine() -> str:
    """What figures of other machines must not be held against."""
    return (
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {cpu_count()} CPUs"
    )


def keep(run: Run, path: Path) -> None:
    """Write a run into a file."""
    path.write_bytes(_RUN.dump_json(run, indent=1) + b"\n")


def kept(path: Path) -> Run:
    """A run from a file. Raises OSError, ValueError."""
    return _RUN.validate_json(path.read_bytes())


def changes(before: Run, after: Run) -> Iterator[Change]:
    """What moved further than the rounds of both runs lie apart, and what is only in one."""
    old = {row.what: row for row in before.rows}
    new = {row.what: row for row in after.rows}
    for what, row in new.items():
        if what not in old:
            yield Change(Verdict.NEW, what, None, row.judged)
        elif (verdict := _verdict(old[what], row)) is not None:
            yield Change(verdict, what, *_compared(old[what], row))
    for what in old.keys() - new.keys():
        yield Change(Verdict.GONE, what, old[what].judged, None)


def _compared(old: Row, new: Row) -> tuple[Spread, Spread]:
    """Ratios where both have one: they depend least on the machine and its other work."""
    if old.ratio is not None and new.ratio is not None:
        return old.ratio, new.ratio
    return old.figure, new.figure


def _verdict(old: Row, new: Row) -> Verdict | None:
    before, after = _compared(old, new)
    moved = after.median - before.median
    noise = max(before.width + after.width, LEAST * abs(before.median))
    if new.wanted is Better.NOT_OURS or abs(moved) <= noise:
        return None
    return Verdict.BETTER if (moved < 0) is (new.wanted is Better.LESS) else Verdict.WORSE
