"""Groups against their oracle, and what must hold for every group (promises 6.2 to 6.4)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from math import ceil
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.calendar import Rule
from bot.domain.entries import EntryLog
from bot.domain.groups.count import QuorumChange, needed
from bot.domain.groups.day import Group
from bot.domain.groups.history import MemberHistory
from bot.domain.groups.known import Diary, Knowledge
from bot.domain.groups.streak import Settlement, SettlementOutcome, streak
from bot.domain.streak.fold import DayState, History, checkpoint, ledger
from bot.domain.streak.pauses import days_of as days_between
from oracle.group import Past, SlowGroup, told_streak
from oracle.group_world import DAY, GroupWorld, MemberWorld
from support.whole_group import WholeGroup

ZONES = (
    "Pacific/Auckland", "Asia/Kathmandu", "Europe/Berlin", "America/New_York", "Pacific/Honolulu",
    "Pacific/Kiritimati",
)  # fmt: skip
START = datetime(2026, 3, 2, 11, 7, tzinfo=UTC)

often = settings(
    max_examples=8, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)
seldom = settings(often, max_examples=7)


def act(member: MemberWorld, rng: Random) -> None:
    """Something that is seldom done."""
    match rng.randrange(11):
        case 0:
            member.log(30, member.today - DAY * rng.randint(2, 9))
        case 1:
            member.pause(rng.randint(1, 5))
        case 2:
            member.resume()
        case 3:
            member.study_on(frozenset(rng.sample(range(7), rng.randint(3, 7))))
        case 4:
            member.set_rule(Rule(rng.choice(ZONES), rng.choice((0, 4, 4, 20))))
        case 5:
            member.outage(member.today - DAY * rng.randint(0, 1))
        case 6:
            member.finish()
        case 7 | 8:
            member.go_back()
        case 9:
            member.leave()
        case _:
            member.join()


def live(
    seed: int, days: int, many: int, look: Callable[[GroupWorld], None] = lambda world: None
) -> GroupWorld:
    """Some weeks of a group of very different people."""
    rng = Random(seed)
    members = [
        MemberWorld(
            number,
            START,
            Rule(rng.choice(ZONES), rng.choice((0, 4, 4, 4, 20))),
            frozenset(rng.sample(range(7), rng.choice((3, 6, 7, 7)))),
            rng.choice((0, 0, 0, 2)),
        )
        for number in range(1, many + 1)
    ]
    world = GroupWorld(members, START)
    diligence = {each.id: rng.choice((0.0, 0.3, 0.6, 0.9)) for each in members}
    restlessness = rng.choice((0.0, 0.02, 0.08))
    joining = {each.id: rng.choice((0, 0, 0, 3)) for each in members}
    until = START + DAY * days
    while world.now < until:
        for member in rng.sample(members, len(members)):
            if world.now >= START + DAY * joining[member.id] and not member.stays:
                member.join()
            step(member, diligence[member.id], restlessness, rng)
        if rng.random() < restlessness:
            world.quorums.append(QuorumChange(world.now, rng.randint(1, 100)))
        if rng.random() < 0.3:
            look(world)
        world.wait(hours=rng.choice((1.25, 5, 7, 8)))
    return world


def step(member: MemberWorld, diligence: float, restlessness: float, rng: Random) -> None:
    if rng.random() < diligence / 3:
        member.log(rng.choice((None, 10, 25)))
    if rng.random() < 0.03:
        member.log_yesterday(25)
    if rng.random() < 0.05:
        member.undo()
    if rng.random() < restlessness:
        act(member, rng)


lives = st.builds(live, st.integers(0, 2**32), st.integers(4, 40), st.integers(2, 5))


def days_of(world: GroupWorld) -> list[date]:
    first = START.date()
    return [first + DAY * number for number in range(-1, (world.now - START).days + 3)]


def some_instants(world: GroupWorld, seed: int, many: int) -> list[datetime]:
    rng = Random(seed)
    minutes = int((world.now - START).total_seconds() // 60)
    return [START + timedelta(minutes=rng.randint(0, minutes)) for _ in range(many)]


@often
@given(lives, st.integers(0, 2**32))
def test_group_days_agree_with_their_oracle(world: GroupWorld, seed: int) -> None:
    agree(world, seed)


@pytest.mark.soak
@settings(often, max_examples=200)
@given(lives, st.integers(0, 2**32))
def test_many_more_group_days_agree_with_their_oracle(world: GroupWorld, seed: int) -> None:
    agree(world, seed)


def agree(world: GroupWorld, seed: int) -> None:
    group = world.group()
    slow = SlowGroup(world.members, world.quorums, world.now)
    for day in days_of(world):
        assert group.began(day) == slow.began(day)
        assert group.settlement(day, world.now) == slow.settlement(day, world.now)
    for at in some_instants(world, seed, 3):
        for day in (at.date() - DAY, at.date()):
            assert group.settlement(day, at) == slow.settlement(day, at)
            standing = group.standing(day, at)
            if standing and not slow.all_closed(day, at):
                assert standing.expected == slow.expected(day, at)
                assert standing.done == slow.done(day, at)


@seldom
@given(lives, st.integers(0, 2**32))
def test_who_is_inactive_agrees_with_the_oracle(world: GroupWorld, seed: int) -> None:
    slow = SlowGroup(world.members, world.quorums, world.now)
    for at in [*some_instants(world, seed, 2), world.now]:
        tomorrow = {each.id: each.timeline.day(at) + DAY for each in world.members}
        told = {who for who, day in tomorrow.items() if slow.inactive(who, day, at)}
        assert world.group().inactive(at) == told


@seldom
@given(lives, st.integers(0, 2**32))
def test_no_order_matters(world: GroupWorld, seed: int) -> None:
    """Of members, of what is stored about them, of quorums, of asking (promise 6.3)."""
    rng = Random(seed)
    shuffled = WholeGroup(
        [mixed(each.member(), rng) for each in rng.sample(world.members, len(world.members))],
        rng.sample(world.quorums, len(world.quorums)),
    )
    group, days = world.group(), days_of(world)
    asked = {day: shuffled.settlement(day, world.now) for day in rng.sample(days, len(days))}
    assert asked == {day: group.settlement(day, world.now) for day in days}
    settled = [each for each in asked.values() if each]
    assert streak(settled) == streak(sorted(settled, key=lambda each: each.day))


def mixed(member: MemberHistory, rng: Random) -> MemberHistory:
    return replace(
        member,
        stays=tuple(rng.sample(member.stays, len(member.stays))),
        entries=tuple(rng.sample(member.entries, len(member.entries))),
        study_days=tuple(rng.sample(member.study_days, len(member.study_days))),
        pauses=tuple(rng.sample(member.pauses, len(member.pauses))),
        resting=tuple(rng.sample(member.resting, len(member.resting))),
        outages=tuple(rng.sample(member.outages, len(member.outages))),
    )


@often
@given(st.integers(0, 2**32), st.integers(4, 20), st.integers(2, 5))
def test_a_settled_day_is_never_rewritten(seed: int, days: int, many: int) -> None:
    """Whatever comes later: undo, late logs, repairs, pauses, moves, joining, leaving (6.3)."""
    seen: dict[date, Settlement] = {}
    looked: list[tuple[datetime, date, Settlement | None]] = []

    def look(world: GroupWorld) -> None:
        group = world.group()
        for day in group.unsettled(seen, world.now):
            settled = group.settlement(day, world.now)
            looked.append((world.now, day, settled))
            if settled:
                seen[day] = settled

    world = live(seed, days, many, look)
    group = world.group()
    for at, day, settled in looked:
        assert group.settlement(day, at) == settled
    assert {day: group.settlement(day, world.now) for day in seen} == seen
    assert all(group.settlement(day, each.at) == each for day, each in seen.items())


@often
@given(lives)
def test_what_holds_for_every_settled_day(world: GroupWorld) -> None:
    group = world.group()
    for day in days_of(world):
        settled = group.settlement(day, world.now)
        began = group.began(day)
        if not settled or not began:
            continue
        before = group.settlement(day, settled.at - timedelta.resolution)
        assert before is None
        assert began <= settled.at
        assert 0 <= settled.done <= settled.expected <= len(world.members)
        assert (settled.outcome is SettlementOutcome.SUCCESS) == (settled.done >= settled.needed)
        assert (settled.outcome is SettlementOutcome.NEUTRAL) == (settled.expected < 2)
        if settled.outcome is not SettlementOutcome.SUCCESS:
            assert all(
                each.timeline.day(settled.at) > day + DAY
                for each in world.members
                if any(stay.joined_at <= settled.at and stay.holds(day) for stay in each.stays)
            )


@often
@given(st.integers(0, 2**32), st.integers(20, 100), st.sampled_from((0.5, 0.8, 0.95)))
def test_freezes_agree_with_the_ledger(seed: int, days: int, diligence: float) -> None:
    """What a group asks of a member's ledger is what the ledger says as the day ends (6.2)."""
    rng = Random(seed)
    member = MemberWorld(1, START, Rule(rng.choice(ZONES)), plan_in=rng.choice((0, 3)))
    restlessness = rng.choice((0, 0.01, 0.05))
    while member.now < START + DAY * days:
        step(member, diligence, restlessness, rng)
        member.wait(hours=rng.choice((3, 8, 8)))
        if rng.random() < 0.1:
            member.log(10)
            member.log(10)
    assert_agrees(member)


