"""Week 12: the estimate was within a factor of two; one p95 is halved.

docs/load.md says so, a line each: guessed and measured, in requests a second, the first committed
before the second is there; p95 before and p95 after, in ms; path. The path is asked anew.
"""

from pages import label, number, promised
from proof import NotYetError, run, text
from service import ask

PAGE = "docs/load.md"
FACTOR = 2
ASKED = 200


def check(asked: int = ASKED) -> str:
    guessed, measured = promised(PAGE, "guessed", "measured"), number(PAGE, "measured")
    factor = max(guessed, measured) / min(guessed, measured)
    if factor > FACTOR:
        raise NotYetError(f"guessed {guessed:g}, measured {measured:g}: find out what you missed")
    before, after = number(PAGE, "p95 before"), number(PAGE, "p95 after")
    if after > before / FACTOR:
        raise NotYetError(f"p95 went from {before:g} to {after:g} ms: halve it")
    now = _p95(asked)
    if now > before / FACTOR:
        raise NotYetError(f"p95 is {now:.0f} ms now, over half of {before:g}: measure again")
    return f"guess off by {factor:.1f}; p95 {before:g} to {after:g} ms, {now:.0f} ms just now"


def _p95(asked: int) -> float:
    """Milliseconds within which 95 of 100 replies come, asked one after the other."""
    path = label(text(PAGE), "path")
    if not path.startswith("/"):
        raise NotYetError(f"{PAGE} has no line `path:`, such as path: /parcels/p-1; write it")
    replies = [ask("GET", path) for _ in range(asked)]
    if bad := [each.status for each in replies if each.status != 200]:
        raise NotYetError(f"GET {path} says {bad[0]}: name a path that answers 200")
    return sorted(each.seconds for each in replies)[max(asked * 95 // 100 - 1, 0)] * 1000


if __name__ == "__main__":
    run(12, check)
