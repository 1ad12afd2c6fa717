"""The one place where the parts are wired together."""

import asyncio
import gc
import logging
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from datetime import datetime
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Final, TypeVar

from bot.coach.coach import Coach
from bot.errors import BusyError, FileServedError, HostError
from bot.features.menu import FEATURES
from bot.places import find as places
from bot.ports.adapter import Adapter
from bot.ports.clock import Clock
from bot.roadmaps.catalogue import Catalogue
from bot.roadmaps.files import ROADMAP_DATA
from bot.runtime.clock import DemoClock, SteeredClock, SystemClock, demo_start
from bot.runtime.logs import set_up_logging
from bot.runtime.memory import set_apart
from bot.runtime.platforms import factories_of, parts_of
from bot.runtime.serve import Serving
from bot.runtime.settings import Settings, secret, secrets_in
from bot.storage import dialect
from bot.storage.dialect import database_url
from bot.storage.schema import open_database
from bot.storage.store import SqlStore
from scheduler.sender import Sender
from scheduler.ticker import Ticker

if TYPE_CHECKING:
    from bot.domain.statistics import Statistics
    from bot.runtime.metrics import PrometheusMetrics
    from scheduler.simulation.cohort import Cohort
    from scheduler.simulation.summary import Summary

Opened = TypeVar("Opened")

log: Final = logging.getLogger(__name__)

YEARS: Final = range(2000, 2200)
BUSY_WITHIN: Final = 300.0
BUSY_AGAIN: Final = 1.0
"""Seconds for which `waymark run` waits for a database that another program is writing, and
between two looks at it."""


@asynccontextmanager
async def storing(
    url: str, *, simulated: bool = False, within: float = 0.0
) -> AsyncIterator[SqlStore]:
    """The store on the database at `url`.

    One that is busy is waited for, so many real seconds. Raises HostError where it cannot be used.
    """
    places.pin_tzdata()
    address = database_url(url)
    store = SqlStore(await _once_free(lambda: open_database(address, simulated=simulated), within))
    try:
        await store.scrub()  # a crash may have kept it from being done
        yield store
    finally:
        await store.close()


async def _once_free(opening: Callable[[], Awaitable[Opened]], within: float) -> Opened:
    """What `opening` opens, as soon as no other program writes it."""
    ends = monotonic() + within
    while True:
        try:
            return await opening()
        except BusyError as error:
            if monotonic() >= ends:
                raise
            log.warning("waiting to begin: %s", error)
            await asyncio.sleep(BUSY_AGAIN)


def coach_on(store: SqlStore, clock: Clock, own_roadmaps: str | None = None) -> Coach:
    """A coach with every feature, and the host's roadmaps beside ours."""
    return _coach_with(catalogue_of(own_roadmaps), store, clock)


def catalogue_of(own_roadmaps: str | None) -> Catalogue:
    """Our roadmaps and questions, and the host's beside them; broken files are told."""
    own = (Path(own_roadmaps),) if own_roadmaps else ()
    catalogue = Catalogue((ROADMAP_DATA, *own))
    for line in catalogue.broken(own):
        sys.stderr.write(f"waymark: {line}\n")
    return catalogue


def _coach_with(catalogue: Catalogue, store: SqlStore, clock: Clock) -> Coach:
    return Coach(store, clock, catalogue, FEATURES, dated=isinstance(clock, SystemClock))


def ticker_on(store: SqlStore, coach: Coach, clock: Clock, *adapters: Adapter) -> Ticker:
    """The clockwork that sends through `adapters`."""
    by_platform = {adapter.platform: adapter for adapter in adapters}
    return Ticker(store.deliveries, Sender(coach, store.deliveries, clock, by_platform), clock)


async def chat(
    url: str, *, name: str, at: datetime | None, as_json: bool, own_roadmaps: str | None = None
) -> None:
    """Talk to the coach in the terminal until the input ends.

    Where another process owns the file's clockwork, it goes on there: this one only talks.
    Raises HostError where the database cannot be used, or would have a clock of its own there.
    """
    from bot.runtime.chat import Chatting

    set_up_logging("ERROR", "text")  # what is only worth a line to a host is none to a learner
    clock, address = SteeredClock(at), database_url(url)
    database = dialect.of(address)
    async with database.owning(address, shared=False) as owns:
        served = None if owns else FileServedError(database.named(address))
        if served and at is not None:
            raise served
        async with storing(url) as store:
            await _not_before_history(store, clock, at)
            coach = coach_on(store, clock, own_roadmaps)
            words = str(served) if served else None
            await Chatting(coach, store, clock, name, as_json, words).talk()


@contextmanager
def progress_bar(cohort: "Cohort") -> Iterator[Callable[[datetime], None]]:
    """Shows on a terminal how far virtual time has come; elsewhere nothing."""
    if not sys.stderr.isatty():
        yield lambda now: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True)) as bar:
        whole = (cohort.ends - cohort.begins).total_seconds()
        task = bar.add_task(f"{cohort.learners} learners", total=whole)
        yield lambda now: bar.update(task, completed=(now - cohort.begins).total_seconds())


