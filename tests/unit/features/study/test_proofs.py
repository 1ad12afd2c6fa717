"""What a project's check printed: kept as it is, credited to its week, shown (promise 5.3)."""

import pytest

from adapters.console.render import plain_text
from bot.chat.events import FormSubmitted, Origin
from support.terminal import Terminal

START = "/start roadmap=modern tz=Europe/Berlin"
FIGURE = "20 kills, 200 events, 0 lost, 0 twice (7 repeated with their id)"
LINE = f"parcels week 08: ok · {FIGURE}"
SKIPS = ["[Skip]"] * 4


async def said(term: Terminal, *lines: str) -> str:
    """What is answered, without the breaks of the terminal's width."""
    return " ".join((await term.say(*lines)).split())


async def test_a_pasted_line_proves_its_week(term: Terminal) -> None:
    await term.say(START, "/checkin", "outbox and retries")
    echo = await said(term, f"https://github.com/me/parcels\n{LINE}")
    assert f"Week 8 is proven: {FIGURE} Kept, with its link." in echo
    await term.say(*SKIPS)
    journal = await said(term, "/journal")
    assert f"Built: https://github.com/me/parcels Proof: {LINE}" in journal
    assert journal.count(FIGURE) == 1
    assert f"Proven: {FIGURE}" in await said(term, "/week 8")
    assert "Proven" not in await said(term, "/week 7")
    await term.say("/journal export")
    (*_, file) = term.shown[-1].message.files
    assert LINE in file.content.decode()


async def test_at_another_question_it_goes_to_what_was_built(term: Terminal) -> None:
    """What was hard, the confidence, the plan and the week are asked again."""
    await term.say(START, "/checkin", "[Skip]")
    for week in range(1, 5):
        asked = await said(term, "[Skip]")
        echo = await said(term, f"parcels week {week:02}: ok · figure {week}")
        assert echo == f"Week {week} is proven: figure {week} {asked}"
    await term.say("[Skip]")
    journal = await said(term, "/journal")
    assert all(
        f"Proof: parcels week {week:02}: ok · figure {week}" in journal for week in range(1, 5)
    )


async def test_it_is_no_doubtful_answer_days_later(term: Terminal) -> None:
    await term.say(START, "/checkin", "[Skip]", "!skip 3d")
    assert f"Week 8 is proven: {FIGURE}" in await said(term, LINE)


async def test_what_is_taken_out_counts_no_more(term: Terminal) -> None:
    await term.say(START, "/checkin", "[Skip]", LINE, *SKIPS)
    assert "Proven" in await said(term, "/week 8")
    await term.say("/journal", "[Edit]", "[Built]", "[Take it out]")
    assert "Proven" not in await said(term, "/week 8")
    await term.say(f"/done 30 {LINE}")
    assert "Proven" in await said(term, "/week 8")
    await term.say("/undo")
    assert "Proven" not in await said(term, "/week 8")


@pytest.mark.parametrize(
    "line",
    [
        "parcels week 08: not yet · 3 of 200 are lost: mark as told after telling",
        "letters week 08: ok · 20 kills",
        "parcels week 99: ok · 20 kills",
        "I hope that parcels week 08: ok soon",
    ],
)
async def test_nothing_else_proves_anything(term: Terminal, line: str) -> None:
    await term.say(START, "/checkin", "[Skip]")
    assert "proven" not in await said(term, line)
    await term.say(*SKIPS)
    assert f"Built: {line}" in await said(term, "/journal")
    assert "Proven" not in await said(term, "/week 8")


async def test_a_proof_says_yes_to_whether_the_week_is_done(term: Terminal) -> None:
    await term.say(START, "/week")
    assert "Next week" not in term.buttons
    await term.say("/checkin", "[Skip]", "parcels week 01: ok", *SKIPS, "/week")
    assert "Next week" in term.buttons
    assert "Proven: ok" in await said(term, "/week")


async def test_the_gate_shows_what_the_checks_of_its_phase_have_shown(term: Terminal) -> None:
    lines = f"{LINE}\nparcels week 06: ok · 50 copies, 1 row\nparcels week 02: ok · 12 tests refuse"
    await term.say(START, "/checkin", "[Skip]", lines, "[Skip]", "[Skip]", "[Skip]", "9", "/week 8")
    gate = await said(term, "[Answer the questions]")
    assert "What your checks have shown: - Week 6: 50 copies, 1 row - Week 8: 20 kills" in gate
    assert "refuse" not in gate


async def test_it_is_told_in_german(term: Terminal) -> None:
    await term.say(f"{START} language=de", "/checkin", "[Überspringen]")
    assert f"Woche 8 ist belegt: {FIGURE}" in await said(term, LINE)


async def test_a_form_that_holds_it_is_answered_alike(term: Terminal) -> None:
    await term.say(START, "/checkin")
    form = term.shown[-1].message.form
    assert form is not None
    origin = Origin(platform="terminal", account="me", name="me", chat="me")
    values = {"learnt": "outbox", "built": f"the worker\n{LINE}"}
    event = FormSubmitted(id="form-1", origin=origin, action=form.action, values=values)
    answer = plain_text((await term.coach.handle(event))[0].message)
    assert f"Week 8 is proven: {FIGURE}" in " ".join(answer.split())


async def test_while_nothing_was_asked_it_says_where_it_is_kept(term: Terminal) -> None:
    await term.say(START)
    answer = await said(term, f"$ uv run python checks/week_08.py\n{LINE}")
    assert f"Week 8 says ok: {FIGURE} To keep it" in answer
    assert term.buttons == ["Check-in", "Today"]
    assert "Proven" not in await said(term, "/week 8")


FIGURES = (
    "a fresh clone is green in 12 s; bad format is refused",
    "strict and silent in 6 files; 12 tests refuse",
    "10 mistakes planted, 10 red tests named after them",
    "1000 generated requests, no 500, 612 refused as problem details",
    "7 endpoints, at most 3 queries each, on PostgreSQL",
    "50 copies, 1 row, 100 of 100 runs",
    "1 of 5 hangs: the rest answer in 0.31 s, 0 tasks are left",
    FIGURE,
    "3 releases, 412 requests, 0 failed",
    "3 faults named from dashboards, in 4, 9, 10 min",
    "8 abuse tests were red, are green, and run in CI",
    "guess off by 1.3; p95 80 to 35 ms, 31 ms just now",
    "back in 1.2 of 15 min; 5 of 5 newer parcels lost",
    "3 records; https://github.com/o/lib/pull/12",
    "120 of 120 lines explained, 3 mistakes tested; 90 min and 4 mutants with, 140 and 2 without",
    "design in 640 words, 10 minutes of talk",
)


async def test_no_figure_is_taken_for_something_else(term: Terminal) -> None:
    """Minutes, days and commands in a figure are not read, where something is asked and where not."""
    await term.say(START)
    lines = [f"parcels week {week:02}: ok · {figure}" for week, figure in enumerate(FIGURES, 1)]
    for line in (lines[0], lines[9], lines[14], lines[15]):
        assert "says ok: " in await said(term, line), line
    await term.say("/checkin", "[Skip]", "[Skip]")
    for line in lines:
        assert f"is proven: {line.partition(' · ')[2]}" in await said(term, line), line
