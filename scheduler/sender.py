"""Deliveries on their way out: claim, look again, send, record (promise 9)."""

import asyncio
import logging
import random
from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from bot.coach import Coach
from bot.errors import DeliveryError
from bot.messages import Outgoing
from bot.ports import Adapter, Clock, Failure, Mailroom, PacedAdapter, Waiting
from scheduler.leases import Lease

log: Final = logging.getLogger(__name__)

BATCH: Final = 50
AT_ONCE: Final = 16
"""Deliveries under way on a platform that sets the pace, each to a chat of its own."""

LOOK_AGAIN: Final = 1.0
"""Seconds after which it is looked for more to send, also while all that is under way waits."""

RECORD_TRIES: Final = 30
"""How often it is tried to record that a message arrived, before it is taken as cut off."""

RETRY_FIRST: Final = 2.0
RETRY_MOST: Final = 900.0
"""Seconds of waiting before another try: doubled each time, up to the most, with full jitter."""


class Sender:
    """Sends what is due on the platforms of its adapters, while it holds the role for it.

    `speed` is that of the clock: retries wait in real time, and are noted in the clock's.
    """

    def __init__(
        self,
        coach: Coach,
        mailroom: Mailroom,
        clock: Clock,
        adapters: Mapping[str, Adapter],
        lease: Lease | None = None,
    ) -> None:
        self._coach = coach
        self._mailroom = mailroom
        self._clock = clock
        self._adapters = adapters
        self._lease = lease
        self._failures: dict[int, int] = {}
        self._rounds: dict[str, asyncio.Task[None]] = {}
        self.speed = 1.0

    @property
    def platforms(self) -> tuple[str, ...]:
        """The platforms this sender serves."""
        return tuple(self._adapters)

    async def tend(self) -> None:
        """Settle what is settled in groups, and see to their boards (promise 6.3)."""
        if self._trusted:
            await self._coach.tend()

    @property
    def busy(self) -> bool:
        """Whether something is being sent, or waits for its turn."""
        return bool(self._rounds)

    async def begin_to_send(self) -> None:
        """Send, or skip, all that is due now; `finish` waits for platforms with a pace of their own.

        One of them keeps no other waiting: not when it is down, nor when many are due there.
        """
        await self._send_in_order(
            [name for name, each in self._adapters.items() if not isinstance(each, PacedAdapter)]
        )
        for adapter in self._adapters.values():
            if isinstance(adapter, PacedAdapter) and adapter.platform not in self._rounds:
                self._rounds[adapter.platform] = asyncio.create_task(self._round(adapter))

    async def finish(self) -> None:
        """Wait for what is under way."""
        while self._rounds:
            await asyncio.wait(set(self._rounds.values()))

    async def _round(self, adapter: PacedAdapter) -> None:
        try:
            await self._send_at_its_pace(adapter)
        except Exception:
            log.exception("sending was cut off; it begins anew")
        finally:
            del self._rounds[adapter.platform]

    @property
    def _trusted(self) -> bool:
        return self._lease is None or self._lease.held

    async def _send_in_order(self, platforms: list[str]) -> None:
        more = bool(platforms)
        while more:
            ids = await self._mailroom.pending(platforms, self._clock.now(), BATCH)
            for delivery_id in ids:
                if not self._trusted:
                    return
                await self._send_one(delivery_id)
            more = len(ids) == BATCH

    async def _send_at_its_pace(self, adapter: PacedAdapter) -> None:
        """Several at once, one to a chat; a chat that has to wait keeps nobody else waiting."""
        under_way: dict[asyncio.Task[None], str] = {}
        try:
            while True:
                for waiting in await self._next(adapter, under_way):
                    task = asyncio.create_task(self._send_in_turn(adapter, waiting))
                    under_way[task] = waiting.chat
                if not under_way:
                    return
                done, _ = await asyncio.wait(
                    under_way, timeout=LOOK_AGAIN, return_when=asyncio.FIRST_COMPLETED
                )
                for task in done:
                    del under_way[task]
                    task.result()
        finally:
            for task in under_way:
                task.cancel()

    async def _next(
        self, adapter: PacedAdapter, under_way: Mapping["asyncio.Task[None]", str]
    ) -> list[Waiting]:
        room = AT_ONCE - len(under_way)
        if room <= 0 or not adapter.ready or not self._trusted:
            return []
        resting = {*adapter.resting, *under_way.values()}
        now = self._clock.now()
        found = await self._mailroom.waiting(adapter.platform, now, BATCH, resting)
        return list({each.chat: each for each in reversed(found)}.values())[::-1][:room]

    async def _send_in_turn(self, adapter: PacedAdapter, waiting: Waiting) -> None:
        async with adapter.turn(waiting.chat):
            if adapter.ready and self._trusted:
                await self._send_one(waiting.id)

    async def _send_one(self, delivery_id: int) -> None:
        outgoing = await self._prepared(delivery_id)
        if outgoing is None:
            return
        try:
            theirs = await self._adapters[outgoing.platform].send(outgoing)
        except DeliveryError as error:
            await self._failed(delivery_id, error)
        else:
            self._failures.pop(delivery_id, None)
            await self._record(outgoing, theirs)

    async def _record(self, outgoing: Outgoing, theirs: str | None) -> None:
        if theirs is None:
            await self._coach.sent([outgoing])
            return
        for _ in range(RECORD_TRIES):
            try:
                await self._mailroom.arrived({outgoing.id: theirs}, self._clock.now())
            except Exception:
                log.exception("%s has arrived and is not recorded; trying again", outgoing.id)
                await asyncio.sleep(RETRY_FIRST)
            else:
                return

    async def _prepared(self, delivery_id: int) -> Outgoing | None:
        """The delivery with its text; one that cannot be made is set aside, the others go on."""
        try:
            return await self._coach.prepare(delivery_id, self._lease)
        except Exception as error:
            log.exception("delivery %s cannot be made", delivery_id)
            await self._coach.set_aside(delivery_id, f"cannot be made: {type(error).__name__}")
            return None

    async def _failed(self, delivery_id: int, error: DeliveryError) -> None:
        log.warning("delivery %s failed: %s", delivery_id, error.reason)
        now = self._clock.now()
        wait = self._backoff(delivery_id) if error.retry_after is None else error.retry_after
        failure = Failure(
            error.reason,
            None if error.permanent else now + timedelta(seconds=wait * self.speed),
            ambiguous=error.ambiguous,
            counted=error.counted,
        )
        await self._mailroom.failed(delivery_id, failure, now)

    def _backoff(self, delivery_id: int) -> float:
        times = self._failures[delivery_id] = self._failures.get(delivery_id, -1) + 1
        return random.uniform(0, min(RETRY_MOST, RETRY_FIRST * 2 ** min(times, 20)))  # noqa: S311 -- jitter
