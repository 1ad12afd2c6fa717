"""`kill -9` at every named point, and at random: nothing is lost, nothing counts twice (promise 9).

A life of a small cohort is cut off again and again; the end must be that of a life which nobody
disturbed, and a file that only grows tells what the learners saw.
"""

import json
import os
import random
import re
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.chat.events import Origin, event_of_text
from bot.chat.messages import Outgoing
from bot.errors import DeliveryError
from bot.runtime.clock import SteeredClock
from bot.runtime.wiring import coach_on, storing, ticker_on
from scheduler.simulation.run import Nowhere
from support.crashing import POINTS, SEEN_TWICE
from support.database import Address, Dump, facts, in_postgresql, rows
from support.processes import PATIENCE, ROOT, environment, waymark
from support.terminal import terminal

QUICK_POINTS = ("sent-not-recorded",)
"""Where most can go wrong; the soak passes all of them."""

ACTION = re.compile(r'"action":"[^"]*"')

PASSINGS = (20,)
SOAK_PASSINGS = {"sqlite": (2,) * 10, "postgresql": (2,) * 3}
"""A life on a server takes longer to begin."""

COHORT = ("--learners", "3", "--weeks", "2", "--seed", "23", "--json")


@dataclass(frozen=True)
class Ended:
    """What is left at the end of all lives."""

    summary: str
    seen: Counter[str]
    texts: Counter[str]
    facts: Dump
    deliveries: list[tuple[object, ...]]


