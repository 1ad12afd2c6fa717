"""Codes on their way, and two learners who become one (promise 7.1)."""

from datetime import timedelta

from bot.domain.entries import EntryLog
from bot.domain.learner import Learner
from bot.domain.linking import Place
from bot.ports.store import Store, Work
from support.stores import LATER, NOW, Opener, do, enrol, log, said

UNTIL = NOW + timedelta(hours=1)
DIGEST = "0123456789abcdef"


async def two(work: Work) -> tuple[Learner, Learner]:
    """Somebody in the terminal, and somebody on Telegram."""
    here = await work.learners.by_origin(said().origin, NOW)
    there = await work.learners.by_origin(said(on="telegram").origin, NOW)
    return here, there


def place(learner: Learner) -> Place:
    (account,) = learner.accounts
    return Place(learner.id, account.platform, account.id)


async def test_a_code_is_good_for_a_while_and_the_latest_counts(
    store: Store, another: Opener
) -> None:
    async with store.work() as work:
        maker, _ = await two(work)
        await work.links.ask(place(maker), "an earlier one", UNTIL)
        await work.links.ask(place(maker), DIGEST, UNTIL)
    async with (await another()).work() as work:
        request = await work.links.made(DIGEST, NOW)
        assert request is not None
        assert (request.maker, request.expires_at) == (place(maker), UNTIL)
        assert await work.links.made("an earlier one", NOW) is None
        assert await work.links.made(DIGEST, UNTIL) is None


async def test_a_code_is_redeemed_once(store: Store) -> None:
    async with store.work() as work:
        maker, taker = await two(work)
        await work.links.ask(place(maker), DIGEST, UNTIL)
        request = await work.links.made(DIGEST, NOW)
        assert request is not None
        assert await work.links.take(request, place(taker), UNTIL)
        assert not await work.links.take(request, place(taker), UNTIL)
        assert await work.links.made(DIGEST, NOW) is None
        await work.links.agree(request, LATER, UNTIL)
        found = await work.links.request(request.id, NOW)
        assert found is not None
        assert (found.taker, found.agreed_at) == (place(taker), LATER)
        await work.links.end(request)
        assert await work.links.request(request.id, NOW) is None


async def test_refused_codes_are_counted_for_each_account(store: Store) -> None:
    async with store.work() as work:
        await work.links.refuse("telegram", "me", LATER)
        assert list(await work.links.refused("telegram", "me", NOW)) == [LATER]
        assert list(await work.links.refused("telegram", "me", LATER)) == []
        assert list(await work.links.refused("terminal", "me", NOW)) == []


async def test_two_become_one_and_part_again(store: Store, another: Opener) -> None:
    await do(store, enrol, log)
    async with store.work() as work:
        maker, other = await two(work)
        one = await work.links.merge(maker, other, LATER)
        await work.learners.keep(one, None, LATER)
    elsewhere = await another()
    async with elsewhere.work() as work:
        assert {each.id for each in await two(work)} == {maker.id}
        assert (await work.learners.by_id(maker.id)).entries == maker.entries
        parted = await work.links.part(one, "telegram", "me", NOW)
        assert parted is not None
    async with store.work() as work:
        assert {each.id for each in await two(work)} == {maker.id, other.id}


async def test_without_a_merge_there_is_nothing_to_undo(store: Store) -> None:
    learner = await do(store)
    async with store.work() as work:
        assert await work.links.part(learner, "terminal", "me", NOW) is None


async def test_an_account_that_leaves_begins_anew(store: Store) -> None:
    await do(store, enrol, log)
    async with store.work() as work:
        maker, other = await two(work)
        one = await work.links.merge(maker, other, LATER)
        await work.learners.keep(one, None, LATER)
    async with store.work() as work:
        one = await work.learners.by_id(maker.id)
        rest, new = await work.links.leave(one, "telegram", LATER)
        assert [each.platform for each in rest.accounts] == ["terminal"]
        assert [each.platform for each in new.accounts] == ["telegram"]
        assert (len(rest.entries), new.entries) == (1, EntryLog())
