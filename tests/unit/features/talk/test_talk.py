"""Plain words: they propose, and nothing changes without a press (promises 4.2, 5.2 and 8.2)."""

import pytest

from support.terminal import Terminal

START = "/start roadmap=six-month tz=Europe/Berlin from=2026-03-02"


async def logged(term: Terminal) -> str:
    """How much is logged."""
    page = await term.say("/progress")
    return next(line for line in page.splitlines() if line.startswith("Logged so far"))


async def test_study_in_words_is_logged_by_a_press_only(term: Terminal) -> None:
    await term.say(START)
    offer = await term.say("I studied 2 hours on " + "decorators " * 9)
    assert "Shall I log it" in offer
    assert term.buttons == ["Log 2 h", "Other day", "No"]
    assert "0 min" in await logged(term)
    await term.say("I studied 2 hours on flask")
    assert "Logged 2 h" in await term.say("log 2 h")
    assert "2 h" in await logged(term)


async def test_a_newer_offer_takes_the_place_of_an_older(term: Terminal) -> None:
    await term.say(START, "I studied 2 hours", "!skip 1m", "I studied 30 min")
    assert "settled already" in await term.say("!press Log 2 h")
    assert "Logged 30 min" in await term.say("!press Log 30 min")


async def test_another_day(term: Terminal) -> None:
    await term.say(START, "!skip 2d", "I studied 45 min", "other day")
    assert "Logged 45 min for Tue 3 March" in await term.say("Tue 3 March")


@pytest.mark.parametrize(
    ("said", "minutes"), [("40", "40 min"), ("1h 30m", "1 h 30 min"), ("half an hour", "30 min")]
)
async def test_a_bare_amount_answers_how_long(term: Terminal, said: str, minutes: str) -> None:
    await term.say(START, "/done")
    assert f"Logged {minutes} for" in await term.say(said)


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ("today", "Week 1 of 24"),
        ("Done 25 flask", "Logged 25 min for Mon 2 March. “flask”"),
        ("week 3.", "Week 3 of 24"),
        ("help done", "/done: log study"),
        ("pause until friday", "to Fri 6 March"),
        ("settings at=08:30", "Daily prompt: 08:30."),
        ("at=19:30", "Daily prompt: 19:30."),
        ("done with flask", "Shall I log it"),
        ("today I did flask", "Shall I log it"),
        ("done25", "Logged 25 min"),
        ("/done@waymark 25", "Logged 25 min"),
        ("todya", "Here it is:"),
        ("/today please!", "Week 1 of 24"),
        ("/week two, please", "Week 2 of 24"),
        ("/week 3.", "Week 3 of 24"),
        ("/help done.", "/done: log study"),
        ("/done 2 Stunden flask", "Logged 2 h for Mon 2 March. \u201cflask\u201d"),
        ("done 25h", "is not a length of study"),
    ],
)
async def test_commands_without_a_slash(term: Terminal, said: str, heard: str) -> None:
    await term.say(START)
    assert heard in await term.say(said)


async def test_stop_is_silence_until_the_next_word(term: Terminal) -> None:
    await term.say(START, "stop")
    assert term.buttons == ["Pause 2 weeks", "Stop writing to me", "Never mind"]
    await term.say("stop writing to me", "!press Stop writing")
    assert await term.say("!skip 30d") == ""
    assert "Welcome back" in await term.say("I'm back")
    assert await term.say("!skip 2d") != ""


async def test_reserved_words_are_asked_about_and_answers_are_not(term: Terminal) -> None:
    await term.say(START, "/checkin")
    assert "your answer" in await term.say("help")
    assert term.buttons == ["Yes, my answer", "No, I meant /help"]
    assert "What you need on most days" in await term.say("no")
    assert "2 of 5" in await term.say("today I learnt loops")
    assert "3 of 5" in await term.say("skip")
    assert "your answer" in await term.say("done")
    assert "4 of 5" in await term.say("Yes, my answer")