def assert_agrees(member: MemberWorld) -> None:
    past, history = Past(member, member.now), member.member()
    for day in days_between(member.set_up_on, member.today - DAY):
        end = member.timeline.ends(day)
        told = past.life(end)
        rows = ledger(
            History(
                EntryLog(told.entries), tuple(told.study_days), tuple(told.pauses), member.timeline,
                member.set_up_on, member.plan_from, tuple(told.resting), told.outages,
            ),
            end,
        ).days  # fmt: skip
        states = {row.day: row.state for row in rows}
        known = Knowledge(history, Diary(history), end)
        assert known.is_frozen(day) == (states.get(day) is DayState.FROZEN)
        if states.get(day) in {DayState.EXCUSED, DayState.FROZEN, DayState.MISSED}:
            assert known.is_excused(day) == (states[day] is DayState.EXCUSED)


@given(st.integers(0, 5000), st.integers(1, 100))
def test_the_quorum_is_exact(expected: int, percent: int) -> None:
    """Promise 6.2."""
    assert needed(expected, percent) == max(2, ceil(Fraction(percent, 100) * expected))


outcomes = st.lists(
    st.builds(
        lambda letter, gap: (letter, gap),
        st.sampled_from("SSSSSSSS1FN"),
        st.sampled_from((1, 1, 2)),
    ),
    max_size=60,
)


