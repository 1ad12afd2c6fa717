"""What is summed up says the same as what is told one by one (promise 2.9)."""

from dataclasses import replace
from datetime import date
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain import policy
from bot.domain.calendar import Rule
from bot.domain.checkpoint import LedgerCheckpoint
from bot.domain.entries import EarlierEntries, EntryLog, sums_of
from bot.domain.log import Page
from bot.domain.streak.ageing import aged
from bot.domain.streak.fold import checkpoint, counts, held, ledger
from bot.domain.streak.latelog import Counts
from bot.domain.streak.ledger import DayState, Ledger
from oracle.world import DAY, EVERY_DAY, World
from unit.domain.streak.test_fold_properties import SELDOM, act, rules, starts, weekdays, worlds

lives = st.builds(World, starts, rules, weekdays, st.sampled_from((0, 0, 3)))
seeds = st.integers(0, 2**32)
often = settings(
    max_examples=5, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)


class Kept:
    """Entries as a store keeps them: what is new is added, what is gone taken out, and they age."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.entries = EntryLog()

    def catch_up(self) -> None:
        there = {each.id for each in self.world.entries}
        for gone in [each for each in self.entries if each.id not in there]:
            self.entries = self.entries.without(gone)
        known = {each.id for each in self.entries}
        for new in [each for each in self.world.entries if each.id not in known]:
            self.entries = self.entries.plus(new)
        self.entries = aged(self.world.history(self.entries), self.world.now)

    def ledger(self) -> Ledger:
        return ledger(self.world.history(self.entries), self.world.now)


def lived_and_kept(world: World, seed: int, days: int) -> tuple[Kept, int]:
    """A life, looked at every few days; how often it was told from a checkpoint."""
    rng, kept, shortened = Random(seed), Kept(world), 0
    diligence, restlessness = rng.choice((0.7, 0.9, 0.95)), rng.choice((0, 0.05, 0.2))
    until = world.now + DAY * days
    while world.now < until:
        if rng.random() < diligence:
            for long in rng.choice(((None,), (5,), (25,), (10, 10), (15, 25))):
                world.log(long)
        if rng.random() < 0.15:
            world.log_yesterday(rng.choice((None, 25)))
        if rng.random() < restlessness:
            act(world, rng.choice(SELDOM), rng)
        world.wait(hours=rng.choice((3, 11, 16, 24, 24, 24, 24)))
        kept.catch_up()
        if rng.random() < 0.1:
            same(kept)
            shortened += held(world.history(kept.entries), world.now) is not None
    same(kept)
    return kept, shortened


def same(kept: Kept) -> None:
    """Told from the checkpoint and told from the start."""
    world, one, other = kept.world, kept.ledger(), kept.world.ledger()
    assert one.days == other.days
    assert one.lately == other.days[-len(one.lately) :] if one.lately else not other.days
    assert (one.today, one.longest, one.strength) == (other.today, other.longest, other.strength)
    assert (one.repairable, one.ended) == (other.repairable, other.ended)
    assert tuple(kept.entries) == tuple(world.entries)
    assert len(kept.entries) == len(world.entries)
    assert kept.entries.minutes == sum(each.minutes or 0 for each in world.entries)
    assert kept.entries.days == len({each.day for each in world.entries})
    for entry in (*world.entries[:1], *world.entries[-3:]):
        assert counts(world.history(kept.entries), entry) is counts(world.history(), entry)
    if kept.entries.earlier is not None:
        assert world.today - one.lately[0].day >= DAY * (policy.AT_HAND_DAYS - 1)


@often
@given(lives, seeds)
def test_years_told_from_a_checkpoint_are_the_same(world: World, seed: int) -> None:
    lived_and_kept(world, seed, 110)


@pytest.mark.soak
@settings(often, max_examples=60)
@given(lives, seeds, st.integers(60, 700))
def test_many_more_lives_told_from_a_checkpoint(world: World, seed: int, days: int) -> None:
    lived_and_kept(world, seed, days)


def summed_up(world: World, until: date) -> EntryLog | None:
    """A life's entries with a checkpoint as late as may be."""
    since = checkpoint(world.history(), world.now, until)
    if since is None:
        return None
    old = tuple(each for each in world.entries if each.made_on <= since.upto)
    late = (each for each in world.entries if each.made_on > since.upto)
    sums, page = sums_of(old, since.upto), Page(since.upto, lambda: old)
    return EntryLog(late, EarlierEntries(since, sums, (page,)))


