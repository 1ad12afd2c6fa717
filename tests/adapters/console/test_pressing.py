"""Numbers and labels press buttons where a person sits at the terminal (promise 10)."""

import pytest

from support.terminal import Terminal

START = "/start tz=Europe/Berlin"


@pytest.fixture
def seat(term: Terminal) -> Terminal:
    """Somebody sits there."""
    term.console.pleasant = True
    return term


async def test_a_number_presses_what_it_stands_before(seat: Terminal) -> None:
    await seat.say(START)
    assert "[x] Loops" in await seat.say("/week", "3")
    assert "[ ] Loops" in await seat.say("3")
    assert seat.shown[-1].edits == seat.shown[1].id


@pytest.mark.parametrize("label", ["Today", "today", " TODAY "])
async def test_a_whole_label_presses(seat: Terminal, label: str) -> None:
    await seat.say(START)
    assert (await seat.say(label)).startswith("Week 1 of 24")


@pytest.mark.parametrize("line", ["0", "9", "-1", "1.", "Tdy week"])
async def test_what_is_no_number_of_a_button_goes_to_the_coach(seat: Terminal, line: str) -> None:
    await seat.say(START)
    assert "Week 1 of 24" not in await seat.say(line)


async def test_a_number_answers_a_question_that_takes_one(seat: Terminal) -> None:
    await seat.say(START, "/checkin", "lists", "a calculator", "nothing")
    assert seat.buttons == ["1", "2", "3", "4", "5", "Skip"]
    assert "Confidence 4" in await seat.say("4")
    await seat.say("skip")
    assert seat.buttons[0] == "Week 1 again"
    assert "You are in week 2 now" in await seat.say("2")


async def test_minutes_are_labels_and_no_places(seat: Terminal) -> None:
    await seat.say(START, "/done")
    assert seat.buttons == ["25", "50", "90"]
    assert "Logged 1 min" in await seat.say("1")
    await seat.say("/undo", "/done")
    assert "Logged 50 min" in await seat.say("50")


async def test_whoever_is_somebody_else_has_other_buttons(seat: Terminal) -> None:
    await seat.say(START, "/week", "!as ben")
    assert "[x]" not in await seat.say("3")


async def test_the_greeting_is_pressed_and_logs_every_day_anew(seat: Terminal) -> None:
    await seat.say(START)
    for _ in range(2):
        await seat.console.greet()
        assert seat.buttons == ["Today", "Done"]
        assert "How long was it?" in await seat.say("2")
        await seat.say("!skip 1d")


async def test_without_a_person_a_number_is_text(term: Terminal) -> None:
    assert "[x]" not in await term.say(START, "/week", "3")
