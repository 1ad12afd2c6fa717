"""Links in the database, within one transaction (promise 7.1)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain import policy
from bot.domain.learner import Learner
from bot.domain.linking import LinkRequest, Place
from bot.domain.merging import merged
from bot.storage import group_changes, mergers
from bot.storage import tables as t
from bot.storage.accounts import is_account
from bot.storage.cache import Touched
from bot.storage.earlier import drop_earlier
from bot.storage.rows import AnyRow, insert_row, rows_of, update_row
from bot.storage.versions import RAISED

_OF = t.link_request.c


class SqlLinks:
    """Codes on their way, mergers, and accounts that leave."""

    def __init__(self, connection: AsyncConnection, cache: Touched) -> None:
        self._connection = connection
        self._cache = cache

    async def ask(self, maker: Place, digest: str, expires_at: datetime) -> None:
        """A code was made, of which only a digest is kept; the maker's earlier ones end."""
        mine = _OF.learner_id == maker.learner_id
        await self._connection.execute(delete(t.link_request).where(mine))
        await insert_row(
            self._connection,
            t.link_request,
            learner_id=maker.learner_id,
            platform=maker.platform,
            account=maker.account,
            digest=digest,
            expires_at=expires_at,
        )

    async def refused(self, platform: str, account: str, since: datetime) -> Sequence[datetime]:
        """When codes that an account tried since then were refused."""
        query = select(t.link_try.c.tried_at).where(_tried_by(platform, account))
        found = await self._connection.scalars(query.where(t.link_try.c.tried_at > since))
        return list(found)

    async def refuse(self, platform: str, account: str, now: datetime) -> None:
        """A code that an account tried was refused; what is too old to count goes."""
        old = t.link_try.c.tried_at <= now - policy.LINK_TRIES_WITHIN
        await self._connection.execute(delete(t.link_try).where(_tried_by(platform, account), old))
        values = {"platform": platform, "account": account, "tried_at": now}
        await insert_row(self._connection, t.link_try, **values)

    async def made(self, digest: str, now: datetime) -> LinkRequest | None:
        """The request behind a code that is still good, and that nobody redeemed."""
        query = select(t.link_request).where(_OF.digest == digest, _OF.taker_id.is_(None))
        return await self._found(query.where(_OF.expires_at > now))

    async def take(self, request: LinkRequest, taker: Place, until: datetime) -> bool:
        """Redeem a code; False where somebody else was first."""
        free = update(t.link_request).where(_OF.id == request.id, _OF.taker_id.is_(None))
        taken = free.values(
            taker_id=taker.learner_id,
            taker_platform=taker.platform,
            taker_account=taker.account,
            expires_at=until,
        )
        return (await self._connection.execute(taken)).rowcount == 1

    async def request(self, request_id: int, now: datetime) -> LinkRequest | None:
        """A request that is still good."""
        query = select(t.link_request).where(_OF.id == request_id, _OF.expires_at > now)
        return await self._found(query)

    async def agree(self, request: LinkRequest, now: datetime, until: datetime) -> None:
        """The taker said yes."""
        values = {"agreed_at": now, "expires_at": until}
        await update_row(self._connection, t.link_request, request.id, **values)

    async def end(self, request: LinkRequest) -> None:
        """A request is over."""
        await self._connection.execute(delete(t.link_request).where(_OF.id == request.id))

    async def merge(self, maker: Learner, other: Learner, now: datetime) -> Learner:
        """Let two be one (`bot.domain.merging.merged`); the one that they are now."""
        await group_changes.leave_out(self._connection, other.id)
        await mergers.merge(self._connection, maker, other, now)
        await group_changes.mark(self._connection, maker.id)
        self._cache.forget(other.id)
        return merged(maker, other, now)

    async def part(
        self, learner: Learner, platform: str, account: str, since: datetime
    ) -> tuple[Learner, Learner] | None:
        """Undo a merge since then, that of the account if there is one: maker and other again."""
        lately = (t.merger.c.learner_id == learner.id) & (t.merger.c.merged_at > since)
        query = select(t.merger).where(lately).order_by(t.merger.c.id.desc())
        found = await rows_of(self._connection, query)
        brought = [row for row in found if (platform, account) in mergers.accounts_in(row)]
        for row in [*brought, *found][:1]:
            other_id = await mergers.part(self._connection, row)
            return await self._anew(learner.id), await self._anew(other_id)
        return None

    async def leave(
        self, learner: Learner, platform: str, now: datetime
    ) -> tuple[Learner, Learner]:
        """Let the account of a platform be a new learner: who is left, and the new one."""
        (mine,) = [each for each in learner.accounts if each.platform == platform]
        new = await insert_row(self._connection, t.learner, created_at=now, version=0)
        leaving = update(t.account).where(is_account(platform, mine.id))
        await self._connection.execute(leaving.values(learner_id=new, rank=0))
        # What was kept of mergers is of no use any more, and tells of the account that leaves.
        await self._connection.execute(delete(t.merger).where(t.merger.c.learner_id == learner.id))
        # Nobody is in a group of a platform on which they have no account any more.
        there = select(t.study_group.c.id).where(t.study_group.c.platform == platform)
        stays = update(t.stay).where(t.stay.c.learner_id == learner.id, t.stay.c.left_at.is_(None))
        left = {"left_at": now, "left_on": learner.today(now)}
        await self._connection.execute(stays.where(t.stay.c.group_id.in_(there)).values(**left))
        return await self._anew(learner.id), await self._anew(new)

    async def _anew(self, learner_id: int) -> Learner:
        """A learner as they are in the database, whatever is remembered of them."""
        mine = update(t.learner).where(t.learner.c.id == learner_id)
        await self._connection.execute(mine.values(RAISED))
        await drop_earlier(self._connection, learner_id)
        await group_changes.mark(self._connection, learner_id)
        found = await self._cache.by_id(self._connection, learner_id)
        if found is None:
            raise LookupError(learner_id)
        return found

    async def _found(self, query: Any) -> LinkRequest | None:
        row = (await self._connection.execute(query)).first()
        return None if row is None else _request(row)


async def purge(connection: AsyncConnection, now: datetime) -> None:
    """What has had its time goes: mergers that cannot be undone, codes, tries that were refused."""
    merged_before = t.merger.c.merged_at <= now - policy.UNLINK_UNDOES
    await connection.execute(delete(t.merger).where(merged_before))
    await connection.execute(delete(t.link_request).where(_OF.expires_at <= now))
    tried_before = t.link_try.c.tried_at <= now - policy.LINK_TRIES_WITHIN
    await connection.execute(delete(t.link_try).where(tried_before))


def _request(row: AnyRow) -> LinkRequest:
    taker = row.taker_id and Place(row.taker_id, row.taker_platform, row.taker_account)
    maker = Place(row.learner_id, row.platform, row.account)
    return LinkRequest(row.id, maker, row.expires_at, taker or None, row.agreed_at)


def _tried_by(platform: str, account: str) -> Any:
    return (t.link_try.c.platform == platform) & (t.link_try.c.account == account)
