"""`waymark stats`: counts for the host, and nobody's name."""

import asyncio
import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from bot.domain.statistics import Statistics, Tries


@click.command()
@click.option("--db", help="The database: a path or postgresql://...  [default: waymark.db]")
@click.option("--at", help="Count as of then: an ISO instant with an offset.  [default: now]")
@click.option("--json", "as_json", is_flag=True, help="The counts as one line of JSON.")
def stats(db: str | None, at: str | None, *, as_json: bool) -> None:
    """Count learners, where they are, and what reached them. No names."""
    from bot.cli.db import database_or_default
    from bot.runtime import wiring
    from bot.runtime.settings import load_settings

    start = None if at is None else wiring.checked_instant(at)
    clock = wiring.clock_of(load_settings())
    found = asyncio.run(wiring.statistics(database_or_default(db), clock, start))
    click.echo(json.dumps(as_data(found)) if as_json else "\n".join(table(found)))


def as_data(found: "Statistics") -> dict[str, Any]:
    """The counts as they stand in JSON."""
    prompts = found.prompts
    return {
        "at": found.at.isoformat(),
        "learners": found.learners,
        "active": {str(days): count for days, count in found.active.items()},
        "enrolled": {
            roadmap: {
                "weeks": {str(week): count for week, count in each.weeks.items()},
                "finished": each.finished,
            }
            for roadmap, each in found.enrolled.items()
        },
        "prompts": {name: getattr(prompts, name) for name in prompts.__slots__},
        "forecasts": {
            "scored": found.forecasts.of,
            "held": found.forecasts.well,
            "percent": found.forecasts.percent,
        },
        "recall": {
            "answers": found.answers,
            "sure": found.sure.of,
            "sure_right": found.sure.well,
            "percent": found.sure.percent,
            "again": found.again.of,
            "held": found.again.well,
        },
    }


def table(found: "Statistics") -> Iterator[str]:
    """The counts as lines of a label and a figure."""
    rows = list(_rows(found))
    width = max(len(label) for label, _ in rows) + 2
    return (f"{label:<{width}}{value}" for label, value in rows)


def _rows(found: "Statistics") -> Iterator[tuple[str, object]]:
    yield "learners", found.learners
    for days, count in found.active.items():
        yield f"active in {days} days", count
    for roadmap, each in found.enrolled.items():
        weeks = [f"week {week}: {count}" for week, count in each.weeks.items()]
        weeks += [f"finished: {each.finished}"] if each.finished else []
        yield roadmap, ", ".join(weeks)
    prompts = found.prompts
    yield "prompts sent", f"{prompts.sent}, late {prompts.late}"
    yield "prompts lost", prompts.lost
    yield "prompts dead", f"{prompts.dead}, perhaps arrived {prompts.ambiguous}"
    yield "forecasts held", _told(found.forecasts)
    yield "recall answers", found.answers
    yield "right when sure", _told(found.sure)
    yield "held when asked again", _told(found.again)


def _told(tries: "Tries") -> str:
    return f"{tries.well} of {tries.of} ({tries.percent}%)" if tries.of else "none yet"
