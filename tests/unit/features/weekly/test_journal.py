"""The journal and its export: the learner's own words, and nothing forged (promise 5.3)."""

import pytest

from bot.chat.documents import File
from bot.domain.links import links
from bot.features.weekly.markdown import written
from support.terminal import Terminal

START = "/start tz=Europe/Berlin"
FULL = (
    "/checkin",
    "variables and loops",
    "a calculator: https://github.com/me/calc.",
    "nested loops",
    "3",
    "Tuesday at 19:00",
    "2",
)


async def exported(term: Terminal) -> File:
    await term.say("/journal export")
    (file,) = term.shown[-1].message.files
    return file


async def text_of(term: Terminal) -> str:
    return (await exported(term)).content.decode()


async def test_the_newest_reflection_comes_first(term: Terminal) -> None:
    await term.say(START, *FULL, "!skip 1m", "/checkin", "modules", *["[Skip]"] * 4, "2")
    text = await term.say("/journal")
    assert text.index("Week 2 · Mon 2 March") < text.index("Week 1 · Mon 2 March")
    assert "Confidence: 3/5" in text


async def test_all_skipped_is_no_reflection(term: Terminal) -> None:
    await term.say(START, "/checkin", *["[Skip]"] * 6)
    assert "still empty" in await term.say("/journal")


async def test_only_export_is_a_word_it_knows(term: Terminal) -> None:
    await term.say(START)
    assert "/journal export" in await term.say("/journal everything")
    assert "nothing to export" in await term.say("/journal export")


@pytest.mark.soak
async def test_many_reflections_are_counted(term: Terminal) -> None:
    await term.say(START)
    for number in range(10):
        await term.say("!skip 1m", "/checkin", f"thing {number}", *["[Skip]"] * 4, "1")
    text = await term.say("/journal")
    assert "2 older ones are in the file: /journal export" in text
    assert "thing 9" in text
    assert "thing 1\n" not in text


async def test_a_project_becomes_interview_material(term: Terminal) -> None:
    await term.say(START, "/done 45 drew the parser", *FULL)
    file = await exported(term)
    assert (file.name, file.media_type) == ("waymark-journal.md", "text/markdown")
    text = file.content.decode()
    start, end = text.index("## Command-line calculator\n"), text.index("## Week 1, 2 March 2026")
    assert text[start:end] == (
        "## Command-line calculator\n"
        "\n"
        "### Situation\n"
        "\n"
        "- Week 1 of “Six months to Python backend developer”\n"
        "- Logged in that time: 45 min\n"
        "- What was hard (2 March 2026): nested loops\n"
        "\n"
        "### Task\n"
        "\n"
        "- Command-line calculator with argparse, pushed to GitHub. A simple CLI calculator"
        " that reads its numbers with argparse. Keep it in Git from the first line, and push"
        " those first commits to GitHub.\n"
        "\n"
        "### Action\n"
        "\n"
        "- What I built (2 March 2026): a calculator: <https://github.com/me/calc>.\n"
        "- What I logged (2 March 2026): drew the parser\n"
        "\n"
        "### Result\n"
        "\n"
        "- What I learnt (2 March 2026): variables and loops\n"
        "- How confident I was (2 March 2026): 3/5\n"
        "\n"
        "### Links\n"
        "\n"
        "- <https://github.com/me/calc>\n"
        "\n"
    )


async def test_what_was_not_written_is_said_so(term: Terminal) -> None:
    await term.say(START, "/done 10")
    text = await text_of(term)
    assert text.count("- (nothing written about this yet)") == 4
    assert "File organizer" not in text


async def test_parts_of_one_project_are_one_story(term: Terminal) -> None:
    await term.say(START, "/checkin", *["[Skip]"] * 5, "6")
    for week in (7, 8):
        await term.say("!skip 1m", "/checkin", f"towards {week}", *["[Skip]"] * 4, str(week))
    text = await text_of(term)
    assert text.count("## Book Catalog API") == 1
    assert "- Week 6, 7 of" in text
    assert "towards 7" in text
    assert "towards 8" in text


async def test_words_of_the_learner_forge_nothing(term: Terminal) -> None:
    evil = "# Hired <script>alert(1)</script> [me](javascript:x) `code` **bold** | &lt;"
    await term.say(START, "/checkin", evil, *["[Skip]"] * 4, "1")
    text = await text_of(term)
    for forged in ("\n# Hired", "<script>", "[me](", "`code`", "**bold**", " &lt;"):
        assert forged not in text.replace("\\<", "")
    assert r"\<script\>alert(1)\</script\>" in text


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("plain words", "plain words"),
        ("# heading", r"\# heading"),
        ("- item", r"\- item"),
        ("1. item", r"1\. item"),
        ("12) item", r"12\) item"),
        ("---", r"\---"),
        ("===", r"\==="),
        ("> quote", r"\> quote"),
        ("~~~", r"\~\~\~"),
        ("a_b *c* `d`", r"a\_b \*c\* \`d\`"),
        ("back\\slash", r"back\\slash"),
        ("![x](https://a.example/b_c)", r"!\[x\](<https://a.example/b_c>)"),
        ("see https://a.example/b_c, ok", "see <https://a.example/b_c>, ok"),
        ("(https://a.example/x)", "(<https://a.example/x>)"),
        ("https://a.example/x_(y)", "<https://a.example/x_(y)>"),
        ("https://a.example/><b>", r"<https://a.example/>\>\<b\>"),
        ("one\ntwo\x00three", "one two three"),
    ],
)
def test_written(text: str, markdown: str) -> None:
    assert written(text) == markdown


def test_links() -> None:
    text = "See https://a.example/x, HTTP://B.example/y_z! and ftp://c.example"
    assert links(text) == ["https://a.example/x", "HTTP://B.example/y_z"]
