"""The days of groups, and their members' parts in them (promises 6.2 and 6.3)."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.domain.groups.count import CountStep, DayCount
from bot.domain.groups.day import MemberDay
from bot.domain.learner import Learner
from bot.ports.attendance import Learnt, Unknown
from bot.ports.groups import StudyGroup
from bot.ports.store import Store, Work
from bot.storage import attendance
from contract.test_groups import CLUB
from support.stores import NOW, TODAY, do, enrol, said

DAY = timedelta(days=1)
BEGAN = NOW - timedelta(hours=6)
ENDS = BEGAN + DAY
DONE = NOW + timedelta(hours=1)


@pytest.fixture
async def learner(store: Store) -> Learner:
    """Somebody who may join."""
    return await do(store, enrol)


@pytest.fixture
async def group(store: Store, learner: Learner) -> StudyGroup:
    """A group with a member, whose day has begun."""
    async with store.work() as work:
        group = await work.groups.start(CLUB, "Europe/Berlin", "en", NOW)
        await work.groups.join(group, learner, NOW, TODAY)
        await work.attendance.begin(group, {TODAY - DAY: None, TODAY: BEGAN})
        return group


async def looked_at(work: Work, group: StudyGroup, done: datetime | None) -> None:
    """The member is found to be expected from the day's beginning on, and done at an instant."""
    unknown = await work.attendance.unknown(group, [TODAY], NOW, 10)
    assert unknown is not None
    (known,) = await work.attendance.members(group, unknown.ids, TODAY)
    steps = (CountStep(BEGAN, 0, 1), *([CountStep(done, 1, 0)] if done else []))
    day = MemberDay(
        id=known.view.id,
        day=TODAY,
        begins=BEGAN,
        ends=ENDS,
        counts=True,
        goes_on=True,
        windows=((BEGAN, ENDS),),
        steps=steps,
    )
    await work.attendance.learn(group, unknown, [Learnt(known.view, False, None, (day,))])


async def test_days_begin_in_order(store: Store, group: StudyGroup) -> None:
    async with store.work() as work:
        assert await work.attendance.joined_first(group) == TODAY
        assert await work.attendance.last(group) == TODAY
        assert await work.attendance.began(group, TODAY - 9 * DAY) == {TODAY: BEGAN}
        await work.attendance.begin(group, {TODAY: NOW})
        assert await work.attendance.began(group, TODAY) == {TODAY: BEGAN}, "it began once"


async def test_who_is_not_known_is_looked_at_once(
    store: Store, group: StudyGroup, learner: Learner
) -> None:
    async with store.work() as work:
        wanted = await work.attendance.unknown(group, [TODAY], NOW, 10)
        assert wanted == Unknown((learner.id,), (TODAY,))
        assert await work.attendance.counts(group, [TODAY]) == []
        await looked_at(work, group, None)
        assert await work.attendance.unknown(group, [TODAY], NOW, 10) is None
        assert await work.attendance.next(group, TODAY) == ENDS
        assert await work.attendance.lived(group, [TODAY], NOW) == [TODAY]


async def test_a_day_is_counted_on_by_its_steps(store: Store, group: StudyGroup) -> None:
    async with store.work() as work:
        await looked_at(work, group, DONE)
        assert await work.attendance.unknown(group, [TODAY], NOW, 10) is None
        (day,) = await work.attendance.counts(group, [TODAY])
        expected, done = CountStep(BEGAN, 0, 1), CountStep(DONE, 1, 0)
        assert await work.attendance.steps(group, day, NOW) == [expected]
        assert await work.attendance.steps(group, day, DONE) == [expected, done]
        counted = DayCount(TODAY, BEGAN, ENDS, NOW, 0, 1)
        await work.attendance.keep(group, counted)
        assert await work.attendance.counts(group, [TODAY]) == [counted]
        assert await work.attendance.steps(group, counted, DONE) == [done]
        assert await work.attendance.next_instant(group, [TODAY], NOW) == DONE


@pytest.mark.parametrize("at_once", [1, 2, 250])
async def test_a_board_is_told_of_those_whom_it_concerns(
    store: Store, group: StudyGroup, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    monkeypatch.setattr(attendance, "NAMED_AT_ONCE", at_once)
    lives = (  # when their day ends, whether they are expected, when they have done it, named
        (ENDS, True, None, True),
        (ENDS + timedelta(hours=2), True, DONE, True),
        (ENDS + timedelta(hours=3), False, NOW, True),
        (ENDS - timedelta(hours=3), False, None, True),
        (ENDS + timedelta(hours=1), True, NOW, False),
        (ENDS, True, DONE, True),
    )
    async with store.work() as work:
        for number in range(1, len(lives)):
            learner = await enrol(
                work, await work.learners.by_origin(said(by=f"m{9 - number}").origin, NOW)
            )
            await work.groups.join(group, learner, NOW, TODAY)
        unknown = await work.attendance.unknown(group, [TODAY], NOW, 10)
        assert unknown is not None
        known = await work.attendance.members(group, unknown.ids, TODAY)
        found = []
        for each, (ends, expected, done, named) in zip(known, lives, strict=True):
            steps = [CountStep(BEGAN, 0, 1)] if expected else []
            steps += [CountStep(done, 1, 0)] if done else []
            day = MemberDay(
                each.view.id, TODAY, BEGAN, ends, True, True, ((BEGAN, ends),), tuple(steps)
            )
            view = replace(each.view, shows_name=named, zone="Asia/Tokyo", is_in=True)
            found.append(Learnt(view, False, None, (day,)))
        await work.attendance.learn(group, unknown, found)
        read = work.attendance
        assert await read.ends(group, TODAY, NOW) == (ENDS, ENDS + timedelta(hours=2))
        assert await read.ends(group, TODAY, BEGAN - DAY) is None
        assert await read.one_zone(group, TODAY) == "Asia/Tokyo"
        assert await read.studied(group, TODAY, NOW) == ("M7",)
        assert await read.studied(group, TODAY, DONE) == ("M4", "M7", "M8")
        other = replace(found[2], view=replace(found[2].view, zone="Europe/Berlin"))
        await work.attendance.learn(group, Unknown((other.view.id,), (TODAY,)), [other])
        assert await read.one_zone(group, TODAY) is None
        assert await read.one_zone(group, TODAY + DAY) is None


async def test_what_nobody_asks_about_any_more_goes(store: Store, group: StudyGroup) -> None:
    async with store.work() as work:
        await looked_at(work, group, DONE)
        assert await work.attendance.unknown(group, [TODAY], NOW, 10) is None
        await work.attendance.let_go(group, TODAY + DAY)
        assert await work.attendance.counts(group, [TODAY]) == []
        assert await work.attendance.next(group, TODAY) is None
        assert await work.attendance.began(group, TODAY) == {TODAY: BEGAN}, "days stay"
