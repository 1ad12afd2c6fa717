"""`/focus` in the terminal: minutes once, notice once, whatever happens in between (14.1)."""

import json
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from bot.chat.messages import Outgoing
from bot.domain.delivery import MessageKind
from conftest import MONDAY
from support.terminal import Terminal, terminal

START = "/start roadmap=six-month tz=Europe/Berlin days=mon-sun at=08:00"


@pytest.fixture
async def begun(term: Terminal) -> Terminal:
    await term.say(START)
    return term


def notices(term: Terminal) -> list[Outgoing]:
    return [each for each in term.shown if each.message.kind is MessageKind.NOTICE]


def logged(path: Path) -> list[tuple[object, ...]]:
    """What timers logged: for which day, how long and what."""
    with closing(sqlite3.connect(path)) as database:
        query = (
            "select day, minutes, note from entry where kind = 'focus' and taken_back_at is null"
        )
        return list(database.execute(f"{query} order by id"))


async def test_it_tells_once_and_logs_itself(begun: Terminal, tmp_path: Path) -> None:
    assert "Focus until 18:25 · 25 min to go" in await begun.say("/focus")
    assert begun.buttons == ["Done early", "Pause", "Cancel"]
    assert await begun.say("!skip 24m") == ""
    told = await begun.say("!skip 1m")
    assert "Time! 25 min of focus, logged." in told
    assert "1 study day in a row" in told
    assert "What was it?" in told
    assert await begun.say("!skip 2h") == ""
    assert logged(tmp_path / "waymark.db") == [("2026-03-02", 25, "")]
    assert "Noted: “flask routes”" in await begun.say("flask routes")
    assert logged(tmp_path / "waymark.db") == [("2026-03-02", 25, "flask routes")]
    assert "25 min for Mon 2 March" in await begun.say("/undo")
    assert await begun.say("!skip 2h") == ""
    assert "0 min" in await begun.say("/progress")


async def test_two_at_once_are_refused(begun: Terminal) -> None:
    await begun.say("/focus 50", "!skip 10m")
    again = await begun.say("/focus 25")
    assert "Focus until 18:50 · 40 min to go" in again
    assert "one at a time" in again
    await begun.say("!press Pause")
    assert "Paused: 10 min of 50 min" in await begun.say("/focus")


@pytest.mark.parametrize("wrong", ["4", "181", "3 h 1 m", "soon", "0", "flask 25"])
async def test_what_is_no_length_of_a_timer_changes_nothing(begun: Terminal, wrong: str) -> None:
    said = await begun.say(f"/focus {wrong}")
    assert len(said.splitlines()) == 1
    assert "for example: /" in said
    assert "Focus until" in await begun.say("/focus 5")


async def test_before_the_set_up_it_asks_for_that(term: Terminal) -> None:
    assert "/start" in await term.say("/focus")


async def test_pause_and_early_end(begun: Terminal, tmp_path: Path) -> None:
    await begun.say("/focus 25 sql joins", "!skip 10m", "!press Pause")
    assert begun.shown[-1].edits == begun.shown[-2].id, "the message is edited in place"
    assert await begun.say("!skip 1h") == ""
    assert "Focus until 19:25 · 15 min to go “sql joins”" in await begun.say("!press Go on")
    await begun.say("!skip 5m")
    assert "15 min of focus, logged. “sql joins”" in await begun.say("!press Done early")
    assert "logged already: 15 min" in await pressed_again(begun, "focus-done")
    assert await begun.say("!skip 3h") == ""
    assert logged(tmp_path / "waymark.db") == [("2026-03-02", 15, "sql joins")]


async def pressed_again(term: Terminal, action: str) -> str:
    """What a button of an older form of a message says."""
    from adapters.console.render import plain_text
    from bot.chat.events import ButtonPressed, Origin

    shown = next(each for each in term.shown if action in str(each.message.buttons))
    (button,) = (
        each for row in shown.message.buttons for each in row if each.action.startswith(action)
    )
    me = Origin(platform="terminal", account="me", name="me", chat="me")
    event = ButtonPressed(id="again", origin=me, action=button.action, message=shown.id)
    (answer,) = await term.coach.handle(event)
    return plain_text(answer.message)


async def test_cancel_logs_nothing(begun: Terminal, tmp_path: Path) -> None:
    await begun.say("/focus", "!skip 12m")
    assert "nothing is logged" in await begun.say("cancel")
    assert "That timer is over" in await pressed_again(begun, "focus-done")
    assert await begun.say("!skip 1h") == ""
    assert logged(tmp_path / "waymark.db") == []
    await begun.say("/focus", "!skip 30s")
    assert "less than a minute" in await begun.say("!press Done early")
    assert logged(tmp_path / "waymark.db") == []


