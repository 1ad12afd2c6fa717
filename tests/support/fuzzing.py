"""Input from outside, drawn at random: each case is JSON, so that one that was found can be kept."""

import copy
import hashlib
import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

Case = Any
"""What comes in, as JSON."""

STRANGE: Final = (
    "\x00",
    "\x1b[31m",
    "\u202e",
    "\ufeff",
    "🙈",
    "'\"`",
    "{0}",
    "{}",
    "%s",
    "\n",
    "\r\n",
    "../../etc/passwd",
    "9" * 30,
    "-1",
    "1e999",
    "NaN",
    "2999-12-31",
    "0001-01-01",
    "x" * 5000,
    "\U0001d7da\U0001d7dd",
    "٢٥",
)

texts: Final = st.one_of(st.sampled_from(STRANGE), st.text(max_size=30))
no_text: Final = st.just("\ud800")
"""Half a character: JSON can say it, but it is no text, and no event comes of it."""

scalars: Final = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    texts,
    no_text,
)
junk: Final[SearchStrategy[Case]] = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=6,
)


def places_in(value: Case, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The paths of all that is in a value."""
    items = value.items() if isinstance(value, dict) else enumerate(value)
    for key, inner in items:
        yield (*path, key)
        if isinstance(inner, dict | list):
            yield from places_in(inner, (*path, key))


@st.composite
def mutated(draw: DrawFn, *sound: Case) -> Case:
    """One of some sound values with up to three things in it replaced, removed or added."""
    value = copy.deepcopy(draw(st.sampled_from(sound)))
    for _ in range(draw(st.integers(1, 3))):
        places = list(places_in(value))
        if not places:
            break
        *path, key = draw(st.sampled_from(places))
        holder = value
        for each in path:
            holder = holder[each]
        if draw(st.integers(0, 4)):
            holder[key] = draw(junk)
        elif isinstance(holder, dict):
            del holder[key]
            holder[draw(texts)] = draw(junk)
        else:
            holder.append(draw(junk))
    return value


@st.composite
def spliced(draw: DrawFn, sound: str) -> str:
    """A sound text in which up to three pieces are cut out, doubled or replaced."""
    for _ in range(draw(st.integers(1, 3))):
        begin = draw(st.integers(0, len(sound)))
        end = min(len(sound), begin + draw(st.integers(0, 40)))
        kept = draw(st.sampled_from(("", sound[begin:end] * 2))) + draw(st.just("") | texts)
        sound = sound[:begin] + kept + sound[end:]
    return sound


def kept_in(folder: Path) -> list[Path]:
    """The cases that were found once and are tried again for ever."""
    return sorted(folder.glob("*/*.json"))


def keep(folder: Path, case: Case) -> Path:
    """Keep a case that was found, in the folder of its surface."""
    folder.mkdir(parents=True, exist_ok=True)
    told = json.dumps(case, indent=1)
    path = folder / f"{hashlib.sha256(told.encode()).hexdigest()[:12]}.json"
    path.write_text(told + "\n", encoding="utf-8")
    return path


class _Heard(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


@contextmanager
def nothing_fails() -> Iterator[None]:
    """Nothing is logged as an error, and no traceback, while it lasts."""
    heard = _Heard()
    logging.getLogger().addHandler(heard)
    try:
        yield
    finally:
        logging.getLogger().removeHandler(heard)
    told = [
        f"{each.getMessage()}: {each.exc_info and each.exc_info[1]!r}" for each in heard.records
    ]
    assert told == []
