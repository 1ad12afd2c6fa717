"""`waymark deliveries list|retry|drop`: what was not delivered, and what is to become of it."""

import asyncio
import json
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

import click

from bot.cli.db import database_or_default
from bot.errors import HostError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.storage.undelivered import SqlUndelivered, Undelivered

Found = TypeVar("Found")

_db = click.option(
    "--db", help="The database: a file's path or postgresql://...  [default: waymark.db]"
)
_number = click.argument("number", metavar="ID", type=click.IntRange(1, 2**63 - 1))


@click.group()
def deliveries() -> None:
    """What was not delivered: list it, send it again, give it up."""


@deliveries.command("list")
@_db
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def list_(db: str | None, *, as_json: bool) -> None:
    """What did not arrive, and why; oldest first."""
    found = _asked(db, lambda undelivered: undelivered.newest())
    if as_json:
        click.echo(json.dumps([_as_dict(each) for each in found]))
    for each in found if not as_json else ():
        click.echo(_line(each))
    if not found and not as_json:
        click.echo("everything was delivered")


@deliveries.command()
@_db
@_number
def retry(db: str | None, number: int) -> None:
    """Send one again, while it is useful."""

    async def again(undelivered: "SqlUndelivered") -> None:
        now = _now()
        each = await _found(undelivered, number)
        if each.useful_until is not None and each.useful_until <= now:
            raise HostError(
                f"{number} is of no use any more since {_instant(each.useful_until)}: drop it"
            )
        await undelivered.retry(number, now)

    _asked(db, again)
    click.echo(f"{number} is sent again by the next `waymark run`, or by the one that runs")


@deliveries.command()
@_db
@_number
def drop(db: str | None, number: int) -> None:
    """Give one up for good."""

    async def give_up(undelivered: "SqlUndelivered") -> None:
        await _found(undelivered, number)
        await undelivered.drop(number, _now())

    _asked(db, give_up)
    click.echo(f"{number} is dropped")


def _asked(db: str | None, question: "Callable[[SqlUndelivered], Awaitable[Found]]") -> Found:
    """What the deliveries of a database that is there answer to `question`."""
    from bot.storage.dialect import database_url
    from bot.storage.undelivered import undelivered_in

    async def asked() -> Found:
        async with undelivered_in(database_url(database_or_default(db))) as undelivered:
            return await question(undelivered)

    return asyncio.run(asked())


def _now() -> datetime:
    from bot.runtime.settings import load_settings
    from bot.runtime.wiring import clock_of

    return clock_of(load_settings()).now()


async def _found(undelivered: "SqlUndelivered", number: int) -> "Undelivered":
    found = await undelivered.find(number)
    if found is None:
        raise HostError(
            f"no undelivered message has the id {number}: see `waymark deliveries list`"
        )
    return found


def _as_dict(each: "Undelivered") -> dict[str, Any]:
    named = {"id": each.id, "kind": each.kind, "platform": each.platform}
    return {**named, "due": each.due.isoformat(), "reason": each.reason}


def _line(each: "Undelivered") -> str:
    tried = " (it is tried again by itself)" if each.waits else ""
    due = _instant(each.due)
    return f"{each.id:>8}  {due}  {each.platform:<9} {each.kind:<16} {each.reason}{tried}"


def _instant(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M} UTC"
