"""What is looked for again and again, in a file with a thousand of all and in one with far more.

It is part of `growth`, whose files it fills further: what came in and was handled, prompts that
wait to be sent, and what was logged on the day before by those who wait.
"""

import sqlite3
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Final

from benchmarks.ground import NOW, PLATFORM, Parts, Row, parts, spread, written
from bot.runtime.metrics import PrometheusMetrics
from bot.runtime.readiness import Readiness

ROUNDS: Final = 30
WARM: Final = 3
MOST: Final = 50
"""How much is looked for at a time, as `waymark run` does."""

Look = Callable[[], Awaitable[object]]
Looks = dict[str, Look]
Times = dict[str, list[list[float]]]

_HANDLED: Final = """
insert into inbox (platform, event_id, account, body, received_at, handled_at, tries)
with recursive n(i) as (select 1 union all select i + 1 from n where i < :inbox)
select :platform, 'h' || i, 's' || (1 + i % :learners), '{}', :at - i * 1000, :at, 0 from n
"""
_WAITING: Final = """
insert into delivery (key, learner_id, kind, day, due_at, not_before, expires_at, platform, chat,
state, payload, resends, attempts)
select 'waits:' || id, id, 'daily_prompt', :day, :at + id, :at + id, :at + 3 * 3600000000, :platform,
's' || id, 'pending', '', 0, 0 from learner where id <= :waiting
"""
_LOGGED: Final = """
insert into entry (learner_id, kind, made_at, made_on, day, zone, rollover, minutes, note)
select id, 'done', :at - 86400000000, :before, :before, 'UTC', 4, 25, ''
from learner where id <= :waiting
"""
_CLAIMED: Final = ("delete from delivery", "delete from due where due_at <= :soon")


@dataclass(frozen=True)
class Amount:
    """So many learners there are; so much came in, and so many prompts wait."""

    learners: int
    inbox: int
    waiting: int


def fill(path: Path, amount: Amount) -> None:
    """What there is besides learners; what was due is taken away."""
    day = NOW.date()
    what = {
        "learners": amount.learners,
        "inbox": amount.inbox,
        "waiting": amount.waiting,
        "platform": PLATFORM,
        "at": written(NOW),
        "soon": written(NOW + timedelta(minutes=10)),
        "day": day.isoformat(),
        "before": (day - timedelta(days=1)).isoformat(),
    }
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.execute("pragma synchronous = off")
        database.execute("begin")
        for statement in (*_CLAIMED, _HANDLED, _WAITING, _LOGGED):
            database.execute(statement, what)
        database.execute("commit")


def looks(opened: Parts) -> Looks:
    """Each look by its name: of the clockwork, of what takes up what came in, and of a host."""
    store, on = opened.store, (PLATFORM, "elsewhere")
    soon, late = NOW + timedelta(minutes=1), NOW + timedelta(minutes=9)
    resting = [f"s{number}" for number in range(1, 17)]
    readiness, metrics = Readiness(store, {}, []), PrometheusMetrics()

    async def told() -> None:
        metrics.text(await store.deliveries.overdue(soon), ready=not await store.trouble())

    return {
        "what is due": lambda: store.deliveries.claim_due(NOW, 500),
        "when something is due": lambda: store.deliveries.next_instant(on),
        "what is sent next": lambda: store.deliveries.waiting(PLATFORM, soon, MOST, resting),
        "the same, all late": lambda: store.deliveries.waiting(PLATFORM, late, MOST, resting),
        "what is of no use any more": lambda: store.deliveries.expire(on, soon, 500),
        "what came in": lambda: store.inbox.claim(PLATFORM, "me", soon, (), MOST),
        "/readyz": readiness.reasons,
        "/metrics": told,
    }


async def compared(small: Path, large: Path, few: Amount, many: Amount) -> list[Row]:
    """Milliseconds that each look takes more where there is much, by turns."""
    for path, amount in ((small, few), (large, many)):
        fill(path, amount)
    opened = [await parts(small), await parts(large)]
    rows = list(_told(await _measured(*map(looks, opened)), few, many))
    for each in opened:
        await each.store.close()
    return rows


async def _measured(*of: Looks) -> Times:
    """Milliseconds of CPU of each look in each file, round after round."""
    found: Times = {name: [] for name in of[0]}
    for number in range(WARM + ROUNDS):
        for name, times in found.items():
            took = [await _spent(each[name]) for each in of]
            if number >= WARM:
                times.append(took)
    return found


async def _spent(look: Look) -> float:
    began = time.process_time()
    await look()
    return (time.process_time() - began) * 1000


def _told(found: Times, few: Amount, many: Amount) -> Iterator[Row]:
    beside = f"{many.inbox:,} came in and {many.waiting:,} wait"
    for name, times in found.items():
        what = f"a look at {name}"
        small = spread([each[0] for each in times], 2)
        yield Row(f"{what}, {few.waiting:,} of all: ms of CPU", small)
        more = spread([large - little for little, large in times], 2)
        yield Row(f"{what}, {beside}: ms more", more, goal="<= 1")
