"""Trouble stays small: one failure is one delivery's, the host's is waited out (promises 9.1, 9.2)."""

import asyncio
import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.domain import policy
from bot.errors import StoreError
from bot.ports.deliveries import Failure
from bot.ports.leases import Hold
from bot.storage.dialect.sqlite import engine
from conftest import MONDAY
from scheduler import attempts, trouble
from support.paced import Town, town
from support.telegram.process import until

MORNING = datetime.fromisoformat("2026-03-03T08:00+01:00")
NAMES = ("anna", "bert", "cleo", "dora", "emil")
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody has to wait long."""
    monkeypatch.setattr(trouble, "AGAIN_FIRST", 0.02)
    monkeypatch.setattr(trouble, "AGAIN_MOST", 0.05)
    monkeypatch.setattr(attempts, "RETRY_FIRST", 0.02)
    monkeypatch.setattr(engine, "BUSY_SECONDS", 0.05)


async def test_a_strange_failure_is_its_deliverys_alone(tmp_path: Path) -> None:
    """P1: whatever a platform raises, its siblings in flight arrive and are recorded."""
    async with town(tmp_path / "w.db", MONDAY) as here:
        await here.settle(*NAMES)
        here.platform.errors["bert"] = ZeroDivisionError("no number")
        here.clock.move_to(MORNING)
        ticking = asyncio.create_task(here.ticker.tick())
        await until(lambda: here.rows("select 1 from delivery where resends = 1"))
        here.platform.gate.set()
        await ticking
        assert here.platform.arrived == ["anna", "cleo", "dora", "emil"]
        assert here.states == ["sent", "pending", "sent", "sent", "sent"]
        del here.platform.errors["bert"]
        here.clock.move_to(MORNING + HOUR)
        await here.ticker.tick()
        assert here.states == ["sent"] * 5
        assert here.rows("select sum(resends) from delivery") == [(1,)]


async def test_what_arrived_is_recorded_after_a_lock_and_not_sent_again(tmp_path: Path) -> None:
    """P1: the platform answers while the database is locked; the record is tried, not the send."""
    async with town(tmp_path / "w.db", MONDAY) as here:
        await here.settle(*NAMES)
        here.clock.move_to(MORNING)
        ticking = asyncio.create_task(here.ticker.tick())
        await until(lambda: here.states == ["sending"] * 5)
        owners = here.rows("select distinct owner, fence from delivery")
        assert len(owners) == 1
        assert None not in owners[0]
        with closing(sqlite3.connect(here.path)) as other:
            other.execute("begin exclusive")
            here.platform.gate.set()
            await until(lambda: len(here.platform.arrived) == 5)
            await asyncio.sleep(0.3)
            assert not ticking.done()
            other.rollback()
        await ticking
        assert here.states == ["sent"] * 5
        assert sorted(here.platform.arrived) == list(NAMES)
        assert here.rows("select sum(resends) from delivery") == [(0,)]


async def test_a_reaper_takes_up_what_an_owner_let_lie(tmp_path: Path) -> None:
    """P1: no restart is needed; what is under way here is left alone."""
    async with town(tmp_path / "w.db", MONDAY) as here:
        await here.settle("anna", "bert")
        here.clock.move_to(MORNING)
        ticking = asyncio.create_task(here.ticker.tick())
        await until(lambda: here.states == ["sending"] * 2)
        here.change("update delivery set owner = 'somebody who died' where chat = 'anna'")
        await here.ticker.recover()
        assert here.rows("select state, resends from delivery order by chat") == [
            ("pending", 1),
            ("sending", 0),
        ]
        here.platform.gate.set()
        await ticking
        await here.ticker.tick()
        assert here.states == ["sent"] * 2


async def test_after_two_resends_it_is_unknown(tmp_path: Path) -> None:
    async with town(tmp_path / "w.db", MONDAY) as here:
        await here.settle("anna")
        here.platform.gate.set()
        here.clock.move_to(MORNING)
        await here.ticker.tick()
        for _ in range(policy.RESENDS_MOST + 1):
            here.change("update delivery set state = 'sending', owner = 'gone'")
            await here.ticker.recover()
        assert here.rows("select state, resends from delivery") == [
            ("unknown", policy.RESENDS_MOST)
        ]


async def test_an_old_owner_overwrites_nothing(tmp_path: Path) -> None:
    """P1: recording checks owner and fence; an arrival is evidence only while nobody is at it."""
    async with town(tmp_path / "w.db", MONDAY) as here:
        await here.settle("anna")
        here.clock.move_to(MORNING)
        await here.store.deliveries.claim_due(MORNING, 10)
        old, new = Hold("old", "sender", 1), Hold("new", "sender", 2)
        began = "update delivery set state = 'sending', owner = 'new', fence = 2"
        here.change(began)
        assert not await here.store.deliveries.failed(1, old, Failure("late news"), MORNING)
        await here.store.deliveries.delivered(1, old, "7", MORNING)
        assert not await here.store.deliveries.failed(
            1, Hold("new", "sender", 1), Failure("old"), MORNING
        )
        assert here.rows("select state, reason, provider_id from delivery") == [
            ("sending", None, None)
        ]
        assert await here.store.deliveries.failed(
            1, new, Failure("x", MORNING, ambiguous=True), MORNING
        )
        await here.store.deliveries.delivered(1, old, "7", MORNING)
        assert here.rows("select state, provider_id from delivery") == [("sent", "7")]


async def lock(here: Town, release: asyncio.Event) -> None:
    with closing(sqlite3.connect(here.path)) as other:
        other.execute("begin exclusive")
        await release.wait()
        other.rollback()


async def test_a_busy_database_kills_no_message(tmp_path: Path) -> None:
    """P2: prompts that fall due while another program holds the database come after it."""
    stop, wake, release = asyncio.Event(), asyncio.Event(), asyncio.Event()
    async with town(tmp_path / "w.db", MONDAY) as here:
        await here.settle(*NAMES)
        here.platform.gate.set()
        await here.store.deliveries.claim_due(MORNING, 10)
        here.clock.move_to(MORNING)
        locking = asyncio.create_task(lock(here, release))
        ticking = asyncio.create_task(here.ticker.keep_time(stop, wake))
        await asyncio.sleep(0.5)
        assert here.platform.arrived == []
        release.set()
        await locking
        wake.set()
        await until(lambda: here.states == ["sent"] * 5)
        stop.set()
        wake.set()
        await ticking
        assert here.rows("select sum(attempts), sum(resends), max(reason) from delivery") == [
            (5, 0, None)
        ]


async def test_a_lock_between_plan_and_look_kills_no_message(tmp_path: Path) -> None:
    """P2: the look again itself meets the lock."""
    release = asyncio.Event()
    async with town(tmp_path / "w.db", MONDAY) as here:
        await here.settle("anna")
        await here.store.deliveries.claim_due(MORNING, 10)
        here.clock.move_to(MORNING)
        made = here.ticker._sender.attempts
        locking = asyncio.create_task(lock(here, release))
        await asyncio.sleep(0)
        with pytest.raises(StoreError):
            await made.make(1, Hold("me"))
        release.set()
        await locking
        assert here.rows("select state, attempts from delivery") == [("pending", 0)]


async def test_a_message_that_cannot_be_made_is_set_aside_alone(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with town(tmp_path / "w.db", MONDAY) as here:
        await here.settle(*NAMES)
        here.platform.gate.set()
        await here.store.deliveries.claim_due(MORNING, 10)
        here.change("update delivery set body = 'no message' where chat = 'bert'")
        here.clock.move_to(MORNING)
        await here.ticker.tick()
        assert here.states == ["sent", "dead", "sent", "sent", "sent"]
        assert here.rows("select reason from delivery where state = 'dead'") == [
            ("cannot be made: ValidationError",)
        ]
        assert "Traceback" in caplog.text


async def test_a_full_disk_is_waited_out(tmp_path: Path) -> None:
    """P2: SQLITE_FULL is the host's trouble."""
    stop, wake = asyncio.Event(), asyncio.Event()
    async with town(tmp_path / "w.db", MONDAY) as here:
        await here.settle(*NAMES)
        here.platform.gate.set()
        async with here.store._engine.connect() as connection:
            await connection.exec_driver_sql("pragma max_page_count = 1")
        here.change("create table filler (a)", "insert into filler values (zeroblob(100))")
        here.clock.move_to(MORNING)
        ticking = asyncio.create_task(here.ticker.keep_time(stop, wake))
        await asyncio.sleep(0.4)
        assert set(here.states) <= {"pending", "sent", "sending"}
        async with here.store._engine.connect() as connection:
            await connection.exec_driver_sql("pragma max_page_count = 100000")
        wake.set()
        await until(lambda: here.states == ["sent"] * 5)
        stop.set()
        wake.set()
        await ticking
        assert sorted(here.platform.arrived) == list(NAMES)


