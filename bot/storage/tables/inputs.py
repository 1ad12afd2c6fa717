"""The table of how much people say (promise 11.5)."""

from typing import Final

from sqlalchemy import BigInteger, Column, Integer, String, Table

from bot.storage.tables.columns import metadata

input_window: Final = Table(
    "input_window",
    metadata,
    Column("platform", String(16), primary_key=True),
    Column("account", String(64), primary_key=True),
    Column("began", BigInteger, nullable=False, index=True),
    Column("inputs", Integer, nullable=False),
)
"""`began` is in seconds of the database's own clock."""
