"""Claims are renewed beside the work that is done under them: nothing waits (promise 9.5)."""

from bot.ports.inbox import Claim
from bot.runtime.wiring import storing
from support.database import execute, rows
from support.stores import NOW, said


async def test_what_is_being_handled_holds_up_no_renewal(url: str) -> None:
    events = [said(id="e1"), said(id="e2", by="anna")]
    async with storing(url) as store, storing(url) as renewing:
        await store.inbox.accept(events, NOW, None, Claim("one", frozenset({"me", "anna"})))
        execute(url, "update inbox set claimed_until = 0")
        async with store.work() as work:
            await work.inbox.receive(events[0], NOW)
            await renewing.inbox.keep("terminal", "one")
            found = rows(url, "select event_id, claimed_until > 0 from inbox order by 1")
            assert found == [("e1", 0), ("e2", 1)]
            await store.inbox.keep("terminal", "one")
    assert rows(url, "select event_id from inbox where handled_at is not null") == [("e1",)]
