"""Claiming on PostgreSQL: the store against asyncpg alone with unnest, in turn.

It is part of `make bench`, and runs alone as `python -m benchmarks.unnest`. The bare one reads what
is due, hands it back as arrays, and takes it away: what a claim costs without SQLAlchemy.
"""

import asyncio
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import asyncpg

from benchmarks.ground import NOW, Better, Row, parts, ratios, spread, table, written
from support.postgresql import running

SET: Final = 500


@dataclass(frozen=True)
class UnnestSize:
    """So many `due` of so many learners, in so many rounds."""

    rounds: int
    due: int
    learners: int


FULL: Final = UnnestSize(rounds=5, due=10_000, learners=100_000)
TINY: Final = UnnestSize(rounds=1, due=20, learners=40)


_ACCOUNTS: Final = (
    "INSERT INTO account (platform, external_id, learner_id, name, chat)"
    " SELECT 'simulation', 's' || id, id, 'learner', 's' || id FROM learner"
)


def _filling(size: UnnestSize) -> tuple[str, ...]:
    numbers = f"SELECT i, 0, 0 FROM generate_series(1, {size.learners}) i"
    return f"INSERT INTO learner (id, created_at, version) {numbers}", _ACCOUNTS


def _dues(size: UnnestSize) -> tuple[str, ...]:
    at = (
        f"CASE WHEN id % {size.learners // size.due} = 0 THEN {written(NOW)}"
        f" ELSE {written(NOW)} + (1 + id * 7919 % 86399) * 1000000::bigint END"
    )
    dues = f"SELECT id, 'daily_prompt', '2026-10-19', {at} FROM learner"
    made = f"INSERT INTO due (learner_id, kind, day, due_at) {dues}"
    return "TRUNCATE due, delivery", made, "VACUUM ANALYZE"


_READ: Final = (
    "SELECT learner_id, kind, day, due_at, platform, chat FROM (SELECT * FROM due WHERE due_at <= $1"
    " ORDER BY due_at, learner_id, kind LIMIT $2 FOR UPDATE SKIP LOCKED) AS mine"
    " JOIN account USING (learner_id) WHERE off_at IS NULL"
)
_WRITE: Final = (
    "INSERT INTO delivery (key, learner_id, kind, day, due_at, not_before, platform, chat, state,"
    " payload, resends, attempts) SELECT key, learner, kind, day, at, at, platform, chat, 'pending',"
    " '', 0, 0 FROM unnest($1::text[], $2::bigint[], $3::text[], $4::date[], $5::bigint[],"
    " $6::text[], $7::text[]) AS mine (key, learner, kind, day, at, platform, chat)"
    " ON CONFLICT DO NOTHING"
)
_TAKE: Final = (
    "DELETE FROM due USING unnest($1::bigint[], $2::text[]) AS mine (learner, kind)"
    " WHERE due.learner_id = mine.learner AND due.kind = mine.kind"
)


async def _bare(url: str) -> float:
    """Seconds in which asyncpg alone claims all that is due."""
    connection = await asyncpg.connect(url)
    try:
        await connection.fetchval("SELECT min(due_at) FROM due")
        began = time.perf_counter()
        while await _bare_set(connection) == SET:
            pass
        return time.perf_counter() - began
    finally:
        await connection.close()


async def _bare_set(connection: asyncpg.Connection) -> int:
    async with connection.transaction():
        rows = await connection.fetch(_READ, written(NOW), SET)
        if not rows:
            return 0
        ids, kinds, days, ats, platforms, chats = (list(each) for each in zip(*rows, strict=True))
        keys = [f"{kind}:{id_}:{day}" for id_, kind, day in zip(ids, kinds, days, strict=True)]
        await connection.execute(_WRITE, keys, ids, kinds, days, ats, platforms, chats)
        await connection.execute(_TAKE, ids, kinds)
    return len(rows)


async def _ours(url: str) -> float:
    """Seconds in which the store does."""
    opened = await parts(url)
    await opened.store.deliveries.next_instant(["none"])
    began = time.perf_counter()
    while await opened.store.deliveries.claim_due(NOW, SET) == SET:
        pass
    seconds = time.perf_counter() - began
    await opened.store.close()
    return seconds


async def beside_unnest(_folder: Path, size: UnnestSize = FULL) -> list[Row]:
    """Rows a second of both, in rounds that take turns; either begins every other one."""
    rates: dict[str, list[float]] = {"ours": [], "bare": []}
    with running() as server:
        async with server.database() as name:
            for statement in _filling(size):
                await server.execute(statement, name)
            for number in range(size.rounds):
                order = [("ours", _ours), ("bare", _bare)]
                for who, claims in order if number % 2 else reversed(order):
                    for statement in _dues(size):
                        await server.execute(statement, name)
                    rates[who].append(size.due / await claims(server.url(name)))
                    ((made,),) = await server.execute("SELECT count(*) FROM delivery", name)
                    assert made == size.due
    what = "rows/s, on PostgreSQL"
    return [
        Row(
            f"claim, asyncpg with unnest, K={SET}: {what}",
            spread(rates["bare"], 0),
            better=Better.NOT_OURS,
        ),
        Row(
            f"claim, store, K={SET}: {what}; x asyncpg",
            spread(rates["ours"], 0),
            ratios(rates["ours"], rates["bare"]),
            ">= 0.9",
        ),
    ]


if __name__ == "__main__":
    print(table(asyncio.run(beside_unnest(Path()))))
