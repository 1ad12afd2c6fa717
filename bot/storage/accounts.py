"""A person's accounts in the database, and which of them is written to (promise 7.2)."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.account import Account, place_among
from bot.domain.learner import Learner
from bot.storage import tables as t
from bot.storage.places import IN_ORDER
from bot.storage.rows import AnyRow, rows_of

LOCAL_PLATFORMS: Final = frozenset({"terminal", "simulation"})
"""Platforms that never count as down (promise 2.8)."""


class SqlAccounts:
    """Which account of a person comes first."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def prefer(self, learner: Learner, platform: str) -> Learner:
        """Write to the learner on this platform before all others. Raises LookupError."""
        wanted = [each for each in learner.accounts if each.platform == platform]
        if not wanted:
            raise LookupError(platform)
        others = [each for each in learner.accounts if each.platform != platform]
        for rank, each in enumerate((*wanted, *others)):
            await self._connection.execute(
                update(t.account).where(is_account(each.platform, each.id)).values(rank=rank)
            )
        return replace(learner, accounts=(*wanted, *others))


def is_account(platform: str, external_id: str) -> ColumnElement[bool]:
    """The account of a platform's id."""
    return (t.account.c.platform == platform) & (t.account.c.external_id == external_id)


async def account_rows(connection: AsyncConnection, learner_id: int) -> Sequence[AnyRow]:
    """The accounts of a person, those first that they want to be written to."""
    query = select(t.account).where(t.account.c.learner_id == learner_id)
    return await rows_of(connection, query.order_by(*IN_ORDER))


async def place_of(
    connection: AsyncConnection, learner_id: int, platform: str | None = None
) -> Account | None:
    """Where a person is written to (`bot.domain.account.place_among`)."""
    rows = await account_rows(connection, learner_id)
    return place_among(tuple(map(account_of, rows)), platform)


def account_of(row: AnyRow) -> Account:
    """A stored account."""
    return Account(row.platform, row.external_id, row.name, row.chat, row.off_at is None)


def are_local(rows: Sequence[AnyRow]) -> bool:
    """Whether a person is on no platform that can be down."""
    return all(each.platform in LOCAL_PLATFORMS for each in rows)
