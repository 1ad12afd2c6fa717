"""Two histories that become one (promise 7.1): what must hold whatever they are."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.calendar import Rule, RuleChange
from bot.domain.checkins import CheckinLog
from bot.domain.delivery import MessageKind, Nudge, NudgeLog
from bot.domain.enrolment import Enrolment, Move, MoveCause, Pacing
from bot.domain.entries import EntryLog
from bot.domain.history import Entry
from bot.domain.learner import Learner
from bot.domain.merging import keeper, left_out, merged
from bot.domain.nudges.due import dues
from bot.domain.plan import Anchor
from bot.domain.preferences import SettingChange, write_days
from bot.domain.reflection import Answer, Checkin, Question, open_checkin
from bot.domain.roadmap.choices import Mark
from bot.domain.streak.fold import ledger
from oracle import streak as oracle
from oracle.streak import Line, StoredLife
from oracle.world import DAY, EVERY_DAY, MONDAY_NOON, World

ZONES = ("Europe/Berlin", "America/New_York", "Asia/Tokyo", "Pacific/Kiritimati")

often = settings(
    max_examples=20, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)


def lived(world: World, rng: Random, days: int) -> World:
    """A life without moves and finishes."""
    until = world.now + DAY * days
    while world.now < until:
        if rng.random() < 0.7:
            world.log(rng.choice((None, 5, 25, 60)))
        if rng.random() < 0.1:
            world.log_yesterday(25)
        if rng.random() < 0.05:
            world.pause(rng.randint(1, 10))
        if rng.random() < 0.1:
            world.undo()
        world.wait(hours=rng.choice((5, 24, 24, 24, 48)))
    world.now = until
    return world


def learner_of(world: World, number: int, rng: Random, weekdays: frozenset[int]) -> Learner:
    """A learner with that life; ids are given to everybody in the order of making."""

    def numbered(at: datetime) -> int:
        return int((at - MONDAY_NOON) / timedelta(seconds=1)) * 2 + number

    begun = world.first.made_at
    values = {"tz": world.first.rule.zone, "days": write_days(weekdays)}
    enrolment = Enrolment(
        number,
        rng.choice(("six-month", "islands")),
        "1",
        begun,
        world.set_up_on,
        (Move(1, MoveCause.START, begun, world.set_up_on),),
        (Pacing(Anchor(1, world.plan_from), "standard", begun),),
    )
    opened = begun + timedelta(days=2)
    checkin = Checkin(
        numbered(opened), opened, world.set_up_on + 2 * DAY, 1, enrolment_id=number,
        answers=(Answer(Question.LEARNT, f"loops {number}", opened),),
        closed_at=rng.choice((None, opened)),
    )  # fmt: skip
    entries = tuple(
        replace(each, id=1_000_000 * number + each.id, enrolment_id=number)
        for each in world.entries
    )
    return Learner(
        id=number,
        name=f"number {number}",
        created_at=begun,
        settings=tuple(
            SettingChange(key, value, begun, world.set_up_on, proposal=True)
            for key, value in values.items()
        ),
        enrolments=(enrolment,),
        entries=EntryLog(entries),
        pauses=tuple(replace(each, id=1_000_000 * number + each.id) for each in world.pauses),
        marks=(Mark(number, "six-month", f"met/{rng.randint(0, 3)}", begun),),
        checkins=CheckinLog((checkin,)),
        nudges=NudgeLog([Nudge(MessageKind.DAILY_PROMPT, world.set_up_on, opened, went_out=True)]),
        milestones=frozenset(rng.sample(("streak:3", "hours:10", "week:x:1"), rng.randint(0, 3))),
        heard_at=(world.now - timedelta(hours=rng.randint(1, 50)),),
        acted_at=world.now - timedelta(hours=rng.randint(0, 5)),
    )


@st.composite
def pairs(draw: st.DrawFn, *, alike: bool) -> tuple[Learner, Learner, datetime]:
    """Two learners and an instant; `alike` have the same zone and study days."""
    seed = draw(st.integers(0, 2**32))
    rng = Random(seed)
    zone, days = rng.choice(ZONES), frozenset(rng.sample(range(7), rng.randint(3, 7)))
    ends = MONDAY_NOON + DAY * 60
    found = []
    for number in (1, 2):
        begins = MONDAY_NOON + DAY * rng.randint(0, 30)
        rule = Rule(zone if alike else rng.choice(ZONES))
        week = days if alike else frozenset(rng.sample(range(7), rng.randint(3, 7)))
        world = World(begins, rule, week)
        lived(world, rng, (ends - begins).days)
        found.append(learner_of(world, number, rng, week))
    return found[0], found[1], ends


def done(learner: Learner, now: datetime) -> set[date]:
    return {each.day for each in ledger(learner.history, now).days if each.state.value == "done"}


def told_by_oracle(learner: Learner, entries: Iterable[Entry], now: datetime) -> list[Line]:
    history = learner.history
    first = learner.first_enrolment
    begun = min(each.started_at for each in learner.enrolments)
    rule = history.timeline.rule(begun)
    return oracle.tell(
        StoredLife(
            first=RuleChange(begun, rule),
            changes=(),
            entries=sorted(entries, key=lambda each: each.id),
            study_days=history.study_days,
            pauses=history.pauses,
            set_up_on=first.started_on,
            plan_from=first.plan_from,
        ),
        now,
    )


@often
@given(pairs(alike=False))
def test_the_sum_does_not_depend_on_the_order(two: tuple[Learner, Learner, datetime]) -> None:
    anna, bert, now = two
    one, same = merged(anna, bert, now), merged(bert, anna, now)
    for part in ("entries", "pauses", "marks", "nudges", "milestones", "heard_at", "acted_at"):
        assert getattr(one, part) == getattr(same, part), part
    assert one.minutes() == same.minutes() == anna.minutes() + bert.minutes()
    answers = [[each.answers for each in whole.checkins] for whole in (one, same)]
    assert answers[0] == answers[1]
    assert {each.id for each in one.enrolments} == {each.id for each in same.enrolments}


@often
@given(pairs(alike=True))
def test_alike_all_that_follows_is_the_same(two: tuple[Learner, Learner, datetime]) -> None:
    anna, bert, now = two
    one, same = merged(anna, bert, now), merged(bert, anna, now)
    assert ledger(one.history, now) == ledger(same.history, now)


@often
@given(pairs(alike=False))
def test_nothing_is_lost_and_nothing_comes_twice(two: tuple[Learner, Learner, datetime]) -> None:
    anna, bert, now = two
    one = merged(anna, bert, now)
    assert sorted(one.entries, key=str) == sorted((*anna.entries, *bert.entries), key=str)
    assert len({each.id for each in one.entries}) == len(one.entries)
    assert {*one.pauses} == {*anna.pauses, *bert.pauses}
    assert one.milestones == anna.milestones | bert.milestones
    assert [each.id for each in one.checkins] == sorted(
        each.id for each in (*anna.checkins, *bert.checkins)
    )
    assert done(one, now) >= {
        each.day for each in one.entries if each.made_on == each.day and each.day <= one.today(now)
    }


@often
@given(pairs(alike=False))
def test_a_day_counts_less_only_where_it_was_logged_late(
    two: tuple[Learner, Learner, datetime],
) -> None:
    """And then it is told beforehand; either way round the same days (promises 2.5 and 7.1)."""
    anna, bert, now = two
    lost = left_out(merged(anna, bert, now), (anna, bert))
    on_the_day = {each.day for each in (*anna.entries, *bert.entries) if each.made_on == each.day}
    assert not lost & on_the_day
    both = done(anna, now) | done(bert, now)
    assert both - done(merged(anna, bert, now), now) <= lost


@often
@given(pairs(alike=True))
def test_alike_the_same_days_are_left_out(two: tuple[Learner, Learner, datetime]) -> None:
    anna, bert, now = two
    assert left_out(merged(anna, bert, now), two[:2]) == left_out(merged(bert, anna, now), two[:2])


@often
@given(pairs(alike=True))
def test_the_streak_of_the_union_is_the_oracles(two: tuple[Learner, Learner, datetime]) -> None:
    anna, bert, now = two
    one = merged(anna, bert, now)
    found = ledger(one.history, now)
    told = told_by_oracle(one, (*anna.entries, *bert.entries), now)
    rows = [(row.day, row.state.value, row.streak, row.freezes) for row in found.days]
    assert rows == [(line.day, line.state, line.streak, line.freezes) for line in told]
    days = [row.day for row in found.days]
    assert len(days) == len(set(days))


@often
@given(pairs(alike=False))
def test_the_makers_plan_is_kept(two: tuple[Learner, Learner, datetime]) -> None:
    anna, bert, now = two
    one = merged(anna, bert, now)
    assert (one.id, one.name, one.settings) == (anna.id, anna.name, anna.settings)
    assert one.enrolment == anna.enrolment
    assert [each.ended_at for each in one.enrolments] == [now, None]
    assert one.preferences == anna.preferences
    assert one.today(now) == anna.today(now)
    waiting = open_checkin(one.checkins.recent)
    assert waiting is None or waiting in anna.checkins
    prompted = {(each.kind, each.day) for each in one.nudges}
    assert not prompted & {(each.kind, each.day) for each in dues(one, now)}


@pytest.mark.parametrize("swapped", [False, True])
def test_who_is_not_set_up_has_no_plan_to_keep(swapped: bool) -> None:
    rng = Random(3)
    anna = learner_of(lived(World(), rng, 10), 1, rng, EVERY_DAY)
    bert = Learner(2, "bert", MONDAY_NOON)
    maker, other = (bert, anna) if swapped else (anna, bert)
    one = merged(maker, other, MONDAY_NOON + 11 * DAY)
    assert keeper(maker, other) is anna
    assert one.id == maker.id
    assert one.enrolment == anna.enrolment
    assert (one.settings, one.entries) == (anna.settings, anna.entries)


def test_late_entries_of_both_share_their_limit() -> None:
    """Two in seven days, the first ones; no minute is lost, and no day that was logged on itself.

    Which days were done late on either side is told by the entries alone, as for one history.
    """

    def late(first: int) -> Learner:
        """Somebody who logged the day before, on two days in a row."""
        world = World()
        world.wait(hours=24 * first)
        for _ in range(2):
            world.log_yesterday(25)
            world.wait(hours=24)
        world.log(25)
        return learner_of(world, first, Random(first), EVERY_DAY)

    anna, bert, now = late(1), late(3), MONDAY_NOON + 6 * DAY
    monday = anna.first_enrolment.started_on
    assert done(anna, now) == {monday + each * DAY for each in (0, 1, 3)}
    assert done(bert, now) == {monday + each * DAY for each in (2, 3, 5)}
    for one in (merged(anna, bert, now), merged(bert, anna, now)):
        assert done(one, now) == {monday + each * DAY for each in (0, 1, 3, 5)}
        assert left_out(one, (anna, bert)) == {monday + 2 * DAY}
        assert one.minutes() == anna.minutes() + bert.minutes()
