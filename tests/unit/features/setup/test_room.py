"""Days that hold less than the pace counts on are told so, at each place where they are chosen."""

from datetime import datetime
from pathlib import Path

from support.terminal import terminal

EVENING = datetime.fromisoformat("2026-03-02T18:00+01:00")
TOLD = "Mon, Wed, Sat give you 7 h a week; this pace counts on 10-15 h."


async def test_few_days_are_told_what_they_make_of_the_weeks(tmp_path: Path) -> None:
    async with terminal(tmp_path / "room.db", EVENING) as term:
        assert "hold" not in await term.say("/start")
        proposed = await term.say("days=mon,wed,sat", "!press Back")
        assert TOLD in " ".join(proposed.split())
        started = " ".join((await term.say("!press Start like this")).split())
        assert TOLD in started
        assert "about 36 weeks instead of 24" in started
        assert TOLD in " ".join((await term.say("/plan")).split())
        changed = await term.say("!skip 1d", "/settings days=mon-sat")
        assert "Study days from tomorrow: Mon-Sat." in changed
        assert "hold" not in changed.splitlines()[-1]
        await term.say("!skip 1d")
        assert "a week, where" not in await term.say("/plan")
