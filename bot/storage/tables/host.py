"""The tables of the running program: when it was up, who holds a role, what is noted."""

from typing import Final

from sqlalchemy import Column, String, Table

from bot.storage.instant import Instant
from bot.storage.tables.columns import id_column, metadata

uptime: Final = Table(
    "uptime",
    metadata,
    id_column(),
    Column("began_at", Instant, nullable=False),
    Column("seen_at", Instant, nullable=False),
)


memo: Final = Table(
    "memo",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("value", String(128), nullable=False),
)
