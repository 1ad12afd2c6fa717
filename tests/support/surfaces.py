"""Each surface that takes input from outside: what may come, and what must hold of it (promise 10).

Nothing fails, and what is refused changes nothing. A surface is a strategy for its cases and a
context in which one after the other is taken in.
"""

import os
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any, Final
from unittest.mock import patch

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from bot.chat.events import ButtonPressed, Event, FileReceived, FormSubmitted, Origin
from bot.coach import coach, refusals
from bot.errors import HostError
from bot.features.menu import FEATURES
from bot.roadmaps.checked import RoadmapError
from bot.roadmaps.files import validated
from bot.roadmaps.questions import read_questions
from bot.runtime.platforms import factories_of, parts_of
from bot.runtime.settings import Settings, load_settings, secrets_in
from bot.runtime.wiring import clock_of, database_of
from bot.storage.dialect import database_url
from support.database import Dump, facts
from support.forkserver import shared_factory
from support.fuzzing import Case, spliced, texts
from support.samples import SMALL, SOUND
from support.terminal import Terminal, terminal

TakeIn = Callable[[Case], Coroutine[Any, Any, None]]


@dataclass(frozen=True)
class Surface:
    """What may come, and a context that gives what takes it in."""

    cases: SearchStrategy[Case]
    opened: Callable[[Path], AbstractAsyncContextManager[TakeIn]]


AT: Final = datetime(2026, 3, 2, 18, tzinfo=UTC)
SORRY: Final = "went wrong on my side"
NAMES: Final = tuple(each.name for part in FEATURES for each in part.commands)
ACTIONS: Final = tuple(each.name for part in FEATURES for each in part.actions)
WORDS: Final = (
    "25",
    "yesterday",
    "1h 30m",
    "tz=Europe/Berlin",
    "at=08:00",
    "week 3",
    "fri-mon",
    "5d",
)

words: Final = st.lists(st.sampled_from(WORDS) | texts, max_size=4).map(" ".join)
lines: Final = st.one_of(
    st.tuples(st.sampled_from(NAMES), words).map(lambda each: f"/{each[0]} {each[1]}"), words
).filter(lambda line: not line.strip().startswith("!"))
presses: Final = st.tuples(
    st.sampled_from((*ACTIONS, *(f"/{name}" for name in NAMES))) | texts, words
).map(lambda each: " ".join(each).strip())


@asynccontextmanager
async def _learner(folder: Path, make: Callable[[str, Case], Event]) -> AsyncIterator[TakeIn]:
    """Somebody who is set up; each case is an event of theirs."""
    path, numbers = folder / "w.db", count()
    async with terminal(path, AT) as term:
        await term.say("/start tz=UTC days=mon-sun", "/done 25 loops", "/checkin", "loops")

        async def take_in(case: Case) -> None:
            await _handled(term, path, make(f"fuzz-{next(numbers)}", case))

        yield take_in


async def _handled(term: Terminal, path: Path, event: Event) -> None:
    with _refused_changes_nothing(path):
        answers = await term.coach.handle(event)
    assert all(SORRY not in each.message.model_dump_json() for each in answers)


@contextmanager
def _refused_changes_nothing(path: Path) -> Iterator[None]:
    """Where a refusal is answered, the database says what it said before."""
    refused: list[object] = []

    def refusal(context: Any, error: Any) -> Any:
        refused.append(error)
        return _REFUSAL(context, error)

    before = _facts(path)
    with patch.object(coach, "refusal", refusal):
        yield
    if refused:
        changed = {name: each for name, each in _facts(path).items() if each != before[name]}
        assert changed == {}, refused


def _facts(path: Path) -> Dump:
    """What a refusal must leave alone: not what the host notes, nor that somebody was heard from.

    Any reaction ends the silence that somebody asked for (promise 4.4), one that is refused, too.
    """
    found = {name: rows for name, rows in facts(path).items() if name != "memo"}
    changes = [row for row in found["setting_change"] if "silent" not in row]
    return {**found, "setting_change": changes}


_REFUSAL: Final = refusals.refusal
_ME: Final = Origin(platform="terminal", account="me", name="Me", chat="me")


def _press(id_: str, case: Case) -> Event:
    return ButtonPressed(id=id_, origin=_ME, action=case["action"], message=case["message"])


def _form(id_: str, case: Case) -> Event:
    return FormSubmitted(
        id=id_, origin=_ME, action=case["action"], values=case["values"], message=case["message"]
    )


def _file(id_: str, case: Case) -> Event:
    content = case["content"].encode("utf-8", "surrogatepass")
    return FileReceived(
        id=id_,
        origin=_ME,
        name=case["name"],
        size=len(content),
        source="fuzz",
        command=case["command"],
        content=content,
    )


