"""The tables of what learners decide about a roadmap, what it offered, and its content."""

from typing import Final

from sqlalchemy import Column, Date, Index, Integer, PrimaryKeyConstraint, String, Table, Text

from bot.storage.instant import Instant
from bot.storage.tables.columns import id_column, learner_column, metadata, owner_column

__all__ = ["choice", "forecast", "mark", "metadata", "offer", "roadmap_content"]

choice: Final = Table(
    "choice",
    metadata,
    id_column(),
    owner_column("enrolment"),
    Column("branch", String(32), nullable=False),
    Column("option", String(64), nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("made_on", Date, nullable=False),
)

forecast: Final = Table(
    "forecast",
    metadata,
    id_column(),
    owner_column("enrolment"),
    Column("made_at", Instant, nullable=False),
    Column("made_on", Date, nullable=False),
    Column("p50_days", Integer, nullable=False),
    Column("p85_days", Integer, nullable=False),
)

roadmap_content: Final = Table(
    "roadmap_content",
    metadata,
    Column("roadmap", String(64), nullable=False),
    Column("version", String(64), nullable=False),
    Column("body", Text, nullable=False),
    PrimaryKeyConstraint("roadmap", "version"),
)

mark: Final = Table(
    "mark",
    metadata,
    id_column(),
    owner_column("learner"),
    Column("roadmap", String(64), nullable=False),
    Column("item", String(96), nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("taken_back_at", Instant),
)

offer: Final = Table(
    "offer",
    metadata,
    id_column(),
    learner_column(),
    Column("roadmap", String(64), nullable=False),
    Column("week", Integer, nullable=False),
    Column("day", Date, nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("after", Integer, nullable=False),
    Column("tasks", Text, nullable=False),
    Index(None, "learner_id", "day"),
)
