"""`!paste`: several lines that are one text."""

from pathlib import Path

import pytest

from adapters.console.paste import KEPT_MOST, Paste
from support.forkserver import ProcessFactory, shared_factory
from support.processes import START
from support.terminal import Terminal


async def test_several_lines_are_one_answer(term: Terminal) -> None:
    await term.say("/start tz=Europe/Berlin", "/checkin")
    heard = await term.say("!paste", "lists", "", "  - [loops]", "!as ben", "/done", "!end")
    assert "2 of 5" in heard
    assert not term.console.pasting
    assert await answers(term) == ["lists\n\n  - [loops]\n!as ben\n/done"]


async def answers(term: Terminal) -> list[str | None]:
    origin = term.console._origin()
    async with term.coach._store.work() as work:
        learner = await work.learners.known(origin.platform, origin.account)
    assert learner is not None
    return [each.text for each in learner.checkins[0].answers]


async def test_a_command_with_lines(term: Terminal) -> None:
    await term.say("/start tz=Europe/Berlin")
    assert "Logged 25 min" in await term.say("!paste\n", "/done 25 two\n", "lines\n", "!end\n")


async def test_nothing_pasted(term: Terminal, capsys: pytest.CaptureFixture[str]) -> None:
    assert await term.say("!paste", "  ", "!end") == ""
    assert "nothing was pasted" in capsys.readouterr().err


def test_what_has_no_end_is_not_sent(tmp_path: Path, factory: ProcessFactory) -> None:
    done = factory.chat(tmp_path / "open.db", START, "!paste", "/done 25")
    assert len(done.messages) == 1
    assert "!end" in done.complaints[0]


def test_a_flood_is_let_go() -> None:
    paste = Paste()
    for _ in range(100):
        assert not paste.ends_with("x" * KEPT_MOST)
    assert len(paste.text) <= 3 * KEPT_MOST


def test_help_goes_beside_the_json(tmp_path: Path) -> None:
    done = shared_factory().run("chat", "--json", "--db", tmp_path / "help.db", given="!help\n")
    assert (done.code, done.out) == (0, b"")
    assert all(word in done.err for word in ("!press", "!paste", "!clock", "!skip", "!as", "!in"))
    assert all(len(line) <= 80 for line in done.complaints)
