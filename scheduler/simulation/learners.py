"""Synthetic learners: who they are and what they mean to do, all of it drawn from a seed.

Nothing here is remembered. Whoever asks again for a learner, or for a learner's day, gets the
same answer; that is what lets a simulation go on after it was killed.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from random import Random
from typing import Final

from bot.chat.events import Origin
from bot.domain.calendar import resolve

PLATFORM: Final = "simulation"

ZONES: Final = (
    "Europe/Berlin",
    "America/New_York",
    "America/Santiago",
    "Africa/Cairo",
    "Asia/Kathmandu",
    "Pacific/Apia",
    "Pacific/Auckland",
    "Pacific/Honolulu",
    "Asia/Tokyo",
    "America/St_Johns",
    "Australia/Lord_Howe",
    "UTC",
)
PACES: Final = ("standard", "standard", "slow", "accelerated")
STUDY_DAYS: Final = ("mon-sat", "mon-sat", "mon-fri", "mon-sun", "mon,wed,sat")
WEEKEND: Final = "fri-sun"
PROMPT_TIMES: Final = (None, None, "07:00", "12:30", "18:00")
ANSWERS: Final = (
    "lists, dictionaries, how to read a traceback",
    "a small tool: https://example.org/tool",
    "keeping at it in the evenings",
    "4",
    "if it is Tuesday, 19:00, then I open my laptop in the kitchen",
)
NOTES: Final = ("", "", "read the docs", "wrote tests", "fixed a bug in the project")

ACTS_A_DAY: Final = 32
"""More than any learner does in a day: the ids of a day's acts begin at a multiple of it."""

_DAY: Final = timedelta(days=1)
_SUNDAY: Final = 6


class PersonaHabit(StrEnum):
    """What sort of learner it is."""

    STEADY = "steady"
    WEEKENDS = "weekends"
    LAPSING = "lapsing"
    """Away for some weeks, and back."""
    FADING = "fading"
    """Silent after a while."""
    SICK = "sick"
    """Two weeks of /pause."""
    OWL = "owl"
    """At work after midnight."""
    FINISHER = "finisher"
    """Knows most of it and goes through the weeks."""
    TRAVELLER = "traveller"
    """Moves to another zone and back."""


@dataclass(frozen=True, slots=True)
class Persona:
    """One learner. Days are counted from the one on which this learner starts."""

    number: int
    cohort: str
    habit: PersonaHabit
    zone: str
    away_zone: str
    pace: str
    days: str
    prompt_at: str | None
    starts: datetime
    hour: int
    diligence: float
    answers: float
    days_a_week: int
    turn: int
    back: int
    saver: bool

    @property
    def account(self) -> str:
        """The platform's id of this learner."""
        return f"s{self.number}"

    @property
    def origin(self) -> Origin:
        """Where this learner speaks."""
        return Origin(platform=PLATFORM, account=self.account, name=self.cohort, chat=self.account)

    def zone_on(self, nth: int) -> str:
        """The zone this learner lives in on the n-th day."""
        away = self.habit is PersonaHabit.TRAVELLER and self.turn < nth <= self.back
        return self.away_zone if away else self.zone


@dataclass(frozen=True, slots=True)
class Act:
    """What a learner does at an instant: types `line`, or presses a button.

    `button` counts those of the newest message in whose action `line` occurs, from 0; None means
    typing. `id` is the same whenever the act is worked out.
    """

    at: datetime
    id: str
    line: str
    button: int | None = None


def persona(seed: int, number: int, start: date, cohort: str) -> Persona:
    """The learner of that number; all start within the first six days."""
    rng = Random(f"{seed}/{number}")  # noqa: S311 -- play, not secrets
    habit = rng.choice(tuple(PersonaHabit))
    zone, away = rng.sample(ZONES, 2)
    starts = datetime.combine(start, time(0), UTC) + timedelta(
        days=rng.randrange(6), minutes=rng.randrange(1440)
    )
    turn = rng.randrange(5, 40)
    return Persona(
        number=number,
        cohort=cohort,
        habit=habit,
        zone=zone,
        away_zone=away,
        pace=rng.choice(PACES),
        days=WEEKEND if habit is PersonaHabit.WEEKENDS else rng.choice(STUDY_DAYS),
        prompt_at="23:30" if habit is PersonaHabit.OWL else rng.choice(PROMPT_TIMES),
        starts=starts,
        hour=rng.randrange(9, 21),
        diligence=rng.uniform(0.55, 0.98),
        answers=rng.choice((0.0, 0.4, 0.7, 0.9)),
        days_a_week=rng.choice((7, 7, 8, 10)),
        turn=turn,
        back=turn + rng.randrange(10, 35),
        saver=rng.random() < 0.15,
    )


def acts_between(seed: int, who: Persona, begins: datetime, ends: datetime) -> Iterator[Act]:
    """What a learner does from `begins` on and before `ends`: a span of one UTC day at most."""
    for day in (begins.date() - _DAY, begins.date(), begins.date() + _DAY):
        nth = (day - who.starts.date()).days
        if nth >= 0:
            yield from (act for act in _acts_on(seed, who, day, nth) if begins <= act.at < ends)


