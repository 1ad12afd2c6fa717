"""A button that logs does so once for each person and message, for its message's day (2.1)."""

import logging
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from uuid import uuid4

import pytest

from adapters.console.render import plain_text
from bot.chat.events import ButtonPressed, Event, FormSubmitted, Origin
from bot.chat.messages import Message, Outgoing
from bot.coach.coach import Coach
from bot.features.kit import Action, Context, Feature
from bot.features.menu import FEATURES
from bot.roadmaps.catalogue import Catalogue
from bot.storage.dialect import database_url
from bot.storage.schema import open_database
from bot.storage.store import SqlStore
from support.database import execute, facts
from support.processes import START
from support.terminal import Terminal, terminal

MONDAY, TUESDAY, WEDNESDAY = date(2026, 3, 2), date(2026, 3, 3), date(2026, 3, 4)


def origin(name: str, chat: str | None = None) -> Origin:
    return Origin(
        platform="terminal",
        account=name,
        name=name,
        chat=chat or name,
        private=chat is None,
        whispers=True,
    )


async def press(term: Terminal, shown: Outgoing, label: str, name: str = "me") -> str:
    """What a button says, however old its message is: chats keep what they show."""
    (action,) = {
        button.action
        for row in shown.message.buttons
        for button in row
        if button.label.removeprefix("☐ ").removeprefix("☑ ") == label
    }
    chat = None if shown.chat == name else shown.chat
    event = ButtonPressed(
        id=uuid4().hex,
        origin=origin(name, chat),
        action=action,
        message=shown.edits or shown.id,
    )
    (answer,) = await term.coach.handle(event)
    term.shown.append(answer)
    return plain_text(answer.message)


def days(term_path: Path) -> list[tuple[object, object]]:
    """The day and the minutes of every entry that was not taken back."""
    columns = facts(term_path)["entry"]
    return [(row[5], row[8]) for row in sorted(columns, key=str) if row[12] is None]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "waymark.db"


async def shown_by(term: Terminal, line: str) -> Outgoing:
    await term.say(line)
    return term.shown[-1]


async def test_done_logs_once_for_each_message(term: Terminal, path: Path) -> None:
    await term.say(START)
    first = await shown_by(term, "/today")
    second = await shown_by(term, "/today")
    assert "Logged for" in await press(term, first, "Done")
    again = await press(term, first, "Done")
    assert "logged already" in again
    assert "\n" not in again
    assert len(days(path)) == 1
    assert "Logged for" in await press(term, second, "Done")
    assert len(days(path)) == 2


async def test_a_restart_forgets_nothing(path: Path) -> None:
    begins = datetime.fromisoformat("2026-03-02T18:00+01:00")
    async with terminal(path, begins) as term:
        await term.say(START)
        page = await shown_by(term, "/today")
        await press(term, page, "Done")
    async with terminal(path, begins) as term:
        assert "logged already" in await press(term, page, "Done")


async def test_what_was_undone_can_be_logged_again(term: Terminal, path: Path) -> None:
    await term.say(START)
    page = await shown_by(term, "/today")
    await press(term, page, "Done")
    await term.say("/undo")
    assert "Logged for" in await press(term, page, "Done")
    assert "logged already" in await press(term, page, "Done")
    assert len(days(path)) == 1


async def test_ten_minutes(term: Terminal, path: Path) -> None:
    await term.say(START, "/today", "!press just 10 minutes")
    page = term.shown[-1]
    assert "Logged 10 min" in await press(term, page, "Done, 10 minutes")
    assert "logged already" in await press(term, page, "Done, 10 minutes")
    assert [minutes for _, minutes in days(path)] == [10]


async def test_minutes_are_added_once(term: Terminal, path: Path) -> None:
    await term.say(START)
    asked = await shown_by(term, "/done")
    assert "Logged 25 min" in await press(term, asked, "25")
    assert "logged already: 25 min" in await press(term, asked, "50")
    assert [minutes for _, minutes in days(path)] == [25]
    await term.say("/undo")
    assert "taken back" in await press(term, asked, "50")


