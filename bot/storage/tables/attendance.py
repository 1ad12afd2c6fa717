"""The tables of group days under way: what each member adds to the counts (promises 6.2 and 6.3).

All of it is a copy of what is stored about the members: it is worked out anew where that changes.
"""

from typing import Final

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
)

from bot.storage.instant import Instant
from bot.storage.tables.columns import Id, metadata


def _group() -> "Column[int]":
    target = ForeignKey("study_group.id", ondelete="CASCADE")
    return Column("group_id", Id, target, nullable=False)


def _learner() -> "Column[int]":
    target = ForeignKey("learner.id", ondelete="CASCADE")
    return Column("learner_id", Id, target, nullable=False, index=True)


group_day: Final = Table(
    "group_day",
    metadata,
    _group(),
    Column("day", Date, nullable=False),
    Column("began", Instant, nullable=False),
    Column("closes", Instant),
    Column("upto", Instant),
    Column("done", Integer, nullable=False),
    Column("expected", Integer, nullable=False),
    Column("complete", Boolean, nullable=False),
    Column("outages", Integer, nullable=False),
    PrimaryKeyConstraint("group_id", "day"),
)
"""When a day began, and its counts up to an instant.

It is `complete` once all members were looked at, who knew of so many `outages`.
"""

member_day: Final = Table(
    "member_day",
    metadata,
    _group(),
    Column("day", Date, nullable=False),
    _learner(),
    Column("begins", Instant),
    Column("ends", Instant),
    Column("counts", Boolean, nullable=False),
    Column("goes_on", Boolean, nullable=False),
    Column("is_in", Boolean, nullable=False),
    Column("named", Boolean, nullable=False),
    Column("zone", String(64), nullable=False),
    Column("windows", Text, nullable=False),
    Column("idle_at", Instant),
    Column("timer_ends", Instant),
    PrimaryKeyConstraint("group_id", "day", "learner_id"),
    Index("ix_member_day_group_id_day_ends", "group_id", "day", "ends"),
    Index("ix_member_day_group_id_idle_at", "group_id", "idle_at"),
    Index("ix_member_day_group_id_timer_ends", "group_id", "timer_ends"),
)
"""A member's own day, as the group sees it; `windows` are instants, two and two."""

member_step: Final = Table(
    "member_step",
    metadata,
    _group(),
    Column("day", Date, nullable=False),
    Column("at", Instant, nullable=False),
    _learner(),
    Column("done", Integer, nullable=False),
    Column("expected", Integer, nullable=False),
    PrimaryKeyConstraint("group_id", "day", "learner_id", "at"),
    Index("ix_member_step_group_id_day_at", "group_id", "day", "at"),
)
"""By how much a member changes the counts of a day, and from when on."""

member_change: Final = Table(
    "member_change",
    metadata,
    _group(),
    _learner(),
    PrimaryKeyConstraint("group_id", "learner_id"),
)
"""Members about whom something was stored since they were looked at."""

__all__ = ["group_day", "member_change", "member_day", "member_step"]
