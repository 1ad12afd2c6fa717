"""All benchmarks, one table: `make bench`. Look at the ratios; figures belong to one machine."""

import asyncio
import tempfile
import time
from pathlib import Path

from benchmarks import (
    claims,
    discord,
    groups,
    loop,
    pictures,
    replicas,
    size,
    telegram,
    unnest,
    years,
)
from benchmarks.ground import Row, filled, table
from bot.places.find import pin_tzdata

SMALL = 1_000
LARGE = 1_000_000


async def grown(folder: Path) -> list[Row]:
    """What depends on how many learners there are."""
    small = await filled(folder / "small.db", SMALL, SMALL)
    large = await filled(folder / "large.db", LARGE, claims.THOUSANDS_DUE * SMALL)
    return [
        *size.bytes_per_row(large, LARGE),
        *await size.rss_per_learner(small, large, LARGE - SMALL),
        *await claims.growth(small, large),
    ]


def main() -> None:
    """Run them one after the other, in a folder that is thrown away."""
    pin_tzdata()
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rows = asyncio.run(claims.throughput(folder))
        rows += asyncio.run(unnest.beside_unnest())
        rows += asyncio.run(loop.longest_block(folder))
        rows += asyncio.run(groups.settling(folder))
        rows += asyncio.run(years.lived(folder))
        rows += asyncio.run(pictures.drawing())
        rows += asyncio.run(grown(folder))
        rows += asyncio.run(telegram.beside_an_echo())
        rows += asyncio.run(discord.answers())
        rows += asyncio.run(replicas.side_by_side())
    print(table(rows))
    print(f"{time.monotonic() - began:.0f} s")


if __name__ == "__main__":
    main()
