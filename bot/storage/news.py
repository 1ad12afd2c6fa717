"""News: told with the commit of what it is about, and heard by all processes (promise 9.5)."""

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.ports.news import Heard, NewsTopic
from bot.storage import dialect


class SqlNews:
    """News from the processes on one database."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self.shared = dialect.is_shared(engine)
        self._heard: dict[tuple[str, str], Heard] = {}

    def listen(self, topic: NewsTopic, platform: str, heard: Heard) -> None:
        """Have `heard` called at news of a topic on a platform."""
        self._heard[topic, platform] = heard

    async def run(self) -> None:
        """Hear news until cancelled."""
        await dialect.of(self._engine).listen(self._engine, self._came)

    def _came(self, news: str) -> None:
        """Something was told; nothing where it may have been anything."""
        topic, _, rest = news.partition(" ")
        platform, _, about = rest.partition(" ")
        for (wanted, on), heard in self._heard.items():
            if not news or (wanted, on) == (topic, platform):
                heard(about)


async def tell(
    connection: AsyncConnection, topic: NewsTopic, platform: str, about: str = ""
) -> None:
    """Tell all processes something, once the transaction is committed."""
    await dialect.of(connection).tell(connection, f"{topic} {platform} {about}")