@pytest.mark.soak
async def test_a_fresh_prompt_goes_before_thousands_of_stale_ones(tmp_path: Path) -> None:
    """P9: what came too late is skipped in sets, and takes no turn of the platform's."""
    async with town(tmp_path / "w.db", MONDAY) as here:
        await here.settle("anna", "bert")
        stale = 300
        here.change(
            f"with recursive n(i) as (select 1 union all select i + 1 from n where i < {stale})"
            " insert into learner (id, created_at, version) select i + 100, 0, 0 from n",
            "insert into account (platform, external_id, learner_id, name, chat)"
            " select 'paced', 's' || id, id, 's', 's' || id from learner where id > 100",
            "insert into due (learner_id, kind, day, due_at, expires_at)"
            " select id, 'daily_prompt', '2026-03-02', due_at - 86400000000,"
            " expires_at - 86400000000 from learner, due"
            " where learner.id > 100 and due.learner_id = 1 and due.kind = 'daily_prompt'",
        )
        here.platform.gate.set()
        here.clock.move_to(MORNING)
        await here.ticker._begin()
        await until(lambda: len(here.platform.arrived) == 2)
        assert here.platform.turns == ["anna", "bert"]
        await here.ticker._sender.finish()
        assert here.platform.turns == ["anna", "bert"]
        assert here.rows("select state, count(*) from delivery group by state") == [
            ("sent", 2),
            ("skipped", stale),
        ]


