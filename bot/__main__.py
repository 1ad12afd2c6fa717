"""The command line: thin, and quick to start."""

import asyncio
import os
import sys
from pathlib import Path

import click

from bot.cli.roadmap import roadmap
from bot.errors import HostError


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="waymark")
def cli() -> None:
    """Waymark, a study coach that lives in a chat."""


cli.add_command(roadmap)


@cli.command()
@click.option("--as", "name", default="me", show_default=True, help="Who you are.")
@click.option("--at", help="A virtual clock that stands still: an ISO instant with an offset.")
@click.option("--db", help="The database: a file's path.  [default: waymark.db]")
@click.option("--json", "as_json", is_flag=True, help="One line of JSON for each message.")
def chat(name: str, at: str | None, db: str | None, as_json: bool) -> None:
    """Talk to the coach in the terminal."""
    from adapters.console.adapter import checked_name
    from adapters.console.inbound import SteeringError
    from bot.runtime import wiring

    try:
        person = checked_name(name)
    except SteeringError as error:
        raise HostError(str(error)) from None
    start = None if at is None else wiring.checked_instant(at)
    asyncio.run(
        wiring.chat(
            _database(db),
            name=person,
            at=start,
            as_json=as_json,
            own_roadmaps=_own_roadmaps(db),
        )
    )


@cli.command()
@click.option("--only", help="Only these parts, with commas: scheduler, telegram, discord.")
@click.option("--db", help="The database: a file's path.  [default: waymark.db]")
def run(only: str | None, db: str | None) -> None:
    """Run every configured platform and the scheduler."""
    from bot.runtime import wiring
    from bot.runtime.settings import load_settings

    settings = load_settings()
    if db is not None:
        settings = settings.model_copy(update={"database_url": db})
    asyncio.run(wiring.run(settings, only=only.split(",") if only else None))


@cli.command()
@click.option("--learners", default=100, show_default=True, help="How many take part.")
@click.option("--weeks", default=24, show_default=True, help="For how long.")
@click.option("--seed", default=1, show_default=True, help="The same seed, the same lives.")
@click.option("--start", default="2026-10-19", show_default=True, help="The first day.")
@click.option("--db", default="simulation.db", show_default=True, help="A file of its own.")
@click.option("--json", "as_json", is_flag=True, help="The summary as one line of JSON.")
def simulate(  # noqa: PLR0913 -- one for each option
    *, learners: int, weeks: int, seed: int, start: str, db: str, as_json: bool
) -> None:
    """Let synthetic learners live in virtual time, and count. Goes on where it was stopped."""
    from scheduler.simulation.cohort import Cohort, read_day

    cohort = Cohort(learners, weeks, seed, read_day(start))
    from bot.runtime import wiring

    with wiring.progress_bar(cohort) as progress:
        found = asyncio.run(wiring.simulate(db, cohort, progress))
    click.echo(found.as_json() if as_json else found.as_text())


@cli.group()
def db() -> None:
    """Look after the database."""


@db.command()
@click.option("--db", "url", help="The database: a file's path.  [default: waymark.db]")
def upgrade(url: str | None) -> None:
    """Bring the database to this program's schema; a new file is made."""
    from bot.storage.engine import database_url
    from bot.storage.schema import REVISIONS, upgrade_database

    had = asyncio.run(upgrade_database(database_url(_database(url))))
    click.echo(
        f"schema {REVISIONS[-1]}" if had == REVISIONS[-1] else f"schema {had} -> {REVISIONS[-1]}"
    )


def _database(given: str | None) -> str:
    from bot.runtime.settings import load_settings

    return given or load_settings().database_url


def _own_roadmaps(db: str | None) -> str | None:
    """The host's directory; the settings are not loaded for it where they can hold none."""
    if db is not None and "WAYMARK_ROADMAPS_DIR" not in os.environ and not Path(".env").exists():
        return None
    from bot.runtime.settings import load_settings

    return load_settings().roadmaps_dir


def main() -> None:
    """Run the command line; what the host must mend is said in one line, with its status."""
    try:
        cli()
    except HostError as error:
        click.echo(f"waymark: {error}", err=True)
        sys.exit(error.status)
    except BrokenPipeError:
        sys.exit(0)


if __name__ == "__main__":
    main()