@asynccontextmanager
async def _talking(folder: Path) -> AsyncIterator[TakeIn]:
    """Somebody who types."""
    async with terminal(folder / "w.db", AT) as term:
        await term.say("/start tz=UTC days=mon-sun", "/done 25 loops")

        async def take_in(case: Case) -> None:
            with _refused_changes_nothing(folder / "w.db"):
                assert SORRY not in await term.say(case)

        yield take_in


def _of_a_file(
    name: str, read: Callable[[Path], object]
) -> Callable[[Path], AbstractAsyncContextManager[TakeIn]]:
    @asynccontextmanager
    async def opened(folder: Path) -> AsyncIterator[TakeIn]:
        path = folder / name

        async def take_in(case: Case) -> None:
            path.write_bytes(case.encode("utf-8", "surrogatepass"))
            try:
                read(path)
            except RoadmapError as refused:
                broken = [each for each in refused.problems if "\n" in each]
            else:
                broken = []
            assert broken == []

        yield take_in

    return opened


@asynccontextmanager
async def _settings(_folder: Path) -> AsyncIterator[TakeIn]:
    async def take_in(case: Case) -> None:
        with patch.dict(os.environ, {f"WAYMARK_{name}": each for name, each in case.items()}):
            try:
                settings = load_settings()
                clock_of(settings)
                secrets_in(settings)
                database_url(database_of(settings))
                factories_of(parts_of(None, settings), settings)
            except HostError as refused:
                told = str(refused)
            else:
                told = ""
            assert "\n" not in told

    yield take_in


@asynccontextmanager
async def _command_line(folder: Path) -> AsyncIterator[TakeIn]:
    async def take_in(case: Case) -> None:
        done = shared_factory().run(*case, cwd=folder)
        assert done.code in {0, 1, 2}
        assert "Traceback" not in done.err
        assert b"Traceback" not in done.out

    yield take_in


_VALUES: Final = (
    "1",
    "true",
    "json",
    "127.0.0.1:0",
    "::",
    "http://x/y",
    "wss://x",
    "postgresql://u:p@h/n",
    "2026-03-02T08:00+00:00@1",
    "4242:loopback-Token_0123456789abcdefghijk",
)
_env_text: Final = st.text(
    st.characters(codec="utf-8", exclude_characters="\x00"), max_size=30
) | st.sampled_from(_VALUES)
_ARGUMENTS: Final = (
    *(
        "roadmap",
        "list",
        "show",
        "validate",
        "schema",
        "--week",
        "six-month",
        "--json",
        "--questions",
    ),
    *(
        "db",
        "upgrade",
        "check",
        "backup",
        "restore",
        "copy",
        "--db",
        "w.db",
        "none/w.db",
        "x://y",
        "/",
    ),
    *("deliveries", "retry", "drop", "1", "stats", "--at", "2026-03-02T08:00+00:00", "doctor"),
    *("--offline", "run", "--only", "telegram", "--help", "--version", "simulate", "--weeks", "0"),
)
_arguments: Final = st.lists(
    st.sampled_from(_ARGUMENTS)
    | st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=8),
    max_size=5,
).filter(lambda each: "simulate" not in each or "0" in each)
_message: Final = (
    st.none() | st.sampled_from(("r1", "r2", "d1", "s9", "r999999999999999999999")) | texts
)
_PROGRAM: Final = (
    "def f(a, b=[]):\n    if a:\n        return b\n    b.append(a)\n    return None\n" * 3
)
_EXPORT: Final = (
    '{"format": "waymark-export", "version": 1, "learner": {}, "settings": {}, "entries": []}'
)

SURFACES: Final[Mapping[str, Surface]] = {
    "text": Surface(lines, _talking),
    "press": Surface(
        st.fixed_dictionaries({"action": presses, "message": _message}),
        lambda folder: _learner(folder, _press),
    ),
    "form": Surface(
        st.fixed_dictionaries(
            {
                "action": presses,
                "message": _message,
                "values": st.dictionaries(
                    st.sampled_from(("learned", "built", "hard", "confidence", "when", "note"))
                    | texts,
                    texts,
                    max_size=5,
                ),
            }
        ),
        lambda folder: _learner(folder, _form),
    ),
    "file": Surface(
        st.fixed_dictionaries(
            {
                "name": st.sampled_from(("a.json", "a.py", "a.csv", "")) | texts,
                "command": st.none() | st.sampled_from(("import", "explain", "done")) | texts,
                "content": spliced(_PROGRAM) | spliced(_EXPORT) | texts,
            }
        ),
        lambda folder: _learner(folder, _file),
    ),
    "roadmap": Surface(spliced(SMALL), _of_a_file("small.yaml", validated)),
    "questions": Surface(spliced(SOUND), _of_a_file("own.yaml", read_questions)),
    "settings": Surface(
        st.dictionaries(
            st.sampled_from([name.upper() for name in Settings.model_fields]), _env_text, max_size=4
        ),
        _settings,
    ),
    "command-line": Surface(_arguments, _command_line),
}
