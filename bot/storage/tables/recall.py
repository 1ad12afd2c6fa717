"""The tables of recall: reviews and their answers, questions on somebody's own code (12, 13)."""

from typing import Final

from sqlalchemy import Boolean, Column, Date, ForeignKey, String, Table, Text

from bot.storage.instant import Instant
from bot.storage.tables.columns import Id, id_column, metadata, owner_column

review: Final = Table(
    "review",
    metadata,
    id_column(),
    owner_column("learner"),
    Column("opened_at", Instant, nullable=False),
    Column("opened_on", Date, nullable=False),
    Column("phase", String(64)),
    Column("question", String(64)),
    Column("asked_at", Instant),
    Column("given", Text),
    Column("sure", String(8)),
    Column("closed_at", Instant),
    Column("finished_on", Date),
)

recall_answer: Final = Table(
    "recall_answer",
    metadata,
    id_column(),
    owner_column("learner"),
    Column("review_id", Id, ForeignKey("review.id", ondelete="CASCADE"), nullable=False),
    Column("question", String(64), nullable=False),
    Column("right", Boolean, nullable=False),
    Column("sure", String(8), nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("made_on", Date, nullable=False),
)

explanation: Final = Table(
    "explanation",
    metadata,
    id_column(),
    owner_column("learner"),
    Column("made_at", Instant, nullable=False),
    Column("made_on", Date, nullable=False),
    Column("project", String(128)),
    Column("questions", Text, nullable=False),
    Column("finished_at", Instant),
)
"""Of the code only the lines that questions quote are here (promise 13.1)."""
