"""When a learner is likely to finish, from what they did in the last weeks (promise 3.6)."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import Final

from bot.domain import policy

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
    """A forecast as it was on `made_on`: half, and 85 %, of the runs end within so many days."""

    made_at: datetime
    made_on: date
    p50_days: int
    p85_days: int

    @property
    def p85(self) -> date:
        """The day by which 85 % of the runs were finished."""
        return self.made_on + timedelta(days=self.p85_days)


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
    runs draw from `progress` with a fixed seed: the same history gives the same days.
    """
    steps = [step for step in progress if step > 0]
    if len(progress) < policy.FORECAST_WEEKS_LEAST or not steps or remaining <= 0:
        return None
    idle = 1 - len(steps) / len(progress)
    random = Random(policy.FORECAST_SEED)  # noqa: S311 a simulation, not a secret
    runs = sorted(_run(random, steps, idle, remaining) for _ in range(policy.FORECAST_RUNS))
    return Forecast(_percentile(runs, 50, today), _percentile(runs, 85, today))


def _position(moves: Sequence[tuple[date, int]], day: date) -> int:
    """The roadmap week as `day` begins."""
    return next((week for moved, week in reversed(moves) if moved < day), moves[0][1])


def _is_paused(monday: date, paused: frozenset[date]) -> bool:
    days = (monday + timedelta(days=ahead) for ahead in range(DAYS_A_WEEK))
    return sum(day in paused for day in days) >= PAUSED_DAYS


def _run(random: Random, steps: Sequence[int], idle: float, remaining: int) -> int:
    """The calendar weeks that one drawn future takes.

    Weeks without progress, each of probability `idle`, are drawn a whole row at a time: how many
    come before the next step is geometric. That is the same as drawing them one by one, and a
    learner with one step in eight weeks costs no more than the others.
    """
    weeks = 0
    while remaining > 0 and weeks < WEEKS_MOST:
        weeks += 1
        if idle:
            weeks += int(math.log(1 - random.random()) / math.log(idle))
        remaining -= steps[int(random.random() * len(steps))]
    return min(weeks, WEEKS_MOST)


def _percentile(runs: Sequence[int], percent: int, today: date) -> date:
    """The day by which this share of the sorted runs is finished."""
    return today + timedelta(weeks=runs[math.ceil(len(runs) * percent / 100) - 1])
