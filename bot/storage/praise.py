"""Praise on its way: its key tells whose words it is, also after they became somebody else's."""

from sqlalchemy import func, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.learner import Learner
from bot.storage import tables as t

_KEY = t.delivery.c.key


async def take_over(connection: AsyncConnection, maker: Learner, other: Learner) -> None:
    """What the other gave is the maker's; whose it was stands at the end of its key."""
    old, new = _given_by(other.id), _given_by(maker.id)
    key = new + func.substr(_KEY, len(old) + 1) + f":{other.id}"
    await connection.execute(update(t.delivery).where(_KEY.startswith(old)).values(key=key))


async def give_back(connection: AsyncConnection, maker_id: int, other_id: int) -> None:
    """What was taken over is the other's again."""
    ours, end = _given_by(maker_id), f":{other_id}"
    rest = func.substr(_KEY, len(ours) + 1, func.length(_KEY) - len(ours) - len(end))
    taken = update(t.delivery).where(_KEY.startswith(ours), _KEY.endswith(end))
    await connection.execute(taken.values(key=_given_by(other_id) + rest))


def _given_by(learner_id: int) -> str:
    """How the keys of the praise that somebody gave begin."""
    return f"kudos:{learner_id}:"
