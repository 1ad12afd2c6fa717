"""What falls due, what is sent, and what became of it (promise 9)."""

import asyncio
from datetime import datetime, timedelta

import pytest

from bot.chat.variants import as_stored
from bot.domain.delivery import Delivery, DeliveryState, Due, MessageKind
from bot.domain.learner import Learner
from bot.ports.deliveries import Failure
from bot.ports.leases import Hold
from bot.ports.store import Store
from support.stores import LATER, NOW, TODAY, Opener, answer, do, enrol, loaded

ON = ["terminal"]
MINE, THEIRS = Hold("mine"), Hold("theirs")
PROMPT = Due(MessageKind.DAILY_PROMPT, TODAY, NOW)


@pytest.fixture
async def learner(store: Store) -> Learner:
    """Somebody to whom a prompt is due."""
    learner = await do(store, enrol)
    await plan(store, learner, PROMPT)
    return learner


async def plan(store: Store, learner: Learner, *dues: Due) -> None:
    async with store.work() as work:
        await work.learners.keep(learner, dues, NOW)


async def waiting(store: Store, now: datetime = LATER) -> list[int]:
    return await store.deliveries.pending(ON, now, 9)


async def begun(store: Store, learner: Learner, hold: Hold = MINE) -> Delivery:
    """The delivery that waits, under way."""
    await store.deliveries.claim_due(LATER, 9)
    (number,) = await waiting(store)
    async with store.work() as work:
        delivery = await work.deliveries.take(number, hold)
        assert delivery is not None
        await work.deliveries.begin_sending(learner, delivery, delivery.kind, answer(), LATER)
        return delivery


async def test_a_nudge_becomes_one_delivery(
    store: Store, another: Opener, learner: Learner
) -> None:
    other = await another()
    assert await store.deliveries.claim_due(NOW - timedelta(seconds=1), 9) == 0
    claimed = await asyncio.gather(*(each.deliveries.claim_due(NOW, 9) for each in (store, other)))
    assert sorted(claimed) == [0, 1]
    await plan(store, learner, PROMPT)
    await other.deliveries.claim_due(NOW, 9)
    assert len(await waiting(other)) == 1


async def test_one_nudge_alone(store: Store, learner: Learner) -> None:
    await store.deliveries.put_off(learner.id, "daily_prompt", LATER)
    assert list(await store.deliveries.due(NOW, 9)) == []
    assert list(await store.deliveries.due(LATER, 9)) == [(learner.id, "daily_prompt")]
    await store.deliveries.claim_one(learner.id, "daily_prompt")
    assert list(await store.deliveries.due(LATER, 9)) == []
    assert len(await waiting(store)) == 1


async def test_when_something_is_due_next(store: Store, learner: Learner) -> None:
    assert await store.deliveries.next_instant(ON) == NOW
    await begun(store, learner)
    assert await store.deliveries.next_instant(ON) is None


async def test_chats_that_rest_are_left_alone(store: Store, learner: Learner) -> None:
    await store.deliveries.claim_due(NOW, 9)
    (one,) = await store.deliveries.waiting("terminal", NOW, 9, ())
    assert one.chat == "chat-of-me"
    assert await store.deliveries.waiting("terminal", NOW, 9, {one.chat}) == []
    assert await store.deliveries.waiting("telegram", NOW, 9, ()) == []
    assert await store.deliveries.waiting_in("terminal", [one.chat], NOW, 9) == [one.id]
    assert await store.deliveries.waiting_in("terminal", ["another"], NOW, 9) == []


async def test_what_arrived_is_at_its_end(store: Store, another: Opener, learner: Learner) -> None:
    delivery = await begun(store, learner)
    await store.deliveries.delivered(delivery.id, MINE, "theirs", LATER)
    other = await another()
    assert await other.messages.provider_id(f"d{delivery.id}") == "theirs"
    assert await waiting(other) == []
    assert await other.deliveries.cut_off(ON, "mine", ()) == []
    (nudge,) = (await loaded(other)).nudges
    assert (nudge.kind, nudge.day, nudge.went_out) == ("daily_prompt", TODAY, True)


async def test_who_did_not_begin_it_records_nothing(store: Store, learner: Learner) -> None:
    delivery = await begun(store, learner)
    await store.deliveries.delivered(delivery.id, THEIRS, "theirs", LATER)
    assert not await store.deliveries.failed(delivery.id, THEIRS, Failure("x", LATER), LATER)
    assert await store.deliveries.cut_off(ON, "mine", ()) == [delivery.id]
    assert await store.messages.provider_id(f"d{delivery.id}") is None


async def test_a_failure_is_tried_again_then(store: Store, learner: Learner) -> None:
    delivery = await begun(store, learner)
    assert await store.deliveries.failed(delivery.id, MINE, Failure("no luck", LATER), NOW)
    assert await waiting(store, NOW) == []
    assert await waiting(store) == [delivery.id]