@given(outcomes, st.integers(0, 2**32))
def test_the_group_streak_agrees_with_its_oracle(days: list[tuple[str, int]], seed: int) -> None:
    """Promises 6.3 and 6.4: in the order of days, whatever the order of settlement."""
    day, settled = START.date(), []
    for letter, gap in days:
        day += DAY * gap
        settled.append(settlement(day, letter))
    mixed_up = Random(seed).sample(settled, len(settled))
    told = streak(mixed_up)
    rows = [(row.day, row.state.value, row.streak, row.freezes) for row in told.days]
    assert rows == told_streak(settled)
    assert (told.streak, told.freezes) == ((rows[-1][2], rows[-1][3]) if rows else (0, 0))
    assert told.longest == max((row[2] for row in rows), default=0)


def settlement(day: date, letter: str) -> Settlement:
    """A settled day: `S` success, `1` one short, `F` two short, `N` neutral."""
    outcome, done, expected = {
        "S": (SettlementOutcome.SUCCESS, 3, 4), "1": (SettlementOutcome.FAILURE, 2, 4), "F": (SettlementOutcome.FAILURE, 1, 4),
        "N": (SettlementOutcome.NEUTRAL, 1, 1),
    }[letter]  # fmt: skip
    return Settlement(day, outcome, START, done, expected, needed(expected, 60))


@seldom
@given(st.integers(0, 2**32), st.integers(30, 60), st.sampled_from((0.5, 0.8, 0.95)))
def test_from_a_checkpoint_on_it_is_the_same(seed: int, days: int, diligence: float) -> None:
    """What a group asks of a member needs no entry of before the checkpoint of their ledger."""
    rng = Random(seed)
    member = MemberWorld(1, START, Rule(rng.choice(ZONES)), plan_in=rng.choice((0, 3)))
    member.join()
    restlessness = rng.choice((0, 0.01, 0.05))
    while member.now < START + DAY * days:
        step(member, diligence, restlessness, rng)
        member.wait(hours=rng.choice((3, 8, 8)))
    history = member.member()
    told = Past(member, member.now).life(member.now)
    whole = History(
        EntryLog(told.entries), tuple(told.study_days), tuple(told.pauses), member.timeline,
        member.set_up_on, member.plan_from, tuple(told.resting), told.outages,
    )  # fmt: skip
    since = checkpoint(whole, member.now, START.date() + DAY * (days - 20))
    if since is None:
        return
    late = tuple(each for each in history.entries if each.fact.made_on > since.upto)
    began = WholeGroup([history]).days
    one = Group([history], began)
    other = Group([replace(history, entries=late, since=since)], began)
    for day in days_between(since.upto + 14 * DAY, member.today):
        assert one.day(1, day) == other.day(1, day)
        assert one.is_inactive(1, began.get(day, member.now)) == other.is_inactive(
            1, began.get(day, member.now)
        )
