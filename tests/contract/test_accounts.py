"""Which of a person's accounts is written to (promise 7.2)."""

import pytest

from bot.ports.store import Store
from support.stores import NOW, do, said


async def test_only_a_platform_that_somebody_is_on_can_be_preferred(store: Store) -> None:
    learner = await do(store)
    async with store.work() as work:
        assert await work.accounts.prefer(learner, "terminal") == learner
        with pytest.raises(LookupError):
            await work.accounts.prefer(learner, "telegram")
    async with store.work() as work:
        assert (await work.learners.by_origin(said().origin, NOW)).accounts == learner.accounts