async def test_the_next_day_it_logs_late_and_says_so(term: Terminal, path: Path) -> None:
    await term.say(START)
    page = await shown_by(term, "/today")
    await term.say("!clock 2026-03-03T09:00+01:00")
    text = await press(term, page, "Done")
    assert "Mon 2 March" in text
    assert "logged late" in text
    assert [day for day, _ in days(path)] == [MONDAY.isoformat()]
    assert "logged already" in await press(term, page, "Done")


async def test_before_the_rollover_it_is_the_same_day(term: Terminal, path: Path) -> None:
    await term.say(START)
    page = await shown_by(term, "/today")
    await term.say("!clock 2026-03-03T03:59+01:00")
    assert "late" not in await press(term, page, "Done")
    assert [day for day, _ in days(path)] == [MONDAY.isoformat()]


async def test_a_prompt_belongs_to_its_day(term: Terminal, path: Path) -> None:
    await term.say(START, "!clock 2026-03-03T12:00+01:00")
    prompt = term.shown[-1]
    assert prompt.message.kind == "daily_prompt"
    await term.say("!clock 2026-03-04T07:00+01:00")
    assert "logged late" in await press(term, prompt, "Done")
    assert [day for day, _ in days(path)] == [TUESDAY.isoformat()]


async def test_a_third_late_log_counts_for_hours(term: Terminal, path: Path) -> None:
    await term.say(START)
    for day in (3, 4):
        await term.say(f"!clock 2026-03-0{day}T09:00+01:00", "/done 20 yesterday")
    page = await shown_by(term, "/today")
    await term.say("!clock 2026-03-05T09:00+01:00")
    text = await press(term, page, "Done")
    assert "used up" in text
    assert [day for day, _ in days(path)].count(WEDNESDAY.isoformat()) == 1


async def test_later_it_asks_which_day_is_meant(term: Terminal, path: Path) -> None:
    await term.say(START, "/today", "!press just 10 minutes")
    page = term.shown[-1]
    await term.say("!clock 2026-03-05T09:00+01:00")
    assert "Which day" in await press(term, page, "Done, 10 minutes")
    assert days(path) == []
    assert term.buttons == ["Thu 5 March", "Wed 4 March", "Mon 2 March"]
    question = term.shown[-1]
    assert "hours, not the streak" in await press(term, question, "Mon 2 March")
    assert days(path) == [(MONDAY.isoformat(), 10)]
    for asked, label in ((question, "Thu 5 March"), (page, "Done, 10 minutes")):
        assert "logged already" in await press(term, asked, label)


async def test_a_message_that_is_gone_has_no_day(term: Terminal, path: Path) -> None:
    await term.say(START)
    page = await shown_by(term, "/today")
    execute(path, f"delete from reply where id = {page.id[1:]}")
    assert "Which day" in await press(term, page, "Done")


async def test_a_tick_is_logged_once(term: Terminal, path: Path) -> None:
    await term.say(START)
    page = await shown_by(term, "/week")
    topic = page.message.buttons[0][0].label.removeprefix("☐ ")
    assert f"[x] {topic}" in await press(term, page, topic)
    ticked = term.shown[-1]
    assert "logged already" in await press(term, page, topic)
    assert len(days(path)) == 1
    assert f"[ ] {topic}" in await press(term, ticked, topic)
    assert days(path) == []
    assert f"[x] {topic}" in await press(term, page, topic)
    assert len(days(path)) == 1


async def test_a_tick_belongs_to_the_day_of_its_page(term: Terminal, path: Path) -> None:
    await term.say(START)
    page = await shown_by(term, "/week")
    first, second = (row[0].label.removeprefix("☐ ") for row in page.message.buttons[:2])
    await term.say("!clock 2026-03-03T09:00+01:00")
    assert "logged late" in await press(term, page, first)
    assert term.shown[-1].edits == page.id
    await term.say("!clock 2026-03-05T09:00+01:00")
    assert "Which day" in await press(term, page, second)
    question = term.shown[-1]
    assert f"[x] {second}" in await press(term, question, "Thu 5 March")
    assert "logged already" in await press(term, question, "Wed 4 March")
    assert {day for day, _ in days(path)} == {MONDAY.isoformat(), "2026-03-05"}