async def test_what_is_late_waits_for_what_is_on_time(tmp_path: Path) -> None:
    """P9: after an outage of two hours the prompt of now does not queue up behind the backlog."""
    async with town(tmp_path / "w.db", MONDAY) as here:
        await here.settle(*NAMES)
        here.change(f"update due set due_at = due_at - 7200000000 where learner_id < {len(NAMES)}")
        here.clock.move_to(MORNING)
        await here.store.deliveries.claim_due(MORNING, 10)
        found = await here.store.deliveries.waiting("paced", MORNING, 10, [])
        assert [each.chat for each in found] == ["emil", "anna", "bert", "cleo", "dora"]


async def test_what_is_skipped_in_a_set_is_planned_anew(tmp_path: Path) -> None:
    """P9: tomorrow's prompt comes, and a day that is done by now takes no turn."""
    async with town(tmp_path / "w.db", MONDAY) as here:
        await here.settle("anna", "bert")
        here.platform.gate.set()
        await here.store.deliveries.claim_due(MORNING, 10)
        here.clock.move_to(MORNING + HOUR)
        here.change(
            "insert into entry (learner_id, kind, made_at, made_on, day, zone, rollover, note)"
            f" values (2, 'done', {int(MORNING.timestamp()) * 10**6}, '2026-03-03',"
            " '2026-03-03', 'Europe/Berlin', 4, '')",
            "update learner set version = version + 1 where id = 2",
        )
        here.clock.move_to(MORNING + 2 * HOUR)
        await here.ticker.tick()
        assert here.platform.turns == ["anna"]
        assert here.rows("select state, reason from delivery where chat = 'bert'") == [
            ("skipped", "done")
        ]
        assert len(here.rows("select 1 from due where kind = 'daily_prompt'")) == 2


async def test_one_learner_who_cannot_be_planned_keeps_no_other_from_it(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """P16: the hourly tidy, each by itself, with the id and the traceback in the log."""
    async with town(tmp_path / "w.db", MONDAY) as here:
        await here.settle(*NAMES)
        here.change("delete from due")
        here.change(
            "create trigger t before insert on due when new.learner_id = 2"
            " begin select raise(abort, 'not this one'); end"
        )
        await here.coach.tidy()
        assert here.rows("select distinct learner_id from due order by 1") == [
            (1,),
            (3,),
            (4,),
            (5,),
        ]
        assert "learner 2" in caplog.text
        assert "Traceback" in caplog.text


async def test_one_nudge_that_cannot_be_claimed_keeps_no_other_waiting(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """P16: a whole set is not lost by one of it."""
    async with town(tmp_path / "w.db", MONDAY) as here:
        await here.settle(*NAMES)
        here.platform.gate.set()
        here.change(
            "create trigger t before insert on delivery when new.learner_id = 2"
            " begin select raise(abort, 'not this one'); end"
        )
        here.clock.move_to(MORNING)
        await here.ticker.tick()
        assert sorted(here.platform.arrived) == ["anna", "cleo", "dora", "emil"]
        assert "learner 2" in caplog.text
        here.change("drop trigger t")
        here.clock.move_to(MORNING + policy.SET_ASIDE)
        await here.ticker.tick()
        assert sorted(here.platform.arrived) == list(NAMES)
