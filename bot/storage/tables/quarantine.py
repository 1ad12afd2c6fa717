"""The table of what came in and can never be read: kept for the host, within bounds."""

from typing import Final

from sqlalchemy import Column, String, Table, Text, UniqueConstraint

from bot.storage.instant import Instant
from bot.storage.tables.columns import id_column, metadata

quarantine: Final = Table(
    "quarantine",
    metadata,
    id_column(),
    Column("platform", String(16), nullable=False),
    Column("event_id", String(64), nullable=False),
    Column("received_at", Instant, nullable=False),
    Column("reason", String(128), nullable=False),
    Column("body", Text, nullable=False),
    UniqueConstraint("platform", "event_id"),
)
