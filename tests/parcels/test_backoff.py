"""Week 8: pauses between attempts grow, are spread, and end."""

from datetime import timedelta

from parcels.service.worker import ATTEMPTS_MOST, PAUSE_FIRST, PAUSE_MOST, pause


def test_pauses_double_up_to_a_limit() -> None:
    longest = [pause(attempt, 1.0) for attempt in range(1, 40)]
    assert longest[:3] == [PAUSE_FIRST * 2, PAUSE_FIRST * 4, PAUSE_FIRST * 8]
    assert longest == sorted(longest)
    assert longest[-1] == PAUSE_MOST
    assert sum(longest[:ATTEMPTS_MOST], timedelta()) < timedelta(days=1)


def test_two_who_failed_together_do_not_come_back_together() -> None:
    assert pause(5, 0.2) < pause(5, 0.7) < pause(5, 1.0)
    assert pause(5, 0.0) == timedelta()
