"""A roadmap's starter: written whole into a new folder, never over anything, and sound."""

import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.__main__ import cli
from support.processes import PATIENCE

FILES = """
.github/workflows/ci.yml
.gitignore
.pre-commit-config.yaml
README.md
checks/pages.py
checks/played.py
checks/proof.py
checks/service.py
checks/suite.py
checks/week_01.py
checks/week_02.py
checks/week_03.py
checks/week_04.py
checks/week_05.py
checks/week_06.py
checks/week_07.py
checks/week_08.py
checks/week_09.py
checks/week_10.py
checks/week_11.py
checks/week_12.py
checks/week_13.py
checks/week_14.py
checks/week_15.py
checks/week_16.py
pyproject.toml
src/parcels/__init__.py
src/parcels/py.typed
tests/test_package.py
"""


def starter(*words: str) -> Result:
    return CliRunner().invoke(cli, ["roadmap", "starter", *words])


def names(folder: Path) -> list[str]:
    return sorted(str(each.relative_to(folder)) for each in folder.rglob("*") if each.is_file())


def tool(name: str, *words: str, folder: Path) -> None:
    """A tool of this house, as the written project sets it up."""
    done = subprocess.run(
        [Path(sys.executable).with_name(name), *words],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_it_is_written_whole(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "parcels"
    done = starter("modern", str(folder))
    assert done.exit_code == 0
    assert done.stdout == f"{folder}: ok, {len(FILES.split())} files; begin with its README.md\n"
    assert names(folder) == FILES.split()
    readme = (folder / "README.md").read_text("utf-8")
    assert all(f"| {week} | " in readme for week in range(1, 17))


def test_what_the_tools_of_its_weeks_leave_is_not_committed(tmp_path: Path) -> None:
    starter("modern", str(tmp_path))
    ignored = (tmp_path / ".gitignore").read_text("utf-8").split()
    assert {".venv/", ".hypothesis/", "mutants/", ".coverage", "dist/"} <= set(ignored)


def test_the_linter_and_the_formatter_are_silent(tmp_path: Path) -> None:
    starter("modern", str(tmp_path))
    tool("ruff", "check", "--no-cache", folder=tmp_path)
    tool("ruff", "format", "--check", "--no-cache", folder=tmp_path)


@pytest.mark.soak
def test_the_checker_is_silent_and_the_test_is_green(tmp_path: Path) -> None:
    starter("modern", str(tmp_path))
    tool("mypy", folder=tmp_path)
    tool(
        "python", "-m", "pytest", "-q", "-p", "no:asyncio", "-o", "pythonpath=src", folder=tmp_path
    )


@pytest.mark.parametrize(
    ("roadmap", "there", "said"),
    [
        ("modern", "notes.txt", "{folder} is not empty; name a new folder, nothing was written"),
        ("modern", ".git/config", "{folder} is not empty; name a new folder, nothing was written"),
        ("six-month", "", "six-month brings no starter; of the roadmaps these do: modern"),
        ("../modern", "", "no roadmap '../modern'; there are: complete-2025, "),
    ],
)
def test_what_cannot_be_is_refused_in_one_line(
    tmp_path: Path, roadmap: str, there: str, said: str
) -> None:
    if there:
        (tmp_path / there).parent.mkdir(exist_ok=True)
        (tmp_path / there).write_text("mine", encoding="utf-8")
    done = starter(roadmap, str(tmp_path))
    assert done.exit_code == 1
    assert done.stderr.startswith(said.format(folder=tmp_path))
    assert done.stderr.count("\n") == 1
    assert names(tmp_path) == ([there] if there else [])


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "parcels"
    file.write_text("mine", encoding="utf-8")
    for place in (file, file / "below"):
        done = starter("modern", str(place))
        assert done.exit_code == 1
        assert done.stderr.count("\n") == 1
        assert done.stderr.endswith("folder\n")
    assert file.read_text("utf-8") == "mine"


def test_a_roadmap_of_ones_own_brings_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "roadmaps"
    for name, text in {
        "modern.yaml": "",
        "mine.yaml": "",
        "starters/mine/src/a.py": "a = 1\n",
        "starters/mine/src/__pycache__/a.cpython-311.pyc": "",
        "starters/mine/.ruff_cache/x": "",
    }.items():
        (own / name).parent.mkdir(parents=True, exist_ok=True)
        (own / name).write_text(text, encoding="utf-8")
    monkeypatch.setenv("WAYMARK_ROADMAPS_DIR", str(own))
    assert starter("mine", str(tmp_path / "written")).exit_code == 0
    assert names(tmp_path / "written") == ["src/a.py"]
    said = "modern brings no starter; of the roadmaps these do: mine\n"
    assert starter("modern", str(tmp_path / "other")).stderr == said
