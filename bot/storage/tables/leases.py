"""The table of leases: who holds a role (promise 9.5).

`renewed_at` is in the database's own seconds, and for the host to see: no rule looks at it.
"""

from typing import Final

from sqlalchemy import BigInteger, Column, Integer, String, Table

from bot.storage.tables.columns import metadata

lease: Final = Table(
    "lease",
    metadata,
    Column("role", String(32), primary_key=True),
    Column("owner", String(64), nullable=False),
    Column("fence", Integer, nullable=False),
    Column("beat", Integer, nullable=False),
    Column("renewed_at", BigInteger),
)
