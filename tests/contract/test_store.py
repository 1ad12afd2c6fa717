"""What every store has to do, whatever it is made of: the contract of `bot.ports.store.Store`."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot.chat.events import CommandInvoked, Event, Origin
from bot.chat.messages import Message, Paragraph, code, message, plain, strong
from bot.domain.history import EntryKind, Pause
from bot.domain.learner import Learner, MoveCause, stamped
from bot.domain.plan import Anchor
from bot.ports.store import Store, Work
from bot.runtime.wiring import storing

NOW = datetime(2026, 3, 2, 17, 0, tzinfo=UTC)
TODAY = date(2026, 3, 2)
LATER = NOW + timedelta(minutes=10)

Opener = Callable[[], Awaitable[Store]]
Deed = Callable[[Work, Learner], Awaitable[Learner]]


def said(words: str = "25", *, id: str = "e1", by: str = "me", on: str = "terminal") -> Event:  # noqa: A002
    origin = Origin(
        platform=on, account=by, name=by.title(), chat=f"chat-of-{by}", zone="Asia/Tokyo"
    )
    return CommandInvoked(id=id, origin=origin, name="done", words=words)


def answer(text: str = "Logged.", *, edits: bool = False) -> Message:
    made = message(Paragraph(text=(*plain(text), strong("25"), code("/done"))))
    return made.model_copy(update={"edits": edits})


@asynccontextmanager
async def stores(path: Path) -> AsyncIterator[Opener]:
    """Opens stores on the same data, each as a process of its own would."""
    async with AsyncExitStack() as stack:

        async def opened() -> Store:
            return await stack.enter_async_context(storing(str(path)))

        yield opened


@pytest.fixture
async def another(tmp_path: Path) -> AsyncIterator[Opener]:
    async with stores(tmp_path / "contract.db") as opener:
        yield opener


@pytest.fixture
async def store(another: Opener) -> Store:
    return await another()


async def loaded(store: Store, by: str = "me") -> Learner:
    async with store.work() as work:
        return await work.learners.by_origin(said(by=by).origin, NOW)


async def do(store: Store, *deeds: Deed) -> Learner:
    """One transaction with all deeds, in which the learner is kept."""
    async with store.work() as work:
        learner = await work.learners.by_origin(said().origin, NOW)
        for deed in deeds:
            learner = await deed(work, learner)
        await work.learners.keep(learner, None, NOW)
        return learner


async def enrol(work: Work, learner: Learner) -> Learner:
    learner = await work.learners.change_settings(
        learner, {"tz": "Europe/Berlin", "at": "07:30"}, now=NOW, today=TODAY
    )
    learner = await work.enrolments.enrol(learner, "six-month", "1.0", now=NOW, today=TODAY)
    return await work.enrolments.anchor(learner, 1, TODAY, "slow", now=NOW)


async def log(work: Work, learner: Learner) -> Learner:
    entry = stamped(learner, NOW, EntryKind.DONE, minutes=25, note="“ünïcode” 🙈\n\x00{x}")
    return await work.entries.log(learner, entry)


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
    assert (learner.name, learner.enrolment, learner.entries) == ("Me", None, ())
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


async def test_an_event_is_received_once(store: Store, another: Opener) -> None:
    other = await another()
    async with store.work() as work:
        assert await work.inbox.receive(said(), NOW)
        assert not await work.inbox.receive(said(), NOW)
    async with other.work() as work:
        assert not await work.inbox.receive(said("other words"), LATER)
        assert await work.inbox.receive(said(id="e2"), NOW)
        assert await work.inbox.receive(said(on="telegram"), NOW)  # an id belongs to its platform


async def test_at_the_same_time_an_event_is_received_once(store: Store, another: Opener) -> None:
    async def receive(on: Store) -> bool:
        async with on.work() as work:
            received = await work.inbox.receive(said(), NOW)
            await asyncio.sleep(0.01)
            return received is not None

    several = [store, *[await another() for _ in range(3)]]
    assert sorted(await asyncio.gather(*map(receive, several))) == [False, False, False, True]


async def test_transactions_stand_in_a_row(store: Store, another: Opener) -> None:
    """Nobody reads what another one is about to change: no log is lost."""
    await do(store, enrol)
    several = [store, await another(), await another()]
    await asyncio.gather(*(do(each, log) for each in several * 4))
    assert len((await loaded(store)).entries) == 12


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


async def test_replies(store: Store, another: Opener) -> None:
    pressed = said(id="e2")
    async with store.work() as work:
        await work.inbox.receive(said(), NOW)
        (first,) = await work.replies.write(said(), [answer()], None, NOW)
        await work.inbox.receive(pressed, LATER)
        second = await work.replies.write(
            pressed, [answer("Changed.", edits=True), answer("New.")], first.id, LATER
        )
    assert (first.chat, first.platform, first.message, first.edits) == (
        "chat-of-me",
        "terminal",
        answer(),
        None,
    )
    assert [each.edits for each in second] == [first.id, None]
    assert len({first.id, *(each.id for each in second)}) == 3
    other = await another()
    async with other.work() as work:
        assert await work.replies.to(said()) == (first,)
        assert await work.replies.to(pressed) == second
        assert await work.replies.to(said(id="e3")) == ()
    newest_first = (*reversed(second), first)
    assert await other.messages.recent("terminal", "chat-of-me", 50) == newest_first
    assert await other.messages.recent("terminal", "chat-of-me", 2) == newest_first[:2]
    assert await other.messages.recent("terminal", "chat-of-anna", 50) == ()
    assert await other.messages.recent("telegram", "chat-of-me", 50) == ()


async def replied(store: Store, event: Event, now: datetime) -> str:
    async with store.work() as work:
        await work.inbox.receive(event, now)
        (outgoing,) = await work.replies.write(event, [answer()], None, now)
        return outgoing.id


async def test_unsent_replies(store: Store, another: Opener) -> None:
    old, young = said(id="old"), said(id="young", by="anna")
    first = await replied(store, old, NOW)
    second = await replied(store, young, LATER)
    await replied(store, said(id="elsewhere", on="telegram"), LATER)
    other = await another()
    waiting = await other.replies.unsent("terminal", NOW - timedelta(seconds=1))
    assert [each.outgoing.id for each in waiting] == [first, second]
    assert [each.event for each in waiting] == [old, young]
    assert [
        each.outgoing.id
        for each in await other.replies.unsent("terminal", LATER - timedelta(seconds=1))
    ] == [second]
    await other.replies.sent([first], LATER)
    assert [
        each.outgoing.id for each in await store.replies.unsent("terminal", NOW - timedelta(1))
    ] == [second]
    await other.replies.sent([first, second], LATER)
    assert await store.replies.unsent("terminal", NOW - timedelta(1)) == ()


async def test_a_reply_as_old_as_the_limit_is_too_old(store: Store) -> None:
    """Less than 15 minutes old: one of exactly 15 is not (promise 9.4)."""
    await replied(store, said(), NOW)
    assert await store.replies.unsent("terminal", NOW) == ()


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


async def test_the_parts_of_an_enrolment(store: Store, another: Opener) -> None:
    await do(store, enrol, move)
    enrolment = (await loaded(await another())).enrolment
    assert enrolment is not None
    assert (enrolment.roadmap, enrolment.version) == ("six-month", "1.0")
    assert (enrolment.started_at, enrolment.started_on) == (NOW, TODAY)
    assert [(each.week, each.cause) for each in enrolment.moves] == [
        (1, MoveCause.START),
        (2, MoveCause.NEXT),
    ]
    assert [(each.anchor, each.pace) for each in enrolment.pacings] == [(Anchor(1, TODAY), "slow")]
