"""`kill -9` at any moment, then the same command again: one effect, nothing lost (9.1 to 9.4)."""

import random
import shutil
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest

from support.database import Dump, count, execute, facts
from support.forkserver import ChatProcess, ProcessFactory
from support.processes import START

AT = "2026-03-02T18:00:00+01:00"

COMMANDS = {
    "/start tz=Europe/Berlin pace=slow days=mon-fri": (),
    "/done 25 before set-up": (),
    "/done 30 read the docs": (START, "/done 20"),
    "!press Variables": (START, "/week"),
    "!press 50": (START, "/done"),
    "/undo": (START, "/done 20", "/done 30"),
    "/next": (START,),
    "/back": (START, "/next"),
    "/pause 5d": (START, "/pause 10d"),
    "/resume": (START, "/pause 10d"),
    "/settings at=19:30 days=mon,wed,fri saver=on": (START,),
    "/focus 50 flask": (START, "/focus 25", "!press Cancel"),
    "!press Pause": (START, "/focus 25"),
    "!press Yes, move": (START, "/next", "/plan", "!press slow"),
}
"""What is killed, and what was said before."""

Seeds = dict[str, tuple[Path, Dump, str]]


@pytest.fixture(scope="module")
def seeds(factory: ProcessFactory, shared_path: Path) -> Seeds:
    """For each command a database before it, what it does to it undisturbed, and its answer."""
    made: Seeds = {}
    for number, (command, before) in enumerate(COMMANDS.items()):
        path = shared_path / f"{number}.db"
        talk = factory.talk(path, at=AT)
        for line in before:
            talk.ask(line)
        talk.ask("hello")
        talk.leave()
        after = Path(shutil.copy(path, shared_path / f"{number}-after.db"))
        talk = factory.talk(after, at=AT)
        answer = talk.reply(command)["text"]
        talk.leave()
        assert facts(after) != facts(path)
        made[command] = path, facts(after), answer
    return made


def again(factory: ProcessFactory, path: Path, command: str, answer: str) -> None:
    """Start anew and repeat the command: it is answered as it should have been."""
    talk = factory.talk(path, at=AT)
    *_, reply = [each for each in talk.both(command)[0] if each["kind"] == "reply"]
    assert reply["text"] == answer
    talk.leave()


def check_one_effect(
    factory: ProcessFactory,
    path: Path,
    command: str,
    expected: tuple[Path, Dump, str],
    shown: list[str],
) -> None:
    """After a kill: who saw no answer repeats the command; then all is as if nothing happened."""
    if not shown:
        again(factory, path, command, expected[2])
    assert facts(path) == expected[1]
    # Nor does a further start change anything.
    talk = factory.talk(path, at=AT)
    talk.ask("/help")
    talk.leave()
    assert facts(path) == expected[1]


def kill_at_random(factory: ProcessFactory, seeds: Seeds, folder: Path, seed: int) -> None:
    dice = random.Random(seed)
    command = dice.choice(list(COMMANDS))
    path = Path(shutil.copy(seeds[command][0], folder / f"try-{seed}.db"))
    talk = factory.talk(path, at=AT)
    talk.ask("hello")
    talk.type(command)
    time.sleep(dice.uniform(0, 0.03))
    shown = talk.kill()
    check_one_effect(factory, path, command, seeds[command], shown)


@pytest.mark.parametrize("seed", range(2))
def test_killed_at_random(factory: ProcessFactory, seeds: Seeds, tmp_path: Path, seed: int) -> None:
    kill_at_random(factory, seeds, tmp_path, seed)


@pytest.mark.soak
def test_killed_at_random_often(factory: ProcessFactory, seeds: Seeds, tmp_path: Path) -> None:
    for seed in range(1000, 1150):
        kill_at_random(factory, seeds, tmp_path, seed)


def copied(
    factory: ProcessFactory, seeds: Seeds, folder: Path, command: str
) -> tuple[Path, ChatProcess]:
    path = Path(shutil.copy(seeds[command][0], folder / "victim.db"))
    return path, factory.talk(path, at=AT)


def kill_unshown(factory: ProcessFactory, seeds: Seeds, folder: Path, command: str) -> Path:
    """Kill between the commit and the first byte of the answer."""
    path, talk = copied(factory, seeds, folder, command)
    replies = count(path, "reply")
    talk.block_output()
    talk.type(command)
    ends = time.monotonic() + 10
    while count(path, "reply") == replies and time.monotonic() < ends:
        time.sleep(0.001)
    talk.kill()
    assert facts(path) == seeds[command][1]
    return path


@pytest.mark.parametrize("command", COMMANDS)
def test_killed_between_commit_and_answer(
    factory: ProcessFactory, seeds: Seeds, tmp_path: Path, command: str
) -> None:
    path = kill_unshown(factory, seeds, tmp_path, command)
    check_one_effect(factory, path, command, seeds[command], [])


