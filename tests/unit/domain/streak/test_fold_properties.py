"""The streak against its oracle, and what must hold for every learner (promises 2.2 to 2.9)."""

import itertools
from collections import Counter
from datetime import timedelta
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from bot.domain.calendar import Rule
from bot.domain.entries import EntryLog
from bot.domain.streak.fold import DayState, History, ledger
from oracle.world import DAY, EVERY_DAY, MONDAY_NOON, World

ZONES = (
    "Africa/Cairo", "America/New_York", "America/Santiago", "Asia/Kathmandu", "Europe/Berlin",
    "Pacific/Apia", "Pacific/Auckland", "Pacific/Honolulu", "Pacific/Kiritimati",
)  # fmt: skip

zones = st.sampled_from(ZONES)
rules = st.builds(Rule, zones, st.sampled_from((0, 2, 4, 4, 4, 20)))
weekdays = st.sets(st.integers(0, 6), min_size=3).map(frozenset)
starts = st.integers(0, 8760).map(lambda hours: MONDAY_NOON + timedelta(hours=hours, minutes=7))
minutes = st.sampled_from((None, 5, 10, 25))


def act(world: World, what: str, rng: Random) -> None:
    """Something that is seldom done."""
    match what:
        case "log_older":
            world.log(30, world.today - DAY * rng.randint(2, 30))
        case "pause":
            world.pause(rng.randint(1, 21))
        case "study_on":
            world.study_on(frozenset(rng.sample(range(7), rng.randint(3, 7))))
        case "set_rule":
            world.set_rule(Rule(rng.choice(ZONES), rng.choice((0, 2, 4, 4, 4, 20))))
        case "outage":
            world.outages.add(world.today - DAY * rng.randint(0, 1))
        case _:
            getattr(world, what)()


SELDOM = (
    "log_older", "undo", "pause", "resume", "study_on", "set_rule", "set_rule", "outage", "finish",
    "go_back", "go_back",
)  # fmt: skip


def live(world: World, seed: int, days: int) -> World:
    """A life of some diligence and some restlessness."""
    rng = Random(seed)
    diligence, restlessness = rng.choice((0.6, 0.8, 0.95)), rng.choice((0, 0.05, 0.25))
    until = world.now + DAY * days
    while world.now < until:
        if rng.random() < diligence:
            for long in rng.choice(((None,), (5,), (25,), (25, 9), (10, 10), (15, 25))):
                world.log(long)
        if rng.random() < 0.1:
            world.log_yesterday(rng.choice((None, 25)))
        if rng.random() < restlessness:
            act(world, rng.choice(SELDOM), rng)
        world.wait(hours=rng.choice((3, 11, 16, 24, 24, 24, 24, 24, 24)))
    return world


worlds = st.builds(
    live,
    st.builds(World, starts, rules, weekdays, st.sampled_from((0, 0, 3))),
    st.integers(0, 2**32),
    st.integers(20, 90),
)
often = settings(
    max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)
seldom = settings(often, max_examples=25)


@often
@given(worlds)
def test_the_ledger_agrees_with_its_oracle(world: World) -> None:
    fast = world.ledger()
    told = [(row.day, row.state.value, row.streak, row.freezes) for row in fast.days]
    assert told == [(line.day, line.state, line.streak, line.freezes) for line in world.oracle()]


@pytest.mark.soak
@settings(often, max_examples=2000)
@given(worlds)
def test_many_more_ledgers_agree_with_the_oracle(world: World) -> None:
    fast = [(row.day, row.state.value, row.streak, row.freezes) for row in world.ledger().days]
    assert fast == [(line.day, line.state, line.streak, line.freezes) for line in world.oracle()]


@seldom
@given(worlds, st.integers(0, 2**32))
def test_the_order_of_what_is_stored_is_no_matter(world: World, seed: int) -> None:
    history = world.history()
    rng = Random(seed)
    shuffled = History(
        EntryLog(rng.sample(history.entries, len(history.entries))),
        tuple(rng.sample(history.study_days, len(history.study_days))),
        tuple(rng.sample(history.pauses, len(history.pauses))), history.timeline,
        history.set_up_on, history.plan_from, history.resting, history.outages,
    )  # fmt: skip
    assert ledger(shuffled, world.now) == world.ledger()


@seldom
@given(worlds, minutes, st.booleans())
def test_undo_after_log_changes_nothing(world: World, long: int | None, late: bool) -> None:
    before = world.ledger()
    (world.log_yesterday if late else world.log)(long)
    world.undo()
    assert world.ledger() == before


@seldom
@given(worlds)
def test_what_holds_for_every_ledger(world: World) -> None:
    told = world.ledger()
    states = Counter(row.state for row in told.days)
    lived = (world.now - world.first.made_at) / DAY
    repaired = [row.day for row in told.days if row.state is DayState.REPAIRED]
    assert states[DayState.DONE] <= len({entry.day for entry in world.entries})
    assert told.streak <= told.longest <= lived + 3 + len(repaired)
    assert all(0 <= row.freezes <= 2 for row in told.days)
    assert 0 <= told.strength < 1
    assert all(b - a >= 28 * DAY for a, b in itertools.pairwise(repaired))


@seldom
@given(worlds, minutes)
def test_one_more_entry_never_costs_anything_today(world: World, long: int | None) -> None:
    before = world.ledger()
    world.log(long)
    assert world.ledger().streak >= before.streak


