"""The pages for developers are true: what they name exists, and what is generated is up to date."""

import ast
import re
from functools import cache
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

from bot.features.menu import FEATURES
from support.messages import ROOT

DOCS = ROOT / "docs"
ARCHITECTURE = DOCS / "architecture.md"
PAGES = [
    ARCHITECTURE,
    DOCS / "glossary.md",
    DOCS / "platforms.md",
    ROOT / "CONTRIBUTING.md",
    *sorted((DOCS / "howto").glob("*.md")),
]
EXAMPLES = {
    "bot/features/setup/goal.py",
    "/goal",
    "goal",
    "FEATURE",
    "my-maker",
    "/healthz",
    "/readyz",
    "/metrics",
}
"""What a page invents to show it, and what is asked for by HTTP."""

STATIONS_MOST = 12
PATH = re.compile(r"[\w./]+/[\w./]*|\w+\.(?:py|toml|md)")
PLACES = ("bot", "adapters", "scheduler", "tests", "scripts", "pyproject.toml", "Makefile")


@cache
def words() -> frozenset[str]:
    """Every word of the code."""
    found: set[str] = set()
    for place in PLACES:
        path = ROOT / place
        for file in [path] if path.is_file() else path.rglob("*.py"):
            if file.name != "test_docs.py":
                found |= set(re.findall(r"\w+", file.read_text(encoding="utf-8")))
    return frozenset(found)


@cache
def names() -> frozenset[str]:
    """The names of all files."""
    return frozenset(path.name for place in PLACES for path in (ROOT / place).rglob("*"))


def exists(name: str) -> bool:
    """Whether a name between backticks is there: a path, a command, or words of the code."""
    if name.startswith("/"):
        return name[1:].split(maxsplit=1)[0] in {
            each.name for part in FEATURES for each in part.commands
        }
    if PATH.fullmatch(name):
        return (ROOT / name).exists() or name in names()
    found: list[str] = re.findall(r"[A-Za-z_]\w*", re.sub(r"\"[^\"]*\"|<\w+>", "", name))
    return all(each.removesuffix("_total") in words() for each in found)


def quoted(page: Path) -> list[str]:
    """What stands between backticks, outside code blocks and placeholders."""
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    return [" ".join(each.split()) for each in re.findall(r"`([^`]+)`", text)]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_what_is_named_exists(page: Path) -> None:
    for name in quoted(page):
        invented = name.split()[0] in EXAMPLES or "=" in name or "<" in name
        assert invented or exists(name), f"{page.name}: {name}"


@pytest.mark.parametrize(
    "name", ["bot/nothing.py", "nothing.py", "/nothing", "Coach.no_such_method"]
)
def test_what_does_not_exist_is_found(name: str) -> None:
    assert not exists(name)


def walks() -> dict[str, list[tuple[str, str]]]:
    """The walks of the architecture page: for each station its file and a name in it."""
    _, _, text = ARCHITECTURE.read_text(encoding="utf-8").partition("## Three walks")
    return {
        part.splitlines()[0]: re.findall(r"^\d+\. `([^`]+)` `([^`]+)`", part, re.MULTILINE)
        for part in text.split("\n### ")[1:]
    }


def defined(path: str) -> set[str]:
    """`Class`, `Class.method` and `function` of a file."""
    found = set()
    for node in ast.parse((ROOT / path).read_text(encoding="utf-8")).body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            found.add(node.name)
        if isinstance(node, ast.ClassDef):
            methods = (each for each in node.body if hasattr(each, "name"))
            found |= {f"{node.name}.{each.name}" for each in methods}
    return found


def test_three_walks_of_at_most_twelve_stations() -> None:
    assert len(walks()) == 3
    for title, stations in walks().items():
        assert 5 < len(stations) <= STATIONS_MOST, title
        assert len(set(stations)) == len(stations), title


def test_every_station_stands_where_it_is_said_to() -> None:
    for title, stations in walks().items():
        for path, name in stations:
            assert name in defined(path), f"{title}: {path} {name}"


def test_the_floors_are_those_of_the_contracts() -> None:
    spec = spec_from_file_location("architecture", ROOT / "scripts" / "architecture.py")
    assert spec is not None
    assert spec.loader is not None
    script = module_from_spec(spec)
    spec.loader.exec_module(script)
    text = ARCHITECTURE.read_text(encoding="utf-8")
    assert script.renewed(text) == text, "run: python scripts/architecture.py"


def test_links_between_pages_lead_somewhere() -> None:
    for page in DOCS.rglob("*.md"):
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_every_target_is_explained() -> None:
    """`make help` names all that can be made, but for what is made on the way."""
    text = (ROOT / "Makefile").read_text("utf-8")
    targets = set(re.findall(r"^([a-z-]+):", text, re.MULTILINE))
    assert targets == set(re.findall(r"^([a-z-]+):.*## \w", text, re.MULTILINE))
    phony = re.search(r"^\.PHONY: (help .*)", text, re.MULTILINE)
    assert phony is not None
    assert set(phony[1].split()) == targets


def test_commits_that_only_moved_exist() -> None:
    """`git blame` refuses a list with a commit that is not there."""
    lines = (ROOT / ".git-blame-ignore-revs").read_text("utf-8").splitlines()
    revisions = [line for line in lines if not line.startswith("#")]
    assert revisions
    assert all(re.fullmatch(r"[0-9a-f]{40}", each) for each in revisions)
