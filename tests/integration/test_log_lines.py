"""What a host finds in the logs: one id from arrival to answer, and nobody's words (10, 11.1)."""

import json
from pathlib import Path
from typing import Any

from support.both import both_servers
from support.database import execute, rows
from support.discord.process import running
from support.telegram.process import Run, until

ANNA, BERT = 1001, 1_200_000_000_000_000_001
CANARY = "canary"
SETS_UP = "/start tz=UTC at=08:00 days=mon-sun"


class LogLines:
    """The lines that a process has logged so far."""

    def __init__(self, run: Run) -> None:
        whole = run.err[: run.err.rfind("\n") + 1]
        self._lines: list[dict[str, Any]] = [json.loads(each) for each in whole.splitlines()]

    def of(self, sort: str, id_: object) -> list[str]:
        """What is said of one event or delivery, in order."""
        return [each["text"] for each in self._lines if each.get(sort) == str(id_)]

    def without(self, sort: str, words: tuple[str, ...]) -> list[dict[str, Any]]:
        """Lines that are about something of this sort and do not bear its id."""
        about = [each for each in self._lines if any(word in each["text"] for word in words)]
        assert about
        return [each for each in about if sort not in each]


async def test_a_message_is_followed_by_one_id_and_quoted_nowhere(tmp_path: Path) -> None:
    path = tmp_path / "w.db"
    env = {"WAYMARK_LOG_FORMAT": "json", "WAYMARK_LOG_LEVEL": "DEBUG", "WAYMARK_DEMO": "1"}
    async with both_servers() as (telegram, discord):
        env["WAYMARK_TELEGRAM_TOKEN"] = telegram.token
        env["WAYMARK_TELEGRAM_API_URL"] = telegram.url
        evening, morning = ({"WAYMARK_CLOCK_START": each} for each in (EVENING, MORNING))
        async with running(discord, path, **env, **evening) as run:
            for line, answers in ((SETS_UP, 1), (f"/done 25 {CANARY}", 2)):
                telegram.world.say(ANNA, line)
                discord.world.say(BERT, line)
                await until(lambda many=answers: _answered(path) == 2 * many)  # type: ignore[misc]
            execute(path, BREAKS)  # from now on an entry breaks the database's rules
            telegram.world.say(ANNA, f"/done 30 {CANARY}")
            await until(lambda: "IntegrityError" in run.err)
            execute(path, "drop trigger breaks")
            await until(lambda: _answered(path) == 5)
            event, reply = rows(path, "select event_id, id from reply order by id")[2]
            await until(lambda: f"r{reply} has arrived" in LogLines(run).of("event", event))
        found = LogLines(run)
        said = found.of("event", event)
        assert said[-2].endswith(f": r{reply}")
        assert said[0] in {"came in", "taken in hand"}
        assert found.without("event", ("taken in hand", "handled in", "failed")) == []
        assert CANARY not in run.err
        discord.gateway.identifies.clear()
        async with running(discord, path, **env, **morning) as run:
            sent = "select id from delivery where state = 'sent'"
            await until(lambda: len(rows(path, sent)) == 2)
            for (delivery,) in rows(path, sent):
                await until(lambda id_=delivery: len(LogLines(run).of("delivery", id_)) >= 3)  # type: ignore[misc]
                planned, goes_out, *_, arrived = LogLines(run).of("delivery", delivery)
                assert planned == "planned"
                assert goes_out == "daily_prompt goes out"
                assert arrived.startswith("arrived at ")
        assert CANARY not in run.err
        assert LogLines(run).without("delivery", ("goes out", "arrived at")) == []


EVENING, MORNING = "2026-03-02T18:00+00:00", "2026-03-03T08:00+00:00"
BREAKS = (
    "create trigger breaks before insert on entry begin select raise(abort, 'it is broken'); end"
)


def _answered(path: Path) -> int:
    return len(rows(path, "select 1 from reply where sent_at is not null"))