def lived(folder: Path, database: Address, point: str, passings: Sequence[int]) -> Ended:
    """Lives that end when `point` is passed so many times, and one to the end."""
    witness = folder / "witness.jsonl"
    words = ["-m", "support.crashing", str(database), str(witness), point, *map(str, passings)]
    path = os.pathsep.join([str(ROOT), str(ROOT / "tests")])
    done = subprocess.run(
        [sys.executable, *words],
        capture_output=True,
        cwd=folder,
        env=environment(PYTHONPATH=path),
        timeout=20 * PATIENCE,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    seen = [json.loads(line) for line in witness.read_text("utf-8").splitlines()]
    return Ended(
        summary=done.stdout.decode(),
        seen=Counter(each["id"] for each in seen),
        texts=Counter(f"{each['chat']} {unnumbered(each['text'])}" for each in seen),
        facts=without_deliveries(facts(database, ids=False)),
        deliveries=deliveries(database),
    )


def without_deliveries(found: Dump) -> Dump:
    """All that somebody did; how often a message was tried is no part of that, nor what tidying waits."""
    others = {**found, "memo": [row for row in found["memo"] if row[0] != "scrub"]}
    return {table: rows for table, rows in others.items() if table not in {"delivery", "learner"}}


def deliveries(database: Address) -> list[tuple[object, ...]]:
    """What each message came to; which number its learner has is the database's."""
    columns = "chat, kind, day, due_at, state, body, decided_at, ended_at, reason"
    found = rows(database, f"select {columns} from delivery")
    return sorted((tuple(map(unnumbered, row)) for row in found), key=repr)


def unnumbered(value: object) -> object:
    """What its buttons name by number, without the number: it is the database's, too."""
    if not isinstance(value, str):
        return value
    return ACTION.sub(lambda found: re.sub(r"\d+", "#", found[0]), value)


@pytest.fixture(scope="module")
def undisturbed(shared_path: Path) -> Ended:
    """The life that nobody cut off, on a file: those on a server must come to the same."""
    return lived(shared_path, shared_path / "lives.db", "none", ())


def check(ended: Ended, undisturbed: Ended, crashes: int) -> None:
    """All is as if nothing had happened, but for the messages in flight at a crash."""
    assert json.loads(ended.summary)["lost"] == 0
    assert ended.summary == undisturbed.summary
    assert ended.facts.keys() == undisturbed.facts.keys()
    for table, held in undisturbed.facts.items():
        assert Counter(ended.facts[table]) - Counter(held) == Counter(held) - Counter(
            ended.facts[table]
        ), table
    assert ended.deliveries == undisturbed.deliveries
    assert set(ended.texts) == set(undisturbed.texts)
    assert max(ended.seen.values()) <= 2
    assert sum(ended.seen.values()) - len(ended.seen) == crashes


@pytest.mark.soak
@pytest.mark.parametrize("point", QUICK_POINTS)
@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_kill_at_a_point_loses_nothing(
    database: str, point: str, undisturbed: Ended, tmp_path: Path
) -> None:
    ended = lived(tmp_path, database, point, PASSINGS)
    check(ended, undisturbed, len(PASSINGS) if point in SEEN_TWICE else 0)


@pytest.mark.soak
@pytest.mark.parametrize("point", POINTS)
@pytest.mark.fault(1)
def test_kill_at_a_point_over_and_over(
    database: str, point: str, undisturbed: Ended, tmp_path: Path
) -> None:
    passings = SOAK_PASSINGS["postgresql" if in_postgresql(database) else "sqlite"]
    ended = lived(tmp_path, database, point, passings)
    check(ended, undisturbed, len(passings) if point in SEEN_TWICE else 0)


def kill_at_random(database: Path, kills: int, seed: int) -> int:
    """Start `waymark simulate` and kill it, so many times; how often it was not yet through."""
    rng, hits = random.Random(seed), 0
    for _ in range(kills):
        process = subprocess.Popen(
            [sys.executable, "-m", "bot", "simulate", *COHORT, "--db", str(database)],
            stdout=subprocess.DEVNULL,
            cwd=ROOT,
            env=environment(),
        )
        began, size = time.monotonic(), stored(database)
        while stored(database) == size and process.poll() is None:
            assert time.monotonic() - began < PATIENCE
            time.sleep(0.01)
        time.sleep(rng.uniform(0, 0.25))
        process.kill()
        hits += process.wait() != 0
    return hits


def stored(database: Path) -> int:
    """How many events a database holds, as far as it can be read just now."""
    try:
        with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
            (count,) = connection.execute("select count(*) from inbox").fetchone()
            return int(count)
    except sqlite3.OperationalError:
        return 0


@pytest.mark.soak
def test_a_simulation_killed_at_random_ends_the_same(tmp_path: Path) -> None:
    whole = waymark("simulate", *COHORT, "--db", tmp_path / "whole.db")
    assert kill_at_random(tmp_path / "killed.db", kills=30, seed=30) > 0
    rest = waymark("simulate", *COHORT, "--db", tmp_path / "killed.db")
    assert (rest.code, rest.err) == (0, "")
    assert rest.out == whole.out
    assert without_deliveries(facts(tmp_path / "killed.db")) == without_deliveries(
        facts(tmp_path / "whole.db")
    )


MORNING = datetime.fromisoformat("2026-03-03T07:50+01:00")
START = "/start tz=Europe/Berlin days=mon-sat at=08:00"


def ends_of(database: Address) -> dict[str, tuple[str, str | None]]:
    """The end of each delivery by its key."""
    found = rows(database, "select key, state, reason from delivery")
    return {key: (state, reason) for key, state, reason in found}


@pytest.mark.fault(22)
async def test_after_nine_hours_down_prompts_are_stale_and_not_replayed(database: str) -> None:
    path = database
    async with terminal(path, MORNING - timedelta(days=1)) as term:
        for name in ("anna", "ben", "cem"):
            await term.say(f"!as {name}", START)
        await term.say(f"!clock {MORNING.isoformat()}")
        before = len(term.shown)
    async with terminal(path, MORNING + timedelta(hours=9)) as term:
        await term.console.advance(term.clock.now())
        assert term.shown == []
        assert before
    stale = [key for key, end in ends_of(path).items() if end == ("skipped", "stale")]
    assert sorted(stale) == [f"daily_prompt:{number}:2026-03-03" for number in (1, 2, 3)]
    async with terminal(path, MORNING + timedelta(hours=9)) as term:
        await term.say("!skip 1d")
        assert [each.message.kind for each in term.shown] == ["daily_prompt"] * 3


async def test_a_checkin_goes_out_up_to_three_days_late(tmp_path: Path) -> None:
    sunday = datetime.fromisoformat("2026-03-08T17:50+01:00")
    for days, kinds in ((2, ["checkin"]), (4, [])):
        path = tmp_path / f"{days}.db"
        async with terminal(path, MORNING - timedelta(days=2)) as term:
            await term.say(START, f"!clock {sunday.isoformat()}")
        async with terminal(path, sunday + timedelta(days=days)) as term:
            await term.console.advance(term.clock.now())
            assert [each.message.kind for each in term.shown] == kinds


class Unsteady(Nowhere):
    """A platform on which every first attempt fails, and is known not to have arrived."""

    def __init__(self) -> None:
        self.tried: set[str] = set()
        self.arrived: list[str] = []

    async def send(self, outgoing: Outgoing) -> None:
        if outgoing.id not in self.tried:
            self.tried.add(outgoing.id)
            raise DeliveryError("not today")
        self.arrived.append(outgoing.message.kind)


async def test_an_attempt_that_failed_is_no_prompt_left_unanswered(tmp_path: Path) -> None:
    clock, platform = SteeredClock(MORNING), Unsteady()
    origin = Origin(platform=Nowhere.platform, account="anna", name="anna", chat="anna")
    async with storing(str(tmp_path / "unsteady.db")) as store:
        coach = coach_on(store, clock)
        ticker = ticker_on(store, coach, clock, platform)
        await coach.handle(event_of_text(START, id="1", origin=origin))
        await ticker.advance(clock, MORNING + timedelta(days=4))
    assert platform.arrived == ["daily_prompt"] * 3
