"""No word bypasses the catalogue: with one that marks every message, nothing stands unmarked."""

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from adapters.console.inbound import STEERING
from adapters.console.prompt import GOODBYE, HINT, HOW_TO_LEAVE
from adapters.console.session import show_plain
from bot.chat.messages import Outgoing, Paragraph, message, plain
from bot.features.menu import FEATURES
from bot.roadmaps.files import Roadmaps
from support.messages import extracted
from support.terminal import Terminal, terminal

AT = datetime.fromisoformat("2026-03-02T18:00+01:00")
NOTE = "a note of mine"

CODE = """
def pick(rows, seen=[]):
    seen.append(rows)
    return rows
    print(seen)

def load(path, *more):
    try:
        return open(path)
    except OSError:
        return more
    finally:
        print(path)

def later(items):
    for item in items:
        yield item
"""

WALK = (
    "hello",
    "/today",
    "/help",
    "/help done",
    "/start",
    "!press Pace",
    "!press standard",
    "!press Zone",
    "Kathmandu",
    "!press Kathmandu",
    "!press Zone",
    "Europe/Berlin",
    "!press Days and time",
    "!press Mon",
    "!press 20:00",
    "!press Start like this",
    "/start",
    "/today",
    "!press Just 10 minutes",
    "!press Done, 10",
    "/week",
    "!press Variables",
    f"/done {NOTE}",
    "!press 25",
    "/done yesterday",
    "/done 2026-02-25",
    "/explain",
    "!paste",
    *CODE.splitlines(),
    "!end",
    *["!press a", "!press Next question"] * 2,
    "!press b",
    "/streak",
    "/why",
    "/plan",
    "!press Move the dates",
    "!press Yes",
    "/next",
    "/back",
    "/progress",
    "/resources",
    "/roadmaps",
    "/settings",
    "!press Zone",
    "!press Europe",
    "/settings",
    "!press Time",
    "/settings at=19:30 saver=on quiet=off days=fri-mon rollover=5 tz=Europe/Paris",
    "/pause",
    "/pause 5d",
    "/today",
    "/resume",
    "/undo",
    "!skip 1d",
    "/pause 3d",
    "/resume",
    "!skip 4d",
    "/today",
    "/settings streak=off",
    "/streak",
    *["/next"] * 24,
    "/today",
    # And what goes wrong.
    "/dance",
    "/dnoe",
    "/done -5",
    "/done 2026-02-30",
    "/done 9999-01-01",
    "/done 2026-01-01",
    "/done tomorrow",
    "/done minutes=5 minutes=6",
    "/week 99",
    "/week x",
    "/today now",
    "/settings days=mon",
    "/settings days=",
    "/settings days=x",
    "/settings at=25:00",
    "/settings tz=Mars",
    "/settings rollover=24",
    "/settings quiet=1",
    "/settings quiet=1-1",
    "/settings checkin=x",
    "/settings saver=x",
    "/settings language=xx",
    "/settings days=mon-sun",
    "/pause 0d",
    "/pause 99d",
    "/pause 1d",
    "/pause x",
    "/resume",
    "/why 2020-01-01",
    "/help x",
    "x" * 3000,
)

ASIDE = message(Paragraph(text=plain(NOTE)))
OPEN, CLOSE = "⟦", "⟧"


OPTIONS = {
    option.name
    for feature in FEATURES
    for command in feature.commands
    for option in command.options
}
"""The keys of `key=value`, which are the same in every language."""

EXAMPLES = {command.example for feature in FEATURES for command in feature.commands}
"""Lines to type: those with words of a language in them are messages, too."""


class Pseudo:
    """A catalogue that puts every message in brackets, and remembers which were asked for."""

    def __init__(self) -> None:
        self.asked: set[str] = set()

    def gettext(self, message: str) -> str:
        self.asked.add(message)
        return f"{OPEN}{message}{CLOSE}"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        self.asked |= {msgid1, msgid2}
        return f"{OPEN}{msgid1 if n == 1 else msgid2}{CLOSE}"


@pytest.fixture
async def pseudo(monkeypatch: pytest.MonkeyPatch) -> Pseudo:
    catalogue = Pseudo()
    monkeypatch.setattr("bot.chat.translate.catalogue", lambda language: catalogue)
    return catalogue


