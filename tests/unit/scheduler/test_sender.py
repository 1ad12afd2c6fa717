"""A delivery that cannot be made stops nobody, and nobody's clockwork (promise 9.1)."""

import sqlite3
from datetime import timedelta
from pathlib import Path

from conftest import MONDAY
from support.terminal import Terminal

PROMPT = "SELECT id FROM delivery WHERE kind = 'daily_prompt' AND state = 'pending'"


async def test_tomorrows_prompt_comes_though_todays_cannot_be_made(
    term: Terminal, tmp_path: Path
) -> None:
    await term.say("/start", "!press start like this")
    term.clock.move_to(MONDAY + timedelta(hours=14))
    await term.coach._store.claim_due(term.clock.now(), 10)
    with sqlite3.connect(tmp_path / "waymark.db", isolation_level=None) as database:
        (broken,) = database.execute(PROMPT).fetchone()
        database.execute("UPDATE delivery SET body = 'no message' WHERE id = ?", (broken,))
    assert await term.say("!skip 1m") == ""
    assert "Week 1" in await term.say("!skip 1d")