async def test_a_failure_for_good_is_dead(store: Store, learner: Learner) -> None:
    delivery = await begun(store, learner)
    assert not await store.deliveries.failed(delivery.id, MINE, Failure("gone"), LATER)
    assert await waiting(store) == []


async def test_what_may_have_arrived_is_sent_again_twice(store: Store, learner: Learner) -> None:
    again = []
    for _ in range(3):
        delivery = await begun(store, learner)
        failure = Failure("cut off", LATER, ambiguous=True)
        again.append(await store.deliveries.failed(delivery.id, MINE, failure, LATER))
    assert again == [True, True, False]


async def test_what_certainly_did_not_arrive_is_free(store: Store, learner: Learner) -> None:
    for _ in range(20):
        delivery = await begun(store, learner)
        failure = Failure("no network", LATER, counted=False)
        assert await store.deliveries.failed(delivery.id, MINE, failure, LATER)


async def test_what_was_cut_off_is_taken_up(
    store: Store, another: Opener, learner: Learner
) -> None:
    delivery = await begun(store, learner)
    other = await another()
    assert await other.deliveries.cut_off(ON, "mine", [delivery.id]) == []
    assert await other.deliveries.cut_off(ON, "theirs", [delivery.id]) == [delivery.id]
    await other.deliveries.take_up(delivery.id, THEIRS, LATER, may_double=True)
    assert await waiting(other) == [delivery.id]
    async with other.work() as work:
        taken = await work.deliveries.take(delivery.id, THEIRS)
    assert taken is not None
    assert (taken.resends, taken.doubtful, taken.body) == (1, True, as_stored(answer()))


async def test_who_lost_the_lease_takes_nothing(store: Store, learner: Learner) -> None:
    await store.deliveries.claim_due(NOW, 9)
    (number,) = await waiting(store)
    lost = await store.leases.beat("sending", "mine", None)
    held = await store.leases.beat("sending", "theirs", lost)
    async with store.work() as work:
        old = Hold("mine", "sending", lost.fence)
        assert await work.deliveries.take(number, old) is None
        new = Hold("theirs", "sending", held.fence)
        taken = await work.deliveries.take(number, new)
        assert taken is not None
        assert await work.deliveries.take(number, new, DeliveryState.SENDING) is None


async def test_what_cannot_be_made_is_set_aside(store: Store, learner: Learner) -> None:
    await store.deliveries.claim_due(NOW, 9)
    (number,) = await waiting(store)
    assert await store.deliveries.set_aside(number, "cannot be read", LATER) == learner.id
    assert await store.deliveries.set_aside(number, "cannot be read", LATER) is None
    assert await waiting(store) == []


async def test_what_is_decided_within_a_transaction(
    store: Store, another: Opener, learner: Learner
) -> None:
    await store.deliveries.claim_due(NOW, 9)
    (number,) = await waiting(store)
    async with store.work() as work:
        delivery = await work.deliveries.take(number, MINE)
        assert delivery is not None
        await work.deliveries.readdress(delivery, "telegram", "elsewhere")
        await work.deliveries.postpone(delivery, LATER)
    assert await store.deliveries.waiting_in("telegram", ["elsewhere"], NOW, 9) == []
    assert await store.deliveries.waiting_in("telegram", ["elsewhere"], LATER, 9) == [number]
    async with store.work() as work:
        skipped = await work.deliveries.skip(learner, delivery, "done already", LATER)
        await work.learners.keep(skipped, None, LATER)
    assert [each.went_out for each in skipped.nudges] == [False]
    assert (await loaded(await another())).nudges == skipped.nudges
    assert await store.deliveries.pending(["telegram"], LATER, 9) == []


async def test_who_has_nothing_to_come_is_found(store: Store) -> None:
    learner = await do(store, enrol)
    await plan(store, learner, Due(MessageKind.DAILY_PROMPT, TODAY, LATER))
    assert await store.deliveries.unscheduled(0, 9) == []
    await plan(store, learner)
    assert await store.deliveries.unscheduled(0, 9) == [learner.id]
    assert await store.deliveries.unscheduled(learner.id, 9) == []


async def test_what_is_due_already_stays(store: Store, learner: Learner) -> None:
    await plan(store, learner)
    assert list(await store.deliveries.due(NOW, 9)) == [(learner.id, "daily_prompt")]


async def test_what_is_of_no_use_any_more_is_set_apart(store: Store, learner: Learner) -> None:
    await store.deliveries.claim_due(NOW, 9)
    (number,) = await waiting(store)
    much_later = NOW + timedelta(days=3)
    assert await store.deliveries.expire(ON, much_later, 9) == 1
    assert await store.deliveries.expire(ON, much_later, 9) == 0
    assert await store.deliveries.expired(ON, 0, 9) == [number]
    assert await store.deliveries.expired(ON, number, 9) == []
    async with store.work() as work:
        delivery = await work.deliveries.take(number, MINE, DeliveryState.EXPIRED)
        assert delivery is not None
        await work.deliveries.revive(delivery)
    assert await waiting(store) == [number]