async def simulate(url: str, cohort: "Cohort", progress: Callable[[datetime], None]) -> "Summary":
    """Let a cohort live in virtual time, from where it was. Raises HostError."""
    from bot.storage.tally import SqlTally  # of no use in the terminal: start-up time
    from scheduler.simulation.run import Nowhere, Simulation
    from scheduler.simulation.summary import summary

    address = database_url(url)
    places.pin_tzdata()
    gc.set_threshold(50_000)  # short-lived rows and statements: looking for cycles took a tenth
    async with _owned(url):
        engine = await open_database(address, simulated=True)
        store, clock, tally = SqlStore(engine), SteeredClock(cohort.begins), SqlTally(engine)
        try:
            coach, adapter = coach_on(store, clock), Nowhere()
            ticker = ticker_on(store, coach, clock, adapter)
            await Simulation(cohort, coach, ticker, clock, adapter).run(store, tally, progress)
            return await summary(cohort, store, tally)
        finally:
            await store.close()


async def statistics(url: str, clock: Clock, at: datetime | None) -> "Statistics":
    """Counts over a database that others may be using, as of `at`, else as of now.

    Where the last event is later, its clock is virtual, and they are as of that. Raises HostError.
    """
    from bot.storage.statistics import SqlStatistics  # of no use in the terminal: start-up time

    address = database_url(url)
    if not dialect.of(address).is_there(address):
        raise HostError(
            f"{dialect.of(address).named(address)} is not there: name the database to count in with --db"
        )
    engine = await open_database(address)
    try:
        last = await SqlStore(engine).last_instant()
        now = clock.now() if last is None else max(clock.now(), last)
        return await SqlStatistics(engine).at(at or now)
    finally:
        await engine.dispose()


async def run(settings: Settings, *, only: Sequence[str] | None) -> None:
    """Run the configured parts until told to stop. Raises HostError where nothing can run."""
    parts = parts_of(only, settings)
    clock = clock_of(settings)
    set_up_logging(settings.log_level, settings.log_format, secrets_in(settings))
    url = database_of(settings)
    alone = not dialect.of(database_url(url)).serves_many(database_url(url))
    async with _owned(url, shared=True), storing(url, within=BUSY_WITHIN) as store:
        catalogue = catalogue_of(settings.roadmaps_dir)
        bank = await asyncio.to_thread(catalogue.bank)  # a fifth of a second that nobody waits for
        log.debug("%d recall questions", len(bank.questions))
        coach = _coach_with(catalogue, store, clock)
        metrics = _metrics() if settings.http_listen else None
        serving = Serving(coach, store, clock, settings.clock_speed, alone=alone, metrics=metrics)
        for name, factory in factories_of(parts, settings).items():
            serving.add(name, factory, takes_in=name in parts)
        set_apart()
        async with _listening(settings.http_listen, serving, metrics):
            await serving.run(parts)


def _metrics() -> "PrometheusMetrics":
    from bot.runtime.metrics import PrometheusMetrics  # of no use where nobody asks: start-up time

    return PrometheusMetrics()


@asynccontextmanager
async def _listening(
    address: str | None, serving: Serving, metrics: "PrometheusMetrics | None"
) -> AsyncIterator[None]:
    """Tell a host's tools how the service is, where that is wanted. Raises HostError."""
    if address is None or metrics is None:
        yield
        return
    from bot.runtime.health import HealthServer

    host, _, port = address.rpartition(":")
    server = HealthServer(metrics, serving.readiness.reasons, serving.due, lambda: serving.roles)
    await server.start(host, int(port))
    try:
        yield
    finally:
        await server.stop()


def clock_of(settings: Settings) -> Clock:
    """The clock that the host wants (promise 10). Raises HostError."""
    if settings.clock_start is None and settings.clock_speed == 1:
        return SystemClock()
    if not settings.demo:
        raise HostError("WAYMARK_CLOCK_START and WAYMARK_CLOCK_SPEED need WAYMARK_DEMO=1")
    try:
        start = demo_start(settings.clock_start, settings.clock_speed, SystemClock().now())
        return DemoClock(start, settings.clock_speed, monotonic)
    except (ValueError, OverflowError):
        raise HostError(
            "WAYMARK_CLOCK_START is an instant with an offset, like 2026-03-02T08:00+01:00,"
            " perhaps with @ and a Unix time"
        ) from None


def database_of(settings: Settings, given: str | None = None) -> str:
    """The database's address, with its password: `given`, or that of the settings (promise 10).

    It is a secret where it has a password. Raises HostError.
    """
    password = secret(settings.database_password, settings.database_password_file)
    url = given or settings.database_url
    if password is None or "://" not in url:
        return url
    return database_url(url, password).render_as_string(hide_password=False)


@asynccontextmanager
async def _owned(url: str, *, shared: bool = False) -> AsyncIterator[None]:
    """Own a database's clockwork, `shared` where many may; raises HostError otherwise (9.5)."""
    address = database_url(url)
    database = dialect.of(address)
    async with database.owning(address, shared=shared) as owns:
        if not owns:
            raise FileServedError(database.named(address))
        yield


async def _not_before_history(store: SqlStore, clock: SteeredClock, at: datetime | None) -> None:
    last = await store.last_instant()
    if at is not None and last is not None and at < last:
        clock.move_to(last)
        sys.stderr.write(f"waymark: the clock starts at {last.isoformat()}, the last event\n")


def checked_instant(text: str) -> datetime:
    """An ISO instant with an offset. Raises HostError."""
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        instant = None
    if instant is None or instant.tzinfo is None or instant.year not in YEARS:
        raise HostError("--at needs a date, a time and an offset, like 2026-03-02T08:00+01:00")
    return instant
