"""Deliveries on their way out: what is sent next, and what is not sent any more (promise 9)."""

import asyncio
import logging
from collections.abc import Coroutine, Mapping
from typing import Final
from uuid import uuid4

from bot.coach.coach import Coach
from bot.errors import StoreError
from bot.ports.adapter import Adapter, PacedAdapter
from bot.ports.clock import Clock
from bot.ports.correlation import about
from bot.ports.deliveries import Deliveries, Waiting
from bot.ports.leases import Hold
from bot.ports.metrics import Metrics
from scheduler.attempts import Attempts
from scheduler.leases import GROUPS, Lease
from scheduler.trouble import stays_small

log: Final = logging.getLogger(__name__)

BATCH: Final = 50
AT_ONCE: Final = 16
"""Deliveries under way on a platform that sets the pace, each to a chat of its own."""

EXPIRE_SET: Final = 500
"""How many are set apart in one statement that are of no use any more."""

LOOK_AGAIN: Final = 1.0
"""Seconds after which it is looked for more to send, also while all that is under way waits."""

REAP_EVERY: Final = 5.0
"""Seconds between looks for deliveries that their owner let lie."""

FINISH_WITHIN: Final = 40.0
"""Seconds for what is under way when told to stop; what is not recorded then is cut off."""


class Sender:
    """Sends what is due on the platforms of its adapters, while it holds the role of each.

    Without `leases` it is alone, and may.
    """

    def __init__(  # noqa: PLR0913 -- what it is made of, each once
        self,
        coach: Coach,
        deliveries: Deliveries,
        clock: Clock,
        adapters: Mapping[str, Adapter],
        leases: Mapping[str, Lease] | None = None,
        *,
        metrics: Metrics | None = None,
    ) -> None:
        self._coach = coach
        self._deliveries = deliveries
        self._clock = clock
        self._adapters = adapters
        self._leases = leases or {}
        self._alone = Hold(uuid4().hex)
        self._rounds: dict[str, asyncio.Task[None]] = {}
        self._reap_at = 0.0
        self._to_pass_over = True
        self._held_before: list[str] = []
        self.attempts = Attempts(coach, deliveries, clock, adapters, metrics=metrics)

    @property
    def platforms(self) -> tuple[str, ...]:
        """The platforms this sender serves."""
        return tuple(self._adapters)

    @property
    def stands_by(self) -> bool:
        """Whether all that may be sent is sent by another process now."""
        return not self._held

    @property
    def busy(self) -> bool:
        """Whether something is being sent, or waits for its slot."""
        return bool(self._rounds)

    async def update_groups(self, most: int | None = None) -> None:
        """Settle what is settled in groups, in so many at most, and see to their boards (6.3)."""
        if self._may(GROUPS):
            await self._coach.update_groups(most)

    async def reap(self) -> None:
        """Every few seconds: take up what its owner let lie."""
        now = asyncio.get_running_loop().time()
        if now >= self._reap_at:
            await self.take_up()
            self._reap_at = now + REAP_EVERY

    async def take_up(self) -> None:
        """Take up deliveries that nobody is at: their owner has gone, or lost sight of them.

        Each may have arrived; where it may double, it is sent again at most twice (promise 9.2).
        """
        under_way = frozenset(self.attempts.under_way)
        for name in self._held:
            hold, adapter = self._hold(name), self._adapters[name]
            for each in await self._deliveries.cut_off([name], hold.owner, under_way):
                with about(delivery=each), stays_small("delivery %s cannot be taken up", each):
                    log.warning("it was cut off, and may have arrived")
                    await self._deliveries.take_up(
                        each, hold, self._clock.now(), may_double=adapter.may_double
                    )

    async def expire(self) -> None:
        """Set apart, in sets, what waits and is of no use any more, before anything goes out."""
        held, before = self._held, self._held_before
        self._held_before = held
        if not held:
            return
        self._to_pass_over = self._to_pass_over or held != before
        while await self._deliveries.expire(held, self._clock.now(), EXPIRE_SET):
            self._to_pass_over = True
        if self._to_pass_over:
            self._begin("expired", self._pass_over())

    async def begin_to_send(self) -> None:
        """Send, or skip, all that is due now; `finish` waits for platforms with a pace of their own.

        One of them keeps no other waiting: not when it is down, nor when many are due there.
        """
        await self._send_in_order(
            [name for name, each in self._adapters.items() if not isinstance(each, PacedAdapter)]
        )
        for adapter in self._adapters.values():
            if isinstance(adapter, PacedAdapter):
                self._begin(adapter.platform, self._send_at_its_pace(adapter))

    async def finish(self, within: float | None = None) -> None:
        """Wait for what is under way, for so many seconds at most; then it is cut off."""
        try:
            async with asyncio.timeout(within):
                while self._rounds:
                    await asyncio.wait(set(self._rounds.values()))
        except TimeoutError:
            log.error("deliveries are cut off: %s", sorted(self.attempts.under_way))
            for each in self._rounds.values():
                each.cancel()
            await asyncio.wait(set(self._rounds.values()))

    def _begin(self, name: str, work: Coroutine[None, None, None]) -> None:
        """Do something beside all else, unless that is being done already."""
        if name in self._rounds:
            work.close()
            return
        self._rounds[name] = asyncio.create_task(self._round(name, work))

    async def _round(self, name: str, work: Coroutine[None, None, None]) -> None:
        try:
            await work
        except StoreError as error:
            self.attempts.trouble.came(error)
        except Exception:
            log.exception("a round was cut off, it begins anew: %s", name)
        finally:
            del self._rounds[name]

    @property
    def _held(self) -> list[str]:
        """The platforms on which this process may act now."""
        return [name for name in self._adapters if self._may(name)]

    def _may(self, role: str) -> bool:
        lease = self._leases.get(role)
        return lease is None or lease.held

    def _hold(self, role: str) -> Hold:
        lease = self._leases.get(role)
        return self._alone if lease is None else lease.hold

    async def _pass_over(self) -> None:
        """Bring to its end what is expired, and plan what follows; what is sent does not wait."""
        for name in self._held:
            last = 0
            while ids := await self._deliveries.expired([name], last, BATCH):
                last = ids[-1]
                for each in ids:
                    if not self._may(name):
                        return
                    said = stays_small("delivery %s cannot be passed over", each)
                    with about(delivery=each), said:
                        await self._pass_over_one(each, self._hold(name))
        self._to_pass_over = False

    async def _pass_over_one(self, delivery_id: int, hold: Hold) -> None:
        try:
            await self._coach.pass_over(delivery_id, hold)
        except StoreError:
            raise
        except Exception as error:
            log.exception("delivery %s cannot be passed over", delivery_id)
            await self._coach.set_aside(delivery_id, f"cannot be judged: {type(error).__name__}")

    async def _send_in_order(self, platforms: list[str]) -> None:
        more = bool(platforms)
        while more:
            ids = await self._deliveries.pending(platforms, self._clock.now(), BATCH)
            for delivery_id in ids:
                await self.attempts.make(delivery_id, self._alone)
            more = len(ids) == BATCH

    async def _send_at_its_pace(self, adapter: PacedAdapter) -> None:
        """Several at once, one to a chat; a chat that has to wait keeps nobody else waiting."""
        under_way: dict[asyncio.Task[None], str] = {}
        try:
            while True:
                for waiting in await self._next(adapter, under_way):
                    task = asyncio.create_task(self._send_in_slot(adapter, waiting))
                    under_way[task] = waiting.chat
                if not under_way:
                    return
                done, _ = await asyncio.wait(
                    under_way, timeout=LOOK_AGAIN, return_when=asyncio.FIRST_COMPLETED
                )
                for task in done:
                    del under_way[task]
        finally:
            for task in under_way:
                task.cancel()

    async def _next(
        self, adapter: PacedAdapter, under_way: Mapping["asyncio.Task[None]", str]
    ) -> list[Waiting]:
        room = AT_ONCE - len(under_way)
        if (
            room <= 0
            or not adapter.ready
            or not self._may(adapter.platform)
            or self.attempts.trouble.lasts
        ):
            return []
        resting = {*adapter.resting, *under_way.values()}
        now = self._clock.now()
        try:
            found = await self._deliveries.waiting(adapter.platform, now, BATCH, resting)
        except StoreError as error:
            self.attempts.trouble.came(error)
            return []
        return list({each.chat: each for each in reversed(found)}.values())[::-1][:room]

    async def _send_in_slot(self, adapter: PacedAdapter, waiting: Waiting) -> None:
        """Send one when its slot comes; whatever goes wrong is told, and stays its own."""
        try:
            async with adapter.slot(waiting.chat):
                if adapter.ready and self._may(adapter.platform):
                    await self.attempts.make(waiting.id, self._hold(adapter.platform))
        except StoreError as error:
            self.attempts.trouble.came(error)
        except Exception:
            log.exception("delivery %s was cut off", waiting.id)
