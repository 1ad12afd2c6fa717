"""A clock that stands still, jumps and is set right: nobody is silenced for it (1.5, 2.8, 4)."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import count

import pytest

from adapters.console.render import plain_text
from bot.chat.events import Origin, event_of_text
from bot.chat.messages import Outgoing
from bot.coach.coach import Coach
from bot.domain.delivery import MessageKind, Outage
from bot.runtime.wiring import coach_on, storing
from bot.storage.store import SqlStore
from scheduler.sender import Sender
from scheduler.ticker import Ticker
from scheduler.timekeeper import Timekeeper
from support.database import count as rows_of
from support.database import execute

MONDAY = datetime(2026, 3, 2, 18, tzinfo=UTC)
STEP, HOUR, DAY = timedelta(minutes=15), timedelta(hours=1), timedelta(days=1)
WRONG = 400 * DAY
CHAT = "club"
IDS = count(1)


@dataclass
class Stepped:
    """A clock that anybody may set."""

    at: datetime = MONDAY

    def now(self) -> datetime:
        return self.at


@dataclass
class Network:
    """A platform that is no terminal, and takes whatever is sent."""

    clock: Stepped
    sent: list[tuple[datetime, MessageKind, str]] = field(default_factory=list)
    platform: str = "telegram"
    may_double: bool = True

    async def send(self, outgoing: Outgoing) -> str | None:
        self.sent.append((self.clock.now(), outgoing.message.kind, outgoing.chat))
        return f"m{len(self.sent)}"

    def prompts(self, chat: str) -> list[datetime]:
        kinds = {MessageKind.DAILY_PROMPT, MessageKind.COMEBACK}
        return [at for at, kind, to in self.sent if kind in kinds and to == chat]


@dataclass
class Service:
    """What `waymark run` is made of, with its parts moved by hand."""

    store: SqlStore
    coach: Coach
    clock: Stepped
    network: Network
    ticker: Ticker
    timekeeper: Timekeeper

    async def say(self, name: str, line: str, *, platform: str = "telegram") -> str:
        origin = Origin(
            platform=platform,
            account=name,
            name=name,
            chat=CHAT if line.startswith("/group") else name,
            private=not line.startswith("/group"),
            manages_chat=True,
        )
        event = event_of_text(line, id=f"e{next(IDS)}", origin=origin)
        return "\n".join(plain_text(each.message) for each in await self.coach.handle(event))

    async def set_up(self, *names: str, platform: str = "telegram") -> None:
        for name in names:
            said = await self.say(name, "/start tz=UTC days=mon-sun", platform=platform)
            assert "You are set up" in said

    async def at(self, instant: datetime) -> None:
        """One tick at an instant, whatever was before."""
        self.clock.at = instant
        await self.ticker.tick()

    async def until(self, instant: datetime) -> None:
        """Time goes by as it should; the process says that it is up."""
        while self.clock.at < instant:
            await self.at(min(instant, self.clock.at + STEP))
            await self.timekeeper.seen()


@asynccontextmanager
async def service(path: str, clock: Stepped) -> AsyncIterator[Service]:
    async with storing(path, simulated=True) as store:
        coach, network = coach_on(store, clock), Network(clock)
        # Ticks by hand are a quarter of an hour apart: to this clock that is three beats at most.
        timekeeper = Timekeeper(coach, store.uptime, store.repair, clock, speed=72.0)
        sender = Sender(coach, store.deliveries, clock, {network.platform: network})
        ticker = Ticker(store.deliveries, sender, clock, timekeeper.look)
        await timekeeper.begin()
        yield Service(store, coach, clock, network, ticker, timekeeper)


@pytest.fixture
def path(database: str) -> str:
    return database


def mornings(*days: int) -> list[datetime]:
    return [datetime(2026, 3, day, 8, tzinfo=UTC) for day in days]


async def group_of(served: Service, names: Sequence[str]) -> None:
    await served.say(names[0], "/group start")
    for name in names:
        await served.say(name, "/group join")


NAMES = ("anna", "ben", "cleo")


@pytest.mark.soak
@pytest.mark.fault(20)
@pytest.mark.parametrize("wrong", [WRONG, 20 * DAY, 13 * HOUR], ids=["year", "weeks", "hours"])
async def test_a_jump_for_one_tick_silences_nobody(path: str, wrong: timedelta) -> None:
    async with service(path, Stepped()) as served:
        await served.set_up(*NAMES)
        if wrong < WRONG:
            await group_of(served, NAMES)
        await served.until(MONDAY + HOUR)
        await served.at(MONDAY + HOUR + wrong)
        await served.at(MONDAY + HOUR + STEP)
        await served.until(mornings(5)[0] + HOUR)
        for name in NAMES:
            assert served.network.prompts(name)[-2:] == mornings(4, 5)
            if wrong > 13 * HOUR:
                assert served.network.prompts(name) == mornings(3, 4, 5)
        down = await served.store.uptime.outages(served.clock.at)
        assert all(each.ends - each.begins == STEP for each in down)
        if wrong < WRONG:
            async with served.store.work() as work:
                settled = await work.groups.settled(await work.groups.take(1), date.min)
            assert max(each.at for each in settled.days) <= served.clock.at
            assert {each.day.day for each in settled.days} == {3}


@pytest.mark.soak
@pytest.mark.fault(20)
async def test_a_jump_that_outlives_its_process(path: str) -> None:
    clock = Stepped()
    async with service(path, clock) as served:
        await served.set_up(*NAMES)
        await served.until(MONDAY + HOUR)
    clock.at = MONDAY + HOUR + WRONG
    for _ in range(2):
        async with service(path, clock) as served:
            await served.at(clock.at)
            await served.until(clock.at + HOUR)
    clock.at = MONDAY + 2 * HOUR
    async with service(path, clock) as served:
        await served.until(mornings(4)[0] + HOUR)
        for name in NAMES:
            assert served.network.prompts(name) == mornings(3, 4)
        down = await served.store.uptime.outages(served.clock.at)
        assert [each.ends for each in down] == [MONDAY + 2 * HOUR]


@pytest.mark.soak
@pytest.mark.fault(20)
async def test_a_clock_that_is_behind_takes_nothing_back(path: str) -> None:
    async with service(path, Stepped()) as served:
        await served.set_up(*NAMES)
        await group_of(served, NAMES)
        await served.until(MONDAY + 3 * DAY)
        await served.say("anna", "/today")
        before = rows_of(path, "settlement"), rows_of(path, "delivery")
        await served.at(MONDAY - WRONG)
        assert (rows_of(path, "settlement"), rows_of(path, "delivery")) == before
        await served.at(MONDAY + 3 * DAY + STEP)
        await served.until(mornings(6)[0] + HOUR)
        assert served.network.prompts("anna") == mornings(3, 4, 5, 6)


@pytest.mark.soak
async def test_what_is_due_later_than_it_can_be_is_planned_anew(path: str) -> None:
    async with service(path, Stepped()) as served:
        await served.set_up(*NAMES)
        await served.say("ben", "/pause 20d")
        execute(path, f"update due set due_at = due_at + {30 * 86400 * 1_000_000}")
        await served.timekeeper.sweep()
        await served.until(mornings(4)[0] + HOUR)
        assert served.network.prompts("anna") == served.network.prompts("cleo") == mornings(3, 4)
        assert served.network.prompts("ben") == []
        await served.timekeeper.sweep()
        await served.at(served.clock.at + STEP)
        versions = await _versions(served)
        await served.timekeeper.sweep()
        await served.at(served.clock.at + STEP)
        await served.timekeeper.sweep()
        await served.at(served.clock.at + STEP)
        assert await _versions(served) == versions


async def _versions(served: Service) -> list[int]:
    """What tells whether a learner was written."""
    async with served.store._engine.connect() as connection:
        rows = await connection.exec_driver_sql("select version from learner order by id")
        return list(rows.scalars())


@pytest.mark.soak
async def test_many_are_planned_anew_while_others_are_served(path: str) -> None:
    names = [f"p{number}" for number in range(60)]
    async with service(path, Stepped()) as served:
        await served.set_up(*names)
        await served.at(MONDAY + WRONG)
        await served.at(MONDAY + STEP)
        await served.until(mornings(3)[0] + HOUR)
        assert all(served.network.prompts(name)[-1:] == mornings(3) for name in names)


@pytest.mark.soak
@pytest.mark.fault(20)
async def test_a_night_of_sleep_is_an_outage(path: str) -> None:
    """The process was there all the time, and did nothing for nine hours."""
    async with service(path, Stepped()) as served:
        await served.set_up("anna")
        await served.set_up("me", platform="terminal")
        for name, platform in (("anna", "telegram"), ("me", "terminal")):
            assert "Logged" in await served.say(name, "/done 10", platform=platform)
        await served.until(MONDAY + DAY + 5 * HOUR)
        await served.at(MONDAY + DAY + 14 * HOUR)
        down = await served.store.uptime.outages(served.clock.at)
        assert down == (Outage(MONDAY + DAY + 5 * HOUR, MONDAY + DAY + 14 * HOUR),)
        assert "excused" in await served.say("anna", "/why")
        assert "excused" not in await served.say("me", "/why", platform="terminal")


async def test_slow_beats_are_no_outage(path: str) -> None:
    async with service(path, Stepped()) as served:
        await served.set_up("anna")
        await served.until(MONDAY + 11 * HOUR)
        assert await served.store.uptime.outages(served.clock.at) == ()
