"""`waymark simulate`: synthetic learners in virtual time."""

import asyncio

import click


@click.command()
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
