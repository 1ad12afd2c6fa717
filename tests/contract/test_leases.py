"""Who holds a role, and under which fence (promise 9.5)."""

import asyncio
from datetime import timedelta

from bot.ports.leases import Hold, LeaseState
from bot.ports.store import Store
from support.stores import NOW, Opener, replied, said


async def test_a_free_role_is_taken_and_kept(store: Store, another: Opener) -> None:
    taken = await store.leases.beat("polling", "one", None)
    assert taken.owner == "one"
    alive = await store.leases.beat("polling", "one", None)
    assert alive == LeaseState("one", taken.fence, taken.beat + 1)
    assert await (await another()).leases.beat("polling", "two", None) == alive
    assert (await store.leases.beat("pacing", "two", None)).owner == "two"


async def test_a_silent_holder_loses_it_and_the_fence_grows(store: Store, another: Opener) -> None:
    silent = await store.leases.beat("polling", "one", None)
    other = await another()
    taken = await other.leases.beat("polling", "two", silent)
    assert (taken.owner, taken.fence) == ("two", silent.fence + 1)
    assert await store.leases.beat("polling", "one", None) == taken


async def test_a_holder_that_gave_a_sign_of_life_keeps_it(store: Store, another: Opener) -> None:
    seen = await store.leases.beat("polling", "one", None)
    alive = await store.leases.beat("polling", "one", None)
    assert await (await another()).leases.beat("polling", "two", seen) == alive


async def test_of_many_who_reach_for_it_one_gets_it(store: Store, another: Opener) -> None:
    several = [store, await another(), await another()]
    found = await asyncio.gather(
        *(each.leases.beat("polling", str(owner), None) for owner, each in enumerate(several))
    )
    assert len({each.owner for each in found}) == 1


async def test_a_role_that_was_released_is_free_at_once(store: Store, another: Opener) -> None:
    held = await store.leases.beat("polling", "one", None)
    await store.leases.release(Hold("one", "polling", held.fence))
    taken = await (await another()).leases.beat("polling", "two", None)
    assert taken.owner == "two"
    assert taken.fence > held.fence
    assert await store.leases.beat("polling", "one", None) == taken


async def test_nothing_is_done_under_a_fence_that_was_released(store: Store) -> None:
    held = await store.leases.beat("terminal", "one", None)
    await replied(store, said(), NOW)
    mine = Hold("one", "terminal", held.fence)
    await store.leases.release(mine)
    since = NOW - timedelta(minutes=1)
    assert await store.replies.claim("terminal", since, mine, 9) == ()
    again = await store.leases.beat("terminal", "one", None)
    mine = Hold("one", "terminal", again.fence)
    assert len(await store.replies.claim("terminal", since, mine, 9)) == 1


async def test_who_holds_a_role_no_more_releases_nothing(store: Store, another: Opener) -> None:
    silent = await store.leases.beat("polling", "one", None)
    other = await another()
    taken = await other.leases.beat("polling", "two", silent)
    for past in (Hold("one", "polling", silent.fence), Hold("two", "polling", silent.fence)):
        await store.leases.release(past)
    await store.leases.release(Hold("one", "never held", 1))
    assert await other.leases.beat("polling", "one", None) == taken
