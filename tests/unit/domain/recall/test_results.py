"""What answers come to: shaky questions, calibration, what held (promise 12.4)."""

from datetime import UTC, datetime

from bot.domain.recall.recalled import RecallLog
from bot.domain.recall.results import calibration, held, shaky
from support.recalling import answered


def test_wrong_twice_is_shaky_until_it_was_right_twice_in_a_row() -> None:
    given = [answered("q", 0, right=False), answered("other", 0, right=False)]
    assert shaky(RecallLog(given)) == ()
    given.append(answered("q", 3, right=False))
    assert shaky(RecallLog(given)) == ("q",)
    given.append(answered("q", 5))
    assert shaky(RecallLog(given)) == ("q",)
    given.append(answered("q", 9))
    assert shaky(RecallLog(given)) == ()


def test_only_what_was_wrong_since_is_named() -> None:
    given = [answered("q", 0, right=False), answered("q", 3, right=False)]
    assert shaky(RecallLog(given), datetime(2026, 3, 4, tzinfo=UTC)) == ("q",)
    assert shaky(RecallLog(given), datetime(2026, 3, 9, tzinfo=UTC)) == ()


def test_calibration_is_said_from_twenty_answers_on() -> None:
    given = [answered(f"q{n}", n, right=n != 3) for n in range(19)]
    assert calibration(RecallLog(given)) is None
    given.append(answered("q19", 19, right=False, sure="no"))
    found = calibration(RecallLog(given))
    assert found is not None
    assert (found.answers, found.sure, found.right, found.percent) == (20, 19, 18, 95)
    assert calibration(RecallLog(answered(f"q{n}", n, sure="half") for n in range(30))) is None


def test_what_held_counts_only_what_was_asked_again() -> None:
    given = [answered("q", 0, right=False), answered("q", 1), answered("q", 5, right=False)]
    assert held(RecallLog([*given, answered("once", 2)])) == (1, 2)
