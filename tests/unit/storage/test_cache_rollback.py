"""What is remembered is what was committed: a rollback leaves no trace (promise 9.1)."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.chat.events import Origin, event_of_text
from bot.domain.history import Entry, EntryKind
from bot.domain.learner import Learner
from bot.runtime.clock import SteeredClock
from bot.runtime.wiring import coach_on, storing
from bot.storage.store import SqlStore
from bot.storage.unit_of_work import SqlWork

NOW = datetime(2026, 3, 2, 18, tzinfo=UTC)
PRIVATE = Origin(platform="terminal", account="anna", name="anna", chat="anna", private=True)
SHARED = PRIVATE.model_copy(update={"chat": "club", "private": False, "manages_chat": True})


class UndoneError(Exception):
    """Makes a transaction roll back."""


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[SqlStore]:
    """A store with a group of one."""
    async with storing(str(tmp_path / "waymark.db")) as opened:
        coach = coach_on(opened, SteeredClock(NOW))
        lines = {"/start tz=UTC": PRIVATE, "/group start": SHARED, "/group join": SHARED}
        for number, (line, origin) in enumerate(lines.items()):
            await coach.handle(event_of_text(line, id=f"e{number}", origin=origin))
        yield opened


async def logged(work: SqlWork) -> Learner:
    learner = await work.learners.by_origin(PRIVATE, NOW)
    today = NOW.date()
    entry = Entry(0, EntryKind.DONE, NOW, today, today, "UTC", 4, minutes=25)
    return await work.entries.log(learner, entry)


async def entries_of(work: SqlWork) -> int:
    (member,) = await work.attendance.members(await work.groups.take(1), [1], NOW.date())
    return len(member.history.entries)


async def test_a_rollback_leaves_the_members_as_they_were(store: SqlStore) -> None:
    async def undone() -> None:
        async with store.work() as work:
            await logged(work)
            assert await entries_of(work) == 1
            raise UndoneError

    with pytest.raises(UndoneError):
        await undone()
    async with store.work() as work:
        assert await entries_of(work) == 0
        assert (await work.learners.by_origin(PRIVATE, NOW)).entries == ()


async def test_nothing_is_remembered_before_the_commit(store: SqlStore) -> None:
    async with store.work() as work:
        learner = await logged(work)
        assert await entries_of(work) == 1
        await work.learners.keep(learner, None, NOW)
        assert not any(each.entries for _, each in store._cache.known.values())
    async with store.work() as work:
        assert await entries_of(work) == 1
