"""All that is kept of somebody at once: handed over, and erased (promise 7)."""

from bot.ports.store import Store
from support.stores import LATER, NOW, TODAY, Opener, do, enrol, loaded, log, said


async def test_an_archive_holds_what_was_logged(store: Store) -> None:
    learner = await do(store, enrol, log)
    async with store.work() as work:
        archive = await work.people.archive(learner)
    assert [each.minutes for each in archive.entries] == [25]
    assert [each.roadmap for each in archive.enrolments] == ["six-month"]


async def test_who_is_erased_is_a_stranger_and_others_stay(store: Store, another: Opener) -> None:
    other = await another()
    await loaded(other, "anna")
    learner = await do(store, enrol, log)
    await loaded(other)
    forget = said(id="forget")
    async with store.work() as work:
        await work.inbox.receive(forget, LATER)
        await work.people.erase(learner, forget, LATER)
    async with other.work() as work:
        assert await work.learners.known("terminal", "me") is None
        assert await work.learners.known("terminal", "anna") is not None
    assert (await loaded(other)).entries == ()


async def test_the_groups_that_somebody_was_in_count_until_they_end(store: Store) -> None:
    learner = await do(store, enrol)
    async with store.work() as work:
        assert list(await work.people.groups(learner)) == []
        group = await work.groups.start(said().origin, "Europe/Berlin", "en", NOW)
        await work.groups.join(group, learner, NOW, TODAY)
        await work.groups.leave(group, learner, LATER, TODAY)
        assert list(await work.people.groups(learner)) == [group.id]
        await work.groups.end(group, LATER, TODAY)
        assert list(await work.people.groups(learner)) == []
