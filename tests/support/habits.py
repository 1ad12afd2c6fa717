"""Eight ways of getting through a roadmap, and how forecasts do with each (promise 14.4)."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from bot.domain.forecast import forecast, weekly_progress

WEEKS = 24
MONDAY = date(2026, 3, 2)
CALENDAR_WEEKS_MOST = 400

Week = Callable[[int], int]
"""How many roadmap weeks are finished in a calendar week."""


def chance(random: Random, least: float, most: float) -> Callable[[], int]:
    """1 in a share of the weeks, which is the learner's own."""
    share = random.uniform(least, most)
    return lambda: int(random.random() < share)


def steady(random: Random) -> Week:
    """Nearly every week."""
    come = chance(random, 0.8, 0.97)
    return lambda _: come()


def weekends(random: Random) -> Week:
    """Every other week or so."""
    come = chance(random, 0.4, 0.75)
    return lambda _: come()


def lapsing(random: Random) -> Week:
    """Twice away for some weeks, and back."""
    come = chance(random, 0.75, 0.95)
    gaps = [
        (begins, begins + random.randrange(2, 6))
        for begins in (random.randrange(4, 30), random.randrange(4, 30))
    ]
    return lambda week: 0 if any(a <= week < b for a, b in gaps) else come()


def fading(random: Random) -> Week:
    """Slower and slower."""
    begins, ends = random.uniform(0.85, 0.97), random.uniform(0.3, 0.6)
    return lambda week: int(random.random() < max(ends, begins - 0.015 * week))


def sick(random: Random) -> Week:
    """Two weeks of /pause; they do not count."""
    come, begins = chance(random, 0.75, 0.95), random.randrange(4, 20)
    return lambda week: PAUSED if begins <= week < begins + 2 else come()


def drawn(random: Random, shares: tuple[float, ...]) -> Week:
    """0, 1, 2, ... with shares around these."""
    own = [random.gammavariate(each, 1) for each in shares]
    return lambda _: random.choices(range(len(own)), own)[0]


def uneven(random: Random) -> Week:
    """None, one or two."""
    return drawn(random, (3, 4, 1.5))


def fast(random: Random) -> Week:
    """Knows much of it already."""
    return drawn(random, (1.5, 3, 3, 1))


def growing(random: Random) -> Week:
    """Finds a rhythm on the way."""
    begins, ends = random.uniform(0.45, 0.65), random.uniform(0.75, 0.95)
    more = random.uniform(0.01, 0.04)
    return lambda week: int(random.random() < min(ends, begins + more * week))


PAUSED = -1
HABITS = (steady, weekends, lapsing, fading, sick, uneven, fast, growing)


@dataclass(frozen=True, slots=True)
class Lived:
    """One learner: the day and roadmap week of each move, the paused days, the finish."""

    moves: list[tuple[date, int]]
    paused: frozenset[date]
    finished_on: date


def lived(habit: Callable[[Random], Week], seed: str) -> Lived:
    """A learner of a habit, from the first week to the finish."""
    random = Random(seed)
    week, moves, paused, number = habit(random), [(MONDAY, 1)], set(), 0
    while moves[-1][1] <= WEEKS and number < CALENDAR_WEEKS_MOST:
        monday = MONDAY + timedelta(weeks=number)
        steps = week(number)
        if steps == PAUSED:
            paused |= {monday + timedelta(days=day) for day in range(7)}
        for _ in range(max(0, steps)):
            if moves[-1][1] <= WEEKS:
                moves.append((monday + timedelta(days=random.randrange(4, 7)), moves[-1][1] + 1))
        number += 1
    moves.sort()
    return Lived(moves, frozenset(paused), moves[-1][0])


def forecasts(one: Lived, every: int) -> Iterator[tuple[bool, bool]]:
    """Of every so-manieth week's forecast, whether its P50 and its P85 held."""
    monday = MONDAY
    while (monday := monday + timedelta(weeks=every)) <= one.finished_on:
        reached = max(week for day, week in one.moves if day < monday)
        found = forecast(
            weekly_progress(one.moves, monday, one.paused), WEEKS + 1 - reached, monday
        )
        if found is not None:
            yield one.finished_on <= found.p50, one.finished_on <= found.p85


def coverage(learners: int, every: int = 1) -> dict[str, tuple[int, float, float]]:
    """By habit: how many forecasts, and the shares of them whose P50 and P85 held."""
    found = {}
    for habit in HABITS:
        counts: Counter[tuple[bool, bool]] = Counter()
        for number in range(learners // len(HABITS)):
            counts.update(forecasts(lived(habit, f"{habit.__name__} {number}"), every))
        all_of_them = counts.total()
        middle = sum(count for (held, _), count in counts.items() if held)
        careful = sum(count for (_, held), count in counts.items() if held)
        found[habit.__name__] = (all_of_them, middle / all_of_them, careful / all_of_them)
    return found


def overall(found: dict[str, tuple[int, float, float]]) -> tuple[float, float]:
    """The shares over all forecasts of all habits."""
    total = sum(count for count, _, _ in found.values())
    return (
        sum(count * middle for count, middle, _ in found.values()) / total,
        sum(count * careful for count, _, careful in found.values()) / total,
    )
