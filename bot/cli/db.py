"""`waymark db upgrade|copy`, and which database is meant."""

import asyncio

import click


@click.group()
def db() -> None:
    """Look after the database."""


@db.command()
@click.option(
    "--db", "url", help="The database: a file's path or postgresql://...  [default: waymark.db]"
)
def upgrade(url: str | None) -> None:
    """Bring the database to this program's schema; a new file is made."""
    from bot.storage.dialect import database_url
    from bot.storage.schema import REVISIONS, upgrade_database

    had = asyncio.run(upgrade_database(database_url(database_or_default(url))))
    click.echo(
        f"schema {REVISIONS[-1]}" if had == REVISIONS[-1] else f"schema {had} -> {REVISIONS[-1]}"
    )


@db.command()
@click.argument("source", metavar="FROM")
@click.argument("target", metavar="TO")
def copy(source: str, target: str) -> None:
    """Copy the database FROM into TO, which is new: a file's path or postgresql://user@host/name."""
    from bot.storage.copying import copy_database
    from bot.storage.dialect import database_url

    places = [database_url(database_or_default(each)) for each in (source, target)]
    counts = asyncio.run(copy_database(*places))
    tables = sum(1 for each in counts.values() if each)
    click.echo(f"copied {sum(counts.values())} rows of {tables} tables")


def database_or_default(given: str | None) -> str:
    """The database that was named, or else that of the settings."""
    if given is not None and "://" not in given:
        return given  # a file has no password: the settings need not be loaded
    from bot.runtime.settings import load_settings
    from bot.runtime.wiring import database_of

    return database_of(load_settings(), given)
