"""Learner-days in the terminal: around clock changes, and across the date line (promise 1)."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from adapters.console.render import plain_text
from bot.chat.events import MessagePointed, Origin
from bot.domain.calendar import wall_at
from conftest import MONDAY
from support.paced import town
from support.terminal import terminal

CHANGES = [
    ("Europe/Berlin", 4, "2026-03-29T03:59+02:00", "Sat 28 March", "Sun 29 March"),
    ("Europe/Berlin", 4, "2026-10-25T03:59+01:00", "Sat 24 October", "Sun 25 October"),
    ("Europe/Berlin", 2, "2026-03-29T01:59+01:00", "Sat 28 March", "Sun 29 March"),
    ("Europe/Berlin", 2, "2026-10-25T01:59+02:00", "Sat 24 October", "Sun 25 October"),
    ("America/New_York", 4, "2026-03-08T03:59-04:00", "Sat 7 March", "Sun 8 March"),
    ("America/New_York", 4, "2026-11-01T03:59-05:00", "Sat 31 October", "Sun 1 November"),
    ("America/Santiago", 4, "2026-04-05T03:59-04:00", "Sat 4 April", "Sun 5 April"),
    ("America/Santiago", 4, "2026-09-06T03:59-03:00", "Sat 5 September", "Sun 6 September"),
    ("America/Santiago", 0, "2026-04-04T23:59-04:00", "Sat 4 April", "Sun 5 April"),
    ("America/Santiago", 0, "2026-09-05T23:59-04:00", "Sat 5 September", "Sun 6 September"),
    ("Africa/Cairo", 0, "2026-04-23T23:59+02:00", "Thu 23 April", "Fri 24 April"),
    ("Africa/Cairo", 0, "2026-10-29T23:59+02:00", "Thu 29 October", "Fri 30 October"),
    ("Asia/Kathmandu", 4, "2026-03-29T03:59+05:45", "Sat 28 March", "Sun 29 March"),
    ("Asia/Kathmandu", 4, "2026-10-25T03:59+05:45", "Sat 24 October", "Sun 25 October"),
    ("Pacific/Apia", 4, "2026-04-05T03:59+13:00", "Sat 4 April", "Sun 5 April"),
    ("Pacific/Apia", 4, "2026-09-27T03:59+13:00", "Sat 26 September", "Sun 27 September"),
]


@pytest.mark.parametrize(("zone", "rollover", "before", "old", "new"), CHANGES)
async def test_a_day_turns_at_its_rollover(
    tmp_path: Path, zone: str, rollover: int, before: str, old: str, new: str
) -> None:
    instant = datetime.fromisoformat(before)
    path = tmp_path / "travel.db"
    async with terminal(path, instant - timedelta(days=2), zone=zone) as term:
        await term.say(f"/settings rollover={rollover}", f"/start tz={zone}", f"!clock {before}")
        assert f"for {old}" in await term.say("/done 5")
        await term.say("!skip 1m")
        assert f"for {new}" in await term.say("/done 5")


async def test_from_auckland_to_honolulu_and_back(tmp_path: Path) -> None:
    """Honolulu is 22 hours behind: the day of the move goes on; back home, one lasts two hours."""
    begins = datetime.fromisoformat("2026-06-08T09:00+12:00")
    async with terminal(tmp_path / "travel.db", begins, zone="Pacific/Auckland") as term:
        await term.say("/start tz=Pacific/Auckland")
        assert "for Mon 8 June" in await term.say("/done 20")
        await term.say("!clock 2026-06-09T08:00+12:00")
        assert "for Tue 9 June" in await term.say("/done 20", "/settings tz=Pacific/Honolulu")
        await term.say("!clock 2026-06-09T20:00-10:00")
        assert "for Tue 9 June" in await term.say("/done 20")
        await term.say("!clock 2026-06-10T03:59-10:00")
        assert "for Tue 9 June" in await term.say("/done 20")
        await term.say("!clock 2026-06-10T04:00-10:00")
        assert "for Wed 10 June" in await term.say("/done 20")
        assert "3 study days in a row" in await term.say("/streak")
        await term.say("/settings tz=Pacific/Auckland")
        await term.say("!clock 2026-06-12T03:59+12:00")
        assert "Thu 11 June" in await term.say("/today")
        await term.say("!skip 1m")
        said = await term.say("/done 20", "/why")
        assert "for Fri 12 June" in said
        assert "Thu 11 June · excused" in said
        assert "4 study days in a row" in await term.say("/streak")


@pytest.mark.fault(23)
@pytest.mark.parametrize("zone", ["Pacific/Auckland", "America/New_York", "Pacific/Honolulu"])
async def test_who_moves_while_a_prompt_waits_gets_one_a_day(database: str, zone: str) -> None:
    """It is looked at again when it can go out; what follows is planned where they are then."""
    hour, day = timedelta(hours=1), timedelta(days=1)
    async with town(database, MONDAY) as here:
        await here.settle("anna", "bert")
        here.platform.gate.set()
        at = MONDAY + 14 * hour
        here.clock.move_to(at)
        await here.store.deliveries.claim_due(at, 10)
        assert here.states == ["pending"] * 2
        await here.say("anna", f"/settings tz={zone}")
        await here.ticker.advance(here.clock, at + 2 * day)
        await here.say("anna", "/today")
        await here.ticker.advance(here.clock, at + 5 * day)
        sent = "select learner_id, day, due_at from delivery where kind = 'daily_prompt'"
        found = here.rows(f"{sent} and state = 'sent' order by 1, 3")
    anna, bert = ([row for row in found if row[0] == each] for each in (1, 2))
    assert len({row[1] for row in anna}) == len(anna) >= 3
    assert len({row[1] for row in bert}) == len(bert)
    walls = {wall_at(_instant(row[2]), zone).hour for row in anna[2:]}
    assert walls == {8}


def _instant(stored: int) -> datetime:
    return datetime.fromtimestamp(stored / 1_000_000, UTC)


async def test_yesterday_in_a_message_is_the_day_that_was_lived(tmp_path: Path) -> None:
    """[Log as study] takes it from the message's day: a day that a move skipped is none (1.3)."""
    path, at = tmp_path / "travel.db", datetime.fromisoformat("2026-03-03T12:00-11:00")
    async with terminal(path, at, zone="Pacific/Niue") as term:
        await term.say("/start tz=Pacific/Niue days=mon-sun", "/settings tz=Pacific/Kiritimati")
        await term.say("!skip 24h")
        assert "Thu 5 March" in await term.say("/today")
        me = Origin(platform="terminal", account="me", name="Me", chat="me")
        told = {"id": "e", "origin": me, "name": "done", "message": "m", "author": "me"}
        event = MessagePointed(**told, text="studied 20 min yesterday", written_at=term.now)
        (answer,) = await term.coach.handle(event)
        assert "Tue 3 March" in plain_text(answer.message)
