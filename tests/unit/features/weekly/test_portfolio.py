"""The page to show to others: what was marked for it, and nothing else (promise 5.4)."""

from bot.chat.documents import File
from bot.domain.links import links
from bot.roadmaps.files import Roadmaps
from support.terminal import Terminal

START = "/start roadmap=modern tz=Europe/Berlin"
PRIVATE = ("Anna", "boss", "slept badly", "after work", "docs.astral.sh")
CHECKIN = (
    "/checkin",
    "Anna showed me mypy",
    "!paste",
    "the skeleton: https://github.com/me/parcels, by https://docs.astral.sh/uv/",
    "parcels week 01: ok · a fresh clone is green in 41 s",
    "parcels week 06: not yet · 2 rows",
    "decision: *one* lock file, <b>in Git</b>",
    "!end",
    "I slept badly",
    "2",
    "after work at https://example.org/cafe",
    "[Week 2]",
)
PAGE = """\
# Parcels

Built along “One service, built to last (2026)”, a roadmap of 16 weeks.

## The service

{brief}

- <https://github.com/me/parcels>

## Figures

- Week 1, {first}: a fresh clone is green in 41 s
  - The bar: {first_bar}
- Week 6, {sixth}: 50 copies, 1 row
  - The bar: {sixth_bar}

## Three decisions

1. \\*one\\* lock file, \\<b\\>in Git\\</b\\>
2. events are appended

(1 to come: in a check-in or behind /done, write a line that begins with “decision:”, \
with what you chose, what else was possible, and why)

## A postmortem

- the restore took 19 minutes
"""


async def files(term: Terminal) -> dict[str, File]:
    await term.say("/journal export")
    return {each.name: each for each in term.shown[-1].message.files}


async def page(term: Terminal) -> str:
    return (await files(term))["parcels.md"].content.decode()


async def test_an_empty_page_says_how_each_part_is_filled(term: Terminal) -> None:
    await term.say(START)
    assert [*await files(term)] == ["parcels.md"]
    text = await page(term)
    for part in ("The service", "Figures", "Three decisions", "A postmortem"):
        *_, told = text.split(f"## {part}\n\n")[1].split("\n\n##")[0].split("\n\n")
        assert told.startswith("(")
        assert "check-in" in told
    assert "“parcels week 01: ok”" in text


async def test_the_page_has_what_was_marked_and_nothing_else(term: Terminal) -> None:
    await term.say(
        START,
        *CHECKIN,
        "/done 30 my boss called",
        "/done 60 parcels week 06: ok · 50 copies, 1 row",
        "/done 20 decision: events are appended",
        "/done 20 postmortem: the restore took 19 minutes",
    )
    text = await page(term)
    roadmap = Roadmaps().get("modern")
    first, sixth = roadmap.step_of(1), roadmap.step_of(6)
    assert text == PAGE.format(
        brief=roadmap.project("parcels").brief,
        first=first.title,
        first_bar=first.done_when,
        sixth=sixth.title,
        sixth_bar=sixth.done_when,
    )
    assert [word for word in PRIVATE if word in text] == []
    journal = (await files(term))["waymark-journal.md"].content.decode()
    assert [word for word in PRIVATE if word not in journal] == []


async def test_three_decisions_are_the_latest_three(term: Terminal) -> None:
    await term.say(START, *(f"/done 20 decision: number {place}" for place in range(1, 6)))
    text = await page(term)
    assert "1. number 3\n2. number 4\n3. number 5\n\n## A postmortem" in text


async def test_an_answer_that_was_changed_is_shown_as_it_is_now(term: Terminal) -> None:
    await term.say(START, "/checkin", "decision: a queue in Redis", *["[Skip]"] * 4, "[Week 2]")
    assert "a queue in Redis" in await page(term)
    await term.say("/journal", "[Edit the latest]", "[Learnt]", "decision: a queue in PostgreSQL")
    text = await page(term)
    assert "a queue in PostgreSQL" in text
    assert "Redis" not in text


async def test_other_roadmaps_have_their_journal_and_an_earlier_page_comes_along(
    term: Terminal,
) -> None:
    await term.say("/start tz=Europe/Berlin", "/done 20 decision: mine", *CHECKIN)
    assert [*await files(term)] == ["waymark-journal.md"]
    await term.say("/roadmaps modern", "[Take this one]", "[Yes, switch]", "/done 9 decision: two")
    assert [*await files(term)] == ["parcels.md", "waymark-journal.md"]
    text = await page(term)
    assert "1. two\n" in text
    assert "mine" not in text
    assert links(text) == []
    await term.say("/roadmaps islands", "[Take this one]", "[Yes, switch]", "/done 9 decision: no")
    assert "1. two\n\n(2 to come" in await page(term)


async def test_in_german_too(term: Terminal) -> None:
    await term.say(START, "/settings language=de", "/done 20 Entscheidung: eine Sperrdatei")
    text = await page(term)
    assert "## Drei Entscheidungen\n\n1. eine Sperrdatei\n\n(noch 2: " in text
    assert "mit „Entscheidung:“ beginnt" in text