async def test_an_answer_to_an_old_question_is_asked_about_first(term: Terminal) -> None:
    await term.say(START, "/checkin", "!skip 2d")
    assert "Welcome back" in await term.say("I'm back")
    assert "your answer" in await term.say("a calculator")
    assert "2 of 5" in await term.say("!press Yes, my")
    await term.say("!skip 30h", "/checkin")
    assert "3 of 5" in await term.say("a file organizer")


async def test_forms_that_the_set_up_shows_are_taken(term: Terminal) -> None:
    await term.say("/start", "!press Days")
    assert "When shall I write" in await term.say("days=mon\u2013wed,fri")
    assert "Mon-Wed, Fri, I write at 19:30" in await term.say("at=19:30")
    await term.say("!press Pace")
    assert "Mon-Wed, Fri" in await term.say("Back")
    assert "You are set up" in await term.say("start like this")
    await term.say("/settings", "!press Time")
    assert "Daily prompt: 20:15." in await term.say("20:15")
    await term.say("/settings", "!press Zone")
    assert "Time zone: Asia/Tokyo, from Tue 3 March" in await term.say("tz=Asia/Tokyo")


async def test_before_the_set_up_the_way_in_is_shown(term: Terminal) -> None:
    await term.say("asdf")
    assert term.buttons == ["Set up", "What is this?"]
    assert "study coach" in await term.say("what is this?")


async def test_a_pause_of_one_day_is_on_that_day(term: Terminal) -> None:
    await term.say(START, "/done 25")
    assert "Paused on Tue 3 March." in await term.say("pause until tomorrow")
    assert "from" not in term.shown[-1].message.blocks[0].model_dump_json()


async def test_what_joins_letters_is_shown(term: Terminal) -> None:
    await term.say(START)
    for note in (
        "\U0001f469\u200d\U0001f4bb code",
        "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
        "5\u00a0km",
    ):
        shown = await term.say(f"/done 25 {note}")
        assert " ".join(note.split()) in shown
        assert "?" not in shown


@pytest.mark.parametrize("yes", ["yes", "sure", "that's right"])
async def test_a_yes_to_a_zone_is_no_yes_to_the_whole_plan(term: Terminal, yes: str) -> None:
    await term.say("/start", "!press Zone", "Kathmandu")
    shown = await term.say(yes)
    assert "Time zone: Asia/Kathmandu" in shown
    assert "Roadmap: " in shown
    assert term.buttons[0] == "Start like this"
    assert "You are set up" not in await term.say(yes)
    assert "You are set up" in await term.say("start like this")


async def test_a_yes_takes_none_of_several_zones(term: Terminal) -> None:
    await term.say("/start", "!press Zone", "Russia")
    assert len(term.buttons) > 2
    assert "Time zone: Europe/Berlin" in await term.say("yes")


async def test_a_beginning_of_a_topic_ticks_nothing(term: Terminal) -> None:
    """`Today` is the command, though a topic is called `Today: uv ...`; `git` is no press."""
    await term.say(START, "/week 2")
    assert any("Today: " in label for label in term.buttons)
    assert "Week 1 of 24" in await term.say("Today?")
    await term.say("/week 2", "branches")
    assert "[x]" not in await term.say("/week 2")
    assert "[x] zip and enumerate" in await term.say("zip and enumerate")


async def test_of_two_questions_at_one_instant_the_newest_takes_the_number(term: Terminal) -> None:
    await term.say(START, "/done", "/checkin", "skip", "skip", "skip")
    assert "Logged" not in await term.say("4")
    assert "0 min" in await logged(term)
    assert "Confidence: 4" in await term.say("/journal")
    await term.say("/done")
    assert "Logged 40 min" in await term.say("40")


async def test_the_last_day_of_a_pause_offers_no_way_back(term: Terminal) -> None:
    await term.say(START, "/pause 5d", "/resume")
    page = await term.say("/today")
    assert "Today is still paused; what you do is a bonus." in page
    assert "/resume" not in page
