"""`waymark chat` on a real terminal: its width, its numbers, its files, its way out."""

import sqlite3
import stat
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from support.processes import AT, PATIENCE, ROOT, START, environment, waymark
from support.soaking import mostly_soak
from support.window import PROMPT, Window, window

FILES = ("waymark-journal-2.md", "waymark.db", ".waymark_history")


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.parametrize("columns", mostly_soak([40, 60, 100], 40))
def test_an_evening_at_the_terminal(tmp_path: Path, columns: int) -> None:
    mine = tmp_path / "waymark-journal.md"
    mine.write_text("mine")
    with window(tmp_path, columns) as seen:
        fits(seen.until("1 [Begin]  2 [Help]").split("\n"), columns)
        fits(seen.until(PROMPT).split("\n"), columns)
        proposal = fits(seen.answer("1", "[Other roadmap]"), columns)
        assert "1 [Start like this]" in "\n".join(proposal)
        assert all(line.count("[") == line.count("]") for line in proposal)
        fits(seen.answer("start LIKE this", "1 [Today]"), columns)
        fits(seen.answer("1", "1 [Done]"), columns)
        fits(seen.answer("!help", "lists these lines"), columns)
        fits(seen.answer("!dance", "is unknown"), columns)
        fits(seen.answer("/checkin", "2 [Skip]"), columns)
        fits(seen.answer("lists and other secrets", "2 of 5"), columns)
        seen.answer("/journal export", "waymark-journal-2.md")
        seen.until(PROMPT)  # Tab is a key of the prompt's
        seen.type("/wee\t")
        seen.until("k")
        fits(seen.answer("", "Project: "), columns)
        seen.until(PROMPT)
        seen.type("\x03")
        fits(seen.until("do it, too.").split("\n")[1:], columns)
        seen.type("quit\r")
        seen.until("Until next time")
    assert mine.read_text() == "mine"
    assert {name: mode_of(tmp_path / name) for name in FILES} == dict.fromkeys(FILES, 0o600)
    typed = (tmp_path / ".waymark_history").read_text()
    assert "+/checkin" in typed
    assert "secret" not in typed


def fits(lines: list[str], columns: int) -> list[str]:
    """Lines as they were: none is wider than the window, but for a link."""
    wide = [line for line in lines if len(line.rstrip()) > columns and " " in line.strip()]
    assert wide == []
    return lines


@pytest.mark.soak
@pytest.mark.parametrize("keys", ["quit\r", "/exit\r", "\x04", "\x03\x03", "half a line\x03\x03"])
def test_ways_out(tmp_path: Path, keys: str) -> None:
    with window(tmp_path, 80) as seen:
        seen.until(PROMPT)
        seen.type(keys)
        seen.until("Until next time")


@pytest.mark.soak
def test_keys_that_are_pressed_while_an_answer_is_made(tmp_path: Path) -> None:
    waymark("chat", "--db", tmp_path / "waymark.db", "--at", AT, given=f"{START}\n")
    locked = sqlite3.connect(tmp_path / "waymark.db", isolation_level=None)
    with closing(locked), window(tmp_path, 80) as seen:
        unanswered(seen, locked, "/week")
        seen.type("\x03")
        seen.until("^C")  # shown by the terminal itself
        locked.execute("ROLLBACK")
        seen.until("Week 1 of 24")
        seen.until("Ctrl-C again to leave")
        unanswered(seen, locked, "/done 25")
        seen.type("\x04")
        locked.execute("ROLLBACK")
        seen.until("Streak: 1")
        seen.until("Until next time")


def unanswered(seen: Window, locked: sqlite3.Connection, line: str) -> None:
    """Type a line to which no answer comes yet: somebody else writes into the database."""
    seen.until(PROMPT)
    locked.execute("BEGIN IMMEDIATE")
    seen.type(f"{line}\r")
    while not seen.is_answering():
        assert seen.process.poll() is None
        time.sleep(0.01)


@pytest.mark.soak
def test_the_second_evening(tmp_path: Path) -> None:
    lines = f"{START}\n/done 25\n!as anna\n{START}\n"
    waymark("chat", "--db", tmp_path / "waymark.db", "--at", AT, given=lines)
    with window(tmp_path, 80) as seen:
        assert "Welcome back. Day 1, streak 1." in seen.until(PROMPT)
        mine = seen.answer("!skip 15h", "to anna:")
        assert "1 [Done]" in "".join(mine)
        assert "1 [Done]" not in seen.until("[Stuck]")
        seen.type("\x04")


@pytest.mark.soak
def test_a_command_that_leaves_ends_what_is_piped(tmp_path: Path) -> None:
    lines = f"{START}\nquit\n!paste\n/done 25\n/quit\n!end\n /EXIT \n/streak\n"
    done = waymark("chat", "--json", "--db", tmp_path / "x.db", "--at", AT, given=lines)
    assert (done.code, done.err) == (0, "")
    assert [each["buttons"][0] for each in done.messages[1:2]] == ["Pause 2 weeks"]
    assert len(done.messages) == 3


@pytest.mark.soak
def test_messages_to_others_bear_their_names(tmp_path: Path) -> None:
    lines = (
        "!as anna",
        START,
        "!in club",
        "/group start",
        "/group join",
        "!in me",
        "!as ben",
        START,
    )
    given = "".join(f"{line}\n" for line in (*lines, "!skip 15h"))
    done = waymark("chat", "--db", tmp_path / "waymark.db", "--at", AT, given=given)
    *_, last = done.out.decode().split("You are set up")
    assert last.count("\nto anna:\n") == 1
    assert "to ben:" not in done.out.decode()
    assert (done.code, done.err) == (0, "")


@pytest.mark.soak
@pytest.mark.parametrize(
    "words", mostly_soak([("run", "--only", "scheduler"), ("chat",), ("simulate",)], ("chat",))
)
def test_a_folder_that_does_not_exist(tmp_path: Path, words: tuple[str, ...]) -> None:
    done = waymark(*words, "--db", tmp_path / "none" / "x.db")
    assert done.code == 2
    assert "check that its folder exists" in done.err
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize(
    "words",
    mostly_soak(
        [("db", "upgrade"), ("simulate", "--learners", "1", "--weeks", "1")], ("db", "upgrade")
    ),
)
def test_a_new_database_is_private(tmp_path: Path, words: tuple[str, ...]) -> None:
    path = tmp_path / "x.db"
    assert waymark(*words, "--db", path).code == 0
    assert mode_of(path) == 0o600


@pytest.mark.soak
def test_the_database_of_a_new_service_is_private(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    command = [sys.executable, "-m", "bot", "run", "--only", "scheduler", "--db", str(path)]
    with subprocess.Popen(
        command, cwd=ROOT, env=environment(WAYMARK_LOG_FORMAT="json"), stderr=subprocess.PIPE
    ) as process:
        assert process.stderr is not None
        assert process.stderr.readline()
        modes = {each.name: mode_of(each) for each in tmp_path.iterdir()}
        process.terminate()
        assert process.wait(PATIENCE) == 0
    assert modes
    assert {*modes.values()} == {0o600}


@pytest.mark.soak
def test_the_mode_of_a_database_is_its_hosts(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    waymark("db", "upgrade", "--db", path)
    path.chmod(0o640)
    waymark("db", "upgrade", "--db", path)
    assert mode_of(path) == 0o640