async def test_a_timer_left_in_a_pause_is_closed_and_told_once(
    begun: Terminal, tmp_path: Path
) -> None:
    await begun.say("/focus", "!skip 12m", "!press Pause")
    assert "stayed paused, so I closed it: 12 min" in await begun.say("!skip 2h")
    assert await begun.say("!skip 2h") == ""
    assert logged(tmp_path / "waymark.db") == [("2026-03-02", 12, "")]


async def test_one_left_in_a_pause_at_once_says_nothing(begun: Terminal) -> None:
    await begun.say("/focus", "!press Pause")
    assert await begun.say("!skip 3h") == ""
    assert "Focus until" in await begun.say("/focus")


async def test_a_restart_in_between_changes_nothing(begun: Terminal, tmp_path: Path) -> None:
    await begun.say("/focus 25", "!skip 10m")
    async with terminal(tmp_path / "waymark.db", begun.now) as again:
        assert "25 min of focus" in await again.say("!skip 15m")
        assert len(notices(again)) == 1
    async with terminal(tmp_path / "waymark.db", again.now) as third:
        assert await third.say("!skip 3h") == ""
    assert logged(tmp_path / "waymark.db") == [("2026-03-02", 25, "")]


async def test_who_comes_first_after_an_outage_finds_it_logged(
    begun: Terminal, tmp_path: Path
) -> None:
    """Nothing was told while the program was down: the minutes count, the notice comes late."""
    await begun.say("/focus 25")
    late = datetime.fromisoformat("2026-03-03T21:00+01:00")
    async with terminal(tmp_path / "waymark.db", late) as again:
        assert "25 min" in await again.say("/progress")
        assert len(notices(again)) == 1
        assert "25 min of focus, logged for Mon 2 March." in str(
            [each.text for block in notices(again)[0].message.blocks for each in block.text]  # type: ignore[union-attr]
        ).replace("', '", "")
        assert "1 study day in a row" in await again.say("/streak")
    assert logged(tmp_path / "waymark.db") == [("2026-03-02", 25, "")]


@pytest.mark.parametrize(
    ("zone", "rollover", "begins", "minutes", "ends", "day"),
    [
        ("Europe/Berlin", 4, "2026-03-02T23:50+01:00", 25, "00:15", "2026-03-02"),
        ("Europe/Berlin", 0, "2026-03-02T23:50+01:00", 25, "00:15", "2026-03-03"),
        ("Europe/Berlin", 4, "2026-03-03T03:50+01:00", 25, "04:15", "2026-03-03"),
        ("Europe/Berlin", 4, "2026-03-29T01:40+01:00", 40, "03:20", "2026-03-28"),
        ("Europe/Berlin", 4, "2026-10-25T02:40+02:00", 40, "02:20", "2026-10-24"),
        ("Europe/Berlin", 4, "2026-10-25T01:50+02:00", 180, "03:50", "2026-10-24"),
        ("Asia/Kathmandu", 4, "2026-03-02T23:55+05:45", 5, "00:00", "2026-03-02"),
    ],
)
async def test_over_midnight_and_clock_changes(
    tmp_path: Path, zone: str, rollover: int, begins: str, minutes: int, ends: str, day: str
) -> None:
    """In quiet hours, too; it counts for the day in which it ends."""
    at, path = datetime.fromisoformat(begins), tmp_path / "night.db"
    async with terminal(path, at, zone=zone) as term:
        await term.say(f"/settings rollover={rollover}", f"/start tz={zone} days=mon-sun at=12:00")
        assert f"Focus until {ends} · " in await term.say(f"/focus {minutes}")
        assert not notices(term)
        await term.say(f"!skip {minutes - 1}m")
        assert not notices(term)
        await term.say("!skip 1m")
        assert len(notices(term)) == 1
        await term.say("!skip 3h")
        assert len(notices(term)) == 1
    assert logged(path) == [(day, minutes, "")]


@pytest.mark.soak
async def test_many_in_a_day_each_tell_once(begun: Terminal, tmp_path: Path) -> None:
    for number in range(1, 5):
        await begun.say("/focus 25")
        assert f"{number * 25 // 60} h" in await begun.say("!skip 25m") or number < 3
        assert len(notices(begun)) == number
    assert len(logged(tmp_path / "waymark.db")) == 4


async def test_a_pause_of_the_plan_does_not_silence_it(begun: Terminal) -> None:
    await begun.say("/pause 5d", "/focus 10")
    assert "10 min of focus" in await begun.say("!skip 10m")


async def test_after_the_finish_it_works_on(term: Terminal) -> None:
    await term.say(START.replace("six-month", "engineer-ai"), *["/next"] * 4)
    assert "finished" in await term.say("/next")
    await term.say("/focus 10")
    assert "10 min of focus" in await term.say("!skip 10m")


