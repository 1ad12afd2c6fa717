"""The table of leases: who holds a role (promise 9.5)."""

from typing import Final

from sqlalchemy import Column, Integer, String, Table

from bot.storage.tables.columns import metadata

lease: Final = Table(
    "lease",
    metadata,
    Column("role", String(32), primary_key=True),
    Column("owner", String(64), nullable=False),
    Column("fence", Integer, nullable=False),
    Column("beat", Integer, nullable=False),
)
