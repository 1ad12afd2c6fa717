"""A learner's roadmap, its pace, moves and choices (promise 3)."""

import pytest

from bot.domain.forecast import KeptForecast
from bot.domain.learner import Learner, MoveCause
from bot.domain.plan import Anchor
from bot.ports.store import Store, Work
from support.stores import LATER, NOW, TODAY, Opener, do, enrol, loaded


async def on_to_week_2(work: Work, learner: Learner) -> Learner:
    return await work.enrolments.move(learner, 2, MoveCause.NEXT, now=LATER, today=TODAY)


async def test_the_parts_of_an_enrolment(store: Store, another: Opener) -> None:
    await do(store, enrol, on_to_week_2)
    enrolment = (await loaded(await another())).enrolment
    assert enrolment is not None
    assert (enrolment.roadmap, enrolment.version) == ("six-month", "1.0")
    assert (enrolment.started_at, enrolment.started_on) == (NOW, TODAY)
    assert [(each.week, each.cause) for each in enrolment.moves] == [
        (1, MoveCause.START),
        (2, MoveCause.NEXT),
    ]
    assert [(each.anchor, each.pace) for each in enrolment.pacings] == [(Anchor(1, TODAY), "slow")]


async def test_what_was_chosen_at_a_fork_is_loaded(store: Store, another: Opener) -> None:
    async def choose(work: Work, learner: Learner) -> Learner:
        return await work.enrolments.choose(learner, "web", "django", now=LATER, today=TODAY)

    recorded = await do(store, enrol, choose)
    assert recorded.enrolment is not None
    assert [(each.branch, each.option) for each in recorded.enrolment.choices] == [
        ("web", "django")
    ]
    assert await loaded(await another()) == recorded


async def test_kept_forecasts_are_loaded_with_their_enrolment(
    store: Store, another: Opener
) -> None:
    async def keep(work: Work, learner: Learner) -> Learner:
        return await work.enrolments.keep_forecast(learner, KeptForecast(LATER, TODAY, 90, 120))

    recorded = await do(store, enrol, keep, keep)
    found = await loaded(await another())
    assert found == recorded
    assert found.enrolment is not None
    assert [each.p85_days for each in found.forecasts] == [120, 120]


async def test_without_a_roadmap_there_is_nothing_to_move_in(store: Store) -> None:
    with pytest.raises(IndexError):
        await do(store, on_to_week_2)


async def test_a_new_roadmap_takes_the_place_of_the_old(store: Store, another: Opener) -> None:
    async def switch(work: Work, learner: Learner) -> Learner:
        return await work.enrolments.enrol(learner, "islands", "2.0", now=LATER, today=TODAY)

    recorded = await do(store, enrol, on_to_week_2, switch)
    found = await loaded(await another())
    assert found == recorded
    assert [each.roadmap for each in found.enrolments] == ["six-month", "islands"]
    assert found.enrolment is not None
    assert [each.week for each in found.enrolment.moves] == [1]
