"""What came in: stored before it is handled, handled once (promises 9.1 and 9.3)."""

import asyncio
from datetime import timedelta

import pytest

from bot.chat.events import event_of_text
from bot.errors import OutOfTurnError
from bot.ports.inbox import Claim, Unread
from bot.ports.store import Store
from bot.storage.store import SqlStore
from support.stores import LATER, NOW, Opener, replied, said
from support.traces import holding


async def test_an_event_is_received_once(store: Store, another: Opener) -> None:
    other = await another()
    async with store.work() as work:
        assert await work.inbox.receive(said(), NOW)
        assert not await work.inbox.receive(said(), NOW)
    async with other.work() as work:
        assert not await work.inbox.receive(said("other words"), LATER)
        assert await work.inbox.receive(said(id="e2"), NOW)
        assert await work.inbox.receive(said(on="telegram"), NOW)  # an id belongs to its platform


async def test_at_the_same_time_an_event_is_received_once(store: Store, another: Opener) -> None:
    async def receive(on: Store) -> bool:
        async with on.work() as work:
            received = await work.inbox.receive(said(), NOW)
            await asyncio.sleep(0.01)
            return received is not None

    several = [store, *[await another() for _ in range(3)]]
    assert sorted(await asyncio.gather(*map(receive, several))) == [False, False, False, True]


async def test_what_is_accepted_waits_to_be_handled(store: Store, another: Opener) -> None:
    first, second = said(id="e1"), said(id="e2", by="anna")
    assert await store.inbox.accept([first, second], NOW) == (first, second)
    assert await store.inbox.accept([first, said(id="e3")], NOW) == (said(id="e3"),)
    other = await another()
    waiting = await other.inbox.claim("terminal", "one", NOW, (), 10)
    assert [(each.event.id, each.tries) for each in waiting] == [("e1", 0), ("e2", 0), ("e3", 0)]
    assert waiting[0].event == first
    assert [each.event.id for each in await other.inbox.claim("terminal", "one", NOW, (), 2)] == [
        "e1",
        "e2",
    ]
    assert await other.inbox.claim("telegram", "one", NOW, (), 10) == ()


async def test_what_was_accepted_keeps_when_it_was_received(store: Store) -> None:
    await store.inbox.accept([said()], NOW)
    async with store.work() as work:
        assert await work.inbox.receive(said(), LATER) == NOW
    assert await store.inbox.claim("terminal", "one", LATER, (), 10) == ()


async def test_accounts_that_are_served_already_are_left_out(store: Store) -> None:
    await store.inbox.accept([said(id="e1"), said(id="e2", by="anna")], NOW)
    (waiting,) = await store.inbox.claim("terminal", "one", NOW, {"me"}, 10)
    assert waiting.event.origin.account == "anna"


async def test_a_failed_event_holds_up_its_person_alone(store: Store) -> None:
    failed = said(id="e1")
    await store.inbox.accept([failed, said(id="e2"), said(id="e3", by="anna")], NOW)
    await store.inbox.postpone(failed, 2, NOW + timedelta(seconds=30), "it failed")
    (waiting,) = await store.inbox.claim("terminal", "one", NOW, (), 10)
    assert waiting.event.id == "e3"
    again = await store.inbox.claim("terminal", "one", NOW + timedelta(seconds=30), (), 10)
    assert [(each.event.id, each.tries) for each in again] == [("e1", 2), ("e2", 0), ("e3", 0)]


async def test_what_is_set_aside_is_not_tried_any_more(store: Store) -> None:
    await store.inbox.accept([said()], NOW)
    await store.inbox.set_aside(said(), "it never works", LATER)
    assert await store.inbox.claim("terminal", "one", LATER, (), 10) == ()
    async with store.work() as work:
        assert await work.inbox.receive(said(), LATER) is None


async def test_a_message_that_was_pressed_has_arrived(store: Store) -> None:
    reply = await replied(store, said(), NOW)
    await store.inbox.accept([said(id="e2")], LATER, {reply.id: "theirs"})
    assert await store.messages.provider_id(reply.id) == "theirs"
    assert await store.replies.unsent("terminal", NOW - timedelta(1)) == ()


async def test_what_can_never_be_read_is_kept_whatever_it_is(store: Store) -> None:
    broken = Unread("terminal", "e1", "no \x00 event", "\ud800")
    await store.inbox.quarantine(broken, NOW)
    await store.inbox.quarantine(broken, NOW)
    assert await store.inbox.claim("terminal", "one", NOW, (), 10) == ()


async def test_what_can_never_be_read_makes_room_after_a_month(store: SqlStore) -> None:
    month = timedelta(days=30)
    for number, at in enumerate((NOW, NOW + month, NOW + month + timedelta(seconds=1))):
        assert await holding(store, "body-0") == (["quarantine"] if number else [])
        await store.inbox.quarantine(Unread("terminal", f"{number}", "why", f"body-{number}"), at)
    assert await holding(store, "body-0") == []
    assert await holding(store, "body-1") == ["quarantine"]


