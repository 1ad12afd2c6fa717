"""One attempt to send a delivery: look again, send, record (promises 9.1 and 9.2).

What goes wrong with it stays its own. Trouble with the database is waited out.
"""

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from typing import Final, TypeVar

from bot.chat.messages import Outgoing
from bot.coach.coach import Coach
from bot.errors import DeliveryError, StoreError
from bot.ports.adapter import Adapter
from bot.ports.clock import Clock
from bot.ports.correlation import about
from bot.ports.deliveries import Deliveries, Failure
from bot.ports.leases import Hold
from bot.ports.metrics import Metrics, NoMetrics
from scheduler.trouble import Trouble, waited_out

Recorded = TypeVar("Recorded")

log: Final = logging.getLogger(__name__)

SEND_WITHIN: Final = 90.0
"""Seconds for one attempt, all parts of a message: a platform has shorter bounds of its own."""

RECORD_TRIES: Final = 5
"""How often a record is tried that the database takes from others, but not this one."""

RETRY_FIRST: Final = 2.0
RETRY_MOST: Final = 900.0
"""Seconds of waiting before another try: doubled each time, up to the most, with full jitter."""


class Attempts:
    """Makes attempts through `adapters`; those under way are known by their deliveries' ids.

    `speed` is that of the clock: retries wait in real time, and are noted in the clock's.
    """

    def __init__(
        self,
        coach: Coach,
        deliveries: Deliveries,
        clock: Clock,
        adapters: Mapping[str, Adapter],
        *,
        metrics: Metrics | None = None,
    ) -> None:
        self._coach = coach
        self._deliveries = deliveries
        self._clock = clock
        self._adapters = adapters
        self._metrics = metrics or NoMetrics()
        self._failures: dict[int, int] = {}
        self.under_way: set[int] = set()
        self.trouble = Trouble()
        self.speed = 1.0

    async def make(self, delivery_id: int, hold: Hold) -> None:
        """Look again, send and record. Raises StoreError before anything was sent."""
        self.under_way.add(delivery_id)  # before the intent is stored, or it would seem cut off
        try:
            with about(delivery=delivery_id):
                outgoing = await self._prepared(delivery_id, hold)
                if outgoing is not None:
                    await self._sent(delivery_id, hold, outgoing)
        finally:
            self.under_way.discard(delivery_id)

    async def _prepared(self, delivery_id: int, hold: Hold) -> Outgoing | None:
        """The delivery with its text; one that cannot be made is set aside, the others go on."""
        try:
            outgoing = await self._coach.prepare(delivery_id, hold)
        except StoreError:
            raise
        except Exception as error:
            log.exception("delivery %s cannot be made", delivery_id)
            await self._coach.set_aside(delivery_id, f"cannot be made: {type(error).__name__}")
            return None
        self.trouble.over()
        return outgoing

    async def _sent(self, delivery_id: int, hold: Hold, outgoing: Outgoing) -> None:
        try:
            async with asyncio.timeout(SEND_WITHIN):
                theirs = await self._adapters[outgoing.platform].send(outgoing)
        except DeliveryError as error:
            await self._failed(delivery_id, hold, outgoing, error)
        except StoreError as error:
            self.trouble.came(error)  # a platform's adapter asks the store before it sends
            lost = DeliveryError(str(error), counted=False)
            await self._failed(delivery_id, hold, outgoing, lost)
        except Exception as error:
            log.exception("delivery %s may have arrived, or not", delivery_id)
            lost = DeliveryError(f"strange: {type(error).__name__}", ambiguous=True)
            await self._failed(delivery_id, hold, outgoing, lost)
        else:
            self._failures.pop(delivery_id, None)
            now = self._clock.now()
            due_at = await self._record(
                delivery_id, lambda: self._deliveries.delivered(delivery_id, hold, theirs, now)
            )
            if due_at is not None:
                log.info("arrived at %s", outgoing.platform)
                self._metrics.sent(outgoing.platform, outgoing.message.kind, now - due_at)

    async def _failed(
        self, delivery_id: int, hold: Hold, outgoing: Outgoing, error: DeliveryError
    ) -> None:
        log.warning("delivery %s failed: %s", delivery_id, error.reason)
        now = self._clock.now()
        wait = self._backoff(delivery_id) if error.retry_after is None else error.retry_after
        failure = Failure(
            error.reason,
            None if error.permanent else now + timedelta(seconds=wait * self.speed),
            ambiguous=error.ambiguous,
            counted=error.counted,
        )
        again = await self._record(
            delivery_id, lambda: self._deliveries.failed(delivery_id, hold, failure, now)
        )
        if error.ambiguous:
            self._metrics.ambiguous(outgoing.platform, outgoing.message.kind)
        if again is False:
            self._metrics.dead(outgoing.platform, outgoing.message.kind)
        if not again:
            self._failures.pop(delivery_id, None)

    async def _record(
        self, delivery_id: int, record: Callable[[], Awaitable[Recorded]]
    ) -> Recorded | None:
        """Record what became of an attempt: that is tried again, the sending is not.

        A busy database is waited out; one that refuses this record alone is not for ever, and
        the delivery is taken up as cut off.
        """
        for _ in range(RECORD_TRIES):
            try:
                return await waited_out(record, f"the record of delivery {delivery_id}")
            except Exception:
                log.exception("what became of delivery %s is not recorded", delivery_id)
                await asyncio.sleep(RETRY_FIRST)
        return None

    def _backoff(self, delivery_id: int) -> float:
        times = self._failures[delivery_id] = self._failures.get(delivery_id, -1) + 1
        return random.uniform(0, min(RETRY_MOST, RETRY_FIRST * 2 ** min(times, 20)))  # noqa: S311 -- jitter
