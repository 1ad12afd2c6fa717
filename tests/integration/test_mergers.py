"""Two learners become one in the store and two again: exactly, whatever they had done (7.1)."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import Table

from bot.chat.events import Origin
from bot.domain.delivery import NudgeLog
from bot.domain.learner import Learner
from bot.domain.merging import merged
from bot.runtime.wiring import storing
from bot.storage.mergers import _APART, _KEYED, _MOVED, _PARTS
from bot.storage.tables.person import PERSON_TABLES
from support.terminal import Terminal, terminal

MONDAY = datetime.fromisoformat("2026-03-02T18:00+01:00")
START = "/start tz=Europe/Berlin pace=standard days=mon-sat names=on"
LINES = (
    "/done 25", "/done 600 flask", "/done", "/undo", "/today", "/week", "!press Functions",
    "/checkin", "lists and loops", "/pause 5d", "/resume", "/settings streak=off", "/settings at=9",
    "/next", "/back", "/checklist", "!press Build a complete", "/plan", "!press Trim optional",
    "/calendar", "/focus 180", "/focus 5 sql", "!press Pause", "!press Done early",
    "!press Yes", "/done yesterday", "/settings tz=Asia/Tokyo", "/start roadmap=islands",
)  # fmt: skip
BY_ACCOUNT = {"inbox", "reply", "quarantine", "memo", "link_try", "input_window"}
"""Tables in which rows are an account's, whoever that is."""


def dump(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """What is kept of people, but for how often it was written."""
    tables = [each.table for each in PERSON_TABLES]
    with closing(sqlite3.connect(path)) as database:
        return {
            each.name: sorted(
                database.execute(f"select {', '.join(_columns(each))} from {each.name}"),
                key=repr,
            )
            for each in tables
            if each.name not in {*BY_ACCOUNT, "due"}
        }


def _columns(table: Table) -> list[str]:
    """Settings that give way come back under other ids, in the same order."""
    left_out = {"version", "id"} if table.name == "setting_change" else {"version", "known_version"}
    return [each.name for each in table.c if each.name not in left_out]


async def live(term: Terminal, rng: Random, length: int) -> None:
    """Both do something, in one group; what is wrong where they stand is refused."""
    for name in ("anna", "bert"):
        await term.say(f"!as {name}", START, "!in club", "/group start", "/group join", "!in me")
    for _ in range(length):
        await term.say(f"!as {rng.choice(('anna', 'bert'))}", *rng.sample(LINES, 3))
        await term.say(f"!skip {rng.choice((3, 24, 24, 50))}h")
    await term.say("!in club", "/kudos bert", "/kudos anna", "!as anna", "/kudos bert", "!in me")


async def merge(path: Path, now: datetime, maker: str, taker: str) -> tuple[Learner, Learner]:
    """What the domain makes of two, and what the store does."""
    async with storing(str(path)) as store, store.work() as work:
        one, other = [await work.learners.known("terminal", each) for each in (maker, taker)]
        assert one
        assert other
        made = await work.links.merge(one, other, now)
        assert made == merged(one, other, now)
        await work.learners.keep(made, None, now)
    async with storing(str(path)) as store, store.work() as work:
        found = await work.learners.known("terminal", taker)
        assert found == await work.learners.known("terminal", maker)
        assert found
    return made, found


async def part(path: Path, account: str, now: datetime) -> tuple[Learner, Learner]:
    async with storing(str(path)) as store, store.work() as work:
        whole = await work.learners.known("terminal", account)
        assert whole
        found = await work.links.part(whole, "terminal", account, now)
        assert found
        for each in found:
            await work.learners.keep(each, None, now)
        return found


def test_every_table_of_a_person_has_a_rule() -> None:
    ruled = {*_APART, *_KEYED, *_MOVED, *_PARTS}
    assert {each.table.name for each in PERSON_TABLES} == {
        *(table.name for table in ruled),
        *BY_ACCOUNT,
    }


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(6))
async def test_what_the_store_has_is_what_the_rules_say(tmp_path: Path, seed: int) -> None:
    path, rng = tmp_path / "w.db", Random(seed)
    async with terminal(path, MONDAY, name="anna") as term:
        await live(term, rng, 12)
        now = term.now
    maker, taker = rng.sample(("anna", "bert"), 2)
    before = dump(path)
    made, found = await merge(path, now, maker, taker)
    nudges = sorted(found.nudges, key=str)
    assert nudges == sorted(made.nudges, key=str)
    assert replace(found, nudges=NudgeLog()) == replace(made, nudges=NudgeLog())
    await part(path, rng.choice((maker, taker)), now.replace(year=2020))
    after = dump(path)
    expected = dict(before)
    skipped = [row for row in after["delivery"] if "linked" in row]
    assert len(after["delivery"]) == len(before["delivery"])
    for table in ("delivery",) if skipped else ():
        del after[table], expected[table]
    for table in ("member_change", "member_day", "member_step"):  # worked out anew
        del after[table], expected[table]
    mine = {row for row in after["learner"] if row not in expected["learner"]}
    assert len(mine) <= 1  # who made the code was heard as late as either
    del after["learner"], expected["learner"]
    assert after == expected


