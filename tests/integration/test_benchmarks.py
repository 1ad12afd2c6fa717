"""Every benchmark runs, tiny; two runs of the table can be held beside one another."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from benchmarks.__main__ import main, measured
from benchmarks.comparing import Run, Verdict, changes, keep, kept
from benchmarks.ground import Better, Row, once, ratios, spread, table
from benchmarks.suite import BENCHMARKS, Benchmark
from support.messages import ROOT

CASES = [
    pytest.param(each, id=each.name, marks=[pytest.mark.soak] if each.slow else [])
    for each in BENCHMARKS
]

LATENCY = Row("an answer: ms", spread([4.0, 5.0, 6.0]), ratios([4, 5, 6], [4, 4, 4]), "<= 1.5")
RATE = Row("events: in a second", spread([90, 100, 110]), better=Better.MORE)
FLOOR = Row("the bare library: ms", spread([1.0, 1.1]), better=Better.NOT_OURS)
COUNT = Row("429s", once(0, 0), goal="<= 0")
RUN = Run((LATENCY, RATE, FLOOR, COUNT), {"some": 1.5}, "here")


@pytest.mark.parametrize("benchmark_", CASES)
async def test_a_benchmark_runs(benchmark_: Benchmark, tmp_path: Path) -> None:
    rows = await benchmark_.tiny(tmp_path)
    names = [each.what for each in rows]
    assert len(names) == len(set(names)) > 0
    assert all(each.figure.low <= each.figure.median <= each.figure.high for each in rows)
    assert any(each.figure.median > 0 for each in rows)


def test_the_table_marks_what_is_met_and_what_is_missed() -> None:
    slow = replace(LATENCY, what="a slow answer: ms", ratio=spread([1.4, 1.6, 1.7]))
    few = replace(RATE, what="few", goal=">= 101")
    assert [each.mark for each in (LATENCY, slow, RATE, few, COUNT)] == [
        "met",
        "missed",
        "",
        "missed",
        "met",
    ]
    head, line, *_ = table([LATENCY, slow, RATE]).splitlines()
    assert head.split() == ["what", "median", "[range]", "ratio", "goal"]
    shown = "an answer: ms 5.0 [4.0-6.0] 1.25 [1.00-1.50] <= 1.5 met"
    assert " ".join(line.split()) == shown
    with pytest.raises(ValueError, match="a goal is like"):
        replace(RATE, goal="quick")


def test_a_run_is_kept_as_it_was(tmp_path: Path) -> None:
    keep(RUN, tmp_path / "run.json")
    assert kept(tmp_path / "run.json") == RUN
    assert list(changes(RUN, RUN)) == []


@pytest.mark.parametrize(
    ("old", "new", "verdict"),
    [
        (LATENCY, replace(LATENCY, ratio=spread([3.0, 3.1, 3.2])), Verdict.WORSE),
        (LATENCY, replace(LATENCY, ratio=spread([0.1, 0.2, 0.2])), Verdict.BETTER),
        (LATENCY, replace(LATENCY, ratio=spread([1.5, 1.7, 1.8])), None),
        (LATENCY, replace(LATENCY, figure=spread([90, 91])), None),
        (RATE, replace(RATE, figure=spread([20, 25, 30])), Verdict.WORSE),
        (RATE, replace(RATE, figure=spread([200, 205, 210])), Verdict.BETTER),
        (RATE, replace(RATE, figure=spread([70, 90, 110])), None),
        (FLOOR, replace(FLOOR, figure=spread([9, 9.1])), None),
        (COUNT, replace(COUNT, figure=once(3, 0)), Verdict.WORSE),
    ],
)
def test_only_what_moves_beyond_the_noise_is_told(
    old: Row, new: Row, verdict: Verdict | None
) -> None:
    found = list(changes(replace(RUN, rows=(old,)), replace(RUN, rows=(new,))))
    assert [each.verdict for each in found] == ([] if verdict is None else [verdict])


@pytest.mark.parametrize(
    ("rows", "status", "told"),
    [
        (RUN.rows, 0, "Nothing moved beyond the noise."),
        ((FLOOR, COUNT, RATE), 0, "gone    an answer: ms: 1.25 [1.00-1.50]"),
        (
            (replace(RATE, figure=once(20, 0)), LATENCY, FLOOR, COUNT),
            1,
            "worse   events: in a second: 100.0 [90.0-110.0] -> 20",
        ),
    ],
)
def test_compare_ends_with_status_1_where_something_got_worse(
    rows: tuple[Row, ...], status: int, told: str, tmp_path: Path
) -> None:
    before, after = tmp_path / "a.json", tmp_path / "b.json"
    keep(RUN, before)
    keep(replace(RUN, rows=rows), after)
    result = CliRunner().invoke(main, ["compare", str(before), str(after)])
    assert (result.exit_code, result.output.splitlines()) == (status, [told])


@pytest.mark.soak
def test_one_part_runs_alone_and_is_kept(tmp_path: Path) -> None:
    words = ["-m", "benchmarks", "--only", "groups", "--json", str(tmp_path / "run.json")]
    done = subprocess.run(
        [sys.executable, *words], cwd=ROOT, capture_output=True, text=True, check=True
    )
    run = kept(tmp_path / "run.json")
    assert list(run.seconds) == ["groups"]
    assert table(run.rows) in done.stdout


async def _fails(_folder: Path) -> list[Row]:
    raise OSError("no room")


async def _runs(_folder: Path) -> list[Row]:
    return [RATE]


def test_a_part_that_fails_takes_no_other_with_it(capsys: pytest.CaptureFixture[str]) -> None:
    run = measured([Benchmark("broken", _fails, _fails), Benchmark("sound", _runs, _runs)])
    assert (run.rows, run.failed) == ((RATE,), ("broken",))
    assert "OSError: no room" in capsys.readouterr().err


def test_a_part_that_is_not_there_is_refused() -> None:
    result = CliRunner().invoke(main, ["--only", "nothing"])
    assert result.exit_code == 2
    assert "'nothing' is not one of" in result.output