async def test_an_edited_page_keeps_its_first_day(term: Terminal, path: Path) -> None:
    await term.say(START)
    page = await shown_by(term, "/week")
    first, second = (row[0].label.removeprefix("☐ ") for row in page.message.buttons[:2])
    await term.say("!clock 2026-03-03T09:00+01:00")
    await press(term, page, first)
    assert "logged late" in await press(term, term.shown[-1], second)
    assert {day for day, _ in days(path)} == {MONDAY.isoformat()}


async def test_a_board_logs_once_for_each_person(term: Terminal, path: Path) -> None:
    await term.say("!in club", "/group start")
    for name in ("anna", "ben"):
        await term.say(f"!as {name}", "/start tz=Europe/Berlin days=mon-sun", "/group join")
    await term.say("!clock 2026-03-03T09:00+01:00")
    board = next(each for each in reversed(term.shown) if each.message.kind == "group_board")
    assert "Logged for" in await press(term, board, "I studied", "anna")
    assert "logged already" in await press(term, board, "I studied", "anna")
    assert "Logged for" in await press(term, board, "I studied", "ben")
    await term.say("!clock 2026-03-04T09:00+01:00")
    await term.say("!as anna", "/undo")
    assert "logged late" in await press(term, board, "I studied", "anna")
    assert [day for day, _ in days(path)] == [TUESDAY.isoformat()] * 2


async def broken(turn: Context, words: Sequence[str]) -> Message:
    """A handler with a mistake in it."""
    return {"a": turn}[words[0]]  # type: ignore[return-value]


async def mistaken(term: Terminal, path: Path, event: Event) -> str:
    store = SqlStore(await open_database(database_url(str(path))))
    try:
        mine = Feature(actions=(Action("broken", broken),))
        coach = Coach(store, term.clock, Catalogue(), (*FEATURES, mine))
        (answer,) = await coach.handle(event)
    finally:
        await store.close()
    return plain_text(answer.message)


@pytest.mark.parametrize("words", ["", " b"], ids=["IndexError", "KeyError"])
async def test_a_mistake_of_ours_is_told_and_logged(
    term: Terminal, path: Path, caplog: pytest.LogCaptureFixture, words: str
) -> None:
    await term.say(START)
    press_of = ButtonPressed(id="x", origin=origin("me"), action=f"broken{words}")
    with caplog.at_level(logging.ERROR):
        text = await mistaken(term, path, press_of)
    assert "went wrong" in text
    assert "out of date" not in text
    (record,) = [each for each in caplog.records if each.exc_info]
    assert record.exc_info is not None
    assert record.exc_info[0] in {IndexError, KeyError}


@pytest.mark.parametrize(
    "action",
    ["nothing", "tick", "tick x y", "tick 99 y", "tick 1 none", "minutes", "pick", "pick x y",
     "propose x", "setting x", "set x y", "repace none", "fork 9 x", "trim x", "which-day",
     "done-on", "untick 1 none"],
)  # fmt: skip
async def test_a_stale_button_says_so_politely(
    term: Terminal, caplog: pytest.LogCaptureFixture, path: Path, action: str
) -> None:
    await term.say(START)
    before = facts(path)
    event = ButtonPressed(id="x", origin=origin("me"), action=action)
    with caplog.at_level(logging.ERROR):
        (answer,) = await term.coach.handle(event)
    text = plain_text(answer.message)
    assert "went wrong" not in text
    assert "/" in text
    assert caplog.records == []
    assert facts(path) == before


async def test_a_stale_form_says_so_politely(term: Terminal) -> None:
    event = FormSubmitted(id="x", origin=origin("me"), action="nothing", values={})
    (answer,) = await term.coach.handle(event)
    assert "That form is out of date" in plain_text(answer.message)
