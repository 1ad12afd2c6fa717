"""When a learner is likely to finish, from what they did in the last weeks (promise 3.6)."""

import math
from bisect import bisect, bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import accumulate
from random import Random
from typing import ClassVar, Final

from bot.domain import policy
from bot.domain.log import AgeingLog

DAYS_A_WEEK: Final = 7

PAUSED_DAYS: Final = 4
"""A calendar week with at least this many paused days is a paused week: more than half of it."""

WEEKS_MOST: Final = 520
"""A run that is not finished after ten years counts as finished then."""


@dataclass(frozen=True, slots=True)
class Forecast:
    """The days by which half and 85 % of the runs are finished."""

    p50: date
    p85: date


@dataclass(frozen=True, slots=True)
class KeptForecast:
    """A forecast as it was on `made_on`: half, and 85 %, of the runs end within so many days.

    `enrolment_id` says of which roadmap's finish it is.
    """

    made_at: datetime
    made_on: date
    p50_days: int
    p85_days: int
    enrolment_id: int = 0
    id: int = 0

    @property
    def p85(self) -> date:
        """The day by which 85 % of the runs were finished."""
        return self.made_on + timedelta(days=self.p85_days)


class ForecastLog(AgeingLog[KeptForecast, None]):
    """The forecasts that were kept, one a week (promise 14.4)."""

    PAGE: ClassVar[int] = 8

    def over(self, made: KeptForecast) -> date | None:
        """A forecast is never changed."""
        return made.made_on

    def sums_of(self, old: Sequence[KeptForecast], before: None) -> None:
        """Nobody asks for them."""


@dataclass(frozen=True, slots=True)
class ForecastScore:
    """Of `scored` forecasts, those whose truth has come, `held` held (promise 14.4)."""

    scored: int = 0
    held: int = 0

    def __add__(self, other: "ForecastScore") -> "ForecastScore":
        return ForecastScore(self.scored + other.scored, self.held + other.held)


def score(
    kept: Sequence[KeptForecast], finished_on: date | None, today: date | None
) -> ForecastScore:
    """How forecasts of one finish did: one held if the finish is not after its P85.

    While there is no finish, those whose P85 is before `today` did not hold; where the roadmap was
    left, `today` is None, and nothing is known.
    """
    if finished_on is not None:
        return ForecastScore(len(kept), sum(finished_on <= each.p85 for each in kept))
    return ForecastScore(sum(today is not None and each.p85 < today for each in kept))


def weekly_progress(
    moves: Sequence[tuple[date, int]],
    today: date,
    paused: frozenset[date],
    weeks: int = policy.FORECAST_WEEKS,
) -> tuple[int, ...]:
    """Roadmap weeks finished in each of the last whole calendar weeks, oldest first.

    `moves` are the learner-day and the roadmap week reached, in order; the first is the start.
    Of the last `weeks` calendar weeks (Monday to Sunday) that ended before `today`, those that
    began before the start and the paused ones are left out. A week in which the learner went
    back further than forward counts 0.
    """
    this_monday = today - timedelta(days=today.weekday())
    mondays = (this_monday - timedelta(weeks=ago) for ago in range(weeks, 0, -1))
    return tuple(
        max(0, _position(moves, monday + timedelta(weeks=1)) - _position(moves, monday))
        for monday in mondays
        if moves and monday >= moves[0][0] and not _is_paused(monday, paused)
    )


def forecast(progress: Sequence[int], remaining: int, today: date) -> Forecast | None:
    """When the `remaining` roadmap weeks are likely done, counted in weeks from today.

    None until there are three weeks of data, when all are zero, and when nothing remains. The
    runs draw from `progress` with a fixed seed: the same weeks, in any order, give the same days.
    """
    if len(progress) < policy.FORECAST_WEEKS_LEAST or not any(progress) or remaining <= 0:
        return None
    likely, surely = _weeks_left(tuple(sorted(progress)), remaining)
    return Forecast(today + timedelta(weeks=likely), today + timedelta(weeks=surely))


@lru_cache(maxsize=4096)  # many learners have such weeks behind them, and a forecast takes 10 ms
def _weeks_left(progress: tuple[int, ...], remaining: int) -> tuple[int, int]:
    """The calendar weeks of which half, and 85 %, of the runs need no more."""
    weeks = _with_doubt(progress)
    random = Random(policy.FORECAST_SEED)  # noqa: S311 a simulation, not a secret
    runs = sorted(_run(random, weeks, remaining) for _ in range(policy.FORECAST_RUNS))
    return _nearest(runs, 50), _nearest(runs, 85)


def _with_doubt(progress: Sequence[int]) -> Counter[int]:
    """How often each step came, and a few weeks more: eight weeks do not tell all.

    Some of these are as usual and one is idle, so that nobody seems sure to go on for ever as
    they just did.
    """
    usual = max(1, round(sum(progress) / len(progress)))
    return Counter(progress) + Counter({usual: policy.FORECAST_USUAL, 0: policy.FORECAST_IDLE})


def _position(moves: Sequence[tuple[date, int]], day: date) -> int:
    """The roadmap week as `day` begins."""
    return next((week for moved, week in reversed(moves) if moved < day), moves[0][1])


def _is_paused(monday: date, paused: frozenset[date]) -> bool:
    days = (monday + timedelta(days=ahead) for ahead in range(DAYS_A_WEEK))
    return sum(day in paused for day in days) >= PAUSED_DAYS


def _run(random: Random, weeks: Mapping[int, int], remaining: int) -> int:
    """The calendar weeks that one drawn future takes.

    How probable each step is in it is drawn as well, around how often it came. Weeks without
    progress are drawn a whole row at a time: how many come before the next step is geometric. That
    is the same as drawing them one by one, and a learner with one step in eight weeks costs no more
    than the others.
    """
    weights = [random.gammavariate(count, 1) for count in weeks.values()]
    chance = dict(zip(weeks, weights, strict=True))
    idle = math.log(chance.pop(0) / sum(weights))
    steps, bounds = [*chance], [*accumulate(chance.values())]
    taken = 0
    while remaining > 0 and taken < WEEKS_MOST:
        taken += 1 + int(math.log(1 - random.random()) / idle)
        remaining -= steps[bisect(bounds, random.random() * bounds[-1])]
    return min(taken, WEEKS_MOST)


def _nearest(runs: Sequence[int], percent: int) -> int:
    """The number of weeks within which the share of the sorted runs is nearest to this one."""
    wanted = len(runs) * percent / 100
    found = runs[math.ceil(wanted) - 1]
    before = bisect_left(runs, found)
    is_nearer = before and wanted - before < bisect(runs, found) - wanted
    return runs[before - 1] if is_nearer else found
