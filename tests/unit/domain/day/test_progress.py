"""What became of the tasks of a roadmap, folded from what is stored (promises 2.9 and 3.4)."""

import random
import sys
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.day.offers import DayOffer, read_tasks, written
from bot.domain.day.progress import EveningHistory, progress, spent
from bot.domain.day.tasks import Task, TaskKind
from bot.domain.entries import EntryLog
from bot.domain.history import Entry, EntryKind
from bot.domain.roadmap.choices import still, stuck
from support.studying import Lived, Student, Way, ways

MONDAY = date(2026, 3, 2)
EVENING = datetime(2026, 3, 2, 18, tzinfo=UTC)
LOOPS = Task(TaskKind.TOPIC, "loops", 45, 1, 2)
TRY = Task(TaskKind.EXERCISE, "loops", 30)
SLICE = Task(TaskKind.SLICE, "calculator.1.a", 40)


def offer(*tasks: Task, day: int = 0, after: int = 0) -> DayOffer:
    on = timedelta(days=day)
    return DayOffer(0, "six-month", 1, MONDAY + on, EVENING + on, tasks, after)


def entry(
    number: int, minutes: int | None = None, *, day: int = 0, hours: int = 1, topic: str = ""
) -> Entry:
    made = EVENING + timedelta(days=day, hours=hours)
    kind = EntryKind.TICK if topic else EntryKind.DONE
    on = MONDAY + timedelta(days=day)
    wanted = f"six-month/{topic}" if topic else None
    return Entry(number, kind, made, on, on, "UTC", 4, minutes=minutes, topic=wanted)


def past(*facts: DayOffer | Entry | str) -> EveningHistory:
    offers = [each for each in facts if isinstance(each, DayOffer)]
    return EveningHistory(
        "six-month",
        offers,
        EntryLog(each for each in facts if isinstance(each, Entry)),
        [each for each in facts if isinstance(each, str)],
        {each.day for each in offers},
        EVENING,
        week=1,
    )


def later(days: int) -> date:
    return MONDAY + timedelta(days=days)


def test_done_counts_a_sitting_of_each_task_of_the_day() -> None:
    had = past(offer(LOOPS, TRY), entry(1))
    assert progress(had, MONDAY).sat == {"loops": 1, "exercise:loops": 1}
    assert spent(had, MONDAY) == 75


def test_minutes_go_to_the_tasks_from_the_front() -> None:
    assert progress(past(offer(LOOPS, TRY), entry(1, 45)), MONDAY).sat == {"loops": 1}
    assert progress(past(offer(LOOPS, TRY), entry(1, 60)), MONDAY).sat == {
        "loops": 1,
        "exercise:loops": 1,
    }


def test_ten_minutes_are_no_sitting() -> None:
    had = past(offer(LOOPS), entry(1, 10))
    assert progress(had, MONDAY).sat == {}
    assert spent(had, MONDAY) == 10


def test_what_was_logged_before_an_offer_is_not_of_it() -> None:
    here = replace(entry(7), made_at=EVENING)
    assert progress(past(offer(LOOPS, after=7), here), MONDAY).sat == {}
    assert progress(past(offer(LOOPS, after=6), here), MONDAY).sat == {"loops": 1}


def test_the_week_of_an_entry_tells_what_a_clock_that_stands_still_does_not() -> None:
    before, after = entry(1, 90, hours=0), replace(entry(2, 45, hours=0), week=1)
    assert past(replace(before, week=2), after).of_this_week == [after]
    assert past(before, after).of_this_week == [before, after]


def test_what_a_task_took_is_summed_up_once_for_each_sitting() -> None:
    again = replace(LOOPS, minutes=30)
    had = past(offer(LOOPS), offer(again), entry(1), offer(replace(LOOPS, sitting=2), day=1))
    assert progress(had, later(1)).minutes == {"loops": 45}
    assert progress(past(*had.offers, *had.entries, entry(2, day=1)), later(1)).minutes == {
        "loops": 90
    }


def test_an_offer_in_vain_is_counted_until_the_task_is_worked_at_or_ticked() -> None:
    offers = [offer(LOOPS, day=day) for day in range(4)]
    assert progress(past(*offers), later(3)).shown == {"loops": 3}
    assert progress(past(*offers, entry(1, day=1)), later(3)).shown == {"loops": 1}
    assert progress(past(*offers, entry(1, day=2, topic="loops")), later(3)).shown == {}


def test_still_at_it_adds_a_sitting_after_the_last_one_only() -> None:
    last = replace(LOOPS, sitting=2)
    said = still(MONDAY, "loops")
    assert progress(past(offer(LOOPS), said), later(1)).more == {}
    assert progress(past(offer(last), said), later(1)).more == {"loops": 1}


def test_stuck_ends_with_the_tick() -> None:
    assert progress(past(stuck("loops")), MONDAY).stuck == {"loops"}
    assert progress(past(stuck("loops"), entry(1, topic="loops")), MONDAY).stuck == frozenset()


def test_a_week_has_begun_after_an_hour_or_a_tick_on_an_earlier_day() -> None:
    assert not progress(past(entry(1, 59)), later(1)).begun
    assert progress(past(entry(1, 60)), later(1)).begun
    assert progress(past(entry(1, topic="loops")), later(1)).begun
    assert not progress(past(entry(1, 60)), MONDAY).begun


