"""Check-ins that are summed up say the same as check-ins told one by one (promises 2.9 and 5)."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from random import Random

import pytest

from bot.domain import policy
from bot.domain.checkins import CheckinLog
from bot.domain.reflection import Answer, Checkin, Question, open_checkin

MONDAY = date(2026, 3, 2)
DAY = timedelta(days=1)
WORDS = (None, "a thought", "https://me.dev/x is done", "http", "parcels week 6: ok")


def checkin(number: int, rng: Random) -> Checkin:
    """One of a week, of which something may be answered."""
    on = MONDAY + number * 7 * DAY
    at = datetime.combine(on, time(18), UTC)
    asked = rng.sample([*Question], rng.randrange(4))
    answers = tuple(Answer(each, rng.choice(WORDS), at) for each in asked)
    finished = on + DAY * rng.randrange(3) if rng.random() < 0.8 else None
    return Checkin(number + 1, at, on, number, answers, at, finished)


def same(kept: CheckinLog, told: CheckinLog) -> None:
    """Whatever is asked of them."""
    assert kept == told
    assert (kept.reflections, kept.plan) == (told.reflections, told.plan)
    built = [
        [each for each in log.maybe_linked() if "me.dev" in (each.latest.get(Question.BUILT) or "")]
        for log in (kept, told)
    ]
    assert built[0] == built[1]
    checked = [
        [each for each in log.maybe_checked() if "parcels week 6: ok" in each.latest.values()]
        for log in (kept, told)
    ]
    assert checked[0] == checked[1]
    today = told[-1].opened_on + DAY
    for day in (today, today - 3 * DAY, MONDAY):
        at_hand = [{*log.at_hand(day)} for log in (kept, told)]
        after = {each for each in told if (each.finished_on or each.opened_on) >= day}
        assert after <= at_hand[0] <= at_hand[1]
    assert open_checkin(kept.recent) == open_checkin(tuple(told))


@pytest.mark.parametrize("seed", range(4))
def test_years_of_checkins_told_from_sums_are_the_same(seed: int) -> None:
    rng, told, kept = Random(seed), list[Checkin](), CheckinLog()
    for number in range(60):
        new = checkin(number, rng)
        waiting = replace(new, closed_at=None, finished_on=None)
        same(kept.plus(waiting), CheckinLog((*told, waiting)))
        told.append(new)
        kept = kept.plus(waiting).changed(new)
        kept = kept.aged(new.opened_on - DAY * policy.OTHERS_AT_HAND_DAYS)
        assert len(kept.recent) <= CheckinLog.PAGE + 2
    same(kept, CheckinLog(told))
    old = replace(told[3], answers=(Answer(Question.PLAN, "anew", told[3].opened_at),))
    assert kept.changed(old).earlier is None
    same(kept.changed(old), CheckinLog((*told[:3], old, *told[4:])))