def strings(value: Any) -> Iterator[str]:
    """All strings in a piece of data."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from strings(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from strings(inner)


def data() -> list[str]:
    """What the roadmaps say, and other names that stay as they are; the longest first."""
    roadmaps = Roadmaps()
    known = {text for each in roadmaps.ids() for text in strings(roadmaps.get(each).model_dump())}
    known |= {"None", *re.findall(r"\w+", CODE), *map(str.strip, CODE.splitlines())}
    known |= {NOTE, "Deutsch", "http", "standard", "accelerated", "slow", "six-month"}
    return sorted((each for each in known if len(each) > 2), key=len, reverse=True)


def outside(text: str) -> str:
    """What stands in no bracket."""
    depth, kept = 0, []
    for char in text:
        depth += (char == OPEN) - (char == CLOSE)
        kept.append(char if depth == 0 and char != CLOSE else " ")
    assert depth == 0, text
    return "".join(kept)


ALLOWED = re.compile(
    r"""
    https?://\S+                                       # a link
    | /[a-z]+(\ \d+d|\ until\ \d{4}-\d\d-\d\d)?        # a command
    | \(?[a-z]+=[\w,:./+-]+\)? | \((tz|at|days|rollover|quiet|checkin|streak|saver|names|language)\)
    | \b[A-Z]\w+/[A-Z]\w+\b                            # a zone
    | \b(Mon|Tue|Wed|Thu|Fri|Sat|Sun)\b | \b(mon|tue|wed|thu|fri|sat|sun)(?=-)
    | \b\d+\ (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\b
    | \b(January|February|March|April|May|June|July|August|September|October|November|December)\b
    | \b(on|off|en)\b                                  # values, as they are written
    """,
    re.VERBOSE,
)


async def press(term: Terminal, line: str) -> None:
    """Buttons bear brackets now, and are found by what stands in them."""
    if line.startswith("!press "):
        wanted = line.removeprefix("!press ")
        bare = {label: label.replace(OPEN, "").replace(CLOSE, "") for label in term.buttons}
        line = next(
            (
                f"!press {label}"
                for label, text in bare.items()
                if wanted.casefold() in text.casefold()
            ),
            f"!press {wanted}",
        )
    await term.console.say(line)


async def test_every_word_comes_from_the_catalogue(
    tmp_path: Path, pseudo: Pseudo, capsys: pytest.CaptureFixture[str]
) -> None:
    known = data()
    async with terminal(tmp_path / "pseudo.db", AT) as term:
        for line in WALK:
            await press(term, line)
    assert capsys.readouterr().err == ""
    assert len(term.shown) >= len(WALK) - 2
    texts = {text for each in term.shown for text in spoken(each.message.model_dump())}
    assert {text for text in texts if words_of_ours(text, known)} == set()
    assert len(pseudo.asked) > 100
    assert pseudo.asked - {message for message, _ in extracted()} - EXAMPLES == set()


@pytest.mark.soak
async def test_the_terminals_own_hints_do_too(
    tmp_path: Path, pseudo: Pseudo, capsys: pytest.CaptureFixture[str]
) -> None:
    async with terminal(tmp_path / "pseudo.db", AT) as term:
        say = await term.console.say_to()
        for hint in (HINT, HOW_TO_LEAVE, GOODBYE):
            assert say.line(hint) == f"{OPEN}{hint}{CLOSE}"
        await term.say("!help")
        show_plain(
            Outgoing(id="r1", platform="terminal", chat="ben", message=ASIDE), "ben", AT, say
        )
    shown = capsys.readouterr()
    assert shown.err.count(OPEN) == len(STEERING)
    assert f"{OPEN}to ben:{CLOSE}" in shown.out
    assert pseudo.asked - {message for message, _ in extracted()} == set()


def words_of_ours(text: str, known: list[str]) -> list[str]:
    """The words outside brackets that are neither data nor said by the learner."""
    if text in OPTIONS:
        return []
    if text.endswith("…") and any(text[2:-1] in name for name in known):
        return []  # a label that was cut
    rest = outside(text)
    for name in (each for each in known if each in rest):
        rest = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", " ", rest)
    return re.findall(r"[^\W\d_]{2,}", ALLOWED.sub(" ", rest))


def spoken(value: Any) -> Iterator[str]:
    """The texts that are shown: those of each block as a whole, and the labels of buttons."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key in {"label", "value", "text"} and isinstance(inner, tuple | list):
                yield "".join(span["text"] for span in inner)
            elif key == "label":
                yield inner
            elif key == "items":
                for item in inner:
                    yield from (
                        spoken(item)
                        if isinstance(item, dict)
                        else ["".join(span["text"] for span in item)]
                    )
            else:
                yield from spoken(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from spoken(inner)
