"""Learners as they were last kept, so that an event need not read a year of history again.

A copy counts only while its version is the one in the database, which every kept change raises.
"""

from collections import OrderedDict
from typing import Any, Final

from sqlalchemy import Select, bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.delivery import Outage
from bot.domain.learner import Learner
from bot.storage import tables as t
from bot.storage.earlier import EarlierRecords
from bot.storage.history import load_learner

SIZE: Final = 256
"""How many learners are remembered: those who were kept last."""

# Where many write side by side, whoever loads a learner is the only one to change it until the end
# of the transaction; the account, too, is as it was once it has not moved to somebody else meanwhile.
_LEARNER: Final = (
    select(t.account.c.learner_id, *(column for column in t.learner.c if column.name != "id"))
    .select_from(t.learner.join(t.account, t.learner.c.id == t.account.c.learner_id))
    .with_for_update(key_share=True, of=(t.learner, t.account))
)
_BY_ID: Final = _LEARNER.where(t.account.c.learner_id == bindparam("learner"))
_BY_ACCOUNT: Final = _LEARNER.where(
    t.account.c.platform == bindparam("platform"),
    t.account.c.external_id == bindparam("account"),
)


class LearnerCache:
    """The learners of one process, by id, each with its version."""

    def __init__(self, outages: tuple[Outage, ...] = ()) -> None:
        self.known: OrderedDict[int, tuple[int, Learner]] = OrderedDict()
        self.outages = outages

    def touch(self) -> "Touched":
        """The view of one transaction."""
        return Touched(self)


class Touched:
    """What one transaction loaded and kept: the cache learns of it only when it is committed."""

    def __init__(self, cache: LearnerCache) -> None:
        self.outages = cache.outages
        self._cache = cache
        self._versions: dict[int, int] = {}
        self._kept: dict[int, Learner] = {}
        self._gone: set[int] = set()
        self._earlier: dict[int, EarlierRecords] = {}

    async def by_account(
        self, connection: AsyncConnection, platform: str, account: str
    ) -> Learner | None:
        """The learner behind an account; None when there is none."""
        return await self._load(connection, _BY_ACCOUNT, platform=platform, account=account)

    async def by_id(self, connection: AsyncConnection, learner_id: int) -> Learner | None:
        """The learner of an id; None when there is none."""
        return await self._load(connection, _BY_ID, learner=learner_id)

    async def _load(
        self, connection: AsyncConnection, query: Select[Any], **what: str | int
    ) -> Learner | None:
        row: Any = (await connection.execute(query, what)).first()
        if row is None:
            return None
        self._versions[row.learner_id] = row.version
        version, learner = self._cache.known.get(row.learner_id, (None, None))
        if learner is None or version != row.version:
            learner = await load_learner(connection, row, self._cache.outages)
        self._earlier[row.learner_id] = EarlierRecords.of(learner)
        return learner

    def tells_earlier(self, learner: Learner) -> bool:
        """Whether what is kept of the learner's old records is what these say."""
        known = self._earlier.get(learner.id)
        return known is not None and known.is_that_of(learner)

    def keep(self, learner: Learner) -> None:
        """Note the learner as written, with the version raised by one."""
        self._earlier[learner.id] = EarlierRecords.of(learner)
        self._versions[learner.id] = self._versions.get(learner.id, 0) + 1
        self._kept[learner.id] = learner

    def forget(self, learner_id: int) -> None:
        """Note that a learner was erased."""
        self._kept.pop(learner_id, None)
        self._gone.add(learner_id)

    def commit(self) -> None:
        """The transaction was kept."""
        known = self._cache.known
        for learner_id in self._gone:
            known.pop(learner_id, None)
        for learner_id, learner in self._kept.items():
            known[learner_id] = (self._versions[learner_id], learner)
            known.move_to_end(learner_id)
        while len(known) > SIZE:
            known.popitem(last=False)