async def test_what_it_reaches_is_celebrated(begun: Terminal) -> None:
    await begun.say("/done 590", "/focus 10")
    told = await begun.say("!skip 10m")
    assert "10 hours of study logged" in told


async def test_a_question_that_was_open_is_open_again(begun: Terminal) -> None:
    await begun.say("/checkin", "lists", "/focus 10", "!skip 10m")
    assert "Noted: “slices”" in await begun.say("slices")
    journal = await begun.say("my own shell", "/journal")
    assert "my own shell" in journal
    assert "slices" not in journal


async def test_words_that_are_no_answer_are_understood(begun: Terminal, tmp_path: Path) -> None:
    await begun.say("/focus 10", "!skip 10m")
    assert "Week 1 of 24" in await begun.say("today")
    assert "You're welcome" in await begun.say("thanks a lot")
    assert "to log more: /done 25" in await begun.say("40")
    assert "Focus until" in await begun.say("focus 50", "!skip 1m")
    assert "Noted: “I learnt loops”" in await begun.say("I learnt loops")
    assert logged(tmp_path / "waymark.db")[0][2] == "I learnt loops"


async def test_a_question_of_yesterday_takes_no_words(begun: Terminal, tmp_path: Path) -> None:
    await begun.say("/focus 10", "!skip 10m", "/focus 10", "!skip 10m", "!skip 25h")
    assert "Noted" not in await begun.say("flask")
    assert {note for _, _, note in logged(tmp_path / "waymark.db")} == {""}


async def test_a_timer_in_plain_words_is_offered_and_begins_with_a_press(begun: Terminal) -> None:
    said = await begun.say("can you start a timer for 40 minutes?")
    assert "Focus until" not in said
    assert begun.buttons == ["Start 40 min", "No"]
    assert "Focus until 18:40" in await begun.say("!press Start 40 min")
    assert "40 min to go" in await begun.say("how long is left on the timer")


async def test_the_file_has_it_and_brings_no_timer_back(begun: Terminal, tmp_path: Path) -> None:
    await begun.say("/focus 10", "!skip 10m", "flask", "/focus 25 sql", "!skip 5m", "/export")
    content = begun.shown[-1].message.files[0].content
    found = json.loads(content)
    assert (found["focus"]["minutes"], found["focus"]["note"]) == (25, "sql")
    assert [(each["kind"], each["note"]) for each in found["entries"]] == [("focus", "flask")]
    file = tmp_path / "mine.json"
    file.write_bytes(content)
    streak = await begun.say("/why")
    await begun.say("/forget", "forget", "!skip 1h")
    assert not logged(tmp_path / "waymark.db")
    await begun.say("/import", f"!file {file}")
    assert await begun.say("/why") == streak
    assert await begun.say("!skip 1h") == ""
    assert logged(tmp_path / "waymark.db") == [("2026-03-02", 10, "flask")]


async def test_a_file_from_before_it_was_named_adds_nothing(
    begun: Terminal, tmp_path: Path
) -> None:
    await begun.say("/focus 10", "!skip 10m", "/export")
    file = tmp_path / "mine.json"
    file.write_bytes(begun.shown[-1].message.files[0].content)
    await begun.say("flask", "/import")
    assert "nothing was added" in await begun.say(f"!file {file}")
    assert logged(tmp_path / "waymark.db") == [("2026-03-02", 10, "flask")]


async def test_the_board_shows_who_studies_now(tmp_path: Path) -> None:
    async with terminal(tmp_path / "club.db", MONDAY, name="anna") as term:
        await term.say("!in club", "/group start")
        for name, names in (("anna", "on"), ("ben", "off"), ("cleo", "on")):
            await term.say(f"!as {name}", f"{START} names={names}", "/group join")
        await term.say("!clock 2026-03-03T18:00+01:00", "!in me", "/focus 25")  # cleo
        board = await board_after(term, "!skip 1m")
        assert "Studying now: cleo" in board
        await term.say("!as ben", "/focus 25")
        assert "Studying now: cleo and 1 other" in await board_after(term, "!skip 1m")
        await term.say("!as cleo", "!press Pause")
        assert "Studying now" not in await board_after(term, "!skip 1m"), "ben wants no name"
        await term.say("!press Go on")
        assert "Studying now" in await board_after(term, "!skip 1m")
        over = await board_after(term, "!skip 40m")
        assert "Studying now" not in over
        assert "Studied: cleo and 1 other" in over


async def board_after(term: Terminal, line: str) -> str:
    from adapters.console.render import plain_text

    await term.say(line)
    kind = MessageKind.GROUP_BOARD
    shown = [each for each in term.shown if each.message.kind is kind and each.message.buttons]
    return plain_text(shown[-1].message)
