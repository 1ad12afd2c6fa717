"""Items of a roadmap that are done and credit no study day."""

import pytest

from bot.domain.learner import Learner
from bot.ports.store import Store, Work
from support.stores import LATER, NOW, Opener, do, enrol, loaded


async def mark(work: Work, learner: Learner) -> Learner:
    return await work.marks.add(learner, "six-month", "checklist/1", NOW)


async def take_back(work: Work, learner: Learner) -> Learner:
    return await work.marks.take_back(learner, learner.marks[-1], LATER)


@pytest.mark.soak
async def test_a_mark_is_kept(store: Store, another: Opener) -> None:
    (recorded,) = (await do(store, enrol, mark)).marks
    assert (await loaded(await another())).marks == (recorded,)
    assert (recorded.roadmap, recorded.item, recorded.made_at) == ("six-month", "checklist/1", NOW)


async def test_what_is_taken_back_is_not_there(store: Store, another: Opener) -> None:
    recorded = await do(store, enrol, mark, mark, take_back)
    assert len(recorded.marks) == 1
    assert (await loaded(await another())).marks == recorded.marks
