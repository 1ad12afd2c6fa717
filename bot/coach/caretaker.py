"""What has to be done without anybody asking: groups are looked after, nudges planned anew."""

import logging
from collections.abc import Awaitable, Callable, Iterable, Sequence
from datetime import datetime
from typing import Final, TypeVar

from bot.domain import policy
from bot.domain.delivery import Delivery, DeliveryState, Due
from bot.domain.learner import Learner
from bot.domain.nudges.decide import Decision, Reason, Skip, decide
from bot.domain.nudges.due import dues
from bot.domain.streak.fold import ledger
from bot.errors import GroupsBehindError, StoreError, UnknownLearnerError
from bot.features.groups import settlement, threads
from bot.ports.clock import Clock
from bot.ports.leases import Hold
from bot.ports.store import Store

log: Final = logging.getLogger(__name__)

GROUPS_AT_ONCE: Final = 100
MEMBERS_AT_ONCE: Final = 48
"""Members of a group who are looked at before others have their turn to write."""

LEARNERS_AT_ONCE: Final = 500

CATCHES_UP: Final = 5
"""How often groups catch up before one event, at most."""

Found = TypeVar("Found")


class Caretaker:
    """Sees to one after the other: what goes wrong with one of them is logged, and stays theirs.

    Trouble with the database is everybody's: StoreError is raised, and all is taken up again later.
    """

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def pass_over(self, delivery_id: int, hold: Hold) -> None:
        """A delivery that came too late, or for nothing, is at its end; what follows is planned."""
        now = self._clock.now()
        async with self._store.work() as work:
            delivery = await work.deliveries.take(delivery_id, hold, DeliveryState.EXPIRED)
            if delivery is None:
                return
            if delivery.learner_id is None:
                await work.groups.skip(delivery, Reason.STALE, now)
                return
            learner = await work.learners.by_id(delivery.learner_id)
            decision = _decision(learner, delivery, now)
            if isinstance(decision, Skip):
                learner = await work.deliveries.skip(learner, delivery, decision.reason, now)
            else:
                await work.deliveries.revive(
                    delivery
                )  # the learner moved, and it is in time after all
            await work.learners.keep(learner, dues(learner, now, since=delivery.due_at), now)

    async def set_aside(self, delivery_id: int, reason: str) -> None:
        """A delivery that cannot be made is at its end; its learner's next nudges are planned."""
        learner_id = await self._store.deliveries.set_aside(delivery_id, reason, self._clock.now())
        if learner_id is not None:
            await self.reschedule(learner_id)

    async def update_groups(self, most: int | None = None) -> None:
        """Look after the groups that are due: settle days, post and edit boards (promise 6.3).

        After so many the others wait for the next call, the longest waiting first.
        """
        now, seen = self._clock.now(), set[int]()
        while due := [each for each in await self._due_groups(now, most) if each not in seen]:
            seen.update(due)
            if most is not None:
                for group_id in due:
                    await self._update_group(group_id, now)
                return
            await self.catch_up(due, now)

    async def catch_up(self, groups: Iterable[int], now: datetime) -> None:
        """Look after groups until all of it is done, in slices: others write in between."""
        for group_id in groups:
            while not await self._update_group(group_id, now):
                pass

    async def in_slices(
        self, work: Callable[[int | None], Awaitable[Found]], now: datetime
    ) -> Found:
        """What `work` does, once the groups whose days it could change have caught up.

        It is told how many members of a group its own transaction may look at: the day of a large
        one would keep everybody else from writing. In the end it does without a bound.
        """
        for _ in range(CATCHES_UP):
            try:
                return await work(MEMBERS_AT_ONCE)
            except GroupsBehindError as behind:
                await self.catch_up(behind.groups, now)
        return await work(None)

    async def _due_groups(self, now: datetime, most: int | None) -> Sequence[int]:
        async with self._store.work() as work:
            return await work.groups.due(now, most or GROUPS_AT_ONCE)

    async def _update_group(self, group_id: int, now: datetime) -> bool:
        """Look after a group, or at some of its members: whether all of it is done.

        A group that cannot be looked after is set aside for a while; the others go on.
        """
        try:
            async with self._store.work() as work:
                return await settlement.update_group(work, group_id, now, MEMBERS_AT_ONCE)
        except StoreError:
            raise
        except Exception:
            log.exception("group %s cannot be looked after", group_id)
            async with self._store.work() as work:
                await work.groups.postpone(group_id, now + policy.SET_ASIDE)
            return True

    async def lose_thread(self, platform: str, chat: str, thread: str) -> None:
        """A thread of a chat is closed, or gone. Raises StoreError."""
        async with self._store.work() as work:
            await threads.lose(work, platform, chat, thread, self._clock.now())

    async def tidy(self) -> None:
        """Plan for those for whom nothing is planned, though they are set up; each by itself.

        What has had its time goes, and what is left of those who were erased.
        """
        await self._store.purge(self._clock.now())
        await self._store.scrub(large=True)
        last = 0
        while found := await self._store.deliveries.unscheduled(last, LEARNERS_AT_ONCE):
            last = found[-1]
            for learner_id in found:
                try:
                    await self.reschedule(learner_id)
                except StoreError:
                    raise
                except Exception:
                    log.exception("nothing can be planned for learner %s", learner_id)

    async def reschedule(self, learner_id: int) -> None:
        """Plan a learner's nudges anew."""
        now = self._clock.now()
        async with self._store.work() as work:
            try:
                learner = await work.learners.by_id(learner_id)
            except UnknownLearnerError:
                return  # erased meanwhile
            await work.learners.keep(learner, dues(learner, now), now)


def _decision(learner: Learner, delivery: Delivery, now: datetime) -> Decision:
    if learner.enrolment is None:
        return Skip(Reason.FINISHED)
    due = Due(delivery.kind, delivery.day, delivery.due_at, delivery.maker)
    return decide(learner, due, lambda: ledger(learner.history, now), now)
