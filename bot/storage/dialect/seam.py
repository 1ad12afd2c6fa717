"""What each database does in its own way: a module with these functions stands for one database."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from pathlib import Path
from typing import Protocol, TypeVar

from sqlalchemy import URL, Connection
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.ports.finding import Finding

Result = TypeVar("Result")


class Database(Protocol):
    """One sort of database. Trouble with it is raised as HostError, or StoreError where it passes."""

    def address(self, url: URL) -> URL:
        """The address with the driver that is used, where none or another is named."""

    def named(self, url: URL) -> str:
        """What a host calls this database: no password is in it."""

    def is_there(self, url: URL) -> bool:
        """Whether there is anything to look into, before anybody connects."""

    def serves_many(self, url: URL) -> bool:
        """Whether any number of processes may serve it side by side (promise 9.5)."""

    def new_is_made(self, url: URL) -> bool:
        """Whether an empty one gets its tables from whoever opens it first (promise 9.5)."""

    def make_private(self, url: URL) -> None:
        """Make a new one readable by its owner only, where that is ours to do (promise 10)."""

    def owning(self, url: URL, *, shared: bool) -> AbstractAsyncContextManager[bool]:
        """Own the clockwork within the block; whether that worked (promise 9.5).

        Those who own it `shared` do so side by side where the database allows many processes.
        """

    async def look_once(self, url: URL, at: Callable[[Connection], Result]) -> Result:
        """What `at` finds, or does, in one transaction of its own."""

    def connect(self, url: URL) -> AsyncEngine:
        """An engine for many transactions."""

    def connect_to_migrate(self, url: URL) -> AsyncEngine:
        """An engine for one transaction that may take as long as a schema's change does."""

    def connect_for_simulation(self, url: URL) -> AsyncEngine:
        """The same for one process in virtual time, which need not outlive a power cut."""

    def reading(self, engine: AsyncEngine) -> AsyncEngine:
        """The same engine for statements that only read: no transaction is begun for them."""

    def before_migrating(self, connection: Connection) -> None:
        """Wait until nobody else changes the schema; until the commit nobody does."""

    async def lock(self, connection: AsyncConnection, name: str) -> bool:
        """Have `name` alone until the transaction ends; whether others may have had it before.

        They may, where many write side by side: what was read before is to be read again.
        """

    async def tell(self, connection: AsyncConnection, what: str) -> None:
        """Tell all processes something, once the transaction is committed."""

    async def listen(self, engine: AsyncEngine, heard: Callable[[str], None]) -> None:
        """Hear what is told until cancelled; nothing is what may have been missed before."""

    async def claim(
        self, connection: AsyncConnection, now: datetime, most: int
    ) -> tuple[int, Sequence[int]]:
        """Turn up to `most` nudges that are due into deliveries; how many, and the deliveries' ids."""

    async def claim_one(
        self, connection: AsyncConnection, learner_id: int, kind: str
    ) -> Sequence[int]:
        """Turn one nudge into a delivery; its id."""

    async def highest_ids(self, connection: AsyncConnection) -> dict[str, int]:
        """The highest id that each table that numbers its rows has given, its row being gone or not."""

    async def raise_ids(self, connection: AsyncConnection, ids: dict[str, int]) -> None:
        """Have tables give ids beyond these, and beyond those of their rows."""

    def faults(self, connection: Connection) -> list[str]:
        """What is wrong with what is stored, in a line each; none where it is sound."""

    def findings(self, url: URL) -> Iterable[Finding]:
        """What an examination finds before it is opened."""

    async def snapshot(self, url: URL, target: Path) -> bool:
        """Write all that is committed now into a new SQLite file, while others go on.

        False where there is no quicker way than to copy the rows.
        """

    async def size(self, engine: AsyncEngine) -> int:
        """Its bytes."""

    async def rewrite(self, engine: AsyncEngine) -> bool:
        """Let nothing that was erased stay; False where that has to be tried again."""
