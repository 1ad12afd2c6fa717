"""The checks of the starter that run a learner's own tests, in fresh copies of what is committed."""

import sys
from pathlib import Path
from typing import Any, Final

import pytest

from support.parcel_service import served
from support.starting import PYTHON, Project

TOOLS: Final = Path(sys.executable).parent
ENV: Final = {"PYTHONPATH": "src", "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
TESTS: Final = f'"{sys.executable} -m pytest -q -p no:cacheprovider"'
GREEN: Final = f"{TOOLS / 'ruff'} format --check --no-cache src tests"
NOTHING: Final = f'"{PYTHON} -c pass"'

STATE = """\
class ForbiddenTransitionError(Exception):
    pass


def follow(before: int, after: int) -> int:
    if after <= before:
        raise ForbiddenTransitionError
    return after
"""
REFUSALS = """\
import pytest

from parcels.state import ForbiddenTransitionError, follow


@pytest.mark.parametrize("after", range(10))
def test_refuses_to_go_back(after: int) -> None:
    with pytest.raises(ForbiddenTransitionError):
        follow(10, after)


def test_goes_on() -> None:
    assert follow(1, 2) == 2
"""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    begun = Project.begun(tmp_path / "project")
    begun.set(tests=TESTS, types=NOTHING, green=f'"{GREEN}"')
    return begun


def in_ci(project: Project) -> None:
    workflow = project.folder / ".github/workflows/ci.yml"
    text = workflow.read_text("utf-8")
    workflow.write_text(text.replace("uv run --locked pre-commit run --all-files", GREEN), "utf-8")


def test_week_1(project: Project) -> None:
    """From an empty folder to a fresh clone that is green."""
    assert "nothing is committed" in project.run(1)
    project.commit()
    assert "uv.lock is not committed" in project.run(1)
    project.write(uv_lock="")
    assert "uv.lock is not committed" in project.run(1)
    project.commit()
    assert "no hook yet" in project.run(1)
    (project.folder / ".git/hooks/pre-commit").write_text("#!/bin/sh\n", encoding="utf-8")
    assert "no workflow runs the command `green`" in project.run(1)
    in_ci(project)
    assert "is not committed: commit it" in project.run(1)
    project.commit()
    said = project.script(1)
    assert said.startswith("ok · a fresh clone is green in ")
    assert said.endswith(" s; bad format is refused")


@pytest.mark.soak
def test_week_1_wrong(project: Project) -> None:
    project.write(uv_lock="")
    project.set(green=NOTHING)
    workflow = project.folder / ".github/workflows/ci.yml"
    workflow.write_text(f"run: {PYTHON} -c pass\n", encoding="utf-8")
    project.commit()
    (project.folder / ".git/hooks/pre-commit").write_text("#!/bin/sh\n", encoding="utf-8")
    assert "a badly formatted file is not refused" in project.run(1)
    project.write(src__parcels__ugly_py="x  =  1\n")
    project.set(green=f'"{GREEN}"')
    in_ci(project)
    workflow.write_text(f"run: {GREEN}\n", encoding="utf-8")
    project.commit()
    assert "fails: 1 file would be reformatted" in project.run(1)


@pytest.mark.soak
def test_week_2(project: Project) -> None:
    """Ten tests that refuse, and a checker that is silent."""
    project.write(src__parcels__state_py=STATE, tests__test_state_py=REFUSALS)
    assert project.script(2, **ENV) == "ok · strict and silent in 2 files; 10 tests refuse"
    project.write(tests__test_state_py=REFUSALS.replace("range(10)", "range(9)"))
    assert "9 of 10 tests have `refuse` in their names" in project.run(2, **ENV)
    project.write(tests__test_state_py=REFUSALS.replace("range(10)", "range(12)"))
    assert "test_refuses_to_go_back[11] is red" in project.run(2, **ENV)
    project.write(src__parcels__state_py=f"{STATE}x = 1  # type: ignore\n")
    assert "state.py silences the checker" in project.run(2, **ENV)
    project.set(types=f"\"{PYTHON} -c 'raise SystemExit(7)'\"")
    assert "fails: it says nothing" in project.run(2, **ENV)


def with_mistakes(project: Project, count: int) -> None:
    """Ten rules with a test each, and as many patches that break one."""
    rules = "\n\n".join(f"def rule_{n}() -> int:\n    return {n}\n" for n in range(10))
    tests = "\n\n".join(
        f"def test_rule_{n}() -> None:\n    assert rules.rule_{n}() == {n}\n" for n in range(10)
    )
    project.write(
        src__parcels__rules_py=rules, tests__test_rules_py=f"from parcels import rules\n\n\n{tests}"
    )
    project.commit()
    (project.folder / "mistakes").mkdir()
    for n in range(count):
        project.write(src__parcels__rules_py=rules.replace(f"return {n}", "return 7777"))
        (project.folder / f"mistakes/rule_{n}.patch").write_text(project.git("diff"), "utf-8")
        project.git("checkout", "--quiet", "--", "src")


@pytest.mark.soak
def test_week_3(project: Project) -> None:
    """Ten mistakes, each of which turns its own test red."""
    with_mistakes(project, 10)
    said = project.script(3, **ENV)
    assert said == "ok · 10 mistakes planted, 10 red tests named after them"


WRONG_3: Final = {
    "none": "mistakes/ has 0 of 10 patches",
    "misnamed": "mistakes/other.patch: no test with other in its name ran: commit one",
    "unseen": "test_rule_1 does not see mistakes/rule_1.patch: mend the test",
    "stale": "does not apply any more",
    "elsewhere": "changes nothing in src/",
    "red": "test_rule_3 is red without any mistake",
}


@pytest.mark.soak
@pytest.mark.parametrize("wrong", WRONG_3)
def test_week_3_wrong(project: Project, wrong: str) -> None:
    with_mistakes(project, 0 if wrong == "none" else 10)
    patch = project.folder / "mistakes/rule_0.patch"
    if wrong == "misnamed":
        patch.rename(patch.with_name("other.patch"))
    elif wrong == "unseen":
        patch.with_name("rule_1.patch").write_text(patch.read_text("utf-8"), "utf-8")
    elif wrong == "stale":
        patch.write_text(
            patch.read_text("utf-8").replace("-    return 0", "-    return 5"), "utf-8"
        )
    elif wrong == "elsewhere":
        patch.write_text(patch.read_text("utf-8").replace("src/parcels/rules", "other"), "utf-8")
        (project.folder / "other.py").write_text(
            (project.folder / "src/parcels/rules.py").read_text("utf-8"), "utf-8"
        )
        project.commit()
    elif wrong == "red":
        rules = project.folder / "src/parcels/rules.py"
        rules.write_text(rules.read_text("utf-8").replace("return 3", "return 4"), "utf-8")
        project.commit()
    assert WRONG_3[wrong] in project.run(3, **ENV)


QUERIES = """\
import pytest


@pytest.mark.parametrize("count", [5, 50])
@pytest.mark.parametrize("endpoint", ["POST /events", "GET /parcels/{parcel_id}"])
def test_queries(endpoint: str, count: int, record_property) -> None:
    record_property("queries", 2)
    record_property("database", "PostgreSQL 18.1 on x86_64")
"""


@pytest.mark.soak
def test_week_5(project: Project) -> None:
    """A count for each endpoint, on the real database."""
    wrongs = {
        QUERIES: "ok · 2 endpoints, at most 2 queries each, on PostgreSQL",
        QUERIES.replace(
            ', "GET /parcels/{parcel_id}"', ""
        ): "no test counts the queries of GET /pa",
        QUERIES.replace("PostgreSQL 18.1", "SQLite 3"): "records no PostgreSQL",
        QUERIES.replace('"queries", 2', '"queries", count + 1'): "makes 6 to 51 queries",
        QUERIES.replace('record_property("queries", 2)', "pass"): "records no count",
        QUERIES.replace('record_property("queries", 2)', "assert False"): "is red",
    }
    with served() as service:
        for text, said_of_it in wrongs.items():
            project.write(tests__test_queries_py=text)
            assert said_of_it in project.script(5, url=service.url, **ENV), said_of_it
    assert "start it, or set PARCELS_URL" in project.run(5)


ABUSE = "\n\n".join(
    f"def test_abuse_{n}() -> None:\n    assert parcels.__doc__ == 'safe'\n" for n in range(8)
)


@pytest.mark.soak
def test_week_11(project: Project) -> None:
    """Eight tests that were red when they came, and are green."""
    in_ci(project)
    project.commit()
    project.write(tests__test_abuse_py=f"import parcels\n\n\n{ABUSE}")
    project.commit()
    (project.folder / "src/parcels/__init__.py").write_text('"""safe"""\n', encoding="utf-8")
    project.commit()
    said = project.script(11, **ENV)
    assert said == "ok · 8 abuse tests were red, are green, and run in CI"
    late = "\n\ndef test_abuse_late() -> None:\n    assert parcels.__doc__ == 'safe'\n"
    project.write(tests__test_abuse_py=f"import parcels\n\n\n{ABUSE}{late}")
    assert "test_abuse_late is not committed" in project.run(11, **ENV)
    project.commit()
    assert "test_abuse_late was green when it came" in project.run(11, **ENV)
    project.write(tests__test_abuse_py="import parcels\n\n\ndef test_abuse() -> None: ...\n")
    assert "1 of 8 tests are marked `abuse`" in project.run(11, **ENV)


DRAFT = "def half(n: int) -> int:\n    return 0\n"
AI = """\
# With and without
| | with | without |
| minutes | 90 | 140 |
| lines | 2 | 3 |
| surviving mutants | 4 | 1 |
- explained: 2
- draft: COMMIT
## Mistakes
test_odd, test_even and test_large
"""


@pytest.mark.soak
def test_week_15(project: Project) -> None:
    """Three tests that are red on the first draft, and every line explained."""
    project.write(src__parcels__half_py=DRAFT)
    page = AI.replace("COMMIT", project.commit())
    tests = "\n\n".join(
        f"def test_{name}() -> None:\n    assert half({n}) == {n // 2}\n"
        for name, n in (("odd", 7), ("even", 8), ("large", 10**9), ("zero", 0))
    )
    project.write(
        src__parcels__half_py=DRAFT.replace("return 0", "return n // 2"),
        tests__test_half_py=f"from parcels.half import half\n\n\n{tests}",
        docs__ai_md=page,
    )
    project.commit()
    said = project.script(15, **ENV)
    assert said == (
        "ok · 2 of 2 lines explained, 3 mistakes tested; 90 min and 4 mutants with, 140 and 1 without"
    )
    wrongs: dict[str, Any] = {
        page.replace("test_odd", "test_zero"): "test_zero is not red on the draft",
        page.replace("test_odd", "test_gone"): "test_gone is not green",
        page.replace("test_odd, ", ""): "names 2 of 3 tests",
        page.replace("explained: 2", "explained: 1"): "1 of 2 generated lines explained",
        page.replace("- draft:", "- first:"): "has no line `draft:`",
        page.replace("| 90 | 140 |", "| 90 |"): "has no line `minutes:` with 2 of its numbers",
    }
    for text, said_of_it in wrongs.items():
        project.write(docs__ai_md=text)
        assert said_of_it in project.run(15, **ENV), said_of_it
