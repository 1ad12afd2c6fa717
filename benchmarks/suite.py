"""All benchmarks by name, each in full and tiny."""

from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final

from benchmarks import (
    claims,
    decade,
    discord,
    groups,
    growth,
    loop,
    memory,
    pictures,
    replicas,
    telegram,
    unnest,
    years,
)
from benchmarks.ground import Row

Measures = Callable[[Path], Coroutine[Any, Any, list[Row]]]


@dataclass(frozen=True)
class Benchmark:
    """One part of the table: it may leave files in a folder, which is thrown away.

    What is `tiny` shows that it runs, and no more; a `slow` one still takes seconds.
    """

    name: str
    full: Measures
    tiny: Measures
    slow: bool = False


BENCHMARKS: Final = (
    Benchmark("claims", claims.throughput, partial(claims.throughput, size=claims.TINY)),
    Benchmark(
        "unnest", unnest.beside_unnest, partial(unnest.beside_unnest, size=unnest.TINY), True
    ),
    Benchmark("loop", loop.longest_block, partial(loop.longest_block, size=loop.TINY)),
    Benchmark("groups", groups.settling, partial(groups.settling, size=groups.TINY)),
    Benchmark("years", years.lived, partial(years.lived, size=years.TINY)),
    Benchmark("decade", decade.lived, partial(decade.lived, size=decade.TINY), True),
    Benchmark("pictures", pictures.drawing, partial(pictures.drawing, size=pictures.TINY), True),
    Benchmark("growth", growth.grown, partial(growth.grown, wanted=growth.TINY), True),
    Benchmark(
        "telegram",
        telegram.beside_echoes,
        partial(telegram.beside_echoes, size=telegram.TINY),
        slow=True,
    ),
    Benchmark(
        "discord",
        discord.beside_an_echo,
        partial(discord.beside_an_echo, size=discord.TINY),
        slow=True,
    ),
    Benchmark(
        "discord-crowd",
        discord.in_a_crowd,
        partial(discord.in_a_crowd, size=discord.TINY),
        slow=True,
    ),
    Benchmark("memory", memory.served, partial(memory.served, size=memory.TINY), True),
    Benchmark(
        "replicas", replicas.side_by_side, partial(replicas.side_by_side, size=replicas.TINY), True
    ),
)
