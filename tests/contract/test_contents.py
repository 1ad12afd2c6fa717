"""The versions of roadmaps on which learners stay (promise 3.8)."""

from bot.ports.store import Store
from support.stores import Opener


async def test_a_version_is_kept_once(store: Store, another: Opener) -> None:
    async with store.work() as work:
        await work.contents.keep("six-month", "1.0", "as it was 🙈")
        await work.contents.keep("six-month", "1.0", "rewritten")
        await work.contents.keep("six-month", "1.1", "newer")
    async with (await another()).work() as work:
        assert await work.contents.get("six-month", "1.0") == "as it was 🙈"
        assert await work.contents.get("six-month", "1.1") == "newer"
        assert await work.contents.get("islands", "1.0") is None
