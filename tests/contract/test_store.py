"""What every store has to do, whatever it is made of: the contract of `bot.ports.store.Store`."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from bot.domain.entries import EntryLog
from bot.domain.history import EntryKind, Pause
from bot.domain.learner import Learner, MoveCause, stamped
from bot.ports.store import Store, Work
from bot.storage import tables as t
from bot.storage.store import SqlStore
from support.stores import (
    LATER,
    NOW,
    TODAY,
    Deed,
    Opener,
    answer,
    do,
    enrol,
    loaded,
    log,
    replied,
    said,
)


def test_no_port_is_left_out() -> None:
    """A file for each: a store of another sort has to keep all of them."""
    ports = {
        name
        for each in (Store, Work)
        for name, value in vars(each).items()
        if isinstance(value, property)
    }
    assert {f"test_{each}.py" for each in ports} <= {
        each.name for each in Path(__file__).parent.glob("test_*.py")
    }


async def tick(work: Work, learner: Learner) -> Learner:
    return await work.entries.log(
        learner, stamped(learner, NOW, EntryKind.TICK, topic="six-month/loops")
    )


async def nothing_yet(work: Work, learner: Learner) -> Learner:
    return await work.entries.log(learner, stamped(learner, NOW, EntryKind.DONE))


async def fill_in(work: Work, learner: Learner) -> Learner:
    return await work.entries.set_minutes(learner, learner.entries[-1], 50)


async def take_back(work: Work, learner: Learner) -> Learner:
    return await work.entries.take_back(learner, learner.entries[0], LATER)


async def untick(work: Work, learner: Learner) -> Learner:
    return await work.entries.untick(learner, learner.entries[-1], LATER)


async def move(work: Work, learner: Learner) -> Learner:
    return await work.enrolments.move(learner, 2, MoveCause.NEXT, now=LATER, today=TODAY)


async def pause(work: Work, learner: Learner) -> Learner:
    last = TODAY + timedelta(days=6)
    return await work.pauses.begin(learner, Pause(0, NOW, TODAY, TODAY, last, last))


async def end_pause(work: Work, learner: Learner) -> Learner:
    return await work.pauses.end(learner, learner.pauses[-1], TODAY, now=LATER)


async def ask(work: Work, learner: Learner) -> Learner:
    return replace(learner, question="which-day 25 a note")


DEEDS: tuple[tuple[Deed, ...], ...] = (
    (enrol,),
    (enrol, log),
    (enrol, tick, untick),
    (enrol, nothing_yet, fill_in),
    (enrol, log, tick, take_back),
    (enrol, move, move),
    (enrol, pause, end_pause, pause),
    (enrol, ask),
)


@pytest.mark.parametrize(
    "deeds", DEEDS, ids=lambda deeds: "-".join(each.__name__ for each in deeds)
)
async def test_what_was_recorded_is_loaded(
    store: Store, another: Opener, deeds: tuple[Deed, ...]
) -> None:
    recorded = await do(store, *deeds)
    assert await loaded(store) == recorded
    assert await loaded(await another()) == recorded


@pytest.mark.parametrize(
    "deeds", DEEDS, ids=lambda deeds: "-".join(each.__name__ for each in deeds)
)
async def test_one_deed_a_transaction(
    store: Store, another: Opener, deeds: tuple[Deed, ...]
) -> None:
    recorded = await do(store)
    for deed in deeds:
        recorded = await do(store, deed)
    assert await loaded(await another()) == recorded
    assert await loaded(store) == recorded


async def test_two_stores_see_each_other(store: Store, another: Opener) -> None:
    other = await another()
    await do(store, enrol)
    await do(other, log)
    recorded = await do(store, tick)
    assert len(recorded.entries) == 2
    assert await loaded(other) == recorded


async def test_a_stranger_is_welcomed_once(store: Store, another: Opener) -> None:
    async with store.work() as work:
        learner = await work.learners.by_origin(said().origin, NOW)
    assert (learner.name, learner.enrolment, learner.entries) == ("Me", None, EntryLog())
    assert learner.preferences.tz == "Asia/Tokyo"
    assert learner.created_at == NOW
    assert await loaded(await another()) == learner
    assert (await loaded(store, "anna")).id != learner.id


@pytest.mark.parametrize(
    "deeds", DEEDS, ids=lambda deeds: "-".join(each.__name__ for each in deeds)
)
async def test_an_exception_undoes_all(
    store: Store, another: Opener, deeds: tuple[Deed, ...]
) -> None:
    before = await do(store)

    async def fail_at_last() -> None:
        async with store.work() as work:
            assert await work.inbox.receive(said(), NOW)
            learner = await work.learners.by_origin(said().origin, NOW)
            for deed in deeds:
                learner = await deed(work, learner)
            await work.learners.keep(learner, None, NOW)
            await work.replies.write(said(), [answer()], None, NOW)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail_at_last()
    assert await loaded(store) == before
    assert await loaded(await another()) == before
    assert await store.replies.unsent("terminal", NOW) == ()
    assert await store.last_instant() is None
    async with store.work() as work:
        assert await work.inbox.receive(said(), NOW)


async def test_transactions_stand_in_a_row(store: Store, another: Opener) -> None:
    """Nobody reads what another one is about to change: no log is lost."""
    await do(store, enrol)
    several = [store, await another(), await another()]
    await asyncio.gather(*(do(each, log) for each in several * 4))
    assert len((await loaded(store)).entries) == 12


@pytest.mark.soak
async def test_who_gives_up_in_the_middle_leaves_the_store_sound(
    store: Store, another: Opener
) -> None:
    """Cancelled at any moment, an event is stored whole or not at all; the next one goes through."""
    await do(store, enrol)
    logged = 0
    for attempt in range(40):
        deed = asyncio.create_task(do(store, log))
        await asyncio.sleep(attempt * 0.0002)
        deed.cancel()
        await asyncio.wait([deed])
        before, logged = logged, len((await loaded(store)).entries)
        assert logged - before in ((0, 1) if deed.cancelled() else (1,))
    assert len((await loaded(await another())).entries) == logged


async def test_the_last_instant(store: Store, another: Opener) -> None:
    assert await store.last_instant() is None
    await replied(store, said(), LATER)
    await replied(store, said(id="e2"), NOW)
    assert await (await another()).last_instant() == LATER


async def test_instants_keep_their_zone_and_microseconds(store: Store, another: Opener) -> None:
    odd = datetime.fromisoformat("2026-03-02T23:59:59.999999+05:45")
    await replied(store, said(), odd)
    last = await (await another()).last_instant()
    assert last == odd
    assert last.tzinfo is UTC


async def test_an_error_of_a_statement_has_none_of_its_values(store: SqlStore) -> None:
    """They are what somebody wrote (promise 11.1)."""
    draft = {"learner_id": 1_000_000, "body": "canary", "made_at": NOW}
    with pytest.raises(IntegrityError) as broken:
        async with store._engine.begin() as connection:
            await connection.execute(insert(t.import_draft), draft)
    assert "import_draft" in str(broken.value)
    assert "canary" not in str(broken.value)
