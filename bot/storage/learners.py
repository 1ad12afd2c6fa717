"""Learners in the database, within one transaction: who they are, and what is due to them."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date, datetime
from typing import Final

from sqlalchemy import bindparam, delete, exists, literal, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.chat.events import Origin
from bot.domain.account import Account
from bot.domain.delivery import Due
from bot.domain.learner import Learner
from bot.domain.nudges.decide import expires
from bot.domain.preferences import SettingChange
from bot.errors import UnknownLearnerError
from bot.storage import dialect
from bot.storage import tables as t
from bot.storage.cache import Touched
from bot.storage.dialect import upsert
from bot.storage.earlier import keep_earlier
from bot.storage.history import proposed
from bot.storage.rows import insert_row
from bot.storage.versions import KEPT

# The statements of every event are made once: making one takes longer than running it.
_KEPT: Final = update(t.learner).where(t.learner.c.id == bindparam("row_id")).values(KEPT)
_NOT_TO_COME: Final = delete(t.due).where(
    t.dues_of(bindparam("whose")), t.due.c.due_at > bindparam("now")
)
_ROW: Final = [bindparam(each.name, type_=each.type) for each in t.due.c]
_STAYS: Final = exists(
    select(literal(1))
    .select_from(t.due)
    .where(t.dues_of(bindparam("learner_id", type_=t.due.c.learner_id.type)))
    .where(t.due.c.kind == bindparam("kind", type_=t.due.c.kind.type))
)
_TO_COME: Final = (
    upsert(t.due)
    .from_select([each.name for each in t.due.c], select(*_ROW).where(~_STAYS))
    .on_conflict_do_nothing()
)


class SqlLearners:
    """Learners, loaded whole."""

    def __init__(self, connection: AsyncConnection, cache: Touched) -> None:
        self._connection = connection
        self._cache = cache

    async def by_origin(self, origin: Origin, now: datetime) -> Learner:
        """The learner behind `origin`, with all history; a new one at the first word."""
        learner = await self.known(origin.platform, origin.account)
        if learner is None:
            account = f"account:{origin.platform}:{origin.account}"
            database = dialect.of(self._connection)
            if await database.lock(self._connection, account):  # others may have welcomed them
                learner = await self.known(origin.platform, origin.account)
        if learner is None:
            return await self._welcome(origin, now)
        if learner.enrolment is None and origin.zone is not None:
            return await self._guess(learner, origin)
        return learner

    async def known(self, platform: str, account: str) -> Learner | None:
        """The learner of an account, with all history; None where nothing was ever said by it."""
        return await self._cache.by_account(self._connection, platform, account)

    async def by_id(self, learner_id: int) -> Learner:
        """A learner with all history. Raises UnknownLearnerError."""
        learner = await self._cache.by_id(self._connection, learner_id)
        if learner is None:
            raise UnknownLearnerError(learner_id)
        return learner

    async def _guess(self, learner: Learner, origin: Origin) -> Learner:
        """A learner who is not set up, with the first guess that a platform has about them."""
        unknown = (t.account.c.learner_id == learner.id) & t.account.c.zone.is_(None)
        guess = update(t.account).where(unknown).values(zone=origin.zone, language=origin.language)
        result = await self._connection.execute(guess)
        if not result.rowcount:
            return learner
        return replace(learner, proposed=proposed(origin.zone, origin.language))

    async def _welcome(self, origin: Origin, now: datetime) -> Learner:
        learner_id = await insert_row(self._connection, t.learner, created_at=now, version=0)
        name, chat = origin.name[:128], origin.chat if origin.private else origin.account
        await insert_row(
            self._connection,
            t.account,
            platform=origin.platform,
            external_id=origin.account,
            learner_id=learner_id,
            name=name,
            chat=chat,
            zone=origin.zone,
            language=origin.language,
        )
        return Learner(
            id=learner_id,
            name=name,
            created_at=now,
            proposed=proposed(origin.zone, origin.language),
            accounts=(Account(origin.platform, origin.account, name, chat),),
        )

    async def change_settings(
        self, learner: Learner, values: Mapping[str, str], *, now: datetime, today: date
    ) -> Learner:
        """Record new values of settings in their written form."""
        proposal = learner.enrolment is None
        changes = tuple(
            SettingChange(key, value, now, today, proposal) for key, value in values.items()
        )
        for change in changes:
            await insert_row(
                self._connection, t.setting_change, learner_id=learner.id, **asdict(change)
            )
        return replace(learner, settings=(*learner.settings, *changes))

    async def keep(self, learner: Learner, dues: Sequence[Due] | None, now: datetime) -> None:
        """Keep what the learner's own row holds; `dues` take the place of all that are to come."""
        heard_at, heard_before = (*learner.heard_at, None, None)[:2]
        row = {
            "row_id": learner.id,
            "question": learner.question,
            "heard_at": heard_at,
            "heard_before": heard_before,
            "acted_at": learner.acted_at,
            "run_told": learner.run_told,
        }
        await self._connection.execute(_KEPT, row)
        if dues is not None:
            await self._schedule(learner, dues, now)
        learner = learner.aged(now)
        if not self._cache.tells_earlier(learner):
            await keep_earlier(self._connection, learner)
        self._cache.keep(learner)

    async def _schedule(self, learner: Learner, dues: Sequence[Due], now: datetime) -> None:
        # One that is due already stays: the scheduler is about to take it up.
        await self._connection.execute(_NOT_TO_COME, {"whose": learner.id, "now": now})
        rows = [
            {
                "learner_id": learner.id,
                "kind": due.kind,
                "day": due.day,
                "due_at": due.at,
                "expires_at": expires(learner, due),
                "maker": due.maker,
            }
            for due in dues
        ]
        if rows:
            await self._connection.execute(_TO_COME, rows)
