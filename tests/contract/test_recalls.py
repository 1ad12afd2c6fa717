"""Reviews and their answers (promise 12)."""

from dataclasses import replace

from bot.domain.learner import Learner
from bot.domain.recall.answers import RecallAnswer, Review, Sureness, open_review
from bot.ports.store import Store, Work
from support.stores import LATER, NOW, TODAY, Opener, do, enrol, loaded


async def begin(work: Work, learner: Learner) -> Learner:
    return await work.recalls.open(learner, Review(0, NOW, TODAY))


async def ask(work: Work, learner: Learner) -> Learner:
    shown = replace(learner.reviews[-1], question="loops", asked_at=NOW, given="naïve 🙂")
    return await work.recalls.change(learner, replace(shown, sure=Sureness.HALF, phase="basics"))


async def answer(work: Work, learner: Learner) -> Learner:
    of = learner.reviews[-1].id
    given = RecallAnswer(0, "loops", False, Sureness.NO, LATER, TODAY, of)
    return await work.recalls.answer(learner, given)


async def test_how_far_a_review_has_come_is_kept(store: Store, another: Opener) -> None:
    recorded = await do(store, enrol, begin, ask)
    found = await loaded(await another())
    assert found.reviews == recorded.reviews
    (review,) = found.reviews
    assert (review.question, review.given, review.sure) == ("loops", "naïve 🙂", Sureness.HALF)
    assert (review.phase, review.asked_at, review.is_open) == ("basics", NOW, True)


async def test_answers_are_loaded_in_their_order(store: Store, another: Opener) -> None:
    recorded = await do(store, enrol, begin, answer, answer)
    found = await loaded(await another())
    assert found.recalled == recorded.recalled
    assert [each.id for each in found.recalled] == sorted({each.id for each in found.recalled})
    assert not found.recalled[0].right


async def test_a_new_one_closes_the_open_one_as_it_stands(store: Store, another: Opener) -> None:
    recorded = await do(store, enrol, begin, ask, begin)
    older, newer = (await loaded(await another())).reviews
    assert (older, newer) == recorded.reviews
    assert (older.closed_at, older.question) == (NOW, "loops")
    assert open_review([older, newer]) == newer
    assert open_review([older]) is None
