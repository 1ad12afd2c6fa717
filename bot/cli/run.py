"""`waymark run`: every configured platform and the scheduler."""

import asyncio

import click


@click.command()
@click.option(
    "--only", help="Only these parts, with commas: scheduler, sender and the names of platforms."
)
@click.option("--db", help="The database: a path or postgresql://...  [default: waymark.db]")
def run(only: str | None, db: str | None) -> None:
    """Run every configured platform and the scheduler."""
    from bot.runtime import wiring
    from bot.runtime.settings import load_settings

    settings = load_settings()
    if db is not None:
        settings = settings.model_copy(update={"database_url": db})
    asyncio.run(wiring.run(settings, only=only.split(",") if only else None))
