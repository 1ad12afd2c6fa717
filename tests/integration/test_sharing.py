"""What many events need alike is done once for all of them."""

import asyncio
from datetime import timedelta
from pathlib import Path
from time import monotonic

from adapters.common.recorder import Recorder
from bot.chat.events import Origin, event_of_text
from bot.coach.coach import Coach
from bot.domain.roadmap.model import Roadmap
from bot.features.menu import FEATURES
from bot.roadmaps.catalogue import Catalogue
from bot.runtime.clock import SteeredClock
from bot.runtime.wiring import coach_on, storing
from conftest import MONDAY
from scheduler.sender import Sender
from scheduler.ticker import TICK_EVERY, WOKEN_EVERY, Ticker
from support.counting import counted
from support.processes import START
from support.stores import LATER, NOW, replied, said
from support.telegram.process import until


async def test_what_arrived_while_others_were_answered_is_recorded_together(tmp_path: Path) -> None:
    gate = asyncio.Event()
    async with storing(str(tmp_path / "w.db")) as store:
        sent = [await replied(store, said(id=f"e{each}"), NOW) for each in range(5)]
        recorder = Recorder(store.messages, lambda: LATER, lambda: None, gate.wait)
        recording = asyncio.create_task(recorder.run())
        with counted(store._engine) as asked:
            for each in sent:
                recorder.arrived(each.id, f"t{each.id}")
                await asyncio.sleep(0)
            gate.set()
            await recorder.flushed()
        recording.cancel()
        assert asked.statements == 2  # its beginning, and one for all
        found = [await store.messages.provider_id(each.id) for each in sent]
        assert found == [f"t{each.id}" for each in sent]


async def test_events_that_bring_nothing_to_send_ask_for_no_ticks(tmp_path: Path) -> None:
    clock, stop, wake, ticks = SteeredClock(MONDAY), asyncio.Event(), asyncio.Event(), list[int]()

    async def look() -> None:
        ticks.append(len(ticks))

    async with storing(str(tmp_path / "w.db")) as store:
        sender = Sender(coach_on(store, clock), store.deliveries, clock, {})
        ticker, began = Ticker(store.deliveries, sender, clock, look), monotonic()
        ticking = asyncio.create_task(ticker.keep_time(stop, wake))
        for _ in range(40):
            wake.set()
            await asyncio.sleep(0.01)
        most = 2 + (monotonic() - began) / TICK_EVERY
        assert len(ticks) <= most
        await until(lambda: len(ticks) > 1)
        stop.set()
        wake.set()
        await ticking


async def test_a_crowd_of_events_shares_the_ticks_that_they_ask_for(tmp_path: Path) -> None:
    clock, stop, wake, ticks = SteeredClock(MONDAY), asyncio.Event(), asyncio.Event(), list[int]()

    async def look() -> None:
        ticks.append(len(ticks))

    async with storing(str(tmp_path / "w.db")) as store:
        coach = coach_on(store, clock)
        origin = Origin(platform="nowhere", account="1", name="anna", chat="1")
        await coach.handle(event_of_text(START, id="e1", origin=origin))
        clock.move_to(MONDAY + timedelta(hours=14))  # a prompt is due, and nobody can send it
        sender = Sender(coach, store.deliveries, clock, {})
        ticker, began = Ticker(store.deliveries, sender, clock, look), monotonic()
        ticker.plans = False
        ticking = asyncio.create_task(ticker.keep_time(stop, wake))
        for _ in range(40):
            wake.set()
            await asyncio.sleep(0.01)
        assert 1 < len(ticks) <= 2 + (monotonic() - began) / WOKEN_EVERY
        stop.set()
        wake.set()
        await ticking


async def test_a_roadmap_is_looked_up_once_for_an_event(tmp_path: Path) -> None:
    looked: list[str] = []

    class Looking(Catalogue):
        def find(self, roadmap_id: str) -> Roadmap | None:
            looked.append(roadmap_id)
            return super().find(roadmap_id)

    async with storing(str(tmp_path / "w.db")) as store:
        coach = Coach(store, SteeredClock(MONDAY), Looking(), FEATURES)
        origin = Origin(platform="discord", account="1", name="anna", chat="1")
        await coach.handle(event_of_text("/today", id="e1", origin=origin))
    assert len(looked) <= 2, looked