def _acts_on(seed: int, who: Persona, day: date, nth: int) -> Iterator[Act]:
    """The acts of one date where the learner lives, each at an instant of its own."""
    rng = Random(f"{seed}/{who.number}/{nth}")  # noqa: S311 -- play, not secrets
    for index, (at, line, button) in enumerate(_intents(rng, who, day, nth)):
        instant = who.starts + timedelta(minutes=index)
        if nth > 0:
            instant = resolve(datetime.combine(day, time(0)) + at, who.zone_on(nth))
        name = f"sim:{who.number}:{nth * ACTS_A_DAY + index}"
        yield Act(instant + timedelta(seconds=index), name, line, button)


_Intent = tuple[timedelta, str, int | None]
_EARLY: Final = timedelta(hours=5, minutes=30)
_LATE: Final = timedelta(hours=22)


def _intents(rng: Random, who: Persona, day: date, nth: int) -> Iterator[_Intent]:
    """Lines and presses with the time since midnight, in order."""
    if nth == 0:
        yield from ((timedelta(), line, None) for line in _first_lines(who))
        return
    if line := _change(who, nth):
        yield _EARLY, line, None
    if _is_away(who, nth):
        return
    if _studies(rng, who, day):
        yield from _session(rng, who, nth)
    if day.weekday() == _SUNDAY and rng.random() < who.answers:
        yield from _reflection(rng, timedelta(minutes=rng.randrange(40)))
    elif who.answers < 0.5 and nth % who.days_a_week == 0:
        yield _LATE, "/next", None


def _first_lines(who: Persona) -> Iterator[str]:
    at = f" at={who.prompt_at}" if who.prompt_at else ""
    yield f"/start roadmap=six-month pace={who.pace} tz={who.zone} days={who.days}{at}"
    if who.saver:
        yield "/settings saver=on"
    yield "/today"


def _change(who: Persona, nth: int) -> str | None:
    if who.habit is PersonaHabit.SICK and nth == who.turn:
        return "/pause 14d"
    if who.habit is PersonaHabit.TRAVELLER and nth in {who.turn, who.back}:
        return f"/settings tz={who.away_zone if nth == who.turn else who.zone}"
    return None


def _is_away(who: Persona, nth: int) -> bool:
    if who.habit is PersonaHabit.SICK:
        return who.turn <= nth < who.turn + 14
    if who.habit is PersonaHabit.FADING:
        return nth > who.turn
    return who.habit is PersonaHabit.LAPSING and who.turn < nth < who.back


def _studies(rng: Random, who: Persona, day: date) -> bool:
    keen = rng.random() < who.diligence
    return keen and (who.habit is not PersonaHabit.WEEKENDS or day.weekday() >= 5)


def _session(rng: Random, who: Persona, nth: int) -> Iterator[_Intent]:
    hour = 24 + rng.randrange(3) if who.habit is PersonaHabit.OWL else who.hour
    at = timedelta(hours=hour, minutes=rng.randrange(40))
    acts = [*_looks(rng), *_work(rng)]
    if who.habit is PersonaHabit.FINISHER and nth % (1 + who.turn % 3) == 0:
        acts.append(("/next", None))
    for index, (line, button) in enumerate(acts):
        yield at + timedelta(minutes=2 * index), line, button


def _looks(rng: Random) -> tuple[tuple[str, None], ...]:
    return (("/today", None),) if rng.random() < 0.15 else ()


def _work(rng: Random) -> tuple[tuple[str, int | None], ...]:
    """How study is logged."""
    way, minutes = rng.random(), rng.choice((10, 25, 25, 50, 90))
    done = f"/done {minutes}"
    if way < 0.75:
        return ((f"{done} {rng.choice(NOTES)}", None),)
    if way < 0.85:
        return (("/week", None), ("tick ", rng.randrange(3)))
    if way < 0.9:
        return (("/done", None), ("minutes ", 1))
    if way < 0.93:
        return (("/done 10", None), ("/done 15", None))
    if way < 0.97:
        return ((f"{done} yesterday", None), (done, None))
    return (("/done 600", None), ("/undo", None), (done, None))


def _reflection(rng: Random, minutes: timedelta) -> Iterator[_Intent]:
    """The evening of the check-in: some move on at once, most answer, some leave it halfway."""
    acts: list[tuple[str, int | None]] = [("/checkin", None)]
    if rng.random() < 0.2:
        acts.append(("move-on ", 0))
    else:
        acts += [(line, None) for line in ANSWERS]
        acts.append(("answer ", rng.choice((0, 1, 1, 1, 2))))
        acts = acts if rng.random() < 0.8 else acts[: rng.randrange(2, len(acts))]
    for index, (line, button) in enumerate(acts):
        yield _LATE + minutes + timedelta(minutes=2 * index), line, button
