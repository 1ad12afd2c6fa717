"""The tables of study groups: members' stays, settled days, boards and kudos (promise 6)."""

from typing import Final

from sqlalchemy import (
    Column,
    Date,
    ForeignKey,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
    UniqueConstraint,
)

from bot.storage.instant import Instant
from bot.storage.tables.columns import Id, id_column, metadata


def _group() -> "Column[int]":
    target = ForeignKey("study_group.id", ondelete="CASCADE")
    return Column("group_id", Id, target, nullable=False)


def _learner(name: str = "learner_id") -> "Column[int]":
    target = ForeignKey("learner.id", ondelete="CASCADE")
    return Column(name, Id, target, nullable=False, index=True)


study_group: Final = Table(
    "study_group",
    metadata,
    id_column(),
    Column("platform", String(16), nullable=False),
    Column("chat", String(64), nullable=False),
    Column("thread", String(64)),
    Column("zone", String(64), nullable=False),
    Column("language", String(16), nullable=False),
    Column("started_at", Instant, nullable=False),
    Column("title", String(128)),
    Column("off_at", Instant),
    Column("ended_at", Instant),
    UniqueConstraint("platform", "chat"),
    sqlite_autoincrement=True,
)

quorum: Final = Table(
    "quorum",
    metadata,
    id_column(),
    _group(),
    Column("percent", Integer, nullable=False),
    Column("made_at", Instant, nullable=False),
)

stay: Final = Table(
    "stay",
    metadata,
    id_column(),
    Column(
        "group_id",
        Id,
        ForeignKey("study_group.id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
    _learner(),
    Column("joined_at", Instant, nullable=False),
    Column("joined_on", Date, nullable=False),
    Column("left_at", Instant),
    Column("left_on", Date),
)

settlement: Final = Table(
    "settlement",
    metadata,
    _group(),
    Column("day", Date, nullable=False),
    Column("outcome", String(16), nullable=False),
    Column("at", Instant, nullable=False),
    Column("done", Integer, nullable=False),
    Column("expected", Integer, nullable=False),
    Column("needed", Integer, nullable=False),
    Column("streak", Integer),
    Column("longest", Integer),
    Column("freezes", Integer),
    PrimaryKeyConstraint("group_id", "day"),
)
"""Settled days. Some old ones know how the streak stood after them: it is folded from there."""

board: Final = Table(
    "board",
    metadata,
    _group(),
    Column("day", Date, nullable=False),
    Column("message", String(32), nullable=False),
    Column("versions", Integer, nullable=False),
    Column("shown", String(64), nullable=False),
    Column("shown_at", Instant, nullable=False),
    PrimaryKeyConstraint("group_id", "day"),
)

kudos: Final = Table(
    "kudos",
    metadata,
    _group(),
    _learner("giver_id"),
    _learner("taker_id"),
    Column("day", Date, nullable=False),
    Column("made_at", Instant, nullable=False),
    PrimaryKeyConstraint("giver_id", "taker_id", "day"),
)

group_due: Final = Table(
    "group_due",
    metadata,
    _group(),
    Column("due_at", Instant, nullable=False, index=True),
    PrimaryKeyConstraint("group_id"),
)

pause_cut: Final = Table(
    "pause_cut",
    metadata,
    id_column(),
    Column(
        "pause_id",
        Id,
        ForeignKey("pause.id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
    Column("made_at", Instant, nullable=False),
    Column("last", Date, nullable=False),
)
"""A pause was cut short: when, and its last day from then on (promise 6.3)."""

__all__ = [
    "board", "group_due", "kudos", "metadata", "pause_cut", "quorum", "settlement", "stay",
    "study_group",
]  # fmt: skip