class Traveller(RuleBasedStateMachine):
    """Studies at least every twelve hours, wherever: the streak never breaks (promise 1.3).

    They move and change their rollover as they like, and only a day of which a move left less than
    twelve hours can go without study; at most one of them a week is excused, so whoever moves more
    often than that pays with freezes, but never for a day they had twelve hours of.
    """

    moves_every = timedelta(0)

    @initialize(start=starts, at=rules)
    def set_up(self, start: object, at: Rule) -> None:
        self.world = World(start, at, EVERY_DAY)  # type: ignore[arg-type]
        self.moved_on = self.world.today - self.moves_every
        self.world.log(25)

    @rule(hours=st.sampled_from((0.25, 3, 8, 11.75, 12, 12, 12)))
    def study(self, hours: float) -> None:
        self.world.wait(hours=hours)
        self.world.log(25)

    @rule(times=st.integers(5, 30))
    def go_on(self, times: int) -> None:
        for _ in range(times):
            self.study(12)

    @precondition(lambda self: self.world.today - self.moved_on >= self.moves_every)
    @rule(to=rules)
    def move(self, to: Rule) -> None:
        self.go_to(to)

    def go_to(self, to: Rule) -> None:
        self.world.set_rule(to)
        self.moved_on = self.world.today

    @invariant()
    def only_short_days_go_without(self) -> None:
        short = self.world.timeline.short_days(self.world.now)
        left_out = {DayState.EXCUSED, DayState.FROZEN, DayState.MISSED}
        assert all(row.day in short for row in self.world.ledger().days if row.state in left_out)


class SteadyTraveller(Traveller):
    """Moves to another zone at most once in seven learner-days: nothing is ever missed."""

    moves_every = 7 * DAY

    def go_to(self, to: Rule) -> None:
        self.world.move(to.zone)
        self.moved_on = self.world.today

    @invariant()
    def nothing_is_missed(self) -> None:
        told = self.world.ledger()
        states = Counter(row.state for row in told.days)
        assert states.keys() <= {DayState.DONE, DayState.EXCUSED, DayState.PENDING}
        assert told.streak == told.longest == states[DayState.DONE]


class Lapsed(RuleBasedStateMachine):
    """Stays in one zone and leaves days out: they cost what promises 2.4 and 2.6 say."""

    @initialize(start=starts, at=rules)
    def set_up(self, start: object, at: Rule) -> None:
        self.world = World(start, at, EVERY_DAY)  # type: ignore[arg-type]
        self.world.log()

    @rule(days=st.integers(1, 8))
    def study(self, days: int) -> None:
        for _ in range(days):
            self.next_day()
            self.world.log()

    @rule(days=st.integers(1, 4))
    def lapse(self, days: int) -> None:
        """Without two long entries nothing is repaired: freezes, or the end."""
        if self.world.ledger().today.state is DayState.PENDING:
            self.next_day()
        before = self.world.ledger()
        held, streak = before.freezes, before.streak
        for _ in range(days + (before.today.state is DayState.DONE)):
            self.next_day()
        after = self.world.ledger()
        if before.today.state is DayState.DONE:
            saved = days <= held
            assert after.streak == (streak if saved else 0)
            assert after.freezes == (held - days if saved else held)
        self.world.log()

    def next_day(self) -> None:
        day = self.world.today
        self.world.now = self.world.timeline.begins(day + DAY) + timedelta(hours=3)

    def teardown(self) -> None:
        assert [row.state for row in self.world.ledger().days] == [
            line.state for line in self.world.oracle()
        ]


class Flipper(RuleBasedStateMachine):
    """Moves and turns the rollover to gain days; nothing is gained (promises 1.1 and 1.3)."""

    @initialize(start=starts, at=st.builds(Rule, zones, st.integers(0, 23)))
    def set_up(self, start: object, at: Rule) -> None:
        self.world = World(start, at, EVERY_DAY)  # type: ignore[arg-type]
        self.days = [self.world.today]

    @rule(to=st.builds(Rule, zones, st.integers(0, 23)))
    def flip(self, to: Rule) -> None:
        self.world.set_rule(to)
        self.log()

    @rule()
    def flip_where_it_pays(self) -> None:
        """Whatever zone and hour are the furthest ahead, then the furthest behind."""
        ahead, behind = Rule("Pacific/Kiritimati", 0), Rule("Pacific/Honolulu", 23)
        self.world.set_rule(behind if self.world.timeline.rule(self.world.now) == ahead else ahead)

    @rule(hours=st.sampled_from((1, 5, 12, 25)))
    def wait(self, hours: float) -> None:
        self.world.wait(hours=hours)
        self.log()

    def log(self) -> None:
        self.world.log(5)
        self.world.log_yesterday(5)
        self.days.append(self.world.today)

    @invariant()
    def days_never_run_backwards(self) -> None:
        assert self.days == sorted(self.days)

    @invariant()
    def no_days_are_gained(self) -> None:
        elapsed = (self.world.now - self.world.first.made_at) / DAY
        rows = self.world.ledger().days
        credited = [row.day for row in rows if row.state is DayState.DONE]
        assert len(credited) == len(set(credited)) <= elapsed + 3


machines = settings(often, max_examples=12, stateful_step_count=20)
TestTraveller = Traveller.TestCase
TestSteadyTraveller = SteadyTraveller.TestCase
TestLapsed = Lapsed.TestCase
TestFlipper = Flipper.TestCase
TestTraveller.settings = TestSteadyTraveller.settings = machines
TestLapsed.settings = TestFlipper.settings = machines
