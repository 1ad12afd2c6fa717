"""`/export`: everything that is stored about the learner, and nothing about others (7.3)."""

import csv
import io
import json
import zipfile
from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from bot.archive.model import Archive
from bot.archive.table import zipped
from bot.chat.documents import File
from bot.chat.messages import Message
from support.forkserver import shared_factory
from support.processes import START
from support.terminal import Terminal, terminal

MONDAY = datetime.fromisoformat("2026-03-02T18:00+01:00")
LIVED = (
    START,
    "/settings names=on",
    "/done 25 flask",
    "/done 30 =1+1",
    "/undo",
    "/done 600 @evil",
    "/week",
    "!press Functions",
    "/plan",
    "!press Trim optional topics",
    "!press Yes, leave them out",
    "/checklist",
    "!press Build a complete",
    "/today",
    "/focus",
    "/calendar",
    "/checkin",
    "lists and loops",
    "/pause 5d",
    "/resume",
    "!in club",
    "/group start",
    "/group join",
    "!in me",
    "!skip 8d",
    "/next",
)


@pytest.fixture
async def term(tmp_path: Path) -> AsyncIterator[Terminal]:
    async with terminal(tmp_path / "export.db", MONDAY, name="anna") as shown:
        yield shown


async def handed_over(term: Terminal, line: str) -> File:
    await term.say(line)
    (file,) = term.shown[-1].message.files
    return file


async def exported(term: Terminal) -> dict[str, Any]:
    file = await handed_over(term, "/export")
    assert file.media_type == "application/json"
    found: dict[str, Any] = json.loads(file.content)
    return found


async def test_all_of_it(term: Terminal) -> None:
    await term.say(
        *LIVED, "!as bert", START, "/done 5 of bert", "!in club", "/group join", "/kudos anna"
    )
    await term.say("!as anna", "!in me")
    found = await exported(term)
    assert (found["format"], found["version"]) == ("waymark-export", 1)
    empty = {name for name, value in found.items() if not value}
    assert empty == {"reviews", "explanations"}
    (enrolment,) = found["enrolments"]
    assert [move["cause"] for move in enrolment["moves"]] == ["start", "next"]
    assert enrolment["paces"]
    assert enrolment["choices"]
    logged = [
        (each["minutes"], each["note"], bool(each["taken_back_at"])) for each in found["entries"]
    ]
    assert logged[:3] == [(25, "flask", False), (30, "=1+1", True), (600, "@evil", False)]
    assert found["entries"][3]["topic"].startswith("six-month/")
    assert found["entries"][0]["enrolment"] == 0
    assert found["entries"][0]["zone"] == "Europe/Berlin"
    assert found["checkins"][0]["answers"][0]["text"] == "lists and loops"
    assert found["pauses"][0]["cuts"]
    assert found["groups"][0]["name"] == "club"
    assert found["kudos"] == [{**found["kudos"][0], "given": False}]
    assert {"daily_prompt", "milestone"} <= {each["kind"] for each in found["messages"]}
    assert "bert" not in json.dumps(found)
    for text in _instants(found):
        assert datetime.fromisoformat(text).utcoffset() is not None, text
    assert Archive.model_validate_json(json.dumps(found))


async def test_before_anything_was_done(term: Terminal) -> None:
    found = await exported(term)
    assert found["learner"]["accounts"][0]["id"] == "anna"
    assert found["entries"] == found["enrolments"] == []


def table(content: bytes) -> list[dict[str, str]]:
    """The rows of a zip with a table."""
    with zipfile.ZipFile(io.BytesIO(content)) as made:
        assert made.namelist() == ["entries.csv"]
        return list(csv.DictReader(io.StringIO(made.read("entries.csv").decode(), newline="")))


async def test_the_entries_as_a_table_that_no_spreadsheet_runs(term: Terminal) -> None:
    await term.say(START, "/done 25 flask", *(f"/done 10 {sign}x" for sign in "=+-@"))
    rows = table((await handed_over(term, "/export csv")).content)
    assert [row["note"] for row in rows] == ["flask", "'=x", "'+x", "'-x", "'@x"]
    assert rows[0] | {"made_at": ""} == {
        "day": "2026-03-02",
        "kind": "done",
        "minutes": "25",
        "note": "flask",
        "topic": "",
        "roadmap": "six-month",
        "week": "1",
        "made_at": "",
        "zone": "Europe/Berlin",
        "taken_back_at": "",
    }


async def test_nor_what_only_a_file_can_bring_in(term: Terminal) -> None:
    """A note that was typed begins with none of these."""
    await term.say(START, "/done 25 flask")
    whole = Archive.model_validate_json((await handed_over(term, "/export")).content)
    notes = [f"{sign}=x" for sign in "\t\r\0"]
    entries = tuple(whole.entries[0].model_copy(update={"note": note}) for note in notes)
    rows = table(zipped(whole.model_copy(update={"entries": entries})))
    assert [row["note"] for row in rows] == [f"'{note}" for note in notes]


async def test_another_word_is_refused(term: Terminal) -> None:
    assert "/export csv" in await term.say("/export xml")


def test_the_file_of_a_process(tmp_path: Path) -> None:
    """Bytes that are no text come out of the database as they went in."""
    ended = shared_factory().chat(tmp_path / "w.db", START, "/done 25", "/export csv", "/export")
    for message, name in zip(ended.messages[-2:], ("entries.zip", ".json"), strict=True):
        (file,) = message["files"]
        content = Path(file["path"]).read_bytes()
        assert (len(content), file["name"].endswith(name)) == (file["bytes"], True)
    assert zipfile.is_zipfile(ended.messages[-2]["files"][0]["path"])


def test_a_file_of_bytes_is_stored_and_read_back() -> None:
    file = File(name="x", media_type="application/zip", content=bytes(range(256)))
    message = Message(blocks=(), files=(file,))
    assert Message.model_validate_json(message.model_dump_json()) == message


def _instants(part: Any) -> list[str]:
    """Every value whose name ends in `_at`, and `at`."""
    if isinstance(part, list):
        return [text for each in part for text in _instants(each)]
    if not isinstance(part, dict):
        return []
    own = [value for name, value in part.items() if name.endswith("_at") or name == "at"]
    texts = [each for value in own for each in (value if isinstance(value, list) else [value])]
    return [*filter(None, texts), *(text for value in part.values() for text in _instants(value))]
