"""Half a year of three learners on a network platform, and what must have come of it."""

import sqlite3
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

WEEKS = 24
BEGINS = datetime(2026, 3, 1, 18, tzinfo=UTC)
NAMES = ("anna", "bert", "cleo")


class Saying(Protocol):
    """Somebody who says lines on a platform."""

    async def say(self, line: str) -> object: ...


async def undisturbed(_day: int) -> None:
    """Nothing happens to the connection."""


async def live(player: Saying, disturbed: Callable[[int], Awaitable[None]] = undisturbed) -> None:
    """Study in turns, day after day; `disturbed` happens before each day."""
    for name in NAMES:
        await player.say(f"!as {name}")
        await player.say("/start tz=Europe/Berlin at=08:00")
    for day in range(7 * WEEKS):
        await disturbed(day)
        await player.say("!skip 1d")
        await player.say(f"!as {NAMES[day % len(NAMES)]}")
        await player.say("/done 25" if day % 7 < 6 else "[Just move on]")


def check(path: Path) -> None:
    """Every due prompt came once, and no delivery is left in doubt."""
    with closing(sqlite3.connect(path)) as database:
        kinds = Counter(
            kind for (kind,) in database.execute("select kind from delivery where state = 'sent'")
        )
        twice = database.execute(
            "select kind, day, learner_id from delivery where kind = 'daily_prompt'"
            " group by 1, 2, 3 having count(*) > 1"
        ).fetchall()
        (failed,) = database.execute(
            "select count(*) from delivery where state in ('dead', 'unknown', 'sending')"
        ).fetchone()
    assert kinds["daily_prompt"] > 2 * 6 * WEEKS
    assert kinds["checkin"] >= WEEKS
    assert (twice, failed) == ([], 0)
