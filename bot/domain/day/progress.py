"""What became of the tasks of a roadmap: a fold over what was offered, logged and marked (3.4)."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from itertools import accumulate

from bot.domain import policy
from bot.domain.day.offers import DayOffer
from bot.domain.day.tasks import Task
from bot.domain.entries import EntryLog
from bot.domain.history import Entry, EntryKind
from bot.domain.roadmap.choices import met, named, still, stuck

_BEFORE = timedelta(days=2)
"""By how much a learner-day's date is earlier than that of an instant of it, at the most."""


@dataclass(frozen=True)
class Progress:
    """What a learner did about the tasks of a roadmap; keys are those of `Task`.

    `ticked` holds ids of topics and keys of slices. `sat` counts the sittings a task had, `minutes`
    what they took together, `more` the sittings asked for beyond those planned, `shown` the study days before today on which a
    task was offered since it was last worked at. `begun` says that this week a topic was ticked
    or an hour logged before today.
    """

    ticked: frozenset[str] = frozenset()
    sat: Mapping[str, int] = field(default_factory=dict)
    minutes: Mapping[str, int] = field(default_factory=dict)
    more: Mapping[str, int] = field(default_factory=dict)
    shown: Mapping[str, int] = field(default_factory=dict)
    stuck: frozenset[str] = frozenset()
    begun: bool = False

    def is_stale(self, key: str) -> bool:
        """Whether a task was offered often enough without being worked at (promise 3.4e)."""
        return self.shown.get(key, 0) >= policy.OFFERED_MOST


@dataclass(frozen=True)
class EveningHistory:
    """What is stored of a learner on one roadmap. No order in it matters (promise 2.9).

    `items` are those of the roadmap's marks, `study_days` the days with an offer that were study
    days, `arrived` is when the present week began, `week` which one it is.
    """

    roadmap: str
    offers: Collection[DayOffer]
    entries: EntryLog
    items: Collection[str]
    study_days: Collection[date]
    arrived: datetime
    week: int

    @property
    def of_this_week(self) -> Sequence[Entry]:
        """What was made since the present week began."""
        return self.this_week(self.entries.since(self.arrived.date() - _BEFORE))

    def this_week(self, entries: Iterable[Entry]) -> Sequence[Entry]:
        """Of some entries those that were made since the present week began.

        On a clock that stands still the week that an entry was made in tells what came before the
        move from what came after it.
        """
        return [
            entry
            for entry in entries
            if entry.made_at >= self.arrived and entry.week in {None, self.week}
        ]

    @cached_property
    def worked(self) -> Mapping[tuple[datetime, int, int], Sequence[Entry]]:
        """What was logged, by the place of the offer that was the last one before it that day."""
        days: dict[date, list[DayOffer]] = {}
        for offer in sorted(self.offers, key=lambda offer: offer.place):
            days.setdefault(offer.day, []).append(offer)
        found: dict[tuple[datetime, int, int], list[Entry]] = {}
        for entry in self.entries.since(min(days, default=date.max)):
            offers = days.get(entry.day, ())
            before = bisect_left(offers, (entry.made_at, entry.id), key=lambda each: each.place[:2])
            if before and entry.kind in {EntryKind.DONE, EntryKind.FOCUS}:
                found.setdefault(offers[before - 1].place, []).append(entry)
        return found

    @cached_property
    def offers_by_day(self) -> Mapping[date, Sequence[DayOffer]]:
        """The offers of each day."""
        days: dict[date, list[DayOffer]] = {}
        for offer in self.offers:
            days.setdefault(offer.day, []).append(offer)
        return days

    def ticks(self) -> Iterator[tuple[str, date]]:
        """The keys that are ticked, each with the day that it was ticked for."""
        prefix = f"{self.roadmap}/"
        ticks = self.entries.ticks()
        return ((key.removeprefix(prefix), day) for key, day in ticks if key.startswith(prefix))


