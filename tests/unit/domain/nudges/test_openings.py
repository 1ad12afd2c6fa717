"""The words that came longest ago come next (promise 4.2)."""

from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from bot.domain.delivery import MessageKind, Nudge, NudgeLog
from bot.domain.log import Earlier, Page
from bot.domain.nudges.openings import least_recent

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
KINDS = (MessageKind.DAILY_PROMPT, MessageKind.COMEBACK)


def came(number: int, rng: Random) -> Nudge:
    at = NOW + timedelta(days=number)
    opening = rng.choice((None, *range(6)))
    return Nudge(rng.choice(KINDS), at.date(), at, rng.random() < 0.8, opening, number)


@pytest.mark.parametrize("seed", range(8))
def test_the_one_used_least_recently_or_never(seed: int) -> None:
    rng = Random(seed)
    nudges = tuple(came(number, rng) for number in range(rng.randrange(60)))
    old, late = nudges[:-9], nudges[-9:]
    page = Page(old[-1].day, lambda: old) if old else None
    log = NudgeLog(late, Earlier(len(old), 0, page.last, None, (page,)) if page else None)
    assert log == nudges
    for kind in KINDS:
        used = {x.opening: x.at for x in nudges if x.kind is kind and x.went_out}
        oldest = min(range(5), key=lambda each: (used.get(each, NOW - timedelta(1)), each))
        assert least_recent(log, kind, 5) == oldest
    for days in range(0, 60, 7):
        instant = NOW + timedelta(days=days)
        assert log.after(instant) == [each for each in nudges if each.at > instant]
