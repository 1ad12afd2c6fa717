"""What a wrong clock left behind is mended (promise 1.5)."""

from datetime import timedelta

from bot.domain.delivery import Due, MessageKind
from bot.ports.repair import Planned
from bot.ports.store import Store
from support.stores import LATER, NOW, TODAY, Opener, do, enrol, replied, said

FAR = NOW + timedelta(days=900)


async def test_what_is_planned_too_far_ahead_is_found_in_sets(store: Store) -> None:
    learner = await do(store, enrol)
    dues = [
        Due(MessageKind.DAILY_PROMPT, TODAY, FAR),
        Due(MessageKind.CHECKIN, TODAY, FAR),
        Due(MessageKind.STREAK_SAVER, TODAY, LATER),
    ]
    async with store.work() as work:
        await work.learners.keep(learner, dues, NOW)
    horizons = dict.fromkeys(MessageKind, NOW + timedelta(days=30))
    found = await store.repair.planned_beyond(horizons, None, 9)
    assert list(found) == [
        Planned(FAR, learner.id, MessageKind.CHECKIN),
        Planned(FAR, learner.id, MessageKind.DAILY_PROMPT),
    ]
    assert list(await store.repair.planned_beyond(horizons, None, 1)) == list(found[:1])
    assert list(await store.repair.planned_beyond(horizons, found[0], 9)) == list(found[1:])


async def test_groups_that_would_be_looked_at_far_ahead_are_looked_at_now(store: Store) -> None:
    async with store.work() as work:
        group = await work.groups.start(said().origin, "Europe/Berlin", "en", NOW)
        await work.groups.look_again(group, FAR)
    await store.repair.look_at_groups(LATER, NOW)
    async with store.work() as work:
        assert list(await work.groups.due(NOW, 9)) == [group.id]


async def test_what_bears_an_instant_to_come_was_done_now(store: Store, another: Opener) -> None:
    await replied(store, said(), FAR)
    await store.repair.set_right(NOW)
    assert await (await another()).last_instant() == NOW
