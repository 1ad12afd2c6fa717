"""`waymark doctor`: every finding in a line with its mend."""

import asyncio
import json
from dataclasses import asdict

import click


@click.command()
@click.option("--db", help="The database: a file's path or postgresql://...  [default: waymark.db]")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.option("--offline", is_flag=True, help="Do not ask the platforms.")
def doctor(db: str | None, *, as_json: bool, offline: bool) -> None:
    """Examine what Waymark needs; status 0 all well, 1 warnings only, 2 something to mend."""
    from bot.runtime.doctor import examined, status

    findings = asyncio.run(examined(db, network=not offline))
    if as_json:
        click.echo(json.dumps([asdict(each) for each in findings], ensure_ascii=False))
    else:
        for each in findings:
            mend = f"; {each.mend}" if each.mend else ""
            click.echo(f"{each.level:<8} {each.check}: {each.what}{mend}")
    raise click.exceptions.Exit(status(findings))
