"""Who learners are, their settings, and what is due to them."""

import pytest

from bot.domain.delivery import Due, MessageKind
from bot.errors import UnknownLearnerError
from bot.ports.store import Store
from support.stores import LATER, NOW, TODAY, Opener, do, enrol, loaded, said


async def test_only_who_said_something_is_known(store: Store, another: Opener) -> None:
    async with store.work() as work:
        assert await work.learners.known("terminal", "me") is None
    learner = await do(store)
    async with (await another()).work() as work:
        assert await work.learners.known("terminal", "me") == learner
        assert await work.learners.known("telegram", "me") is None
        assert await work.learners.by_id(learner.id) == learner
        with pytest.raises(UnknownLearnerError):
            await work.learners.by_id(learner.id + 1)


async def test_an_account_belongs_to_its_platform(store: Store) -> None:
    async with store.work() as work:
        here = await work.learners.by_origin(said().origin, NOW)
        there = await work.learners.by_origin(said(on="telegram").origin, NOW)
    assert here.id != there.id


async def test_the_latest_value_of_a_setting_counts(store: Store, another: Opener) -> None:
    await do(store, enrol)
    async with store.work() as work:
        learner = await work.learners.by_origin(said().origin, NOW)
        learner = await work.learners.change_settings(
            learner, {"at": "19:30"}, now=LATER, today=TODAY
        )
        await work.learners.keep(learner, None, LATER)
    found = await loaded(await another())
    assert found == learner
    assert (str(found.preferences.at)[:5], found.preferences.tz) == ("19:30", "Europe/Berlin")


async def test_what_is_due_takes_the_place_of_what_was(store: Store, another: Opener) -> None:
    learner = await do(store, enrol)
    for dues in (
        [Due(MessageKind.DAILY_PROMPT, TODAY, LATER), Due(MessageKind.CHECKIN, TODAY, LATER)],
        [Due(MessageKind.DAILY_PROMPT, TODAY, NOW)],
        None,
    ):
        async with store.work() as work:
            await work.learners.keep(learner, dues, NOW)
    due = await (await another()).deliveries.due(LATER, 9)
    assert due == [(learner.id, "daily_prompt")]
    assert await store.deliveries.next_instant(["terminal"]) == NOW
