"""`waymark chat`: the coach in the terminal."""

import asyncio
import os
from pathlib import Path

import click

from bot.cli.db import database_or_default
from bot.errors import HostError


@click.command()
@click.option("--as", "name", default="me", show_default=True, help="Who you are.")
@click.option("--at", help="A virtual clock that stands still: an ISO instant with an offset.")
@click.option("--db", help="The database: a path or postgresql://...  [default: waymark.db]")
@click.option("--json", "as_json", is_flag=True, help="One line of JSON for each message.")
def chat(name: str, at: str | None, db: str | None, as_json: bool) -> None:
    """Talk to the coach in the terminal."""
    from adapters.console.inbound import SteeringError, checked_name
    from bot.runtime import wiring

    try:
        person = checked_name(name)
    except SteeringError as error:
        raise HostError(str(error)) from None
    start = None if at is None else wiring.checked_instant(at)
    asyncio.run(
        wiring.chat(
            database_or_default(db),
            name=person,
            at=start,
            as_json=as_json,
            own_roadmaps=_own_roadmaps(db),
        )
    )


def _own_roadmaps(db: str | None) -> str | None:
    """The host's directory; the settings are not loaded for it where they can hold none."""
    if db is not None and "WAYMARK_ROADMAPS_DIR" not in os.environ and not Path(".env").exists():
        return None
    from bot.runtime.settings import load_settings

    return load_settings().roadmaps_dir
