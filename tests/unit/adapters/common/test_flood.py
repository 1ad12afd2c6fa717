"""How much one person may say: windows of a minute on a watch that a test turns (promise 11.5)."""

import pytest

from adapters.common import flood
from adapters.common.flood import WINDOW, Flood, Verdict

FINE, WARN, IGNORE = Verdict.FINE, Verdict.WARN, Verdict.IGNORE


class Watch:
    """A monotonic clock."""

    seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


def test_the_first_too_many_is_warned_of_and_the_rest_ignored() -> None:
    watch = Watch()
    guard = Flood("telegram", 3, clock=watch)
    assert [guard.verdict("anna") for _ in range(6)] == [FINE, FINE, FINE, WARN, IGNORE, IGNORE]
    assert guard.verdict("bert") is FINE
    assert guard.may_notice("anna")
    watch.seconds += WINDOW
    assert [guard.verdict("anna") for _ in range(4)] == [FINE, FINE, FINE, WARN]


def test_twenty_in_any_minute_are_always_taken() -> None:
    for step in range(1, 60):
        watch = Watch()
        guard = Flood("telegram", clock=watch)
        for number in range(200):
            if number % 20 == 0:
                watch.seconds += WINDOW - 19 * step / 60
            watch.seconds += step / 60
            assert guard.verdict("anna") is FINE


def test_only_so_many_people_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flood, "PEOPLE_MOST", 2)
    guard = Flood("telegram", 1, clock=Watch())
    assert [guard.verdict(each) for each in ("anna", "bert", "carl", "anna")] == [FINE] * 4