def progress(past: EveningHistory, today: date) -> Progress:
    """How things stand at what was stored until now."""
    ticks = tuple(past.ticks())
    ticked = {key for key, _ in ticks}
    worked = set(_worked(past, past.offers))
    last: dict[str, date] = {}
    for key, day in (*ticks, *((task.key, day) for day, task in worked)):
        last[key] = max(day, last.get(key, day))
    shown = {
        (offer.day, task.key)
        for offer in past.offers
        for task in offer.tasks
        if offer.day < today and offer.day in past.study_days
    }
    sittings: dict[tuple[date, str, int], int] = {}
    for day, task in worked:
        sitting = (day, task.key, task.sitting)
        sittings[sitting] = max(task.minutes, sittings.get(sitting, 0))
    return Progress(
        ticked=frozenset((*ticked, *named(met(""), past.items))),
        sat=Counter(key for _, key, _ in sittings),
        minutes=_sums((key, minutes) for (_, key, _), minutes in sittings.items()),
        more=Counter(_more(past)),
        shown=Counter(key for day, key in shown if day > last.get(key, date.min)),
        stuck=frozenset(named(stuck(""), past.items)) - ticked,
        begun=_begun(past, today),
    )


def _sums(pairs: Iterable[tuple[str, int]]) -> Mapping[str, int]:
    sums: Counter[str] = Counter()
    for key, minutes in pairs:
        sums[key] += minutes
    return sums


def spent(past: EveningHistory, day: date) -> int:
    """The minutes of a day that are used: what was logged, at least what was done of its tasks."""
    offers, entries = past.offers_by_day.get(day, ()), past.entries.on(day)
    ticked = {each.topic for each in entries if each.topic and not each.unticked}
    worked = {task for _, task in _worked(past, offers)}
    used: dict[tuple[str, int], int] = {}
    for task in {task for offer in offers for task in offer.tasks}:
        if task in worked or f"{past.roadmap}/{task.key}" in ticked:
            place = task.key, task.sitting
            used[place] = max(task.minutes, used.get(place, 0))
    logged = sum(entry.minutes or 0 for entry in entries)
    return max(logged, sum(used.values()))


def _worked(past: EveningHistory, offers: Iterable[DayOffer]) -> Iterator[tuple[date, Task]]:
    """The tasks of some offers that were worked at, with the day of it.

    What is logged goes to what was offered last before it: without minutes to all tasks, with
    minutes from the front, to the first and to each of which at least half was reached.
    """
    for offer in offers:
        entries = past.worked.get(offer.place, ())
        open_end = any(entry.minutes is None for entry in entries)
        minutes, before = sum(entry.minutes or 0 for entry in entries), 0
        for task in offer.tasks:
            half = before + task.minutes // 2
            first = task is offer.tasks[0] and minutes > policy.LIGHT_MINUTES
            if entries and (open_end or first or minutes >= half):
                yield offer.day, task
            before += task.minutes


def _more(past: EveningHistory) -> Iterator[str]:
    """A sitting more for each time a task was not finished with what was to be its last one."""
    items = frozenset(past.items)
    for offer_day, key in {
        (offer.day, task.key)
        for offer in past.offers
        for task in offer.tasks
        if task.is_last_sitting
    }:
        if still(offer_day, key) in items:
            yield key


def _begun(past: EveningHistory, today: date) -> bool:
    """Whether this week a topic was ticked or an hour logged before today (promise 3.4b)."""
    # More entries never make less of it: the latest are mostly enough.
    late = past.this_week(past.entries.recent)
    return _is_begun(past, late, today) or _is_begun(past, past.of_this_week, today)


def _is_begun(past: EveningHistory, some: Iterable[Entry], today: date) -> bool:
    entries = [entry for entry in some if entry.day < today]
    if any(entry.kind is EntryKind.TICK for entry in entries):
        return True
    days = sorted({entry.day for entry in entries}, reverse=True)
    sums = accumulate(spent(past, day) for day in days)
    return any(minutes >= policy.BEGUN_MINUTES for minutes in sums)
