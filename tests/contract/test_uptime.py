"""When somebody was up: what lies between is an outage (promise 2.8)."""

from datetime import timedelta

from bot.domain.delivery import Outage
from bot.ports.store import Store
from support.stores import NOW, Opener, loaded, said

HOUR = timedelta(hours=1)


async def test_a_gap_between_two_processes_is_an_outage(store: Store, another: Opener) -> None:
    begun = await store.uptime.begin(NOW)
    same = await store.uptime.seen(begun.uptime_id, NOW + timedelta(seconds=20), 60)
    assert same == begun
    assert await store.uptime.outages(NOW + HOUR) == ()
    other = await another()
    await other.uptime.begin(NOW + HOUR)
    assert await other.uptime.outages(NOW + HOUR) == (
        Outage(NOW + timedelta(seconds=20), NOW + HOUR),
    )


async def test_a_restart_is_none(store: Store) -> None:
    await store.uptime.begin(NOW)
    await store.uptime.begin(NOW + timedelta(seconds=59))
    assert await store.uptime.outages(NOW + HOUR) == ()


async def test_while_another_process_is_up_nothing_is_down(store: Store, another: Opener) -> None:
    """An outage is that no process was up, whichever of them began, died or came back."""
    other = await another()
    lasting = await store.uptime.begin(NOW)
    await other.uptime.begin(NOW + HOUR)
    lasting = await store.uptime.seen(lasting.uptime_id, NOW + 5 * HOUR, 6 * 3600)
    await (await another()).uptime.begin(NOW + 5 * HOUR)
    assert await other.uptime.outages(NOW + 6 * HOUR) == ()
    await store.uptime.seen(lasting.uptime_id, NOW + 8 * HOUR, 60)
    assert await other.uptime.outages(NOW + 9 * HOUR) == (Outage(NOW + 5 * HOUR, NOW + 8 * HOUR),)


async def test_a_process_that_was_not_seen_for_long_was_down(store: Store) -> None:
    """Suspended, say: it goes on under another id."""
    begun = await store.uptime.begin(NOW)
    woken = await store.uptime.seen(begun.uptime_id, NOW + HOUR, 60)
    assert woken.uptime_id != begun.uptime_id
    assert await store.uptime.outages(NOW + HOUR) == (Outage(NOW, NOW + HOUR),)


async def test_a_clock_that_was_ahead_is_noticed_when_it_is_right_again(store: Store) -> None:
    await store.uptime.begin(NOW)
    ahead = await store.uptime.begin(NOW + 48 * HOUR)
    assert not ahead.was_ahead
    right = await store.uptime.seen(ahead.uptime_id, NOW + timedelta(seconds=30), 60)
    assert right.was_ahead
    assert await store.uptime.outages(NOW + 72 * HOUR) == ()


async def test_ledgers_know_of_it(store: Store) -> None:
    """Learners on a terminal never count as down; what is known is loaded with the others."""
    await store.uptime.begin(NOW)
    await store.uptime.begin(NOW + HOUR)
    async with store.work() as work:
        await work.learners.by_origin(said(on="telegram").origin, NOW)
    async with store.work() as work:
        remote = await work.learners.by_origin(said(on="telegram").origin, NOW)
    assert remote.outages == (Outage(NOW, NOW + HOUR),)
    assert (await loaded(store)).outages == ()
