"""Chats that cannot be reached, and chats that move (promise 9.6)."""

from datetime import timedelta

from bot.domain.delivery import Due, MessageKind
from bot.ports.store import Store
from support.stores import LATER, NOW, TODAY, Opener, do, enrol, loaded, replied, said

CHAT = "chat-of-me"


async def test_a_lost_chat_gets_nothing_until_something_comes_in(
    store: Store, another: Opener
) -> None:
    learner = await do(store, enrol)
    await replied(store, said(), NOW)
    async with store.work() as work:
        await work.learners.keep(learner, [Due(MessageKind.DAILY_PROMPT, TODAY, LATER)], NOW)
    await store.chats.switch_off("terminal", CHAT, "blocked", NOW)
    other = await another()
    assert await other.chats.are_off("terminal") == {CHAT}
    assert await other.chats.are_off("telegram") == frozenset()
    assert await other.deliveries.next_instant(["terminal"]) is None
    assert await other.replies.unsent("terminal", NOW - timedelta(1)) == ()
    assert [each.reachable for each in (await loaded(other)).accounts] == [False]
    assert await other.chats.switch_on("terminal", [CHAT, "chat-of-anna"], LATER) == [learner.id]
    assert await store.chats.are_off("terminal") == frozenset()
    assert await store.chats.switch_on("terminal", [CHAT], LATER) == []


async def test_what_belongs_to_a_chat_moves_with_it(store: Store, another: Opener) -> None:
    await do(store)
    reply = await replied(store, said(), NOW)
    await store.inbox.accept([said(id="e2")], NOW)
    await store.chats.moved("terminal", CHAT, "new")
    other = await another()
    (unsent,) = await other.replies.unsent("terminal", NOW - timedelta(1))
    (waiting,) = await other.inbox.claim("terminal", "one", NOW, (), 9)
    assert (unsent.outgoing.id, unsent.outgoing.chat) == (reply.id, "new")
    assert waiting.event == said(id="e2").in_chat("new")
    assert [each.chat for each in (await loaded(other)).accounts] == ["new"]
