"""The requirements files are whole: no later release of anything can change what is installed."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import distributions

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from support.messages import ROOT

FILES = ["requirements.txt", "requirements-dev.txt"]
PUBLISH = "requirements-publish.txt"
PEERS = "requirements-peers.txt"
"""What publishes, and what is measured beside us, have environments of their own, which the tests
do not run in."""

INSTALLS = r"\$\(INSTALL\)|\bpip install\b"

PYTHONS = ["3.11", "3.12", "3.13"]


@cache
def lines(file: str) -> list[str]:
    """Every requirement with its hashes, as one line."""
    return (ROOT / file).read_text(encoding="utf-8").replace("\\\n", "").splitlines()


@cache
def lock(file: str) -> dict[str, Requirement]:
    """Every pinned requirement by its name."""
    pinned = [Requirement(line.partition("--hash")[0]) for line in lines(file)]
    return {canonicalize_name(each.name): each for each in pinned}


@cache
def asked() -> dict[str, list[Requirement]]:
    """What each installed distribution asks for, by its name."""
    return {
        canonicalize_name(each.name): [Requirement(text) for text in each.requires or ()]
        for each in distributions()
    }


def applies(requirement: Requirement, extras: set[str], python: str) -> bool:
    """Whether a distribution that is installed with these extras asks for it on this Python."""
    if requirement.marker is None:
        return True
    there = {"python_version": python, "python_full_version": f"{python}.0"}
    return any(requirement.marker.evaluate({**there, "extra": each}) for each in {"", *extras})


def asked_of(pinned: dict[str, Requirement], python: str) -> Iterator[tuple[str, Requirement]]:
    """Who asks for what among what is pinned."""
    for name, by in pinned.items():
        for each in asked().get(name, ()):
            if applies(each, by.extras, python):
                yield name, each


@pytest.mark.parametrize("file", [*FILES, PUBLISH, PEERS])
def test_every_requirement_is_pinned_and_hashed(file: str) -> None:
    assert len(lock(file)) == len(lines(file))
    for line in lines(file):
        name = r"[a-z0-9-]+(\[[a-z0-9,-]+\])?"
        assert re.fullmatch(rf"{name}==[\w.]+( ; [^-]+)?(\s+--hash=sha256:[0-9a-f]{{64}})+", line)


def test_whatever_is_installed_on_a_machine_is_hashed() -> None:
    """But for the project itself, which brings nothing along."""
    recipes = (ROOT / "Makefile").read_text(encoding="utf-8").splitlines()
    installs = [line for line in recipes if line[:1] == "\t" and re.search(INSTALLS, line)]
    theirs = [
        line for line in installs if not line.endswith(" --no-deps --no-build-isolation -e .")
    ]
    assert len(installs) == len(theirs) + 1
    hashed = [re.search(r" --require-hashes -r (\S+)$", line) for line in theirs]
    assert [each and each[1] for each in hashed] == [*FILES, PUBLISH, PEERS]


@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize("file", FILES)
def test_whatever_is_asked_for_is_pinned_with_its_extras(file: str, python: str) -> None:
    """An old pip takes `coverage` and `coverage[toml]` for two, and looks for a newer one."""
    pinned = lock(file)
    assert {"alembic", "sqlalchemy"} <= asked().keys() & pinned.keys()
    for by, wanted in asked_of(pinned, python):
        found = pinned.get(canonicalize_name(wanted.name))
        assert found is not None, f"{by} asks for {wanted}"
        assert wanted.extras <= found.extras, f"{by} asks for {wanted}; the lock has {found}"
        version = str(found.specifier).removeprefix("==")
        assert wanted.specifier.contains(version, prereleases=True), f"{by} asks for {wanted}"


def test_whatever_we_ask_for_is_pinned_with_its_extras() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    groups = project["dependency-groups"]
    build = [*project["project"]["dependencies"], *groups["build"]]
    dev = [*build, *(each for each in groups["dev"] if isinstance(each, str))]
    for file, ours in zip(FILES, (build, dev), strict=True):
        for wanted in map(Requirement, ours):
            found = lock(file)[canonicalize_name(wanted.name)]
            assert wanted.extras <= found.extras, f"we ask for {wanted}; {file} has {found}"


def test_what_publishes_is_pinned_with_the_versions_of_development() -> None:
    groups = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    pinned, dev = lock(PUBLISH), lock("requirements-dev.txt")
    for wanted in map(Requirement, groups["dependency-groups"]["publish"]):
        version = str(pinned[canonicalize_name(wanted.name)].specifier).removeprefix("==")
        assert wanted.specifier.contains(version), wanted
    shared = pinned.keys() & dev.keys()
    assert {name: pinned[name].specifier for name in shared} == {
        name: dev[name].specifier for name in shared
    }


def test_what_is_measured_beside_us_is_what_we_ask_for() -> None:
    groups = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    for wanted in map(Requirement, groups["dependency-groups"]["peers"]):
        version = str(lock(PEERS)[canonicalize_name(wanted.name)].specifier).removeprefix("==")
        assert wanted.specifier.contains(version), wanted


def test_development_runs_what_is_run() -> None:
    assert set(lines("requirements.txt")) < set(lines("requirements-dev.txt"))
