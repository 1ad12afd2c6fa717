"""Week 11: eight abuse tests were red, are green, and run in CI.

A test counts when it bears the mark `abuse`, or the word in its name. That it was red shows in git:
in the commit that brought it in, it fails. Commit it so, by `git commit --no-verify`; then the fix.
"""

from pathlib import Path

from proof import ROOT, NotYetError, must, run, setting
from suite import copy, passing, ran

LEAST = 8


def check() -> str:
    found = {each.name.partition("[")[0] for each in passing("abuse")}
    if len(found) < LEAST:
        raise NotYetError(f"{len(found)} of {LEAST} tests are marked `abuse`: write more")
    workflows = (ROOT / ".github" / "workflows").glob("*.y*ml")
    if not any(str(setting("green")) in each.read_text(encoding="utf-8") for each in workflows):
        raise NotYetError("no workflow runs the command `green`: let CI run them")
    with copy() as clone:
        for name in sorted(found):
            _was_red(name, clone)
    return f"{len(found)} abuse tests were red, are green, and run in CI"


def _was_red(name: str, clone: Path) -> None:
    """The test failed in the commit that brought it in."""
    words = ["git", "log", "--reverse", "--format=%H", f"-Sdef {name}(", "--", "tests"]
    commits = must(words, ROOT).split()
    if not commits:
        raise NotYetError(f"{name} is not committed: commit it while it is red")
    must(["git", "checkout", "--quiet", commits[0]], clone)
    then = ran(name, clone)  # where it could not even be imported, only that is told
    its = [each for each in then if each.name.partition("[")[0] == name] or then
    if all(each.passed for each in its):
        raise NotYetError(f"{name} was green when it came: commit it red, before its fix")


if __name__ == "__main__":
    run(11, check)
