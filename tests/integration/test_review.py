"""`/review`: answered, said how sure, explained; resumed; counted; never in the way (12.3, 12.4)."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.domain.recall.question import ExplainQuestion, OrderQuestion
from bot.roadmaps.files import ROADMAP_DATA, Roadmaps
from conftest import MONDAY
from support.reviewing import BASICS, answer, shown, small_bank, small_data
from support.terminal import Terminal, terminal

BANK = small_bank()
START = "/start roadmap=six-month tz=Europe/Berlin days=mon-sat at=19:30"


@pytest.fixture
async def term(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Terminal]:
    """On the six-month roadmap with the small bank; what its questions are about is ticked."""
    assert ROADMAP_DATA.is_dir()
    data = small_data(tmp_path / "data")
    monkeypatch.setattr("bot.runtime.wiring.ROADMAP_DATA", data)
    async with terminal(tmp_path / "w.db", MONDAY) as opened:
        await opened.say(START)
        yield opened


@pytest.fixture
async def ticked(term: Terminal) -> Terminal:
    await term.say("/week", *(f"!press {each}" for each in BASICS))
    return term


async def test_nothing_waits_before_a_topic_is_ticked(term: Terminal) -> None:
    assert "Nothing waits yet. Tick a topic" in await term.say("/review")


async def test_five_answers_are_a_finished_review_which_makes_the_day_done(
    ticked: Terminal,
) -> None:
    await ticked.say("!skip 1d")
    page = await ticked.say("/review")
    for number in range(1, 6):
        assert f"{number} of 5 · " in page
        assert len(page.splitlines()) <= 12
        last = await answer(ticked, page, BANK)
        assert "Right." in last
        assert "Read: docs.python.org https://docs.python.org/3/" in " ".join(last.split())
        page = await ticked.say("!press Next question") if number < 5 else last
    assert "A finished review, 5 of 5 right. Today counts." in page
    assert "2 study days in a row" in page
    assert "Nothing waits today." in await ticked.say("/review")
    await ticked.say("/undo")
    assert "1 study day in a row" in await ticked.say("/streak")


async def test_all_that_is_due_is_a_finished_review_too(term: Terminal) -> None:
    await term.say("/week", "!press Loops")
    page = await term.say("/review")
    await answer(term, page, BANK)
    last = await answer(term, await term.say("!press Next"), BANK, right=False)
    assert "Not this time." in last
    assert "A finished review, 1 of 2 right." in last


async def test_every_kind_is_answered_in_its_way(ticked: Terminal) -> None:
    met, page = set[str](), await ticked.say("/review")
    for _ in range(2):
        while " of " in page:
            question = shown(page, BANK)
            met.add(question.kind)
            if isinstance(question, OrderQuestion):
                await ticked.say("!press a")
                assert "So far: a" in await ticked.say("!press From the start", "!press a")
                assert "Name each letter from a to c once" in await ticked.say("a b b")
            if isinstance(question, ExplainQuestion):
                points = await ticked.say("False and None, I think", "!press Half", "!press 2")
                assert "[x] zero of any kind" in points
                assert "[ ] anything that is empty" in points
                page = await ticked.say("!press I had it")
            else:
                page = await answer(ticked, page, BANK)
            if "Next question" not in ticked.buttons:
                break
            page = await ticked.say("!press Next question")
        page = await ticked.say("!skip 1d", "/review")
    assert met == {"predict", "choose", "bug", "order", "explain", "estimate"}


async def test_an_answer_that_is_none_is_refused_in_one_line_and_asked_again(
    ticked: Terminal,
) -> None:
    page = await ticked.say("/review")
    for _ in range(5):
        question = shown(page, BANK)
        if question.kind in {"choose", "estimate"}:
            refusal = await ticked.say("certainly the best of them")
            assert "for example" in refusal
            assert refusal.count("\n") <= 1
        page = await answer(ticked, page, BANK)
        if "Next question" in ticked.buttons:
            page = await ticked.say("!press Next question")


async def test_it_goes_on_where_it_was_after_a_restart(tmp_path: Path, ticked: Terminal) -> None:
    page = await ticked.say("/review")
    async with terminal(tmp_path / "w.db", ticked.now) as again:
        assert await again.say("/review") == page
        await again.say("86400" if "seconds" in page else "False")
        asked = again.shown[-1].message
        async with terminal(tmp_path / "w.db", ticked.now) as third:
            await third.say("/review")
            assert third.shown[-1].message.blocks == asked.blocks
            assert third.buttons == ["Sure", "Half", "No"]
            await third.say("!press No")
            assert re.search(r"^2 of 5", await third.say("!press Next"))


async def test_a_button_of_an_answered_question_changes_nothing(ticked: Terminal) -> None:
    page = await ticked.say("/review")
    await answer(ticked, page, BANK)
    before = await ticked.say("/review stats")
    assert "That question is answered" in await ticked.say("!press I don't know")
    assert await ticked.say("/review stats") == before


async def test_enough_for_today_keeps_what_was_answered(ticked: Terminal) -> None:
    await answer(ticked, await ticked.say("/review"), BANK)
    await ticked.say("!press Next question")
    assert "Your 1 answer is kept" in await ticked.say("!press Enough for today")
    assert "That review is over" in await ticked.say("!press Next question")
    assert re.search(r"^1 of 4", await ticked.say("/review"))


async def test_the_newest_open_question_takes_the_text(ticked: Terminal) -> None:
    await ticked.say("!skip 6d", "/checkin")
    page = await ticked.say("/review")
    assert "How sure are you?" in await ticked.say("86400" if "seconds" in page else "False")
    await ticked.say("!press Enough for today")
    assert "What did you build?" in await ticked.say("loops and functions")
    await ticked.say("/review")
    await ticked.say("/checkin")
    assert "What was hard?" in await ticked.say("a calculator")
    assert shown(page, BANK)


async def test_a_question_shown_again_days_later_takes_its_answer_at_once(ticked: Terminal) -> None:
    await ticked.say("/review", "!skip 2d")
    page = await ticked.say("/review")
    assert "How sure are you?" in await ticked.say("86400" if "seconds" in page else "False")


async def test_a_topic_that_is_open_again_lets_its_questions_rest(ticked: Terminal) -> None:
    await ticked.say("/week", *(f"!press {each}" for each in BASICS))
    assert "Nothing waits yet" in await ticked.say("/review")


async def test_the_prompt_says_how_many_wait_and_nothing_else_comes(ticked: Terminal) -> None:
    said = await ticked.say("!skip 26h")
    assert "5 questions wait: /review" in said
    assert {each.message.kind for each in ticked.shown[-1:]} == {"daily_prompt"}
    assert len(said.splitlines()) <= 12


@pytest.mark.soak
async def test_what_was_wrong_twice_is_named_in_the_checkin_and_reviewed(
    ticked: Terminal,
) -> None:
    for _ in range(2):
        page = await ticked.say("/review")
        while "of" in page and ticked.buttons[-1] == "Enough for today":
            question = shown(page, BANK)
            right = "loops" not in question.concepts
            page = await answer(ticked, page, BANK, right=right)
            if "Next question" not in ticked.buttons:
                break
            page = await ticked.say("!press Next question")
        await ticked.say("!skip 1d")
    assert "wrong twice: “Loops: for, while, break and range”" in await ticked.say("/checkin")
    friday = _flat(await ticked.say("!clock 2026-03-06T18:00+01:00", "/today"))
    assert "review" in friday
    assert "1. Recall what is due, question by question: /review (10 min)" in friday
    exercise = Roadmaps().get("six-month").topic("loops").exercise
    assert f"2. Try: {exercise} (15 min)" in friday
    assert "wrong twice" not in await ticked.say("/checkin")


@pytest.mark.soak
async def test_stats_and_progress_say_from_twenty_answers_on_how_sure_can_be_trusted(
    ticked: Terminal,
) -> None:
    assert "From 20 answers on" not in await ticked.say("/progress")
    days = 0
    while "When you are sure" not in await ticked.say("/review stats"):
        page = await ticked.say("/review")
        for _ in range(10):
            if "Enough for today" not in ticked.buttons or "of" not in page:
                break
            page = await answer(ticked, page, BANK, right=days > 0)
            if "Next question" in ticked.buttons:
                page = await ticked.say("!press Next question")
        await ticked.say("!skip 2d")
        days += 1
        assert days < 60
    progress = await ticked.say("/progress")
    told = re.search(r"When you are sure, you are right (\d+)% of the time", progress)
    assert told
    assert 50 < int(told[1]) < 100
    held = re.search(r"Recalls that held: (\d+) of (\d+)\.", progress)
    assert held
    assert f"{held[1]} of {held[2]} (" in await ticked.say("/review stats")


async def test_in_a_group_it_is_whispered_or_points_to_the_private_chat(ticked: Terminal) -> None:
    page = await ticked.say("!in club", "/review")
    assert " of 5 · " in page or "private" in page


@pytest.mark.soak
async def test_the_gate_of_a_phase_advises_and_locks_nothing(ticked: Terminal) -> None:
    assert "on the phase" not in " ".join(await _buttons(ticked, *["/next"] * 3))
    assert "8 questions on the phase" in await _buttons(ticked, "/next")
    before = (await ticked.say("/week")).splitlines()[0]
    page = await ticked.say("!press 8 questions on the phase")
    for number in range(1, 9):
        assert f"{number} of 8 · " in page
        right = "loops" not in shown(page, BANK).concepts
        page = await answer(ticked, page, BANK, right=right)
        if number < 8:
            page = await ticked.say("!press Next question")
    assert "6 of 8 right" in page
    assert "Loops: for, while, break and range" in page
    assert (await ticked.say("/week")).splitlines()[0] == before


def _flat(text: str) -> str:
    return " ".join(text.split())


async def _buttons(term: Terminal, *lines: str) -> list[str]:
    """The labels under all answers to some lines."""
    before = len(term.shown)
    await term.say(*lines)
    rows = (row for each in term.shown[before:] for row in each.message.buttons)
    return [button.label for row in rows for button in row]
