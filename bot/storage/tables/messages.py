"""The tables of messages: what came in, what was answered, what comes by itself."""

from typing import Final

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from bot.storage.instant import Instant
from bot.storage.tables.columns import Id, claim_columns, id_column, metadata

delivery: Final = Table(
    "delivery",
    metadata,
    id_column(),
    Column("key", String(96), nullable=False, unique=True),
    Column("learner_id", Id, ForeignKey("learner.id", ondelete="CASCADE")),
    Column("group_id", Id, ForeignKey("study_group.id", ondelete="CASCADE"), index=True),
    Column("kind", String(24), nullable=False),
    Column("day", Date, nullable=False),
    Column("due_at", Instant, nullable=False),
    Column("platform", String(16), nullable=False),
    Column("chat", String(64), nullable=False),
    Column("state", String(16), nullable=False),
    Column("payload", Text, nullable=False),
    Column("body", Text),
    Column("edits", String(32)),
    Column("resends", Integer, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("not_before", Instant, nullable=False),
    Column("decided_at", Instant),
    Column("ended_at", Instant),
    Column("reason", String(64)),
    Column("provider_id", String(64)),
    Column("maker", String(32)),
    Column("opening", Integer),
    Column("owner", String(64)),
    Column("fence", Integer),
    Column("expires_at", Instant),
    Index(None, "learner_id", "decided_at"),
    Index(None, "state", "platform", "not_before"),
    Index(None, "state", "platform", "expires_at"),
    Index(None, "platform", "chat"),
    sqlite_autoincrement=True,
)


inbox: Final = Table(
    "inbox",
    metadata,
    id_column(),
    Column("platform", String(16), nullable=False),
    Column("event_id", String(64), nullable=False),
    Column("account", String(64), nullable=False, index=True),
    Column("body", Text, nullable=False),
    Column("received_at", Instant, nullable=False, index=True),
    Column("handled_at", Instant),
    Column("tries", Integer, nullable=False, server_default="0"),
    Column("next_try_at", Instant),
    Column("reason", String(128)),
    *claim_columns(),
    UniqueConstraint("platform", "event_id"),
)


_UNSENT: Final = text("sent_at IS NULL")

reply: Final = Table(
    "reply",
    metadata,
    id_column(),
    Column("platform", String(16), nullable=False),
    Column("event_id", String(64), nullable=False),
    Column("chat", String(64), nullable=False),
    Column("body", Text, nullable=False),
    Column("edits", String(32)),
    Column("owner", String(64)),
    Column("hidden", Boolean, nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("sent_at", Instant),
    Column("provider_id", String(64)),
    Column("resends", Integer, nullable=False, default=0),
    Column("failed", String(64)),
    *claim_columns(),
    Index(None, "platform", "event_id"),
    Index(None, "platform", "made_at", sqlite_where=_UNSENT, postgresql_where=_UNSENT),
    Index(None, "platform", "chat"),
    sqlite_autoincrement=True,
)