@settings(often, max_examples=6)
@given(worlds, seeds)
def test_every_day_that_can_be_one_is_a_checkpoint(world: World, seed: int) -> None:
    days, told = (world.today - world.set_up_on).days, world.ledger()
    for number in Random(seed).sample(range(days), min(days, 6)):
        entries = summed_up(world, world.set_up_on + DAY * number)
        if entries is None:
            continue
        history = world.history(entries)
        assert held(history, world.now)
        found = ledger(history, world.now)
        assert found == replace(told, lately=found.lately)
        assert found.days == told.days
        assert found.lately == told.days[-len(found.lately) :]
        verdicts = [counts(history, each) for each in entries.recent]
        assert verdicts == [counts(world.history(), each) for each in entries.recent]


def test_late_logs_before_a_checkpoint_are_not_forgotten() -> None:
    world = World(weekdays=EVERY_DAY)
    for _ in range(2):
        world.wait(hours=24)
        world.log_yesterday(25)
        world.wait(hours=24)
    world.log(25)
    world.wait(hours=48)
    late = world.log_yesterday(25)
    entries = summed_up(world, world.today - DAY)
    assert entries is not None
    assert entries.recent == (late,)
    assert counts(world.history(entries), late) is Counts.TOO_MANY_LATE


def test_a_rest_day_that_was_worked_on_closes_no_gap() -> None:
    """A missed Saturday may still be made up for on Monday: Sunday, though done, is no checkpoint."""
    world = World()
    world.log(25)
    for hours in (72, 24, 48):  # Tuesday and Wednesday take the freezes, Saturday has none
        world.wait(hours=hours)
        world.log(25)
    sunday = world.today
    world.wait(hours=24)
    for _ in range(2):
        world.log(25)
    assert [row.state for row in world.ledger().days[-3:]] == [
        DayState.REPAIRED, DayState.DONE, DayState.DONE,
    ]  # fmt: skip
    found = checkpoint(world.history(), world.now, sunday)
    assert found is not None
    assert found.upto == sunday - DAY * 2


def steady(days: int) -> Kept:
    """Somebody who logs each day."""
    kept = Kept(World())
    for _ in range(days):
        kept.world.log(25)
        kept.world.wait(hours=24)
        kept.catch_up()
    return kept


def test_old_entries_are_not_read_for_the_ledger() -> None:
    kept = steady(200)
    assert kept.entries.earlier is not None
    assert len(kept.entries.recent) <= policy.AT_HAND_DAYS + policy.AGED_EVERY_DAYS + 8

    def unread() -> tuple[()]:
        raise AssertionError("an old entry was read")

    pages = tuple(replace(each, read=unread) for each in kept.entries.earlier.pages)
    bare = EntryLog(kept.entries.recent, replace(kept.entries.earlier, pages=pages))
    found = ledger(kept.world.history(bare), kept.world.now)
    assert found.streak == kept.world.ledger().streak
    assert found.longest == kept.world.ledger().longest
    counts(kept.world.history(bare), kept.entries.recent[-1])


@pytest.mark.parametrize("change", ["rest", "outage", "pause", "zone", "start"])
def test_a_checkpoint_of_another_past_does_not_hold(change: str) -> None:
    kept = steady(120)
    world = kept.world
    history = world.history(kept.entries)
    assert held(history, world.now)
    early = world.set_up_on + DAY * 20
    match change:
        case "rest":
            world.resting.append((early, early + DAY * 9))
        case "outage":
            world.outages.add(early)
        case "pause":
            world.now -= DAY * 90
            world.pause(3)
            world.now += DAY * 90
        case "zone":
            world.now -= DAY * 90
            world.set_rule(Rule("Pacific/Apia", 4))
            world.now += DAY * 90
        case "start":
            world.plan_from += DAY
    assert held(world.history(kept.entries), world.now) is None
    same_from_the_start = ledger(world.history(kept.entries), world.now)
    assert same_from_the_start.days == world.ledger().days
    kept.catch_up()
    assert kept.entries.earlier is not None
    assert held(world.history(kept.entries), world.now)
    same(kept)


def test_a_change_of_what_is_summed_up_tells_all_one_by_one_again() -> None:
    kept = steady(120)
    old = kept.entries[3]
    assert kept.entries.without(old).earlier is None
    assert kept.entries.changed(replace(old, minutes=5)).minutes == kept.entries.minutes - 20
    late = kept.entries.recent[-1]
    assert kept.entries.without(late).earlier is kept.entries.earlier


def test_there_is_no_checkpoint_in_a_gap() -> None:
    world = World()
    world.log(25)
    world.wait(hours=24 * 100)
    found = checkpoint(world.history(), world.now, world.today - DAY * 36)
    assert isinstance(found, LedgerCheckpoint)
    assert found.upto == world.set_up_on
