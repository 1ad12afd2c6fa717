"""Logged pieces of study: never rewritten, but taken back (promise 2.9)."""

from bot.domain.history import EntryKind
from bot.domain.learner import Learner, stamped
from bot.ports.store import Store, Work
from support.stores import LATER, NOW, Opener, do, enrol, loaded, log


async def test_each_entry_gets_an_id_and_comes_last(store: Store, another: Opener) -> None:
    recorded = await do(store, enrol, log, log)
    first, second = recorded.entries
    assert first.id < second.id
    assert (await loaded(await another())).entries == (first, second)


async def test_minutes_are_filled_in_later(store: Store, another: Opener) -> None:
    async def fill_in(work: Work, learner: Learner) -> Learner:
        learner = await work.entries.log(learner, stamped(learner, NOW, EntryKind.DONE))
        return await work.entries.set_minutes(learner, learner.entries[-1], 50)

    await do(store, enrol, log, fill_in)
    assert [each.minutes for each in (await loaded(await another())).entries] == [25, 50]


async def test_what_is_taken_back_is_not_there(store: Store, another: Opener) -> None:
    async def take_back(work: Work, learner: Learner) -> Learner:
        return await work.entries.take_back(learner, learner.entries[0], LATER)

    recorded = await do(store, enrol, log, log, take_back)
    assert len(recorded.entries) == 1
    assert (await loaded(await another())).entries == recorded.entries


async def test_an_opened_topic_leaves_the_day_its_credit(store: Store, another: Opener) -> None:
    async def untick(work: Work, learner: Learner) -> Learner:
        ticked = stamped(learner, NOW, EntryKind.TICK, topic="six-month/loops")
        learner = await work.entries.log(learner, ticked)
        return await work.entries.untick(learner, learner.entries[-1], LATER)

    await do(store, enrol, untick)
    (entry,) = (await loaded(await another())).entries
    assert (entry.topic, entry.unticked) == ("six-month/loops", True)
