"""News: what one process does is told to all, with the commit of it (promise 9.5)."""

import asyncio
from contextlib import suppress
from functools import partial

import pytest

from bot.ports.inbox import Claim
from bot.ports.news import NewsTopic
from bot.ports.store import Store
from support.stores import NOW, Opener, replied, said


async def test_news_wakes_whoever_waits_for_it(store: Store, another: Opener) -> None:
    if not store.news.shared:
        await nobody_else_is_there(store)
        return
    other, came = await another(), asyncio.Queue[tuple[NewsTopic, str]]()

    def put(topic: NewsTopic, about: str) -> None:
        came.put_nowait((topic, about))

    for topic in NewsTopic:
        other.news.listen(topic, "terminal", partial(put, topic))
    hearing = asyncio.create_task(other.news.run())
    async with asyncio.timeout(10):
        assert {await came.get() for _ in NewsTopic} == {(topic, "") for topic in NewsTopic}
        await store.inbox.accept([said()], NOW, None, Claim("one", frozenset({"me"})))
        await store.inbox.accept([said(id="e2", by="anna"), said(id="e3", on="telegram")], NOW)
        assert await came.get() == (NewsTopic.EVENT, "anna")
        await replied(store, said(id="e4", by="ben"), NOW)
        assert await came.get() == (NewsTopic.REPLY, "")
        with suppress(ZeroDivisionError):
            async with store.work() as work:
                await work.replies.write(said(id="e5"), [], None, NOW)
                raise ZeroDivisionError
        await store.chats.switch_off("terminal", "chat of anna", "gone", NOW)
        assert await came.get() == (NewsTopic.REACH, "lost chat of anna")
        await store.chats.switch_on("terminal", ["chat of anna"], NOW)
        assert await came.get() == (NewsTopic.REACH, "found chat of anna")
    hearing.cancel()
    await asyncio.wait({hearing})


async def nobody_else_is_there(store: Store) -> None:
    """Alone on a database, a process has nobody to hear."""
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.01):
            await store.news.run()
