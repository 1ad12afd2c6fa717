"""Whose dues these are: what finds a learner's finds what a look through all of them finds."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from random import Random

import pytest

from bot.domain.delivery import Due, MessageKind
from bot.ports.store import Store
from bot.storage.store import SqlStore
from support.dues import found_as_there
from support.stores import LATER, NOW, TODAY, Opener, loaded, said

NAMES = ("anna", "bert", "cleo")
KINDS = (MessageKind.DAILY_PROMPT, MessageKind.CHECKIN, MessageKind.STREAK_SAVER)
STEPS = 30

Deed = Callable[[Store, Random], Awaitable[None]]


def instant(rng: Random) -> datetime:
    """Some lie together, some between two seconds, some are due already."""
    return NOW + timedelta(seconds=rng.randint(-3, 5), microseconds=rng.choice((0, 0, 1, 999_999)))


async def planned(store: Store, rng: Random) -> None:
    learner = await loaded(store, rng.choice(NAMES))
    kinds = rng.sample(KINDS, rng.randint(0, len(KINDS)))
    async with store.work() as work:
        learner = await work.learners.by_id(learner.id)
        await work.learners.keep(learner, [Due(each, TODAY, instant(rng)) for each in kinds], NOW)


async def claimed(store: Store, rng: Random) -> None:
    await store.deliveries.claim_due(instant(rng), rng.randint(1, 3))


async def one_claimed(store: Store, rng: Random) -> None:
    for learner_id, kind in await store.deliveries.due(LATER, 1):
        await store.deliveries.claim_one(learner_id, kind)


async def held_off(store: Store, rng: Random) -> None:
    for learner_id, kind in await store.deliveries.due(LATER, rng.randint(1, 2)):
        await store.deliveries.put_off(learner_id, kind, instant(rng))


async def erased(store: Store, rng: Random) -> None:
    name = rng.choice(NAMES)
    learner = await loaded(store, name)
    forget = said(id=f"forget-{rng.random()}", by=name)
    async with store.work() as work:
        await work.inbox.receive(forget, NOW)
        await work.people.erase(learner, forget, NOW)


async def united(store: Store, rng: Random) -> None:
    one, other = [await loaded(store, name) for name in rng.sample(NAMES, 2)]
    if one.id != other.id:
        async with store.work() as work:
            one, other = [await work.learners.by_id(each.id) for each in (one, other)]
            await work.links.merge(one, other, NOW)


async def unreachable(store: Store, rng: Random) -> None:
    chat = f"chat-of-{rng.choice(NAMES)}"
    await store.chats.switch_off("terminal", chat, "blocked", NOW)
    if rng.random() < 0.5:
        await store.chats.switch_on("terminal", [chat], NOW)


DEEDS: tuple[Deed, ...] = (
    *(planned, planned, planned, planned, claimed, one_claimed, held_off, held_off),
    *(erased, united, unreachable),
)


@pytest.mark.parametrize("seed", range(2))
async def test_whatever_happened_a_learners_dues_are_found(store: SqlStore, seed: int) -> None:
    rng = Random(seed)
    counts = []
    for _ in range(STEPS):
        await rng.choice(DEEDS)(store, rng)
        counts.append(await found_as_there(store))
    assert max(counts) > 2


async def test_one_that_is_due_already_is_not_planned_twice(store: Store, another: Opener) -> None:
    learner = await loaded(store)
    before = NOW - timedelta(seconds=1, microseconds=5)
    for at, now in ((before, before - timedelta(hours=1)), (LATER, NOW)):
        async with store.work() as work:
            due = Due(MessageKind.DAILY_PROMPT, TODAY, at)
            await work.learners.keep(learner, [due], now)
    assert await (await another()).deliveries.due(LATER, 9) == [(learner.id, "daily_prompt")]
    assert await store.deliveries.next_instant(["terminal"]) == before
