"""The weekly check-ins and their answers (promise 5)."""

from bot.domain.learner import Learner
from bot.domain.reflection import Answer, Checkin, Question
from bot.ports.store import Store, Work
from support.stores import LATER, NOW, TODAY, Opener, do, enrol, loaded


async def begin(work: Work, learner: Learner) -> Learner:
    return await work.checkins.open(learner, Checkin(0, NOW, TODAY, 1))


async def answer(work: Work, learner: Learner) -> Learner:
    return await work.checkins.answer(
        learner, learner.checkins[-1], Answer(Question.LEARNT, "loops 🙈", LATER)
    )


async def skip(work: Work, learner: Learner) -> Learner:
    return await work.checkins.answer(
        learner, learner.checkins[-1], Answer(Question.BUILT, None, LATER)
    )


async def finish(work: Work, learner: Learner) -> Learner:
    return await work.checkins.close(
        learner, learner.checkins[-1], now=LATER, today=TODAY, late_by=-2
    )


async def test_answers_are_loaded_in_their_order(store: Store, another: Opener) -> None:
    recorded = await do(store, enrol, begin, answer, skip)
    (checkin,) = (await loaded(await another())).checkins
    assert (checkin,) == recorded.checkins
    assert checkin.latest == {Question.LEARNT: "loops 🙈", Question.BUILT: None}
    assert checkin.is_open


async def test_a_finished_one_keeps_how_late_it_was(store: Store, another: Opener) -> None:
    await do(store, enrol, begin, answer, finish)
    (checkin,) = (await loaded(await another())).checkins
    assert (checkin.closed_at, checkin.finished_on, checkin.late_by) == (LATER, TODAY, -2)


async def test_a_new_one_closes_the_open_one_as_it_stands(store: Store, another: Opener) -> None:
    recorded = await do(store, enrol, begin, answer, begin)
    older, newer = (await loaded(await another())).checkins
    assert (older, newer) == recorded.checkins
    assert (older.is_open, older.finished_on, newer.is_open) == (False, None, True)
