"""Messages of ours, by our id (promises 9.4 and 11.3)."""

from datetime import timedelta

from bot.chat.messages import Button
from bot.ports.store import Store
from support.stores import LATER, NOW, Opener, answer, replied, said


async def test_what_has_arrived_is_known_by_its_id_there(store: Store, another: Opener) -> None:
    reply = await replied(store, said(), NOW)
    assert await store.messages.provider_id(reply.id) is None
    await store.messages.arrived({reply.id: "theirs"}, LATER)
    assert await (await another()).messages.provider_id(reply.id) == "theirs"
    assert await store.replies.unsent("terminal", NOW - timedelta(1)) == ()


async def test_the_latest_messages_come_first(store: Store) -> None:
    first = await replied(store, said(id="e1"), NOW)
    second = await replied(store, said(id="e2"), LATER)
    await replied(store, said(id="e3", by="anna"), LATER)
    assert await store.messages.recent("terminal", first.chat, 9) == (second, first)
    assert await store.messages.recent("terminal", first.chat, 1) == (second,)


async def test_whose_a_message_is(store: Store) -> None:
    reply = await replied(store, said(), LATER)
    async with store.work() as work:
        shown = await work.messages.shown(reply.id)
        assert (shown.id, shown.owner, shown.made_at) == (reply.id, "me", LATER)
        for unknown in ("r999", "d999", "nonsense"):
            assert (await work.messages.shown(unknown)).owner is None


async def test_only_messages_with_buttons_are_offered(store: Store) -> None:
    await replied(store, said(id="e1"), NOW)
    pressable = answer().model_copy(
        update={"buttons": ((Button(label="More", action="/help more"),),)}
    )
    async with store.work() as work:
        assert await work.messages.offered(said().origin) == []
        (offer,) = await work.replies.write(said(id="e2"), [pressable], None, LATER)
        assert await work.messages.offered(said().origin) == [offer]
        assert await work.messages.offered(said(by="anna").origin) == []
