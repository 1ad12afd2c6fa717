"""`waymark db upgrade|check|backup|restore|copy`, and which database is meant."""

import asyncio
from pathlib import Path

import click

from bot.errors import HostError


@click.group()
def db() -> None:
    """Look after the database."""


_url = click.option(
    "--db", "url", help="The database: a file's path or postgresql://...  [default: waymark.db]"
)
_file = click.argument("file", type=click.Path(dir_okay=False, path_type=Path))


@db.command()
@_url
def upgrade(url: str | None) -> None:
    """Bring the database to this program's schema; a new file is made."""
    from bot.storage.dialect import database_url
    from bot.storage.schema import REVISIONS, upgrade_database

    had = asyncio.run(upgrade_database(database_url(database_or_default(url))))
    click.echo(
        f"schema {REVISIONS[-1]}" if had == REVISIONS[-1] else f"schema {had} -> {REVISIONS[-1]}"
    )


@db.command()
@_url
def check(url: str | None) -> None:
    """See whether the database is sound: status 0, or 1 with a line for each fault."""
    from bot.storage.dialect import database_url, of
    from bot.storage.schema import REVISIONS, faults_of

    address = database_url(database_or_default(url))
    if not of(address).is_there(address):
        raise HostError(f"{of(address).named(address)} is not there: name the database with --db")
    found = asyncio.run(faults_of(address))
    for each in found:
        click.echo(f"waymark: {each}", err=True)
    if found:
        click.echo("waymark: stop the service and restore a backup into a new file", err=True)
        raise click.exceptions.Exit(1)
    click.echo(f"{of(address).named(address)} is sound (schema {REVISIONS[-1]})")


@db.command()
@_file
@_url
def backup(file: Path, url: str | None) -> None:
    """Write a backup into the new FILE, while the service goes on; it is read back."""
    from bot.storage.backing_up import back_up
    from bot.storage.dialect import database_url

    size = asyncio.run(back_up(database_url(database_or_default(url)), file))
    click.echo(f"{file} is a sound backup of {size:,} bytes")


@db.command()
@_file
@_url
def restore(file: Path, url: str | None) -> None:
    """Make a new database from the backup FILE; an older one is brought up to date."""
    from bot.storage.backing_up import restore as restored
    from bot.storage.dialect import database_url, of

    address = database_url(database_or_default(url))
    had = asyncio.run(restored(file, address))
    click.echo(f"{of(address).named(address)} has what {file} had (its schema was {had})")


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
