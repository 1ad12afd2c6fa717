"""Pauses (promise 2.7)."""

from datetime import timedelta

from bot.domain.history import Pause
from bot.domain.learner import Learner
from bot.ports.store import Store, Work
from support.stores import LATER, NOW, TODAY, Opener, do, enrol, loaded

LAST = TODAY + timedelta(days=6)


async def begin(work: Work, learner: Learner) -> Learner:
    return await work.pauses.begin(learner, Pause(0, NOW, TODAY, TODAY, LAST, LAST))


async def end(work: Work, learner: Learner) -> Learner:
    return await work.pauses.end(learner, learner.pauses[-1], TODAY, now=LATER)


async def test_a_pause_lasts_as_it_was_asked_for(store: Store, another: Opener) -> None:
    (recorded,) = (await do(store, enrol, begin)).pauses
    assert recorded.id
    assert (await loaded(await another())).pauses == (recorded,)
    assert (recorded.first, recorded.last) == (TODAY, LAST)


async def test_a_pause_that_ends_early_keeps_what_was_asked_for(
    store: Store, another: Opener
) -> None:
    await do(store, enrol, begin, end)
    (pause,) = (await loaded(await another())).pauses
    assert (pause.last, pause.asked_last) == (TODAY, LAST)
