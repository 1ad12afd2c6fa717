"""Questions about learners' own code (promise 13)."""

from dataclasses import replace

from bot.domain.explain.found import Explanation, ShownQuestion
from bot.domain.learner import Learner
from bot.ports.store import Store, Work
from support.stores import LATER, NOW, TODAY, Opener, do, enrol, loaded

ASKED = ShownQuestion("binds", 3, 'x = "naïve 🙂"', "Which?", "So.", ("x", "y", "z"), 1)


async def begin(work: Work, learner: Learner) -> Learner:
    return await work.explanations.begin(
        learner, Explanation(0, NOW, TODAY, (ASKED, ASKED), "A calculator")
    )


async def answer(work: Work, learner: Learner) -> Learner:
    newest = learner.explanations[-1]
    answered = replace(newest, questions=(replace(ASKED, picked=1), ASKED), finished_at=LATER)
    return await work.explanations.change(learner, answered)


async def test_questions_and_answers_are_kept(store: Store, another: Opener) -> None:
    recorded = await do(store, enrol, begin, begin, answer)
    found = (await loaded(await another())).explanations
    assert found == recorded.explanations
    assert [each.open_place for each in found] == [0, 1]
    assert found[1].questions[0].is_right
    assert not found[1].questions[1].is_right
    assert (found[1].project, found[1].finished_at) == ("A calculator", LATER)