def calls_for(count: int) -> int:
    """How many functions are called to fold so many offers and entries of a day, and marks."""
    offers = [offer(replace(LOOPS, item=f"x{n}"), after=n) for n in range(count)]
    had = past(*offers, *(entry(n, 5) for n in range(count)), *map(str, range(count)))
    called = 0

    def count_it(_frame: object, event: str, _arg: object) -> None:
        nonlocal called
        called += event.endswith("call")

    sys.setprofile(count_it)
    try:
        progress(had, later(1))
        spent(had, MONDAY)
    finally:
        sys.setprofile(None)
    return called


def test_twice_as_much_takes_no_more_than_a_bit_over_twice() -> None:
    """A file that is taken in may bring many thousands (promise 11.5)."""
    assert calls_for(200) < 2.5 * calls_for(100)


def test_tasks_are_read_as_they_were_written() -> None:
    assert read_tasks(written((LOOPS, TRY, SLICE))) == (LOOPS, TRY, SLICE)


FACTS = st.lists(
    st.one_of(
        st.builds(
            offer,
            st.sampled_from([LOOPS, replace(LOOPS, minutes=25), replace(LOOPS, sitting=2)]),
            st.sampled_from([TRY, SLICE]),
            day=st.integers(0, 6),
        ),
        st.builds(
            entry,
            st.integers(1, 99),
            st.sampled_from([None, 10, 25, 60]),
            day=st.integers(0, 6),
            hours=st.integers(-1, 3),
            topic=st.sampled_from(["", "", "loops", "calculator.1.a"]),
        ),
        st.builds(lambda day: still(later(day), "loops"), st.integers(0, 6)),
        st.just(stuck("loops")),
    ),
    max_size=20,
)


def test_a_key_that_is_ticked_twice_counts_from_its_last_day() -> None:
    offers = [offer(LOOPS, day=day) for day in range(4)]
    ticks = [entry(1, day=0, topic="loops"), entry(2, day=2, topic="loops")]
    for two in (ticks, ticks[::-1]):
        assert progress(past(*offers, *two), later(4)).shown == {"loops": 1}


def test_a_task_offered_in_two_lengths_takes_the_longer_one() -> None:
    short = offer(replace(LOOPS, minutes=25))
    for two in ([short, offer(LOOPS)], [offer(LOOPS), short]):
        assert spent(past(*two, entry(1, topic="loops")), MONDAY) == 45


@given(FACTS, st.randoms(), st.integers(0, 7))
def test_the_order_of_replay_does_not_matter(
    facts: list[DayOffer | Entry | str], chance: random.Random, on: int
) -> None:
    shuffled = chance.sample(facts, len(facts))
    assert progress(past(*facts), later(on)) == progress(past(*shuffled), later(on))
    assert spent(past(*facts), later(on)) == spent(past(*shuffled), later(on))


@dataclass
class Recorded(Student):
    """A student whose evenings are stored too; each morning the fold over them must agree."""

    offers: list[DayOffer] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    arrivals: dict[int, datetime] = field(default_factory=dict)

    def study(self, day: date) -> Lived:
        self.arrivals.setdefault(self.week, self._instant(day, -1))
        folded = progress(self._history(), day)
        assert folded.begun == self.begun
        for mine, stored in (
            (self.sat, folded.sat),
            (self.minutes, folded.minutes),
            (self.shown, folded.shown),
        ):
            assert +mine == Counter(stored)
        assert self.ticked == folded.ticked
        lived, sat = super().study(day), len(self.entries)
        for number, page in enumerate(lived.pages):
            self._store(lived, number, page.tasks)
        assert sat == len(self.entries) or spent(self._history(), day) == lived.minutes
        return lived

    def _store(self, lived: Lived, number: int, tasks: tuple[Task, ...]) -> None:
        made, stored = self._instant(lived.day, number), len(self.entries)
        name = self.way.roadmap.id
        self.offers.append(DayOffer(number, name, lived.week, lived.day, made, tasks, stored))
        if not (self.ticks or self.logs):
            return
        done = Entry(stored + 1, EntryKind.DONE, made, lived.day, lived.day, "UTC", 4)
        self.entries.append(replace(done, week=lived.week))
        for task in tasks:
            if self.ticks and task.key in self.ticked and task.is_last_sitting:
                tick = replace(done, id=len(self.entries) + 1, kind=EntryKind.TICK)
                self.entries.append(replace(tick, topic=f"{name}/{task.key}", week=lived.week))

    def _history(self) -> EveningHistory:
        days = {offer.day for offer in self.offers}
        arrived = self.arrivals[self.week]
        name = self.way.roadmap.id
        return EveningHistory(
            name, self.offers, EntryLog(self.entries), (), days, arrived, self.week
        )

    def _instant(self, day: date, minute: int) -> datetime:
        return datetime(day.year, day.month, day.day, 18, tzinfo=UTC) + timedelta(minutes=minute)


ROADS = [way for way in ways() if way.is_default and way.pace in {"standard", "slow"}]


@pytest.mark.parametrize(("ticks", "logs"), [(True, True), (False, True), (False, False)])
@pytest.mark.parametrize("way", ROADS, ids=lambda way: way.name)
def test_the_students_of_the_walks_count_as_the_fold_does(
    way: Way, *, ticks: bool, logs: bool
) -> None:
    """Whoever does all, whoever ticks nothing, whoever only looks: for three weeks."""
    student = Recorded(way, frozenset(range(6)), ticks=ticks, logs=logs, pages=3)
    assert len(student.walk(21).days) == 18
