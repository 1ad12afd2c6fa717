"""One process owns a file's clockwork; others talk on it, or are refused (promises 9.5 and 10)."""

import contextlib
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from support.database import execute
from support.forkserver import ProcessFactory, shared_factory
from support.processes import PATIENCE, ROOT, START, Ended, environment

NOW_START = "/start tz=UTC pace=standard days=mon-sun"
SOON = "2026-03-02T18:00+00:00"


@contextlib.contextmanager
def serving(database: Path, **env: str) -> Iterator["subprocess.Popen[bytes]"]:
    """`waymark run`, which serves no platform but the clockwork; stopped at the end."""
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "run", "--only", "scheduler", "--db", str(database)],
        stderr=subprocess.PIPE,
        env=environment(**env),
    )
    assert process.stderr
    with process:
        try:
            said = b""
            for line in process.stderr:
                said += line
                if b"running" in line:
                    break
            yield process
            process.send_signal(signal.SIGTERM)
            assert process.wait(PATIENCE) == 0
        finally:
            process.kill()


def refused(done: Ended, path: Path) -> str:
    """The one line of a polite refusal."""
    assert (done.code, done.out) == (1, b""), done
    (line,) = done.complaints
    assert line.startswith("waymark: ")
    assert str(path) in line
    assert "served" in line
    assert "--db" in line
    return line


