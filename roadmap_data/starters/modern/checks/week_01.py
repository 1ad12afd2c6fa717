"""Week 1: a fresh clone is green in one command; CI refuses bad format."""

from time import monotonic

from proof import ROOT, NotYetError, call, command, must, run, setting, toml
from suite import copy

UGLY = '"""Only a formatter minds."""\n\nMOST  =  {  "parcels":50 }\n'


def check() -> str:
    tools = toml("pyproject.toml").get("tool", {})
    if "ruff" not in tools or "pytest" not in tools or not tools.get("mypy", {}).get("strict"):
        raise NotYetError("pyproject.toml must set up ruff, pytest and mypy with strict = true")
    _committed()
    _same_in_ci()
    with copy() as clone:
        begun = monotonic()
        must(command("green"), clone)
        seconds = monotonic() - begun
        (clone / "src" / "parcels" / "ugly.py").write_text(UGLY, encoding="utf-8")
        must(["git", "add", "--all"], clone)
        if call(command("green"), clone).returncode == 0:
            raise NotYetError(
                "a badly formatted file is not refused: let `green` run the formatter"
            )
    return f"a fresh clone is green in {seconds:.0f} s; bad format is refused"


def _committed() -> None:
    if call(["git", "rev-parse", "--verify", "--quiet", "HEAD"]).returncode:
        raise NotYetError("nothing is committed: git init, git add --all, git commit")
    if not must(["git", "ls-files", "uv.lock"]).strip():
        raise NotYetError("uv.lock is not committed: uv lock, git add uv.lock, git commit")
    if left := must(["git", "status", "--porcelain"]).strip():
        raise NotYetError(f"{left.splitlines()[0]} is not committed: commit it, then try again")
    if not (ROOT / must(["git", "rev-parse", "--git-path", "hooks/pre-commit"]).strip()).is_file():
        raise NotYetError("no hook yet: uv run pre-commit install")


def _same_in_ci() -> None:
    workflows = (ROOT / ".github" / "workflows").glob("*.y*ml")
    if not any(str(setting("green")) in each.read_text(encoding="utf-8") for each in workflows):
        raise NotYetError("no workflow runs the command `green`: let CI run the same")


if __name__ == "__main__":
    run(1, check)
