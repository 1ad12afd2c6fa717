"""The recap under a finished check-in: four lines and a picture that a friend may see (14.2)."""

import pytest

from adapters.console.render import plain_text
from bot.chat.drawings import Figures
from bot.chat.messages import Message
from support.terminal import Terminal

START = "/start tz=Europe/Berlin days=mon-sat from=2026-03-02"
SECRET = "zebra"
ANSWERS = [f"{SECRET} learnt", f"{SECRET} built", f"{SECRET} hard", "4", f"{SECRET} plan"]


@pytest.fixture
async def term(term: Terminal) -> Terminal:
    await term.say(START, f"/done 45 {SECRET}", "!skip 1d", f"/done 60 {SECRET}", "!skip 1d")
    await term.say("/done 20", "!clock 2026-03-08T18:01+01:00")
    return term


async def recap(term: Terminal, *lines: str) -> Message | None:
    """The message with a picture among the answers to lines."""
    before = len(term.shown)
    await term.say(*lines)
    shown = [each.message for each in term.shown[before:] if each.message.pictures]
    return shown[0] if shown else None


async def test_four_lines_and_the_picture(term: Terminal) -> None:
    shown = await recap(term, *ANSWERS, "[Week 2]")
    assert shown is not None
    lines = plain_text(shown).splitlines()
    assert lines == [
        "Week 1 of 24 · Python basics, environment and Git foundations",
        "Studied on 3 of 6 days, 2 h 5 min.",
        "1 of 24 weeks done, Six months to Python backend developer.",
        "On the way since 2 March 2026.",
    ]
    assert SECRET not in shown.model_dump_json()


async def test_it_comes_after_the_answer_that_finishes(term: Terminal) -> None:
    await term.say(*ANSWERS)
    before = len(term.shown)
    await term.say("[Week 1 again]")
    closing, shown, *_ = (each.message for each in term.shown[before:])
    assert "in your journal" in plain_text(closing)
    assert closing.edits
    assert len(shown.pictures) == 1
    assert not shown.edits
    assert not shown.buttons


async def test_next_finishes_it_too(term: Terminal) -> None:
    shown = await recap(term, *ANSWERS, "/next")
    assert shown is not None


async def test_a_hidden_streak_stays_hidden(term: Terminal) -> None:
    await term.say("!clock 2026-03-08T18:30+01:00", "/done 30")
    shown = await recap(term, *ANSWERS[:4], "/settings streak=off", ANSWERS[4], "[Week 2]")
    assert shown is not None
    (figures,) = [each for each in shown.pictures[0].drawing.panels if isinstance(each, Figures)]
    assert "in a row" not in [each.label for each in figures.items]
    assert "in a row" not in plain_text(shown)


@pytest.mark.soak
async def test_a_week_without_a_day_has_none(term: Terminal) -> None:
    await term.say(*["[Skip]"] * 5, "[Week 2]", "!clock 2026-03-15T18:01+01:00")
    assert await recap(term, *ANSWERS, "[Week 2 again]") is None