def rows(path: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as database:
        return database.execute(query).fetchall()


def run_again(factory: ProcessFactory, path: Path | str) -> Ended:
    return factory.run("run", "--only", "scheduler", "--db", path)


@pytest.mark.soak
def test_every_way_to_a_served_file_is_the_same_file(
    factory: ProcessFactory, tmp_path: Path
) -> None:
    path, elsewhere = tmp_path / "waymark.db", tmp_path / "elsewhere"
    elsewhere.mkdir()
    symbolic, hard = elsewhere / "link.db", elsewhere / "hard.db"
    with serving(path):
        symbolic.symlink_to(path)
        hard.hardlink_to(path)
        (elsewhere / "here").symlink_to(tmp_path)
        for other in (path, symbolic, hard, elsewhere / "here" / "waymark.db"):
            refused(run_again(factory, other), other)
        relative = Path(os.path.relpath(path, ROOT))
        refused(run_again(factory, relative), relative)
        refused(run_again(factory, f"sqlite+aiosqlite:///{path}"), path)
    with serving(symbolic):
        refused(run_again(factory, path), path)


@pytest.mark.soak
def test_a_chat_on_a_served_file_only_talks(factory: ProcessFactory, tmp_path: Path) -> None:
    path = tmp_path / "waymark.db"
    with serving(path), factory.talking(path, at=None, name="anna") as anna:
        assert "You are set up" in anna.reply(NOW_START)["text"]
        assert anna.reply("/done 25")["kind"] == "reply"
        planned = rows(path, "select * from due order by 1, 2")
        assert planned
        for line in ("!skip 30d", "!clock 2030-01-01T00:00+00:00"):
            answers, (complaint,) = anna.both(line)
            assert answers == []
            assert str(path) in complaint
            assert "served" in complaint
            assert "--db" in complaint
        assert rows(path, "select * from due order by 1, 2") == planned
        assert anna.reply("/streak")["kind"] == "reply"
        refused(factory.chat(path, "/today"), path)
        assert rows(path, "select count(*) from learner") == [(1,)]
    assert factory.chat(path, "/today", at="2040-01-01T00:00+00:00").code == 0


@pytest.mark.soak
def test_a_simulation_leaves_a_served_file_alone(factory: ProcessFactory, tmp_path: Path) -> None:
    path = tmp_path / "waymark.db"
    with serving(path):
        words = ("simulate", "--learners", "1", "--weeks", "1", "--db", path)
        refused(factory.run(*words), path)
        assert rows(path, "select count(*) from learner") == [(0,)]


@pytest.mark.soak
def test_two_chats_on_one_file(factory: ProcessFactory, tmp_path: Path) -> None:
    """Both talk; what is due for others is the business of the one that came first."""
    path = tmp_path / "waymark.db"
    with factory.talking(path, at=None, name="anna") as anna:
        assert "You are set up" in anna.reply(NOW_START)["text"]
        with factory.talking(path, at=None, name="ben") as ben:
            assert "You are set up" in ben.reply(NOW_START)["text"]
            refused(run_again(factory, path), path)
            execute(path, "update due set due_at = 0")
            assert ben.reply("/done 25")["kind"] == "reply"
            due = "select count(*) from due where due_at = 0"
            assert rows(path, due) != [(0,)]
            _, complaints = ben.both("!skip 1h")
            assert complaints
            anna.ask("/today")
            assert rows(path, due) == [(0,)]
    with serving(path):
        pass


@pytest.mark.soak
def test_a_guest_is_sent_what_waits_for_it_and_nothing_else(
    factory: ProcessFactory, tmp_path: Path
) -> None:
    path = tmp_path / "waymark.db"
    with serving(path), factory.talking(path, at=None, name="anna") as anna:
        anna.ask(NOW_START)
        with factory.talking(path, at=None, name="ben") as ben:
            ben.ask(NOW_START)
            for name in ("anna", "ben"):
                execute(
                    path,
                    "insert into delivery (key, learner_id, kind, day, due_at, platform, chat,"
                    " state, payload, resends, attempts, not_before) select 'milestones:' ||"
                    " external_id, learner_id, 'milestone', date(), 0, platform, chat, 'pending',"
                    f" 'hours:10', 0, 0, 0 from account where external_id = '{name}'",
                )
            kinds = [each["kind"] for each in ben.ask("/today")]
            assert kinds == ["reply", "milestone"]
            states = "select chat, state from delivery where kind = 'milestone' order by chat"
            assert rows(path, states) == [("anna", "pending"), ("ben", "sent")]
            assert [each["kind"] for each in anna.ask("/today")] == ["reply", "milestone"]


@pytest.mark.parametrize("command", ["run", "chat", "simulate"])
def test_a_folder_that_does_not_exist(tmp_path: Path, command: str) -> None:
    words = {"run": ["--only", "scheduler"], "chat": [], "simulate": ["--learners", "1"]}
    done = shared_factory().run(command, *words[command], "--db", "none/waymark.db", cwd=tmp_path)
    assert (done.code, done.out) == (2, b"")
    (line,) = done.complaints
    assert line.startswith("waymark: none/waymark.db cannot be opened: check that its folder")
    assert list(tmp_path.iterdir()) == []


def test_a_new_file_is_for_its_owner_alone(factory: ProcessFactory, tmp_path: Path) -> None:
    path = tmp_path / "waymark.db"
    assert factory.chat(path, START).code == 0
    assert path.stat().st_mode & 0o077 == 0
    assert [each.name for each in tmp_path.iterdir() if ".lock" in each.name] == []


@pytest.mark.soak
def test_a_suspended_service_was_down(tmp_path: Path) -> None:
    """At four hours a second, ten hours under SIGSTOP are an outage."""
    path = tmp_path / "waymark.db"
    fast = {"WAYMARK_DEMO": "1", "WAYMARK_CLOCK_START": SOON, "WAYMARK_CLOCK_SPEED": "14400"}
    down = "select 1 from uptime a join uptime b on b.began_at - a.seen_at > 9 * 3600e6"
    with serving(path, **fast) as service:
        wait_for(path, "select 1 from uptime where seen_at > began_at")
        os.kill(service.pid, signal.SIGSTOP)
        time.sleep(2.5)
        os.kill(service.pid, signal.SIGCONT)
        wait_for(path, f"{down} and b.id = a.id + 1")


def wait_for(path: Path, query: str) -> None:
    ends = time.monotonic() + PATIENCE
    while not rows(path, query):
        assert time.monotonic() < ends, query
        time.sleep(0.05)
