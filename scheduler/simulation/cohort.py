"""A cohort: who takes part in a simulation, and everything they do, in order."""

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from typing import Final

from bot.errors import HostError
from scheduler.simulation.learners import Act, Persona, acts_between, persona

LEARNERS_MOST: Final = 100_000
WEEKS_MOST: Final = 520
YEARS: Final = range(2000, 2200)

_HOUR: Final = timedelta(hours=1)
_DAY: Final = timedelta(days=1)
_SECOND: Final = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Cohort:
    """Who takes part, and for how long. Raises HostError where that makes no sense."""

    learners: int
    weeks: int
    seed: int
    start: date

    def __post_init__(self) -> None:
        if not 1 <= self.learners <= LEARNERS_MOST:
            raise HostError(f"--learners is a number from 1 to {LEARNERS_MOST}")
        if not 1 <= self.weeks <= WEEKS_MOST:
            raise HostError(f"--weeks is a number from 1 to {WEEKS_MOST}")
        if self.start.year not in YEARS:
            raise HostError("--start is a date from 2000 to 2199, like 2026-10-19")

    @property
    def name(self) -> str:
        """What tells this cohort from others in a database; the weeks may grow."""
        return f"seed {self.seed}, {self.learners} learners from {self.start.isoformat()}"

    @property
    def begins(self) -> datetime:
        """The first instant."""
        return datetime.combine(self.start, time(0), UTC)

    @property
    def ends(self) -> datetime:
        """The instant after the last."""
        return self.begins + timedelta(weeks=self.weeks)

    def persona(self, number: int) -> Persona:
        """The learner of that number, from 0."""
        return persona(self.seed, number, self.start, self.name)

    def acts(self, since: datetime) -> Iterator[tuple[Persona, Act]]:
        """What everybody does from `since` on, in order; worked out an hour at a time."""
        day = datetime.combine(since.date(), time(0), UTC)
        while day < self.ends:
            for hour, numbers in enumerate(self._busy(day)):
                begins = day + hour * _HOUR
                if begins + _HOUR > since:
                    yield from self._acts_in(begins, max(begins, since), numbers)
            day += _DAY

    def _busy(self, day: datetime) -> Sequence[Sequence[int]]:
        """For each hour of a day the numbers of the learners who do something in it."""
        hours = [array("L") for _ in range(24)]
        for number in range(self.learners):
            for hour in {act.at.hour for act in self._of(number, day, day + _DAY)}:
                hours[hour].append(number)
        return hours

    def _acts_in(
        self, hour: datetime, since: datetime, numbers: Sequence[int]
    ) -> Iterator[tuple[Persona, Act]]:
        """The acts of an hour in order; the order is kept as numbers, and each act made twice."""
        keys = array("Q")
        for number in numbers:
            for index, act in enumerate(self._of(number, since, hour + _HOUR)):
                second = (act.at - hour) // _SECOND
                keys.append(second << 40 | number << 8 | index)
        for key in sorted(keys):
            number, index = key >> 8 & 0xFFFFFFFF, key & 0xFF
            acts = self._of(number, since, hour + _HOUR)
            yield self.persona(number), next(islice(acts, index, None))

    def _of(self, number: int, begins: datetime, ends: datetime) -> Iterator[Act]:
        return acts_between(self.seed, self.persona(number), begins, ends)


def read_day(text: str) -> date:
    """The first day of a simulation. Raises HostError."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise HostError("--start is a date from 2000 to 2199, like 2026-10-19") from None
