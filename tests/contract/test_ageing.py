"""Old entries are summed up, and nobody can tell (promise 2.9)."""

from dataclasses import replace
from datetime import timedelta

from bot.domain.entries import EntryLog
from bot.domain.history import EntryKind
from bot.domain.learner import Learner, stamped
from bot.domain.streak.fold import held, ledger
from bot.ports.store import Store, Work
from support.stores import NOW, Opener, do, enrol, loaded, said

DAYS = 80
THEN = NOW + timedelta(days=DAYS)


async def live(work: Work, learner: Learner) -> Learner:
    """A topic on the first day, minutes on each."""
    for number in range(DAYS):
        at = NOW + timedelta(days=number)
        topic = "six-month/loops" if not number else None
        kind = EntryKind.TICK if topic else EntryKind.DONE
        entry = stamped(learner, at, kind, minutes=25, topic=topic, note="https://me.dev/x \u00fc")
        learner = await work.entries.log(learner, entry)
    return learner


async def aged(store: Store, by: str = "me") -> Learner:
    """Somebody who lived, and whose old entries are summed up now."""
    async with store.work() as work:
        learner = await live(
            work, await enrol(work, await work.learners.by_origin(said(by=by).origin, NOW))
        )
        await work.learners.keep(learner, None, THEN)
        return learner


def same(found: Learner, told: Learner) -> None:
    """What was loaded says what was told one by one."""
    bare = replace(told, entries=EntryLog(told.entries))
    now = max(each.made_at for each in told.entries) + timedelta(hours=1)
    assert found.entries == bare.entries
    assert found.ticked("six-month") == bare.ticked("six-month")
    assert found.minutes() == bare.minutes()
    one, other = ledger(found.history, now), ledger(bare.history, now)
    assert one == replace(other, lately=one.lately)
    assert one.days == other.days


async def test_whoever_opens_the_store_goes_on_from_there(store: Store, another: Opener) -> None:
    told = await aged(store)
    for each in (store, await another()):
        found = await loaded(each)
        assert found.entries.earlier is not None
        assert held(found.history, THEN)
        same(found, told)


async def test_what_is_logged_later_is_added(store: Store, another: Opener) -> None:
    await aged(store)
    other = await another()

    async def go_on(work: Work, learner: Learner) -> Learner:
        return await work.entries.log(learner, stamped(learner, THEN, EntryKind.DONE, minutes=5))

    told = await do(other, go_on)
    assert len(told.entries) == DAYS + 1
    same(await loaded(store), told)
    same(await loaded(await another()), told)


async def test_an_old_entry_that_changes_is_told_by_itself_again(
    store: Store, another: Opener
) -> None:
    await aged(store)

    async def untick(work: Work, learner: Learner) -> Learner:
        return await work.entries.untick(learner, learner.entries[0], THEN)

    async def take_back(work: Work, learner: Learner) -> Learner:
        return await work.entries.take_back(learner, learner.entries[1], THEN)

    for deed in (untick, take_back):
        told = await do(store, deed)
        found = await loaded(await another())
        same(found, told)
        assert found.ticked("six-month") == frozenset()
    assert len(found.entries) == DAYS - 1


async def test_a_clock_that_was_set_back_loses_nothing(store: Store, another: Opener) -> None:
    await aged(store)

    async def log_back_then(work: Work, learner: Learner) -> Learner:
        back = NOW + timedelta(days=3)
        return await work.entries.log(learner, stamped(learner, back, EntryKind.DONE, minutes=7))

    told = await do(await another(), log_back_then)
    assert told.entries.earlier is None
    assert len(told.entries) == DAYS + 1
    same(await loaded(store), told)
    same(await loaded(await another()), told)


async def test_two_who_become_one_and_two_again(store: Store, another: Opener) -> None:
    one, other = await aged(store), await aged(store, "you")
    async with store.work() as work:
        merged = await work.links.merge(one, other, THEN)
        await work.learners.keep(merged, None, THEN)
    assert len(merged.entries) == 2 * DAYS
    same(await loaded(await another()), merged)
    async with store.work() as work:
        parted = await work.links.part(merged, "terminal", "you", NOW)
        assert parted is not None
        for each in parted:
            await work.learners.keep(each, None, THEN)
    same(await loaded(await another()), one)
    same(await loaded(await another(), "you"), other)


async def test_an_archive_in_the_place_of_it_all(store: Store, another: Opener) -> None:
    told = await aged(store)
    async with store.work() as work:
        archive = await work.people.archive(told)
        assert len(archive.entries) == DAYS
        found = await work.people.restore(told, archive.model_copy(update={"entries": ()}))
        assert found.entries == ()
        await work.learners.keep(found, None, THEN)
    assert (await loaded(await another())).entries == ()
