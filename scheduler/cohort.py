"""A cohort: who takes part in a simulation, and everything they do, in order."""

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from bot.errors import HostError
from scheduler.learners import Act, Persona, acts_between, persona

LEARNERS_MOST: Final = 100_000
WEEKS_MOST: Final = 520
YEARS: Final = range(2000, 2200)

_HOUR: Final = timedelta(hours=1)
_DAY: Final = timedelta(days=1)


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
            acts = acts_between(self.seed, self.persona(number), day, day + _DAY)
            for hour in {act.at.hour for act in acts}:
                hours[hour].append(number)
        return hours

    def _acts_in(
        self, hour: datetime, since: datetime, numbers: Sequence[int]
    ) -> Iterator[tuple[Persona, Act]]:
        found = [
            (who, act)
            for who in map(self.persona, numbers)
            for act in acts_between(self.seed, who, since, hour + _HOUR)
        ]
        found.sort(key=lambda each: (each[1].at, each[0].number))
        yield from found


def read_day(text: str) -> date:
    """The first day of a simulation. Raises HostError."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise HostError("--start is a date from 2000 to 2199, like 2026-10-19") from None
