"""Who holds a role, and under which fence (promise 9.5)."""

import asyncio

from bot.ports.leases import LeaseState
from bot.ports.store import Store
from support.stores import Opener


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
