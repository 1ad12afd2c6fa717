"""The tables of links: codes on their way, tries that were refused, what was merged (7.1)."""

from typing import Final

from sqlalchemy import Column, ForeignKey, Index, String, Table, Text

from bot.storage.instant import Instant
from bot.storage.tables.columns import Id, id_column, metadata, owner_column

link_request: Final = Table(
    "link_request",
    metadata,
    id_column(),
    owner_column("learner"),
    Column("platform", String(16), nullable=False),
    Column("account", String(64), nullable=False),
    Column("digest", String(64), nullable=False, unique=True),
    Column("expires_at", Instant, nullable=False),
    Column("taker_id", Id, ForeignKey("learner.id", ondelete="CASCADE"), index=True),
    Column("taker_platform", String(16)),
    Column("taker_account", String(64)),
    Column("agreed_at", Instant),
    sqlite_autoincrement=True,
)
"""A code is only here as its digest."""

link_try: Final = Table(
    "link_try",
    metadata,
    id_column(),
    Column("platform", String(16), nullable=False),
    Column("account", String(64), nullable=False),
    Column("tried_at", Instant, nullable=False),
    Index(None, "platform", "account"),
)

merger: Final = Table(
    "merger",
    metadata,
    id_column(),
    owner_column("learner"),
    Column("merged_at", Instant, nullable=False),
    Column("before", Text, nullable=False),
)
"""Two learners became one: what has to be put back if they part again (`bot.storage.mergers`)."""
