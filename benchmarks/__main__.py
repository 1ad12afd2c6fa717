"""All benchmarks, one table: `make bench`. Look at the ratios; figures belong to one machine.

`python -m benchmarks --only NAME --json FILE` runs some and keeps what they gave, and
`python -m benchmarks compare BEFORE AFTER` tells what moved between two such files.
"""

import asyncio
import os
import sys
import tempfile
import time
import traceback
from pathlib import Path

import click

from benchmarks.comparing import Run, Verdict, changes, keep, kept, this_machine
from benchmarks.ground import Row, table
from benchmarks.suite import BENCHMARKS, Benchmark
from bot.places.find import pin_tzdata

NAMES = tuple(each.name for each in BENCHMARKS)

ALL_WITHIN = 600.0
"""Seconds in which all of it is to end on two cores that nothing else uses."""

PART_WITHIN = 600.0
"""Seconds in which a part has to end, whatever else runs; else it has failed, and others go on."""


@click.group(invoke_without_command=True)
@click.option("--only", multiple=True, type=click.Choice(NAMES), help="Run this; may be repeated.")
@click.option("--json", "file", type=click.Path(path_type=Path), help="Keep the run in a file.")
@click.pass_context
def main(context: click.Context, only: tuple[str, ...], file: Path | None) -> None:
    """Run them one after the other, in a folder that is thrown away."""
    if context.invoked_subcommand is not None:
        return
    run = measured([each for each in BENCHMARKS if not only or each.name in only])
    print(table(run.rows))
    print(
        f"{run.machine}; {sum(run.seconds.values()):.0f} s in all, at most {ALL_WITHIN:.0f} wanted"
    )
    if file is not None:
        keep(run, file)
    for name in run.failed:
        sys.stderr.write(f"{name} failed, and its rows are missing\n")
    sys.exit(bool(run.failed))


@main.command()
@click.argument("before", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("after", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def compare(before: Path, after: Path) -> None:
    """Tell what moved beyond the noise; status 1 where something got worse."""
    old, new = kept(before), kept(after)
    if old.machine != new.machine:
        print(f"Not the same machine: {old.machine}; {new.machine}")
    found = list(changes(old, new))
    for each in found:
        print(each)
    if not found:
        print("Nothing moved beyond the noise.")
    sys.exit(any(each.verdict is Verdict.WORSE for each in found))


def measured(benchmarks: list[Benchmark]) -> Run:
    """The rows of some, and how long each took, which is told as it ends; one may fail."""
    pin_tzdata()
    rows: list[Row] = []
    failed: list[str] = []
    seconds: dict[str, float] = {}
    for each in benchmarks:
        began, before = time.monotonic(), _cpu()
        with tempfile.TemporaryDirectory(prefix="waymark-bench-") as folder:
            try:
                rows += asyncio.run(_bounded(each, Path(folder)))
            except Exception:  # noqa: BLE001 -- minutes of other parts are not thrown away
                traceback.print_exc()
                failed.append(each.name)
        seconds[each.name] = time.monotonic() - began
        spent = f"{seconds[each.name]:.0f} s, {_cpu() - before:.0f} s of CPU"
        sys.stderr.write(f"{each.name}: {spent}\n")
    return Run(tuple(rows), seconds, this_machine(), tuple(failed))


async def _bounded(part: Benchmark, folder: Path) -> list[Row]:
    async with asyncio.timeout(PART_WITHIN):
        return await part.full(folder)


def _cpu() -> float:
    """Seconds of CPU until now, of this process and of those that it waited for."""
    return sum(os.times()[:4])


if __name__ == "__main__":
    main()
