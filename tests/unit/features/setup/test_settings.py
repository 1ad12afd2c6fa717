"""`/settings` in words: all that was said counts, also while the zone is still asked for."""

from support.terminal import Terminal


async def test_what_was_said_beside_an_unclear_zone_is_taken(term: Terminal) -> None:
    await term.say("/start tz=Europe/Berlin")
    asked = await term.say("/settings tz=america at=07:30")
    assert "Daily prompt: 07:30." in asked
    assert "Which clock is yours?" in asked
    assert "America/Denver" in await term.say("!press america/denver")
    assert "07:30" in await term.say("/settings")


async def test_a_wrong_value_beside_an_unclear_zone_changes_nothing(term: Terminal) -> None:
    await term.say("/start tz=Europe/Berlin", "/settings days=mon-fri")
    assert "once in 7 days" in await term.say("/settings tz=america days=mon-sat at=07:30")
    assert "08:00" in await term.say("/settings")


async def test_the_button_of_an_old_proposal_leaves_no_question_open(term: Terminal) -> None:
    await term.say("/start", "!press zone", "/start tz=Europe/Berlin", "!press Etc/UTC")
    assert "I only understand a few words" in await term.say("Tokyo")
