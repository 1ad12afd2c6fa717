"""Week 3: ten planted mistakes, ten red tests, each named after its mistake.

A mistake is a patch of src/ alone: break it, `git diff src > mistakes/last_event_wins.patch`, then
`git checkout src`. A test whose name holds `last_event_wins` has to turn red. Commit the tests
first: they run in a fresh clone.
"""

from proof import run
from suite import caught

LEAST = 10


def check() -> str:
    count = caught(LEAST)
    return f"{count} mistakes planted, {count} red tests named after them"


if __name__ == "__main__":
    run(3, check)
