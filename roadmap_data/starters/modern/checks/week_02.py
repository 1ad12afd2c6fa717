"""Week 2: strict mode is silent; ten tests refuse ten forbidden transitions.

A test counts when its name holds `refuse`: test_refuses_a_delivery_after_the_return.
"""

from proof import ROOT, NotYetError, command, must, run, toml
from suite import passing

LEAST = 10


def check() -> str:
    settings = toml("pyproject.toml").get("tool", {}).get("mypy", {})
    if settings.get("strict") is not True or settings.get("ignore_errors"):
        raise NotYetError("mypy is not strict: set strict = true in [tool.mypy]")
    must(command("types"))
    files = sorted((ROOT / "src").rglob("*.py"))
    for each in files:
        if "# type: ignore" in each.read_text(encoding="utf-8"):
            raise NotYetError(f"{each.relative_to(ROOT)} silences the checker: mend it instead")
    found = {each.name for each in passing("refuse")}
    if len(found) < LEAST:
        raise NotYetError(f"{len(found)} of {LEAST} tests have `refuse` in their names: write more")
    return f"strict and silent in {len(files)} files; {len(found)} tests refuse"


if __name__ == "__main__":
    run(2, check)
