"""Milestones, which are reached once, ever (promise 4.3)."""

from bot.domain.learner import Learner
from bot.ports.leases import Hold
from bot.ports.store import Store, Work
from support.stores import NOW, Opener, do, enrol, loaded


async def celebrate(work: Work, learner: Learner) -> Learner:
    names = ["streak-3", "hours-10"]
    return await work.milestones.celebrate(learner, names, "e1", "terminal", NOW)


async def test_those_of_one_event_are_one_message_at_once(store: Store, another: Opener) -> None:
    recorded = await do(store, enrol, celebrate)
    other = await another()
    assert (await loaded(other)).milestones == recorded.milestones == {"streak-3", "hours-10"}
    (delivery_id,) = await other.deliveries.pending(["terminal"], NOW, 9)
    async with other.work() as work:
        delivery = await work.deliveries.take(delivery_id, Hold("me"))
    assert delivery is not None
    assert (delivery.kind, delivery.chat) == ("milestone", "chat-of-me")
    assert delivery.payload.split() == ["streak-3", "hours-10"]
