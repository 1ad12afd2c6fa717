"""The prompt: how it is left, what its history keeps, and what Tab completes."""

import signal
import stat
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document
from prompt_toolkit.input import PipeInput, create_pipe_input
from prompt_toolkit.output import DummyOutput

from adapters.console import prompt
from adapters.console.completion import LineCompleter
from adapters.console.history import LINES_MOST
from bot.chat.translate import Say
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
    console, lines = term.console, list[str]()
    console.pleasant = True
    kept = prompt.history(lambda: console.pasting)
    console.parted = lambda: prompt.forget(kept)

    async def told() -> AsyncIterator[str]:
        async for line in prompt.typed_lines(
            Say(), LineCompleter(console), kept, console, prompt.Interruptions()
        ):
            lines.append(line)
            yield line

    await console.talk(told())
    return lines


@pytest.mark.parametrize(
    "word", ["quit", "exit", "/quit", "EXIT ", "\x04", "\x03\x03", "ab\x03\x03"]
)
async def test_ways_to_leave(term: Terminal, keys: PipeInput, word: str) -> None:
    keys.send_text(f"hello\r{word}\r")
    first, *leaving = await typed(term)
    assert first == "hello"
    assert leaving in ([], [word])


async def test_a_single_interruption_says_how_to_leave(
    term: Terminal, keys: PipeInput, capsys: pytest.CaptureFixture[str]
) -> None:
    keys.send_text("\x03hello\r\x03again\r\x04")
    assert await typed(term) == ["hello", "again"]
    assert capsys.readouterr().out.count(prompt.HOW_TO_LEAVE) == 2


@pytest.fixture
def usual() -> Iterator[list[int]]:
    """What Ctrl-C would do if nobody counted it: the signals are listed here."""
    signals: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _: signals.append(number))
    yield signals
    signal.signal(signal.SIGINT, before)


async def test_interruptions_of_an_answer_are_counted(
    term: Terminal, keys: PipeInput, capsys: pytest.CaptureFixture[str], usual: list[int]
) -> None:
    interruptions = prompt.Interruptions()
    kept = prompt.history(lambda: False)
    keys.send_text("/today\r/week\r/streak\r/undo\r")
    lines = prompt.typed_lines(
        Say(), LineCompleter(term.console), kept, term.console, interruptions
    )
    with interruptions.counted():
        assert await anext(lines) == "/today"
        signal.raise_signal(signal.SIGINT)
        assert await anext(lines) == "/week"
        assert prompt.HOW_TO_LEAVE in capsys.readouterr().out
        assert await anext(lines) == "/streak"
        signal.raise_signal(signal.SIGINT)
        signal.raise_signal(signal.SIGINT)
        with pytest.raises(StopAsyncIteration):
            await anext(lines)
        assert not usual
        signal.raise_signal(signal.SIGINT)
        assert usual


async def test_leaving_words_in_what_is_pasted(term: Terminal, keys: PipeInput) -> None:
    keys.send_text(f"{START}\r!paste\r/done 25\rquit\r!end\rquit\r")
    assert (await typed(term))[-3:] == ["quit", "!end", "quit"]
    keys.send_text("!paste\r/done 25\r\x03quit\r")
    assert (await typed(term))[-2:] == ["/done 25", "quit"]
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
    keys.send_text("/today\r\x04")
    assert await typed(term) == ["/today"]


async def test_the_history_has_an_end(term: Terminal, keys: PipeInput, home: Path) -> None:
    path = home / ".waymark_history"
    path.write_text("".join(f"\n# 2026-03-02 18:00:00\n+/done {each}\n" for each in range(1000)))
    keys.send_text(f"/today\r/done {'x' * 600}\r/streak\r!important for me\r\x04")
    await typed(term)
    lines = path.read_text().splitlines()
    assert 900 < len(lines) <= LINES_MOST
    assert lines[0].startswith("# ")
    kept = [line[1:] for line in lines if line.startswith("+")]
    assert kept[-3:] == ["/done 999", "/today", "/streak"]


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
