"""The tasks that the page of a study day named (promise 3.4)."""

from datetime import timedelta

from bot.domain import policy
from bot.domain.day.offers import DayOffer
from bot.domain.day.tasks import Task, TaskKind
from bot.domain.learner import Learner
from bot.ports.store import Store, Work
from support.stores import NOW, TODAY, Opener, do, enrol, loaded

TASKS = (Task(TaskKind.TOPIC, "loops", 45, 1, 2), Task(TaskKind.SLICE, "calculator.1.a", 40))


async def offer(work: Work, learner: Learner) -> Learner:
    return await work.offers.add(learner, DayOffer(0, "six-month", 1, TODAY, NOW, TASKS, 7))


async def offer_much_later(work: Work, learner: Learner) -> Learner:
    gap = timedelta(days=policy.OFFERS_KEPT_DAYS + 1)
    later = DayOffer(0, "six-month", 1, TODAY + gap, NOW + gap, TASKS)
    return await work.offers.add(learner, later)


async def test_what_was_named_is_loaded(store: Store, another: Opener) -> None:
    (recorded,) = (await do(store, enrol, offer)).offers
    assert (await loaded(await another())).offers == (recorded,)
    assert (recorded.tasks, recorded.after) == (TASKS, 7)


async def test_old_ones_may_go(store: Store, another: Opener) -> None:
    recorded = await do(store, enrol, offer, offer_much_later)
    assert len(recorded.offers) == 1
    assert (await loaded(await another())).offers == recorded.offers
