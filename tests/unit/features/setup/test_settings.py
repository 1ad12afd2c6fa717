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


async def test_the_line_of_start_takes_what_can_be_set(term: Terminal) -> None:
    line = "/start tz=Europe/Berlin days=mon-sat names=on at=07:30 quiet=off checkin=sat-10:00"
    assert "You are set up" in await term.say(line)
    shown = " ".join((await term.say("/settings")).split())
    assert "Name on group boards: on" in shown
    assert "Quiet hours: off" in shown
    assert "every Saturday at 10:00" in shown


async def test_one_wrong_value_in_it_begins_nothing(term: Terminal) -> None:
    for wrong in ("names=maybe", "language=xx", "colour=red", "rollover=24"):
        answer = await term.say(f"/start tz=Europe/Berlin days=mon-sat {wrong}")
        assert "You are set up" not in answer, wrong
        assert len(answer.splitlines()) <= 3, wrong
    assert "Shall we" in await term.say("hello")
