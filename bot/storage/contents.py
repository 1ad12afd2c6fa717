"""The content of roadmaps in the database, within one transaction (promise 3.8)."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage import tables as t
from bot.storage.dialect import upsert


class SqlContents:
    """What roadmaps say, by roadmap and version."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def keep(self, roadmap: str, version: str, body: str) -> None:
        """Keep what a roadmap says, once for each version."""
        values = {"roadmap": roadmap, "version": version, "body": body}
        await self._connection.execute(
            upsert(t.roadmap_content).values(values).on_conflict_do_nothing()
        )

    async def get(self, roadmap: str, version: str) -> str | None:
        """The kept content of a version; None where there is none."""
        table = t.roadmap_content
        query = select(table.c.body).where(table.c.roadmap == roadmap, table.c.version == version)
        body: str | None = await self._connection.scalar(query)
        return body
