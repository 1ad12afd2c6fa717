"""Your tests, run and counted, here and in fresh copies of what you committed."""

import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from proof import ROOT, NotYetError, call, command, must


@dataclass(frozen=True)
class Result:
    """One test that ran: its name, whether it passed, and what it recorded."""

    name: str
    passed: bool
    recorded: dict[str, str]


def ran(chosen: str = "", cwd: Path = ROOT) -> list[Result]:
    """Run all tests, or those with a word in their names or marks; skipped ones are left out."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        only = ["-k", chosen] if chosen else []
        words = [*command("tests"), *only, "-o", "junit_family=xunit1", f"--junit-xml={report}"]
        done = call(words, cwd)
        if not report.is_file():
            last = (done.stdout.strip().splitlines() or ["it says nothing"])[-1]
            raise NotYetError(f"the tests do not run: {last}")
        cases = list(ElementTree.parse(report).iter("testcase"))  # noqa: S314 - written just now
    return [_test(case) for case in cases if case.find("skipped") is None]


def _test(case: ElementTree.Element) -> Result:
    found = case.iter("property")
    recorded = {each.get("name", ""): each.get("value", "") for each in found}
    passed = case.find("failure") is None and case.find("error") is None
    return Result(case.get("name", ""), passed, recorded)


def passing(chosen: str) -> list[Result]:
    """The tests with a word in their names or marks, which have to pass."""
    found = ran(chosen)
    for each in found:
        if not each.passed:
            raise NotYetError(f"{each.name} is red: make it green")
    return found


@contextmanager
def copy() -> Iterator[Path]:
    """A fresh clone of what is committed."""
    must(["git", "rev-parse", "--verify", "--quiet", "HEAD"])
    with tempfile.TemporaryDirectory() as folder:
        clone = Path(folder) / "clone"
        must(["git", "clone", "--quiet", "--no-local", str(ROOT), str(clone)])
        yield clone


def caught(least: int) -> int:
    """How many of mistakes/*.patch, planted one by one, turn the test of their name red."""
    found = sorted((ROOT / "mistakes").glob("*.patch"))
    if len(found) < least:
        raise NotYetError(f"mistakes/ has {len(found)} of {least} patches: plant the rest")
    with copy() as clone:
        if red := [each.name for each in ran(cwd=clone) if not each.passed]:
            raise NotYetError(f"{red[0]} is red without any mistake: commit what is green")
        for mistake in found:
            _plant(mistake, clone)
    return len(found)


def _plant(mistake: Path, clone: Path) -> None:
    """One mistake: it applies, the test named after it is red, and it goes again."""
    if call(["git", "apply", str(mistake)], clone).returncode:
        raise NotYetError(f"mistakes/{mistake.name} does not apply any more: make it anew")
    if call(["git", "diff", "--quiet", "--", "src"], clone).returncode == 0:
        raise NotYetError(f"mistakes/{mistake.name} changes nothing in src/: plant it there")
    name = re.sub(r"\W+", "_", mistake.stem)
    named = [each for each in ran(cwd=clone) if name in each.name]
    if not named:
        raise NotYetError(
            f"mistakes/{mistake.name}: no test with {name} in its name ran: commit one"
        )
    if all(each.passed for each in named):
        raise NotYetError(f"{named[0].name} does not see mistakes/{mistake.name}: mend the test")
    must(["git", "checkout", "--quiet", "--", "."], clone)
    must(["git", "clean", "--quiet", "--force", "-d"], clone)