async def test_who_was_heard_last(store: Store, another: Opener) -> None:
    assert await store.inbox.heard("terminal", 5) == (None, [])
    await store.inbox.accept([said(id="e1")], NOW)
    await store.inbox.accept([said(id="e2", by="anna")], LATER)
    other = await another()
    assert await other.inbox.heard("terminal", 5) == ("e2", ["anna", "me"])
    assert await other.inbox.heard("terminal", 1) == ("e2", ["anna"])


CODE = "K7QF-2MZX-9TRA"


@pytest.mark.parametrize("words", [f"/link {CODE}", f"is it {CODE.lower()}?", "/link what"])
async def test_no_code_is_kept_of_what_is_set_aside(store: SqlStore, words: str) -> None:
    event = event_of_text(words, id="e1", origin=said().origin)
    await store.inbox.accept([event], NOW)
    await store.inbox.postpone(event, 1, LATER, f"ValueError: {CODE}")
    await store.inbox.set_aside(event, f"ValueError: {CODE}", NOW)
    body = f'{{"text": "/link {CODE}", "from": 123456789012}}'
    unread = Unread("terminal", "7", f"ValueError: {CODE}", body)
    await store.inbox.quarantine(unread, NOW)
    assert await holding(store, CODE, "/link what") == []
    assert await holding(store, "123456789012") == ["quarantine"]
    assert await holding(store, "ValueError") == ["inbox", "quarantine"]


async def claimed(store: Store, by: str) -> list[str]:
    """The ids of the events that a process gets."""
    return [each.event.id for each in await store.inbox.claim("terminal", by, NOW, (), 10)]


async def test_what_one_process_is_at_no_other_takes(store: Store, another: Opener) -> None:
    """A person's events are one process's; alone on a database, another's was one that died."""
    other, shared = await another(), store.news.shared
    await store.inbox.accept([said(id="e1"), said(id="e2", by="anna")], NOW)
    assert await claimed(store, "one") == ["e1", "e2"]
    await store.inbox.accept([said(id="e3"), said(id="e4", by="ben")], NOW)
    assert await claimed(other, "two") == (["e4"] if shared else ["e1", "e2", "e3", "e4"])
    assert await claimed(store, "one") == (
        ["e1", "e2", "e3"] if shared else ["e1", "e2", "e3", "e4"]
    )
    await store.inbox.keep("terminal", "one")
    await store.inbox.let_go("terminal", "one", ["me"])
    assert await claimed(other, "two") == (
        ["e1", "e3", "e4"] if shared else ["e1", "e2", "e3", "e4"]
    )
    await store.inbox.let_go("terminal", "one")
    assert await claimed(other, "two") == ["e1", "e2", "e3", "e4"]


async def test_what_is_kept_when_it_comes_is_claimed_at_once(store: Store) -> None:
    events = [said(id="e1"), said(id="e2", by="anna")]
    await store.inbox.accept(events, NOW, None, Claim("one", frozenset({"anna"})))
    assert await claimed(store, "two") == (["e1"] if store.news.shared else ["e1", "e2"])


async def test_many_who_look_at_once_get_each_person_once(store: Store, another: Opener) -> None:
    people = [f"p{number}" for number in range(20)]
    await store.inbox.accept(
        [said(id=f"{n}-{each}", by=each) for n in (1, 2) for each in people], NOW
    )
    several = [store, *[await another() for _ in range(3)]]
    looking = (
        each.inbox.claim("terminal", str(number), NOW, (), 16)
        for number, each in enumerate(several)
    )
    found = [{one.event.origin.account for one in each} for each in await asyncio.gather(*looking)]
    if store.news.shared:
        assert sum(map(len, found)) == len(set().union(*found))
    assert all(len(each) <= 16 for each in found)


async def test_nobody_is_served_out_of_turn(store: Store, another: Opener) -> None:
    """Whoever handles it: an event waits for all of the same person that came before."""
    first, second, third = said(id="e1"), said(id="e2"), said(id="e3")
    await store.inbox.accept([first, second], NOW)
    other = await another()
    for early in (second, third):
        with pytest.raises(OutOfTurnError):
            async with other.work() as work:
                await work.inbox.receive(early, LATER)
    async with other.work() as work:
        assert await work.inbox.receive(said(id="e9", by="anna"), LATER)
        assert await work.inbox.receive(first, LATER) == NOW
        assert await work.inbox.receive(second, LATER) == NOW
        assert await work.inbox.receive(third, LATER) == LATER
        assert await work.inbox.receive(second, LATER) is None
