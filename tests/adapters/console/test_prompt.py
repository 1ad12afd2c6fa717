"""The prompt: how it is left, what its history keeps, and what Tab completes."""

import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document
from prompt_toolkit.input import PipeInput, create_pipe_input
from prompt_toolkit.output import DummyOutput

from adapters.console import prompt
from adapters.console.completion import LineCompleter
from support.terminal import Terminal

START = "/start tz=Europe/Berlin"


@pytest.fixture
def keys() -> Iterator[PipeInput]:
    """A keyboard."""
    with create_pipe_input() as pipe, create_app_session(input=pipe, output=DummyOutput()):
        yield pipe


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path


async def typed(term: Terminal) -> list[str]:
    """The lines that reach the terminal."""
    console, lines = term.console, []
    completer = LineCompleter(console)
    kept = prompt.history(lambda: console.pasting)
    console.parted = lambda: prompt.forget(kept)
    pasting, stop = lambda: console.pasting, console.stop_pasting
    async for line in prompt.typed_lines(completer, kept, pasting, stop):
        lines.append(line)
        await console.say(line)
    return lines


@pytest.mark.parametrize(
    "word", ["quit", "exit", "/quit", "EXIT ", "\x04", "\x03\x03", "ab\x03\x03"]
)
async def test_ways_to_leave(term: Terminal, keys: PipeInput, word: str) -> None:
    keys.send_text(f"hello\r{word}\r")
    assert await typed(term) == ["hello"]


async def test_a_single_interruption_says_how_to_leave(
    term: Terminal, keys: PipeInput, capsys: pytest.CaptureFixture[str]
) -> None:
    keys.send_text("\x03hello\r\x03again\r\x04")
    assert await typed(term) == ["hello", "again"]
    assert capsys.readouterr().out.count(prompt.HOW_TO_LEAVE) == 2


async def test_leaving_words_in_what_is_pasted(term: Terminal, keys: PipeInput) -> None:
    keys.send_text(f"{START}\r!paste\r/done 25\rquit\r!end\rquit\r")
    assert (await typed(term))[-2:] == ["quit", "!end"]
    keys.send_text("!paste\r/done 25\r\x03quit\r")
    assert (await typed(term))[-1] == "/done 25"
    assert not term.console.pasting


async def test_the_history_keeps_commands_for_its_owner(
    term: Terminal, keys: PipeInput, home: Path
) -> None:
    path = home / ".waymark_history"
    path.touch(0o644)
    keys.send_text("/today\rmy secret\r1\r[Today]\r!help\r!paste\r/secret\r!end\rquit\r")
    await typed(term)
    kept = [line[1:] for line in path.read_text().splitlines() if line.startswith("+")]
    assert kept == ["/today", "!help", "!paste"]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


async def test_a_home_that_cannot_be_written(term: Terminal, keys: PipeInput, home: Path) -> None:
    (home / ".waymark_history").mkdir()
    keys.send_text("/today\rquit\r")
    assert await typed(term) == ["/today"]


async def completions(term: Terminal, line: str) -> list[str]:
    """What `line` may become."""
    completer, event = LineCompleter(term.console), CompleteEvent(completion_requested=True)
    found = completer.get_completions_async(Document(line), event)
    return [line[: len(line) + each.start_position] + each.text async for each in found]


@pytest.mark.parametrize(
    ("line", "some"),
    [
        ("/to", ["/today"]),
        ("/settings ", ["/settings tz=", "/settings streak="]),
        ("/settings st", ["/settings streak="]),
        ("/settings at=08:00 streak=", ["/settings at=08:00 streak=on"]),
        ("/settings tz=ber", ["/settings tz=Europe/Berlin"]),
        ("/start roadmap=six", ["/start roadmap=six-month"]),
        ("/done y", ["/done yesterday"]),
        ("/group st", ["/group start"]),
        ("/help pro", ["/help progress"]),
        ("!", ["!press", "!paste", "!clock", "!skip", "!as", "!in", "!help"]),
        ("!press St", ["!press Start like this"]),
        ("!as a", ["!as anna"]),
        ("!in c", ["!in club"]),
        ("[St", ["[Start like this]"]),
        ("Star", ["Start like this"]),
    ],
)
async def test_what_tab_completes(term: Terminal, line: str, some: list[str]) -> None:
    await term.say("!in club", "!as anna", "!as me", "!in me", "/start")
    found = await completions(term, line)
    assert [each for each in found if each in some] == some


async def test_every_command(term: Terminal) -> None:
    assert await completions(term, "/") == [f"/{each.name}" for each in term.coach.commands]


@pytest.mark.parametrize(
    "line", ["", " ", "/dance ", "/today x=", "!dance x", "/settings no=", "/"]
)
async def test_nothing_to_complete(term: Terminal, line: str) -> None:
    if line == "/":
        await term.say("!paste")
    assert await completions(term, line) == []


async def test_who_is_forgotten_leaves_no_history(
    term: Terminal, keys: PipeInput, home: Path
) -> None:
    keys.send_text("/done 25 CANARY\r/forget\rforget\r/start\r\x04")
    await typed(term)
    assert (home / ".waymark_history").read_text().count("/") == 1
    assert "/start" in (home / ".waymark_history").read_text()