@pytest.mark.parametrize("command", ["/done 30 read the docs", "!press Variables", "/next"])
def test_killed_waiting_to_begin(
    factory: ProcessFactory, seeds: Seeds, tmp_path: Path, command: str
) -> None:
    path, talk = copied(factory, seeds, tmp_path, command)
    talk.ask("hello")
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("begin immediate")
        talk.type(command)
        time.sleep(0.05)
        assert talk.kill() == []
    assert facts(path) == facts(seeds[command][0])
    check_one_effect(factory, path, command, seeds[command], [])


@pytest.mark.parametrize("command", ["/done 30 read the docs", "!press Variables", "/next"])
def test_killed_in_the_commit(
    factory: ProcessFactory, seeds: Seeds, tmp_path: Path, command: str
) -> None:
    path, talk = copied(factory, seeds, tmp_path, command)
    talk.ask("hello")
    with closing(sqlite3.connect(path, isolation_level=None)) as reader:
        # A reader keeps a writer from its last step; its journal lies there, hot.
        reader.execute("begin")
        reader.execute("select * from learner").fetchall()
        talk.type(command)
        time.sleep(0.05)
        shown = talk.kill()
    check_one_effect(factory, path, command, seeds[command], shown)


@pytest.mark.parametrize("command", ["/done 30 read the docs", "!press 50", "/next", "/undo"])
def test_killed_after_the_first_byte(
    factory: ProcessFactory, seeds: Seeds, tmp_path: Path, command: str
) -> None:
    path, talk = copied(factory, seeds, tmp_path, command)
    talk.type(command)
    talk.first_byte()
    talk.kill()
    check_one_effect(factory, path, command, seeds[command], ["shown"])


@pytest.mark.soak
def test_killed_twice(factory: ProcessFactory, seeds: Seeds, tmp_path: Path) -> None:
    command = "/done 30 read the docs"
    path = kill_unshown(factory, seeds, tmp_path, command)
    talk = factory.talk(path, at=AT)
    talk.first_byte()  # what was not shown is shown now
    time.sleep(0.05)
    talk.kill()
    check_one_effect(factory, path, command, seeds[command], [])


@pytest.mark.parametrize("seed", range(4))
def test_killed_at_the_very_start(factory: ProcessFactory, tmp_path: Path, seed: int) -> None:
    path = tmp_path / "new.db"
    talk = factory.talk(path, at=AT)
    talk.type(START)
    time.sleep(random.Random(seed).uniform(0, 0.06))
    shown = talk.kill()
    talk = factory.talk(path, at=AT)
    if not shown:
        talk.both(START)
    *_, today = talk.both("/today")[0]  # what was cut off is shown once more before
    assert today["text"].startswith("Week 1 of 24")
    talk.leave()
    assert count(path, "enrolment") == 1


def test_said_again_on_purpose(factory: ProcessFactory, seeds: Seeds, tmp_path: Path) -> None:
    """Only what a crash cut off is taken for a repetition."""
    command = "/done 30 read the docs"
    path = kill_unshown(factory, seeds, tmp_path, command)
    entries = count(path, "entry")
    talk = factory.talk(path, at=AT)
    talk.ask("/today")
    talk.ask(command)
    talk.ask(command)
    talk.leave()
    talk = factory.talk(path, at=AT)
    talk.ask(command)
    talk.leave()
    assert count(path, "entry") == entries + 3


@pytest.mark.parametrize(
    ("later", "appears"),
    [
        ("2026-03-02T18:00:00+01:00", True),
        ("2026-03-02T18:14:59+01:00", True),
        ("2026-03-02T18:15:00+01:00", False),
        ("2026-03-02T18:16:00+01:00", False),
        ("2026-03-04T18:00:00+01:00", False),
    ],
)
def test_unsent_replies(
    factory: ProcessFactory, seeds: Seeds, tmp_path: Path, later: str, appears: bool
) -> None:
    command = "/done 30 read the docs"
    path = kill_unshown(factory, seeds, tmp_path, command)
    talk = factory.talk(path, at=later)
    shown = [each["text"] for each in talk.ask("!as me")]
    talk.leave()
    assert shown == ([seeds[command][2]] if appears else [])
    # Once only.
    talk = factory.talk(path, at=later)
    assert talk.ask("!as me") == []
    talk.leave()


def test_replies_unsent_to_others_appear_too(
    factory: ProcessFactory, seeds: Seeds, tmp_path: Path
) -> None:
    path = Path(shutil.copy(seeds["/next"][0], tmp_path / "two.db"))
    talk = factory.talk(path, at=AT)
    talk.ask("!as anna")
    talk.ask("/done 10")
    talk.ask("!as ben")
    talk.ask("/done 10")
    talk.leave()
    execute(path, "update reply set sent_at = null where chat in ('anna', 'ben')")
    before = facts(path)
    talk = factory.talk(path, at=AT)
    assert [each["to"] for each in talk.ask("!as ben")] == ["anna", "ben"]
    assert "Logged 10 min" in talk.both("/done 10")[0][0]["text"]
    talk.leave()
    assert facts(path) == before