async def test_what_came_since_stays_with_the_maker(tmp_path: Path) -> None:
    path = tmp_path / "w.db"
    async with terminal(path, MONDAY, name="anna") as term:
        await term.say(START, "/done 25 mine", "!as bert", START, "/done 50 theirs", "/undo")
        await term.say("/done 30 theirs")
        now = term.now
    async with storing(str(path)) as store, store.work() as work:
        bert = await work.learners.known("terminal", "bert")
    await merge(path, now, "anna", "bert")
    async with terminal(path, now, name="bert") as term:
        await term.say("!skip 3h", "/undo", "/done 10 since", "/settings at=07:00")
    anna, again = await part(path, "bert", now.replace(year=2020))
    assert [each.note for each in anna.entries] == ["mine", "since"]
    assert bert
    assert replace(again, nudges=NudgeLog()) == replace(bert, nudges=NudgeLog())
    assert anna.preferences.at.hour == 7


@pytest.mark.soak
async def test_a_second_merge_is_undone_before_the_first(tmp_path: Path) -> None:
    path = tmp_path / "w.db"
    async with terminal(path, MONDAY, name="anna") as term:
        for name in ("anna", "bert", "carl"):
            await term.say(f"!as {name}", START, f"/done 25 {name}")
        now = term.now
    await merge(path, now, "anna", "bert")
    await merge(path, now, "carl", "anna")
    long_ago = now.replace(year=2020)
    carl, anna = await part(path, "anna", long_ago)
    assert [each.note for each in carl.entries] == ["carl"]
    assert [each.note for each in anna.entries] == ["anna", "bert"]
    for each in await part(path, "anna", long_ago):
        assert [entry.note for entry in each.entries] == [each.name]


async def test_who_is_nobody_yet_takes_the_others_plan(tmp_path: Path) -> None:
    path = tmp_path / "w.db"
    async with terminal(path, MONDAY, name="anna") as term:
        await term.say("/settings at=06:15", "!as bert", START, "/done 25", "/checkin", "loops")
        now = term.now
    before = dump(path)
    made, found = await merge(path, now, "anna", "bert")
    assert replace(found, nudges=NudgeLog()) == replace(made, nudges=NudgeLog())
    assert found.enrolment
    assert (found.enrolment.ended_at, found.preferences.at.hour) == (None, 8)
    await part(path, "anna", now.replace(year=2020))
    after = dump(path)
    del after["learner"], before["learner"]
    assert after == before


async def test_a_strangers_account_of_before_is_asked_for_by_platform_and_name(
    tmp_path: Path,
) -> None:
    path = tmp_path / "w.db"
    async with terminal(path, MONDAY, name="anna") as term:
        await term.say(START, "!as bert", START)
        now = term.now
    await merge(path, now, "anna", "bert")
    origin = Origin(platform="discord", account="bert", name="bert", chat="bert")
    async with storing(str(path)) as store, store.work() as work:
        stranger = await work.learners.by_origin(origin, now)
        assert stranger.enrolments == ()
        assert await work.links.part(stranger, "discord", "bert", now.replace(year=2020)) is None


async def test_a_button_that_logged_before_the_merge_logs_no_more(tmp_path: Path) -> None:
    """Its entry is of Monday where it was pressed, and it is Tuesday where the maker is (2.1)."""
    path, now = tmp_path / "w.db", datetime.fromisoformat("2026-03-03T03:00+00:00")
    async with terminal(path, now, name="anna") as term:
        await term.say("/start tz=Asia/Tokyo days=mon-sun")
        await term.say("!as bert", "/start tz=America/Los_Angeles days=mon-sun", "/today")
        assert "Mon 2 March" in await term.say("!press Done")
    await merge(path, now + timedelta(hours=1), "anna", "bert")
    async with terminal(path, now + timedelta(hours=2), name="bert") as term:
        assert "logged already, for Mon 2 March" in await term.say("!press Done")
