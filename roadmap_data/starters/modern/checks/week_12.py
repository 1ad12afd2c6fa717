"""Week 12: the estimate was within a factor of two; one p95 is halved.

docs/numbers.toml says so: [estimate] requests_per_second, committed before measured is there;
[p95] path, before_ms and after_ms. The path is asked anew.
"""

from figures import expected, number
from proof import NotYetError, run, toml
from service import ask

FACTOR = 2
ASKED = 200


def check(asked: int = ASKED) -> str:
    estimate = expected("estimate", "requests_per_second", "measured")
    measured = number("estimate", "measured")
    if not 1 / FACTOR <= estimate / measured <= FACTOR:
        raise NotYetError(
            f"estimate {estimate:g}/s, measured {measured:g}/s: find out what you missed"
        )
    before, after = number("p95", "before_ms"), number("p95", "after_ms")
    if after > before / FACTOR:
        raise NotYetError(f"p95 went from {before:g} to {after:g} ms: halve it")
    now = _p95(str(toml("docs/numbers.toml")["p95"].get("path", "")), asked)
    if now > before / FACTOR:
        raise NotYetError(f"p95 is {now:.0f} ms now, over half of {before:g}: measure again")
    factor = max(estimate, measured) / min(estimate, measured)
    return f"estimate off by {factor:.1f}; p95 {before:g} to {after:g} ms, {now:.0f} ms just now"


def _p95(path: str, asked: int) -> float:
    """Milliseconds within which 95 of 100 replies come, asked one after the other."""
    if not path.startswith("/"):
        raise NotYetError("docs/numbers.toml has no path in [p95]: write one such as /parcels/p-1")
    replies = [ask("GET", path) for _ in range(asked)]
    if bad := [each.status for each in replies if each.status != 200]:
        raise NotYetError(f"GET {path} says {bad[0]}: name a path that answers 200")
    return sorted(each.seconds for each in replies)[max(asked * 95 // 100 - 1, 0)] * 1000


if __name__ == "__main__":
    run(12, check)
