"""Answers that are summed up say the same as answers told one by one (promises 2.9 and 12.2)."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from random import Random

import pytest

from bot.domain import policy
from bot.domain.log import Page
from bot.domain.recall.answers import RecallAnswer, Review, Sureness
from bot.domain.recall.memory import Memory
from bot.domain.recall.recalled import RecallLog, RecallSums, ReviewLog
from bot.domain.recall.results import calibration, held, shaky
from bot.domain.recall.schedule import Recalling
from support.recalling import MONDAY, bank

BANK = bank(loops=4, functions=4, http=4)
TOPICS = [("loops",), ("functions",), ("http",)]
DAY = timedelta(days=1)


def same(kept: RecallLog, told: RecallLog, today: date) -> None:
    """Whatever is asked of them."""
    assert kept == told
    assert len(kept) == len(told)
    assert kept.sums == told.sums
    assert [*kept.memories] == [*told.memories]
    since = datetime.combine(today - 40 * DAY, time(), UTC)
    for instant in (None, since):
        assert shaky(kept, instant) == shaky(told, instant)
    assert (calibration(kept), held(kept)) == (calibration(told), held(told))
    one, other = [Recalling(BANK, TOPICS, each, gates={3}) for each in (kept, told)]
    for day in (today, today + DAY, today - 60 * DAY):
        assert one.due(day) == other.due(day)
        assert one.waiting(day) == other.waiting(day) == len(one.due(day))
    assert one.gate(["loops", "http"]) == other.gate(["loops", "http"])


@pytest.mark.parametrize("seed", range(4))
def test_years_of_answers_told_from_sums_are_the_same(seed: int) -> None:
    rng, told, kept, today = Random(seed), list[RecallAnswer](), RecallLog(), MONDAY
    for number in range(200):
        today += DAY * rng.choice((0, 1, 1, 2, 9))
        questions = rng.sample([*BANK.questions, "gone"], 3)
        for place, question in enumerate(questions):
            at = datetime.combine(today, time(rng.choice((8, 12)), place), UTC)
            right, sure = rng.random() < 0.7, rng.choice([*Sureness])
            new = RecallAnswer(len(told) + 1, question, right, sure, at, today, number)
            told.append(new)
            kept = kept.plus(new)
        kept = kept.aged(today - DAY * policy.OTHERS_AT_HAND_DAYS)
        assert len(kept.recent) < 5 * policy.OTHERS_AT_HAND_DAYS + RecallLog.PAGE
        if number % 20 == 19:
            same(kept, RecallLog(told), today)
            review = Review(number, told[-3].made_at, today)
            assert kept.outside(review) == tuple(told[:-3])
            old = Review(0, told[0].made_at, told[0].made_on)
            assert kept.outside(old) == tuple(told[3:])
    assert kept.earlier is not None


def some(days: int) -> RecallLog:
    """One answer a day, of which all but the last week is summed up."""
    answers = [
        RecallAnswer(
            number + 1, f"loops-{number % 4}", number % 5 > 0, Sureness.SURE,
            datetime.combine(MONDAY + number * DAY, time(12), UTC), MONDAY + number * DAY, number,
        )
        for number in range(days)
    ]  # fmt: skip
    return RecallLog(answers).aged(MONDAY + (days - 8) * DAY)


def test_no_page_is_read_for_what_is_due() -> None:
    kept = some(60)
    assert kept.earlier is not None

    def unread() -> tuple[()]:
        raise AssertionError("an old answer was read")

    bare = replace(kept.earlier, pages=(Page(kept.earlier.upto, unread),))
    log = RecallLog(kept.recent, bare)
    assert Recalling(BANK, TOPICS, log).due(MONDAY + 60 * DAY)
    assert (shaky(log), held(log), calibration(log)) == (shaky(kept), held(kept), calibration(kept))


def test_no_memory_is_read_until_somebody_asks() -> None:
    kept = some(60)
    assert kept.earlier is not None
    read = list[str]()

    def memories() -> Mapping[str, Memory]:
        read.append("once")
        return kept.memories

    sums = RecallSums(kept.earlier.sums.sure, kept.earlier.sums.right, memories)
    log = RecallLog(kept.recent, replace(kept.earlier, sums=sums))
    log = log.plus(replace(kept.recent[-1], id=99)).aged(MONDAY + 52 * DAY)
    assert not read
    asked = Recalling(BANK, TOPICS, log)
    assert asked.waiting(MONDAY + 60 * DAY) == asked.waiting(MONDAY + 60 * DAY) > 0
    assert read == ["once"]


def test_a_clock_that_was_set_back_loses_nothing() -> None:
    kept = some(60)
    late = replace(kept.recent[-1], id=99, made_on=MONDAY + DAY, made_at=kept[1].made_at)
    found = kept.plus(late)
    assert found.earlier is None
    same(found, RecallLog((*kept, late)), MONDAY + 60 * DAY)


def test_answers_out_of_order_are_not_summed_up() -> None:
    told = [*some(60)]
    assert RecallLog(told[30:] + told[:30]).aged(MONDAY + 100 * DAY).earlier is None
    swapped = [replace(told[0], made_on=MONDAY + 50 * DAY), *told[1:]]
    assert RecallLog(swapped).aged(MONDAY + 40 * DAY).earlier is None


def test_an_open_review_stays_at_hand() -> None:
    at = datetime.combine(MONDAY, time(12), UTC)
    reviews = [Review(n, at, MONDAY, closed_at=at) for n in range(1, 30)]
    waiting = replace(reviews[20], closed_at=None)
    kept = ReviewLog((*reviews[:20], waiting, *reviews[21:])).aged(MONDAY + 9 * DAY)
    assert kept.earlier is not None
    assert (kept.open, kept.recent[0], len(kept)) == (waiting, waiting, 29)
    old = replace(kept[2], phase="one")
    assert kept.changed(old).earlier is None
    assert [each.phase for each in kept.changed(old)].count("one") == 1
