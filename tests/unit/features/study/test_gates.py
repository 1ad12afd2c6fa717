"""The gate behind a phase is answered for oneself, kept and shown (promise 3.7)."""

from datetime import datetime
from pathlib import Path

import pytest

from support.terminal import Terminal, terminal

GATE = 8
QUESTIONS = 3


def flat(text: str) -> str:
    return " ".join(text.split())


@pytest.fixture
async def at_gate(term: Terminal) -> Terminal:
    await term.say("/start roadmap=engineer tz=Europe/Berlin", *["/next"] * (GATE - 1), "/week")
    return term


async def test_each_question_is_asked_and_the_answer_is_shown(at_gate: Terminal) -> None:
    assert "1 of 3 · Can you break a messy requirement" in flat(
        await at_gate.say("!press Answer the questions")
    )
    assert at_gate.buttons == ["Yes, I can", "Not yet"]
    assert "2 of 3" in await at_gate.say("!press Yes, I can")
    await at_gate.say("!press Not yet")
    result = flat(await at_gate.say("!press Yes, I can"))
    assert "[x] Can you break a messy requirement" in result
    assert "[ ] Is every project that matters enough" in result
    week = flat(await at_gate.say("/week"))
    assert "[x] Can you break a messy requirement" in week
    assert "[ ] Is every project that matters enough" in week
    assert "Answer the questions" not in at_gate.buttons


async def test_what_was_not_known_can_be_asked_again(at_gate: Terminal) -> None:
    await at_gate.say("!press Answer", *["!press Not yet"] * QUESTIONS)
    assert "1 of 3" in await at_gate.say("!press Ask me again")
    result = await at_gate.say(*["!press Yes, I can"] * QUESTIONS)
    assert "You can answer all of it" in result
    assert at_gate.buttons == ["Today"]


async def test_it_never_locks_and_comes_with_next(at_gate: Terminal) -> None:
    assert "Can you answer these" in await at_gate.say("/next")
    assert "1 of 3" in await at_gate.say("!press Answer the questions")
    await at_gate.say(*["!press Yes, I can"] * QUESTIONS)
    assert "Can you answer these" not in await at_gate.say("/back", "/next")


async def test_answers_outlive_a_restart_and_credit_no_day(tmp_path: Path) -> None:
    path, at = tmp_path / "a.db", datetime.fromisoformat("2026-03-02T18:00+01:00")
    async with terminal(path, at) as term:
        await term.say("/start roadmap=engineer tz=Europe/Berlin", *["/next"] * (GATE - 1))
        await term.say("/week", "!press Answer", "!press Yes, I can")
    async with terminal(path, at) as term:
        assert "[x] Can you break" in await term.say("/week")
        assert "2 of 3" in await term.say("!press Answer")
        assert "first day is waiting" in await term.say("/streak")


async def test_a_week_without_a_gate_has_no_questions(term: Terminal) -> None:
    await term.say("/start roadmap=engineer tz=Europe/Berlin", "/week")
    assert "Answer the questions" not in term.buttons
