"""A notice names who makes it; one that an older schema stored is sent all the same (9.1)."""

from datetime import datetime
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config

from adapters.console.render import plain_text
from bot.storage.dialect import database_url
from bot.storage.schema import MIGRATIONS, REVISIONS, upgrade_database
from support.database import execute
from support.processes import START
from support.terminal import Terminal, terminal

MONDAY = datetime.fromisoformat("2026-03-02T18:00+01:00")


def back_to(path: Path, revision: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["url"] = database_url(str(path))
    command.downgrade(config, revision)


def notice(path: Path, payload: str, maker: str | None = None) -> None:
    """A notice that waits to be sent; only a newer schema knows makers."""
    columns, values = ("", "") if maker is None else (", maker", f", '{maker}'")
    execute(
        path,
        "insert into delivery (key, learner_id, kind, day, due_at, platform, chat, state, payload,"
        f" resends, attempts, not_before{columns}) values ('{payload}', 1, 'notice', '2026-03-02',"
        f" 0, 'terminal', 'me', 'pending', '{payload}', 0, 0, 0{values})",
    )


@pytest.mark.parametrize(
    ("payload", "words"),
    [
        ("kudos Our club", "Somebody in Our club sends you kudos"),
        ("inactive my club", "my club goes easy on you"),
    ],
)
def test_a_notice_of_an_older_schema(tmp_path: Path, payload: str, words: str) -> None:
    import asyncio

    path = tmp_path / "old.db"

    async def first() -> None:
        async with terminal(path, MONDAY) as term:
            await term.say(START)

    async def then() -> str:
        await upgrade_database(database_url(str(path)))
        async with terminal(path, MONDAY) as term:
            await term.say("/today")
            return "\n".join(plain_text(each.message) for each in term.shown)

    asyncio.run(first())
    back_to(path, REVISIONS[REVISIONS.index("0006") - 1])
    notice(path, payload)
    assert words in asyncio.run(then())


async def test_a_maker_that_is_not_there_hurts_its_delivery_alone(
    term: Terminal, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    await term.say(START)
    path = tmp_path / "waymark.db"
    notice(path, "one", "nobody")
    notice(path, "two", "kudos")
    assert "Somebody in two sends you kudos" in await term.say("/today")
    assert "nobody makes notice nobody" in caplog.text
