"""Focus timers (promise 14.1)."""

from datetime import timedelta

from bot.domain.delivery import FOCUS_OVER, Due, MessageKind
from bot.domain.focus import Focus
from bot.domain.history import EntryKind
from bot.domain.learner import Learner, stamped
from bot.ports.store import Store, Work
from support.stores import LATER, NOW, TODAY, Opener, do, enrol, loaded

TIMER = Focus(NOW, 40, NOW, "terminal", "naïve 🙂")


async def begin(work: Work, learner: Learner) -> Learner:
    return await work.timers.keep(learner, TIMER)


async def pause(work: Work, learner: Learner) -> Learner:
    assert learner.focus
    return await work.timers.keep(learner, learner.focus.pause(LATER))


async def end(work: Work, learner: Learner) -> Learner:
    assert learner.focus
    learner = await work.timers.keep(learner, learner.focus.end(LATER))
    return await work.entries.log(learner, stamped(learner, LATER, EntryKind.FOCUS, minutes=10))


async def name_it(work: Work, learner: Learner) -> Learner:
    return await work.entries.set_note(learner, learner.entries[-1], "flask “routes”")


async def test_a_timer_is_kept_as_it_stands(store: Store, another: Opener) -> None:
    assert (await do(store, enrol, begin)).focus == TIMER
    recorded = await do(store, pause)
    found = (await loaded(await another())).focus
    assert found == recorded.focus == TIMER.pause(LATER)
    assert found.ran == timedelta(minutes=10)
    await do(store, end, name_it)
    learner = await loaded(await another())
    assert learner.focus
    assert learner.focus.ended_at == LATER
    assert [(each.minutes, each.note) for each in learner.entries] == [(10, "flask “routes”")]


async def test_a_new_one_takes_the_place_of_the_old(store: Store, another: Opener) -> None:
    await do(store, enrol, begin, end, begin)
    assert (await loaded(await another())).focus == TIMER


async def test_two_ends_of_one_day_are_two_deliveries(store: Store) -> None:
    """A kind that comes once a day is told apart by its day, the end of a timer by its instant."""
    me = (await do(store, enrol)).id
    for minutes in (1, 2, 2):
        at = NOW + timedelta(minutes=minutes)
        async with store.work() as work:
            learner = await work.learners.by_id(me)
            due = Due(MessageKind.NOTICE, TODAY, at, FOCUS_OVER)
            await work.learners.keep(learner, [due], NOW)
        assert await store.deliveries.claim_due(at, 9) == 1
    late = NOW + timedelta(days=9)
    ids = await store.deliveries.pending(["terminal"], late, 9)
    assert len(ids) == 2
    assert not await store.deliveries.expire(["terminal"], late, 9), "it is told however late"
    assert await store.deliveries.due(late, 9) == []


async def test_a_board_sees_the_timers_of_its_members(store: Store) -> None:
    async def join(work: Work, learner: Learner) -> Learner:
        from support.stores import said

        group = await work.groups.start(said().origin, "UTC", "en", NOW)
        await work.groups.join(group, learner, NOW, TODAY)
        return learner

    await do(store, enrol, begin, join)
    async with store.work() as work:
        (group_id,) = await work.groups.due(LATER, 9)
        group = await work.groups.take(group_id)
        (member,) = await work.attendance.members(group, [1], TODAY)
    assert member.view.timer_ends == TIMER.ends_at
