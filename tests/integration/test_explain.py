"""`/explain`: three questions about own code, of which nothing else is kept (promise 13)."""

import sqlite3
from pathlib import Path

import pytest

from conftest import MONDAY
from support.terminal import Terminal, terminal

START = "/start roadmap=six-month tz=Europe/Berlin days=mon-sat at=19:30"
CODE = """
SECRET_MARK = "nobody keeps this"

def add(item, basket=[], limit=10):
    if len(basket) >= limit:
        raise ValueError("full")
    basket.append(item)
    return basket

def load(path, retries=3):
    try:
        handle = open(path)
        return handle.read()
    except FileNotFoundError:
        return None
    finally:
        print("done")

async def fetch(client, url):
    answer = await client.get(url)
    body = await answer.text()
    return body
"""


@pytest.fixture
async def begun(term: Terminal) -> Terminal:
    await term.say(START, "/explain")
    return term


async def paste(term: Terminal, code: str) -> str:
    return await term.say("!paste", *code.splitlines(), "!end")


def kept(path: Path) -> str:
    """All that stands in the database."""
    connection = sqlite3.connect(path)
    try:
        return "\n".join(connection.iterdump())
    finally:
        connection.close()


async def test_three_answers_are_a_finished_explanation(begun: Terminal, tmp_path: Path) -> None:
    page = await paste(begun, CODE)
    for number in range(1, 4):
        assert f"{number} of 3 · Line " in page
        assert len(page.splitlines()) <= 12
        last = await begun.say("!press a")
        assert "Right." in last or "Not this time. It is " in last
        page = await begun.say("!press Next question") if number < 3 else last
    assert "Three questions about your own code, " in page
    assert "1 study day in a row" in page
    assert "SECRET_MARK" not in kept(tmp_path / "waymark.db")
    assert "fetch(client, url):\\n" not in kept(tmp_path / "waymark.db")


async def test_right_answers_go_into_the_journal_with_their_project(begun: Terminal) -> None:
    page = await paste(begun, CODE)
    for _ in range(3):
        asked = begun.shown[-1].message
        explanation = await _right(begun)
        await begun.say(f"!press {explanation}")
        assert asked.buttons
        if "Next question" in begun.buttons:
            page = await begun.say("!press Next question")
    journal = await begun.say("/journal")
    assert "About your own code" in journal
    assert journal.count("Command-line calculator with argparse") == 3
    await begun.say("/journal export")
    content = begun.shown[-1].message.files[0].content.decode()
    assert "## About my own code" in content
    assert page


async def _right(term: Terminal) -> str:
    """The letter of the right option, as it is stored."""
    async with term.coach._store.work() as work:
        learner = await work.learners.known("terminal", "me")
    assert learner is not None
    found = learner.explanations[-1]
    place = found.open_place
    assert place is not None
    return "abcd"[found.questions[place].right]


async def test_code_that_is_refused_is_kept_nowhere_either(begun: Terminal, tmp_path: Path) -> None:
    assert "line 3" in await paste(begun, "MARK_ONE = 1\n\ndef f(:\n    pass")
    assert "too short for three questions" in await paste(begun, "MARK_TWO = 2\nx = 3")
    assert "At most 10000 characters" in await paste(begun, "MARK_THREE = 3\n" * 900)
    assert "1 of 3" in await paste(begun, CODE), "it still waits for code"
    assert not any(
        mark in kept(tmp_path / "waymark.db") for mark in ("MARK_ONE", "MARK_TWO", "MARK_THREE")
    )


async def test_code_behind_the_command_is_taken_too(begun: Terminal, tmp_path: Path) -> None:
    await begun.say("/done 25")
    for code in (
        CODE,
        f"```python\n{CODE}\n```",
        f"\n```\n{CODE}",
        " " + CODE.strip() + "\n# end" * 600,
    ):
        assert "1 of 3 · Line " in await paste(begun, f"/explain {code}")
    assert "1 of 3 · Line " in await paste(begun, f"/explain```python\n{CODE}\n```")
    assert "I can't read that as Python: line 1." in await begun.say("/explain def SECRET_MARK(:")
    assert "At most 10000 characters" in await paste(begun, f"/explain {CODE * 30}")
    assert "SECRET_MARK" not in kept(tmp_path / "waymark.db")


async def test_a_file_will_do(begun: Terminal, tmp_path: Path) -> None:
    path = tmp_path / "tool.py"
    path.write_text(CODE)
    assert "1 of 3" in await begun.say(f"!file {path}")
    path.write_text("x = 1\n" * 30_000)
    assert "I take up to 100 kB" in await begun.say(f"!file {path}")
    path.write_bytes(b"\xff\xfe\x00")
    assert "not UTF-8" in await begun.say(f"!file {path}")


async def test_a_restart_goes_on_and_an_old_button_changes_nothing(
    begun: Terminal, tmp_path: Path
) -> None:
    await paste(begun, CODE)
    await begun.say("!press a")
    async with terminal(tmp_path / "waymark.db", MONDAY) as again:
        assert "2 of 3" in await again.say("/explain")
        assert again.buttons[-1] == "Other code"
        await again.say("!press b")
        assert "3 of 3" in await again.say("!press Next question")


async def test_a_command_in_between_is_a_command(begun: Terminal) -> None:
    assert "Week 1 of 24" in await begun.say("today")
    assert "1 of 3" in await paste(begun, CODE)


async def test_who_ships_a_project_is_offered_it(term: Terminal) -> None:
    await term.say(START, *["/next"] * 3)
    said = await term.say("/done 60 shipped https://github.com/me/tool")
    assert "Three questions about your own code?" in said
    assert "Paste some Python of yours" in await term.say("!press Explain it")


async def test_reviews_and_explanations_come_back_with_the_file(
    begun: Terminal, tmp_path: Path
) -> None:
    await paste(begun, CODE)
    await begun.say("!press a", "/week", "!press Functions", "/review", "I don't know", "!press a")
    await begun.say("!press Sure", "!press Not yet")
    journal, stats = await begun.say("/journal"), await begun.say("/review stats")
    await begun.say("/export")
    file = tmp_path / "mine.json"
    file.write_bytes(begun.shown[-1].message.files[0].content)
    await begun.say("/forget", "forget", "/import")
    await begun.say(f"!file {file}")
    assert await begun.say("/journal") == journal
    assert await begun.say("/review stats") == stats
    assert "2 of 3" in await begun.say("/explain")
