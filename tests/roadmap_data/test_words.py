"""The data are in words of our own: no eight words running are those of a source.

The sources are not kept here, only a truncated hash of each run of eight words in them:
`write_runs(texts, SOURCE_RUNS)` made that file. Titles and addresses of what is linked are names,
and stay as they are.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest

from bot.domain.roadmap.model import Reading, Roadmap
from bot.roadmaps.files import ROADMAP_DATA, parse

SOURCE_RUNS = Path(__file__).parent.parent / "data" / "source_runs.bin"
RUN_WORDS = 8
HASH_BYTES = 5
STIFF = (
    *("less tutorials", "one router a subject", "survive one's end", "As an advice"),
    *("from init over", "there for long", "as many times likelier", "after the official docs"),
)
"""Phrases that were translated once."""

ADDRESS = re.compile(r"https?://[^\s\"]+")


def repaired(text: str) -> str:
    """A UTF-8 text that was read as Windows-1254, as it was meant; what is lost is left out."""

    def meant(run: re.Match[str]) -> str:
        return b"".join(map(one_byte, run[0])).decode("utf-8", "ignore")

    def one_byte(sign: str) -> bytes:
        try:
            return sign.encode("cp1254")
        except UnicodeEncodeError:
            return sign.encode("latin-1", "ignore")

    return re.sub(r"[^\x00-\x7f]+", meant, text)


def runs(text: str) -> Iterator[bytes]:
    """A short hash of each run of eight words, in small letters and without punctuation."""
    words = re.findall(r"[^\W_]+", text.lower())
    for start in range(len(words) - RUN_WORDS + 1):
        run = " ".join(words[start : start + RUN_WORDS])
        yield hashlib.blake2b(run.encode(), digest_size=HASH_BYTES).digest()


def write_runs(texts: Iterable[str], target: Path) -> None:
    """Store the runs of some texts, sorted and each once."""
    target.write_bytes(b"".join(sorted({run for text in texts for run in runs(text)})))


@cache
def source_runs() -> frozenset[bytes]:
    stored = SOURCE_RUNS.read_bytes()
    return frozenset(
        stored[start : start + HASH_BYTES] for start in range(0, len(stored), HASH_BYTES)
    )


def test_the_runs_of_a_text_are_found_again(tmp_path: Path) -> None:
    text = "One, two; three - four (five) six: SEVEN eight. Nine!"
    write_runs([text, text], tmp_path / "runs")
    stored = (tmp_path / "runs").read_bytes()
    assert len(stored) == 2 * HASH_BYTES
    assert set(runs("one two three four five six seven eight")) < set(runs(text))
    assert next(runs("two three four five six seven eight nine")) in stored


def test_mojibake_is_repaired() -> None:
    meant = "Month 1 \u2014 \u201ccore\u201d, 10\u201315 hrs \u2192 week\u2019s \U0001f499"
    misread = meant.encode().decode("cp1254", "surrogateescape")
    broken = "".join(chr(ord(sign) - 0xDC00) if ord(sign) > 0xDC7F else sign for sign in misread)
    assert repaired(broken) == meant


def test_the_hashes_of_the_five_sources_are_there() -> None:
    assert len(source_runs()) > 10_000


def names(roadmap: Roadmap) -> Iterator[str]:
    """The titles and addresses of what a roadmap links to."""
    for reading in readings(roadmap):
        yield reading.title
        yield from filter(None, [reading.printed_address])


def readings(roadmap: Roadmap) -> Iterator[Reading]:
    """Every link in its lists, steps and lanes."""
    yield from (*roadmap.readings, *roadmap.directory)
    for lane in roadmap.lanes:
        yield from lane.readings
    for phase in roadmap.phases:
        for step in phase.steps:
            yield from step.readings


@pytest.mark.parametrize("path", sorted(ROADMAP_DATA.glob("*.yaml")), ids=lambda path: path.stem)
def test_no_eight_words_running_are_those_of_a_source(path: Path) -> None:
    text = ADDRESS.sub("(address)", path.read_text(encoding="utf-8"))
    long = (name for name in names(parse(path)) if len(re.findall(r"\w+", name)) > 4)
    for name in sorted(long, key=len, reverse=True):
        text = text.replace(name, "(name)")
    words = re.findall(r"[^\W_]+", text.lower())
    copied = [
        " ".join(words[start : start + RUN_WORDS])
        for start, run in enumerate(runs(text))
        if run in source_runs()
    ]
    assert copied == []


@pytest.mark.parametrize("path", sorted(ROADMAP_DATA.glob("*.yaml")), ids=lambda path: path.stem)
def test_no_line_is_translated(path: Path) -> None:
    text = path.read_text("utf-8")
    assert [words for words in STIFF if words in text] == []
