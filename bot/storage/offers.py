"""What study days offered, in the database, within one transaction."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain import policy
from bot.domain.day.offers import DayOffer, read_tasks, written
from bot.domain.learner import Learner
from bot.storage import tables as t
from bot.storage.rows import AnyRow, insert_row

_KEPT = ("roadmap", "week", "day", "made_at", "after")


class SqlOffers:
    """The tasks that pages of a day named."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, learner: Learner, offer: DayOffer) -> Learner:
        """Record what a day's page names; what is older than any rule looks back goes."""
        oldest = offer.day - timedelta(days=policy.OFFERS_KEPT_DAYS)
        old = (t.offer.c.learner_id == learner.id) & (t.offer.c.day < oldest)
        await self._connection.execute(delete(t.offer).where(old))
        values = {name: getattr(offer, name) for name in _KEPT}
        offer_id = await insert_row(
            self._connection,
            t.offer,
            learner_id=learner.id,
            tasks=written(offer.tasks),
            **values,
        )
        kept = (each for each in learner.offers if each.day >= oldest)
        return replace(learner, offers=(*kept, replace(offer, id=offer_id)))


def offer_of(row: AnyRow) -> DayOffer:
    """A stored offer."""
    tasks = read_tasks(row.tasks)
    return DayOffer(row.id, row.roadmap, row.week, row.day, row.made_at, tasks, row.after)
