"""A simulation that dies by `kill -9` at a named point, again and again, until it may live on.

Run as a program: `crashing.py DATABASE WITNESS POINT PASSING...`. Each PASSING is a life, which
ends when POINT is passed that many times; a last life goes on to the end. The witness is a file
that only grows: what a learner saw.
"""

import asyncio
import json
import os
import signal
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path

from sqlalchemy.ext.asyncio import AsyncEngine

from bot.chat.events import Event
from bot.chat.messages import Outgoing
from bot.domain.delivery import Delivery, DeliveryState
from bot.places import find as places
from bot.ports.leases import Hold
from bot.runtime.clock import SteeredClock
from bot.runtime.wiring import coach_on, ticker_on
from bot.storage.deliveries import SqlDeliveries
from bot.storage.dialect import database_url
from bot.storage.receiving import SqlWorkInbox
from bot.storage.schema import open_database
from bot.storage.sending import SqlWorkDeliveries
from bot.storage.store import SqlStore
from bot.storage.tally import SqlTally
from bot.storage.unit_of_work import SqlWork
from scheduler.simulation.cohort import Cohort
from scheduler.simulation.run import Nowhere, Simulation
from scheduler.simulation.summary import Summary, summary

POINTS = (
    "received-not-committed",
    "committed-not-shown",
    "shown-not-recorded",
    "claimed-not-prepared",
    "replanned-not-committed",
    "intent-recorded-not-sent",
    "sent-not-recorded",
    "recorded",
)
SEEN_TWICE = {"shown-not-recorded", "sent-not-recorded"}
"""Where a platform that knows no keys shows the message that was in flight a second time."""

COHORT = Cohort(learners=3, weeks=2, seed=11, start=date(2026, 10, 19))


class Fuse:
    """Kills the process when a point is passed for the n-th time; None lets it live."""

    def __init__(self, point: str, passing: int | None) -> None:
        self._point = point
        self._left = passing

    def burn(self, point: str) -> None:
        """Pass a point."""
        if self._left is None or point != self._point:
            return
        self._left -= 1
        if self._left == 0:
            os.kill(os.getpid(), signal.SIGKILL)


class BurningInbox(SqlWorkInbox):
    """Knows that something came in."""

    used = False

    async def receive(self, event: Event, now: datetime) -> datetime | None:
        self.used = True
        return await super().receive(event, now)


class BurningDeliveries(SqlWorkDeliveries):
    """Knows that a delivery was taken."""

    used = False

    async def take(
        self, delivery_id: int, hold: Hold, state: DeliveryState = DeliveryState.PENDING
    ) -> Delivery | None:
        self.used = True
        return await super().take(delivery_id, hold, state)


class BurningDues(SqlDeliveries):
    """Burns when something was claimed, and when it was recorded."""

    fuse: Fuse

    async def claim_due(self, now: datetime, limit: int) -> int:
        claimed = await super().claim_due(now, limit)
        if claimed:
            self.fuse.burn("claimed-not-prepared")
        return claimed

    async def delivered(
        self, delivery_id: int, hold: Hold, theirs: str | None, now: datetime
    ) -> None:
        await super().delivered(delivery_id, hold, theirs, now)
        self.fuse.burn("recorded")


class BurningStore(SqlStore):
    """The real store, with a fuse at its commits."""

    def __init__(self, engine: AsyncEngine, fuse: Fuse) -> None:
        super().__init__(engine)
        self._fuse = fuse
        self.deliveries = BurningDues(engine)
        self.deliveries.fuse = fuse

    @asynccontextmanager
    async def work(self) -> AsyncIterator[SqlWork]:
        learners = self._cache.touch()
        async with self._engine.begin() as connection:
            work = SqlWork(connection, learners)
            work.inbox = inbox = BurningInbox(connection)
            work.deliveries = deliveries = BurningDeliveries(connection)
            yield work
            if inbox.used:
                self._fuse.burn("received-not-committed")
            if deliveries.used:
                self._fuse.burn("replanned-not-committed")
        learners.commit()


class Platform(Nowhere):
    """Writes down what it shows, at once and for good."""

    def __init__(self, witness: Path, fuse: Fuse) -> None:
        self._file = os.open(witness, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        self._fuse = fuse

    async def send(self, outgoing: Outgoing) -> None:
        reply = outgoing.id.startswith("r")
        self._fuse.burn("committed-not-shown" if reply else "intent-recorded-not-sent")
        line = {
            "id": outgoing.id,
            "chat": outgoing.chat,
            "text": outgoing.message.model_dump_json(),
        }
        os.write(self._file, json.dumps(line).encode() + b"\n")
        self._fuse.burn("shown-not-recorded" if reply else "sent-not-recorded")


async def live(database: str, witness: Path, fuse: Fuse) -> Summary:
    """One life of the simulation."""
    engine = await open_database(database_url(database), simulated=True)
    store, clock, tally = BurningStore(engine, fuse), SteeredClock(COHORT.begins), SqlTally(engine)
    coach, adapter = coach_on(store, clock), Platform(witness, fuse)
    ticker = ticker_on(store, coach, clock, adapter)
    await Simulation(COHORT, coach, ticker, clock, adapter).run(store, tally, lambda now: None)
    found = await summary(COHORT, store, tally)
    await store.close()
    return found


def lives(database: str, witness: Path, point: str, passings: Sequence[int]) -> None:
    """One process a life; they share what was imported."""
    places.pin_tzdata()
    for passing in passings:
        child = os.fork()
        if child == 0:
            asyncio.run(live(database, witness, Fuse(point, passing)))
            raise SystemExit(f"{point} was not passed {passing} times")
        _, status = os.waitpid(child, 0)
        if not os.WIFSIGNALED(status):
            raise SystemExit(1)
    found = asyncio.run(live(database, witness, Fuse(point, None)))
    sys.stdout.write(json.dumps(asdict(found)))


if __name__ == "__main__":
    lives(sys.argv[1], Path(sys.argv[2]), sys.argv[3], [int(each) for each in sys.argv[4:]])
