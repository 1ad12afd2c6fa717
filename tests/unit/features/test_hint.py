"""What is said about a command that there is not (promise 8)."""

import pytest

from support.terminal import Terminal

START = "/start tz=Europe/Berlin"


async def test_a_slip_of_the_finger_is_offered_as_a_button(term: Terminal) -> None:
    await term.say(START)
    assert await term.say("/todya") == "I don't know /todya. Did you mean /today?"
    assert term.buttons == ["/today", "Help"]
    assert (await term.say("[/today]")).startswith("Week 1 of 24")


@pytest.mark.parametrize("line", ["/qwerty", "/dance", "/extra", "/backup", "/textbook"])
async def test_no_command_is_guessed_from_afar(term: Terminal, line: str) -> None:
    await term.say(START)
    assert await term.say(line) == f"I don't know {line}. /help shows what I can do."
    assert term.buttons == ["Today", "Help"]
    assert "Week 1 of 24" in await term.say("/week")


async def test_a_bare_slash_shows_no_quotes(term: Terminal) -> None:
    said = await term.say("/")
    assert "'" not in said
    assert "/help" in said
