"""Replies: stored with the event they answer, until they were sent (promise 9.4)."""

from datetime import timedelta

import pytest

from bot.chat.documents import File
from bot.ports.leases import Hold
from bot.ports.store import Store
from support.stores import LATER, NOW, Opener, answer, replied, said


async def test_replies(store: Store, another: Opener) -> None:
    pressed = said(id="e2")
    async with store.work() as work:
        await work.inbox.receive(said(), NOW)
        (first,) = await work.replies.write(said(), [answer()], None, NOW)
        await work.inbox.receive(pressed, LATER)
        second = await work.replies.write(
            pressed, [answer("Changed.", edits=True), answer("New.")], first.id, LATER
        )
    assert (first.chat, first.platform, first.message, first.edits) == (
        "chat-of-me",
        "terminal",
        answer(),
        None,
    )
    assert [each.edits for each in second] == [first.id, None]
    assert len({first.id, *(each.id for each in second)}) == 3
    other = await another()
    async with other.work() as work:
        assert await work.replies.to(said()) == (first,)
        assert await work.replies.to(pressed) == second
        assert await work.replies.to(said(id="e3")) == ()
    newest_first = (*reversed(second), first)
    assert await other.messages.recent("terminal", "chat-of-me", 50) == newest_first
    assert await other.messages.recent("terminal", "chat-of-me", 2) == newest_first[:2]
    assert await other.messages.recent("terminal", "chat-of-anna", 50) == ()
    assert await other.messages.recent("telegram", "chat-of-me", 50) == ()


async def test_unsent_replies(store: Store, another: Opener) -> None:
    old, young = said(id="old"), said(id="young", by="anna")
    first = (await replied(store, old, NOW)).id
    second = (await replied(store, young, LATER)).id
    await replied(store, said(id="elsewhere", on="telegram"), LATER)
    other = await another()
    waiting = await other.replies.unsent("terminal", NOW - timedelta(seconds=1))
    assert [each.outgoing.id for each in waiting] == [first, second]
    assert [each.event for each in waiting] == [old, young]
    assert [
        each.outgoing.id
        for each in await other.replies.unsent("terminal", LATER - timedelta(seconds=1))
    ] == [second]
    await other.replies.sent([first], LATER)
    assert [
        each.outgoing.id for each in await store.replies.unsent("terminal", NOW - timedelta(1))
    ] == [second]
    await other.replies.sent([first, second], LATER)
    assert await store.replies.unsent("terminal", NOW - timedelta(1)) == ()


async def test_a_reply_as_old_as_the_limit_is_too_old(store: Store) -> None:
    """Less than 15 minutes old: one of exactly 15 is not (promise 9.4)."""
    await replied(store, said(), NOW)
    assert await store.replies.unsent("terminal", NOW) == ()


async def test_a_reply_that_may_have_arrived_is_sent_again_twice(store: Store) -> None:
    reply = (await replied(store, said(), NOW)).id
    allowed = [await store.replies.may_resend(reply, "cut off") for _ in range(3)]
    assert allowed == [True, True, False]
    assert await store.replies.unsent("terminal", NOW - timedelta(1)) == ()


async def test_a_reply_that_is_given_up_is_not_sent(store: Store, another: Opener) -> None:
    reply = (await replied(store, said(), NOW)).id
    await store.replies.given_up(reply, "the chat is gone")
    assert await (await another()).replies.unsent("terminal", NOW - timedelta(1)) == ()


@pytest.mark.parametrize("end", ["sent", "arrived", "pressed", "given up", "sent too often"])
async def test_of_a_file_that_was_handed_over_only_its_name_is_kept(
    store: Store, another: Opener, end: str
) -> None:
    file = File(name="x.json", media_type="application/json", content=b"canary")
    made = answer("Here it is.").model_copy(update={"files": (file,)})
    async with store.work() as work:
        await work.inbox.receive(said(), NOW)
        (reply,) = await work.replies.write(said(), [made], None, NOW)
    (waiting,) = await store.replies.unsent("terminal", NOW - timedelta(seconds=1))
    assert waiting.outgoing == reply
    match end:
        case "sent":
            await store.replies.sent([reply.id], NOW)
        case "arrived":
            await store.messages.arrived({reply.id: "7"}, NOW)
        case "pressed":
            await store.inbox.accept([], NOW, {reply.id: "7"})
        case "given up":
            await store.replies.given_up(reply.id, "blocked")
        case _:
            assert [await store.replies.may_resend(reply.id, "lost") for _ in range(3)][-1] is False
    (found,) = await (await another()).messages.recent("terminal", "chat-of-me", 5)
    assert found.id == reply.id
    assert found.message.blocks == made.blocks
    assert found.message.files == (file.model_copy(update={"content": b""}),)


async def test_who_sends_takes_what_others_left(store: Store, another: Opener) -> None:
    """What another process may be sending is left to it while it is there, and then is `old`."""
    since = NOW - timedelta(seconds=1)
    free = await replied(store, said(id="e1"), NOW)
    async with store.work() as work:
        await work.inbox.receive(said(id="e2"), NOW)
        (theirs,) = await work.replies.write(said(id="e2"), [answer()], None, NOW, "one")
    other = await another()
    hold = Hold("two")
    found = await other.replies.claim("terminal", since, hold, 10)
    expected = [(free.id, False)] if store.news.shared else [(free.id, False), (theirs.id, True)]
    assert [(each.outgoing.id, each.old) for each in found] == expected
    assert await other.replies.claim("terminal", since, hold, 10) == ()
    await other.replies.sent([free.id], NOW)
    async with other.work() as work:
        assert await work.replies.to(said(id="e1"), "two") == ()
        assert await work.replies.to(said(id="e2"), "two") == (
            () if store.news.shared else (theirs,)
        )
    async with store.work() as work:
        again = await work.replies.to(said(id="e2"), "one")
    assert again == (theirs,)


async def test_who_lost_the_role_takes_nothing(store: Store) -> None:
    await replied(store, said(), NOW)
    state = await store.leases.beat("terminal", "one", None)
    await store.leases.beat("terminal", "two", state)
    since = NOW - timedelta(seconds=1)
    assert await store.replies.claim("terminal", since, Hold("one", "terminal", 1), 10) == ()
    assert await store.replies.claim("terminal", since, Hold("two", "terminal", 2), 10)
