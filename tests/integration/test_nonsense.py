"""What makes no sense gets one clear line and changes nothing (promises 8 and 10)."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from support.database import facts
from support.forkserver import ChatProcess, ProcessFactory
from support.processes import START, Talk, waymark

LONG = "x" * 10_000

COMMANDS = (
    "/",
    "//",
    "/dance",
    "/dnoe",
    "/\x1b[31mred",
    "/🙈",
    f"/{LONG}",
    f"/done {LONG}",
    "/today now",
    "/next 3",
    "/done -5",
    "/done 0",
    "/done 721",
    "/done 1e9",
    "/done 1e999",
    "/done 25.5.5",
    "/done 99999999999999999999",
    "/done 2026-02-30",
    "/done 2026-13-01",
    "/done 2026-03-03",
    "/done 2026-01-01",
    "/done 0001-01-01",
    "/done 9999-12-31",
    "/done 30/2/2026",
    "/done tomorrow",
    "/done minutes=25 minutes=30",
    "/done 25 minutes=30",
    "/done minutes=",
    "/done minutes=many",
    "/done when=never",
    "/done when=",
    "/week 0",
    "/week 25",
    "/week -1",
    "/week 1e3",
    "/week soon",
    "/week 3 4",
    "/week week=99999999999999999999",
    "/settings tz=Mars/Olympus",
    "/settings tz=",
    "/settings tz=🪐",
    "/settings tz=../../etc/passwd",
    f"/settings tz={'x' * 1000}",
    "/settings days=",
    "/settings days=mon",
    "/settings days=mon,tue",
    "/settings days=someday,mon,tue",
    "/settings days=mon-",
    "/settings days=-",
    "/settings at=25:00",
    "/settings at=12:60",
    "/settings at=",
    "/settings at=08:00 at=09:00",
    "/settings at=08:00 days=mon",
    "/settings rollover=24",
    "/settings rollover=-1",
    "/settings rollover=4.5",
    "/settings quiet=22:00",
    "/settings quiet=22:00-22:00",
    "/settings quiet=a-b",
    "/settings checkin=sun",
    "/settings checkin=18:00",
    "/settings checkin=day-18:00",
    "/settings streak=perhaps",
    "/settings saver=",
    "/settings names=1",
    "/settings language=xx",
    "/settings language=",
    "/settings language=../../x",
    "/settings colour=red",
    "/settings on",
    "/pause 0d",
    "/pause 99d",
    "/pause 999w",
    "/pause -3d",
    "/pause 5 moons",
    "/pause until",
    "/pause until never",
    "/pause until 2026-02-30",
    "/pause until 2026-01-01",
    "/pause until 0001-01-01",
    "/pause until 9999-12-31",
    "/pause length=5d length=6d",
    "/resume",
    "/undo",
    "/why yesterday",
    "/why never",
    "/why 2026-02-30",
    "/help dance",
    f"/help {LONG[:1500]}",
)

STARTS = (
    "/start roadmap=nope",
    "/start roadmap=",
    "/start roadmap=../six-month",
    "/start pace=warp",
    "/start pace=",
    "/start tz=Mars/Olympus",
    "/start tz=Europe/Berlin pace=warp",
    "/start tz=Europe/Berlin days=mon",
    "/start tz=Europe/Berlin at=25:00",
    "/start tz=Europe/Berlin tz=Europe/Paris",
    "/start days=",
    "/start at=noon",
    "/start from=0001-01-01",
    "/start from=9999-12-31",
    "/start from=2026-02-30",
    "/start from=yesterday",
    "/start from=",
    "/start now",
)
"""Nonsense only while the plan is not set up."""

BEFORE = tuple(line for line in COMMANDS if line != "/undo" and not line.startswith("/why"))

SAYINGS = (
    "🙈🙉🙊",
    LONG,
    "\x07\x1b[2J\x9b31m",
    "%s %n {0} {name}",
    "\u202etxet",
    "'; drop table entry;--",
)

STEERING = (
    "!",
    "!dance",
    "!press",
    "!press nothing like this",
    f"!press {LONG}",
    "!press 🙈",
    "[nothing like this]",
    "!clock",
    "!clock 2026-03-01T08:00+01:00",
    "!clock 2026-03-05T08:00",
    "!clock 2026-02-30T08:00+01:00",
    "!clock tomorrow",
    f"!clock {LONG}",
    "!skip",
    "!skip nonsense",
    "!skip -3d",
    "!skip 3",
    "!skip 99999d",
    "!skip 9999w99999d999999h9999999m",
    "!as",
    f"!as {LONG}",
    "!as \x1b[31m",
    "!clock 0001-01-01T00:00+14:00",
    "!clock 9999-12-31T23:59-14:00",
    "!clock 2999-01-01T00:00+00:00",
)


@pytest.fixture(scope="module")
def stranger(factory: ProcessFactory, shared_path: Path) -> tuple[Path, ChatProcess]:
    """A database and a conversation of somebody who was not set up."""
    path = shared_path / "stranger.db"
    talk = factory.talk(path)
    talk.ask("hello")
    return path, talk


@pytest.fixture(scope="module")
def learner(factory: ProcessFactory, shared_path: Path) -> tuple[Path, ChatProcess]:
    """The same of a learner; buttons are in sight, and nothing can be undone."""
    path = shared_path / "learner.db"
    talk = factory.talk(path)
    talk.ask(START)
    talk.ask("/week")
    return path, talk


def check_refused(path: Path, talk: Talk, lines: Iterable[str]) -> None:
    """One line for each, and all as it was."""
    before = facts(path)
    wrong = {line: text for line in lines if not is_a_line(text := talk.reply(line)["text"])}
    assert wrong == {}
    assert facts(path) == before, list(changing(path, talk, lines))


def is_a_line(text: str) -> bool:
    """Whether a refusal is short and clean."""
    clean = text.isprintable() and "  " not in text and not text.startswith(" ")
    return bool(text) and clean and "went wrong" not in text and len(text) < 240


def changing(path: Path, talk: Talk, lines: Iterable[str]) -> Iterator[str]:
    """Which of the lines change something: looked for only where something did change."""
    for line in lines:
        before = facts(path)
        talk.reply(line)
        if facts(path) != before:
            yield line


def test_refused(learner: tuple[Path, ChatProcess]) -> None:
    check_refused(*learner, COMMANDS)


def test_refused_before_set_up(stranger: tuple[Path, ChatProcess]) -> None:
    check_refused(*stranger, [*STARTS, *BEFORE[::3]])


@pytest.mark.soak
def test_everything_is_refused_before_set_up(stranger: tuple[Path, ChatProcess]) -> None:
    check_refused(*stranger, [*BEFORE, *STARTS])


def test_sayings(learner: tuple[Path, ChatProcess], stranger: tuple[Path, ChatProcess]) -> None:
    check_refused(*learner, SAYINGS)
    check_refused(*stranger, SAYINGS)


def test_an_empty_line_is_no_line(learner: tuple[Path, ChatProcess]) -> None:
    _, talk = learner
    for line in ("", "   ", "\t"):
        assert talk.both(line) == ([], [])


def test_steering(learner: tuple[Path, ChatProcess]) -> None:
    path, talk = learner
    before = facts(path)
    for line in STEERING:
        answers, (complaint,) = talk.both(line)
        assert answers == [], line
        assert complaint.startswith("waymark: "), line
        assert complaint.isprintable(), line
        assert len(complaint) < 1200, line
        # Neither the time nor the speaker has changed.
        answer = talk.reply("/help done")
        assert (answer["to"], answer["at"]) == ("me", "2026-03-02T17:00:00+00:00"), line
    assert facts(path) == before


def test_bytes_that_are_no_text(factory: ProcessFactory, tmp_path: Path) -> None:
    given = b"/today\n\xff\xfe\x00\x80\n/done 5 \xc3\x28\n\x00\n\r\n/today\x00\r\n/settings at=\xff\n/dance"
    done = factory.run("chat", "--json", "--db", tmp_path / "bytes.db", given=given)
    assert done.code == 0
    assert done.err == ""
    first, hint, logged, today, refused, unknown = done.messages
    assert first["text"].startswith("Week 1 of 24")
    assert hint["text"].startswith("Hello! I'm a study coach")
    assert "Logged 5 min" in logged["text"]
    assert today["text"].startswith("Week 1 of 24")
    assert "08:00" in refused["text"]
    assert "/dance" in unknown["text"]


def test_a_nonsense_command_line(factory: ProcessFactory, tmp_path: Path) -> None:
    path = tmp_path / "line.db"
    for words in (
        ["--at", "2026-03-02T08:00"],
        ["--at", "yesterday"],
        ["--at", ""],
        ["--at", "0001-01-01T00:00+14:00"],
        ["--at", "9999-12-31T23:59-14:00"],
        ["--as", ""],
        ["--as", LONG],
        ["--as", "\x1b[31m"],
        ["--db", "postgresql://localhost/x"],
        ["--db", "what://is/this"],
        ["--db", "://"],
    ):
        done = factory.run("chat", "--json", "--db", path, *words, given="/today\n")
        assert done.code == 2, words
        assert done.out == b""
        assert len(done.complaints) == 1, (words, done.err)
        assert done.err.startswith("waymark: ")
        assert not path.exists()


def test_settings_of_the_host(factory: ProcessFactory, tmp_path: Path) -> None:
    path = tmp_path / "host.db"
    words = ("chat", "--json", "--at", "2026-03-02T18:00+01:00")
    assert factory.run(*words, given="/today\n", WAYMARK_DATABASE_URL=str(path)).code == 0
    assert path.exists()
    # An empty setting is none: the default is a file, never nothing that lasts.
    done = factory.run(*words, given="/done 5\n", cwd=tmp_path, WAYMARK_DATABASE_URL="")
    assert (done.code, done.err) == (0, "")
    assert (tmp_path / "waymark.db").exists()


@pytest.mark.soak
@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_a_narrow_encoding_of_the_terminal(tmp_path: Path, encoding: str) -> None:
    words = ("chat", "--db", tmp_path / "narrow.db", "--at", "2026-03-02T18:00+01:00")
    done = waymark(*words, given="/done 5 ünïcode 🙈\n", PYTHONIOENCODING=encoding)
    assert (done.code, done.err) == (0, "")
    assert b"Logged 5 min" in done.out


def test_no_control_characters_reach_a_terminal(factory: ProcessFactory, tmp_path: Path) -> None:
    path = tmp_path / "control.db"
    lines = "/done 5 \x1b[2J\x07\x9b31mred\x85\u2028two\n/\x1b[31mred\n"
    done = factory.run("chat", "--db", path, "--at", "2026-03-02T18:00+01:00", given=lines)
    assert done.code == 0
    assert all(char.isprintable() or char == "\n" for char in done.out.decode())


def test_one_line_of_json_whatever_is_in_it(factory: ProcessFactory, tmp_path: Path) -> None:
    (said,) = factory.chat(
        tmp_path / "lines.db", "/done 5 one\x85two\u2028three\u2029four\x1efive"
    ).messages
    done = factory.chat(tmp_path / "lines.db", "/today")
    assert "Logged 5 min" in said["text"]
    assert len(done.out.decode().splitlines()) == 1


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("broken.yaml", b"id: [\n"),
        ("empty.yaml", b""),
        ("list.yaml", b"- 1\n- 2\n"),
        ("bytes.yaml", b"\xff\xfe\x00"),
        ("bomb.yaml", b"a: &a [1,1]\nb: &b [*a,*a]\n"),
        ("code.yaml", b"id: !!python/object/apply:os.system ['true']\n"),
        ("deep.yaml", b"[" * 5000),
        ("large.yaml", b"#" * 300_000),
        ("wrong.yaml", b"id: wrong\ntitle: 5\n"),
    ],
)
def test_a_broken_roadmap(
    factory: ProcessFactory, tmp_path: Path, name: str, content: bytes
) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    done = factory.run("roadmap", "validate", file)
    assert done.code == 1
    assert done.out == b""
    assert done.complaints
    for line in done.complaints:
        place, number, field = line.removeprefix(str(tmp_path)).split(":")[:3]
        assert place == f"/{name}"
        assert int(number) >= 1
        assert field.strip()


def test_a_roadmap_that_is_not_there(factory: ProcessFactory, tmp_path: Path) -> None:
    done = factory.run("roadmap", "validate", tmp_path / "nowhere.yaml", tmp_path)
    assert done.code == 1
    assert len(done.complaints) == 2
    assert "Traceback" not in done.err
    assert ":0:" not in done.err
