"""Week 11: eight abuse tests were red, are green, and run in CI.

A test counts when its name holds `abuse`. That it was red shows by mistakes/abuse_*.patch: each
takes one fix out again (`git show -R COMMIT -- src > mistakes/abuse_foreign_parcel.patch`), and the
test of its name turns red.
"""

from proof import ROOT, NotYetError, run, setting
from suite import caught, passing

LEAST = 8


def check() -> str:
    found = {each.name for each in passing("abuse")}
    if len(found) < LEAST:
        raise NotYetError(f"{len(found)} of {LEAST} tests have `abuse` in their names: write more")
    workflows = (ROOT / ".github" / "workflows").glob("*.y*ml")
    if not any(str(setting("green")) in each.read_text(encoding="utf-8") for each in workflows):
        raise NotYetError("no workflow runs the command `green`: let CI run them")
    count = caught("abuse_", LEAST)
    return f"{len(found)} abuse tests are green; without their fixes {count} are red"


if __name__ == "__main__":
    run(11, check)
