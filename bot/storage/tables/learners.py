"""The tables: facts that are added or taken back, the inbox and the replies."""

from typing import Final

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from bot.storage.instant import Instant

metadata: Final = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def id_column() -> "Column[int]":
    return Column("id", Integer, primary_key=True, autoincrement=True)


def owner_column(table: str) -> "Column[int]":
    target = ForeignKey(f"{table}.id", ondelete="CASCADE")
    return Column(f"{table}_id", Integer, target, nullable=False, index=True)


def _learner() -> "Column[int]":
    target = ForeignKey("learner.id", ondelete="CASCADE")
    return Column("learner_id", Integer, target, nullable=False)


learner: Final = Table(
    "learner",
    metadata,
    id_column(),
    Column("created_at", Instant, nullable=False),
    Column("version", Integer, nullable=False),
    Column("question", Text),
    Column("heard_at", Instant),
    Column("heard_before", Instant),
    Column("acted_at", Instant),
    sqlite_autoincrement=True,
)

account: Final = Table(
    "account",
    metadata,
    Column("platform", String(16), nullable=False),
    Column("external_id", String(64), nullable=False),
    owner_column("learner"),
    Column("name", String(128), nullable=False),
    Column("chat", String(64), nullable=False),
    Column("zone", String(64)),
    Column("language", String(16)),
    Column("off_at", Instant),
    PrimaryKeyConstraint("platform", "external_id"),
)

setting_change: Final = Table(
    "setting_change",
    metadata,
    id_column(),
    owner_column("learner"),
    Column("key", String(16), nullable=False),
    Column("value", String(128), nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("made_on", Date, nullable=False),
    Column("proposal", Boolean, nullable=False),
)

enrolment: Final = Table(
    "enrolment",
    metadata,
    id_column(),
    owner_column("learner"),
    Column("roadmap", String(64), nullable=False),
    Column("version", String(64), nullable=False),
    Column("started_at", Instant, nullable=False),
    Column("started_on", Date, nullable=False),
)

move: Final = Table(
    "move",
    metadata,
    id_column(),
    owner_column("enrolment"),
    Column("week", Integer, nullable=False),
    Column("cause", String(16), nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("made_on", Date, nullable=False),
)

pacing: Final = Table(
    "pacing",
    metadata,
    id_column(),
    owner_column("enrolment"),
    Column("week", Integer, nullable=False),
    Column("day", Date, nullable=False),
    Column("pace", String(32), nullable=False),
    Column("made_at", Instant, nullable=False),
)

entry: Final = Table(
    "entry",
    metadata,
    id_column(),
    _learner(),
    Column("kind", String(16), nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("made_on", Date, nullable=False),
    Column("day", Date, nullable=False),
    Column("zone", String(64), nullable=False),
    Column("rollover", Integer, nullable=False),
    Column("minutes", Integer),
    Column("note", Text, nullable=False),
    Column("topic", String(128)),
    Column("unticked_at", Instant),
    Column("taken_back_at", Instant),
    Column("message", String(32)),
    Index(None, "learner_id", "day"),
)

pause: Final = Table(
    "pause",
    metadata,
    id_column(),
    owner_column("learner"),
    Column("asked_at", Instant, nullable=False),
    Column("asked_on", Date, nullable=False),
    Column("first", Date, nullable=False),
    Column("asked_last", Date, nullable=False),
    Column("last", Date, nullable=False),
)

checkin: Final = Table(
    "checkin",
    metadata,
    id_column(),
    owner_column("learner"),
    Column("opened_at", Instant, nullable=False),
    Column("opened_on", Date, nullable=False),
    Column("week", Integer, nullable=False),
    Column("closed_at", Instant),
    Column("finished_on", Date),
    Column("late_by", Integer, nullable=False),
)

answer: Final = Table(
    "answer",
    metadata,
    id_column(),
    owner_column("checkin"),
    Column("question", String(16), nullable=False),
    Column("text", Text),
    Column("made_at", Instant, nullable=False),
)

milestone: Final = Table(
    "milestone",
    metadata,
    _learner(),
    Column("name", String(96), nullable=False),
    Column("reached_at", Instant, nullable=False),
    PrimaryKeyConstraint("learner_id", "name"),
)

due: Final = Table(
    "due",
    metadata,
    _learner(),
    Column("kind", String(24), nullable=False),
    Column("day", Date, nullable=False),
    Column("due_at", Instant, nullable=False, index=True),
    Column("expires_at", Instant),
    PrimaryKeyConstraint("learner_id", "kind"),
    sqlite_with_rowid=False,
)

delivery: Final = Table(
    "delivery",
    metadata,
    id_column(),
    Column("key", String(96), nullable=False, unique=True),
    Column("learner_id", Integer, ForeignKey("learner.id", ondelete="CASCADE"), index=True),
    Column("group_id", Integer, ForeignKey("study_group.id", ondelete="CASCADE"), index=True),
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
    Column("owner", String(64)),
    Column("fence", Integer),
    Column("expires_at", Instant),
    Index(None, "state", "platform", "not_before"),
    Index(None, "state", "platform", "expires_at"),
    Index(None, "platform", "chat"),
    sqlite_autoincrement=True,
)

uptime: Final = Table(
    "uptime",
    metadata,
    id_column(),
    Column("began_at", Instant, nullable=False),
    Column("seen_at", Instant, nullable=False),
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
    UniqueConstraint("platform", "event_id"),
)
_OPEN: Final = inbox.c.handled_at.is_(None)
Index(
    "ix_inbox_open",
    inbox.c.platform,
    inbox.c.account,
    inbox.c.id,
    sqlite_where=_OPEN,
    postgresql_where=_OPEN,
)

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
    Index(None, "platform", "event_id"),
    Index(None, "platform", "sent_at"),
    Index(None, "platform", "chat"),
    sqlite_autoincrement=True,
)

memo: Final = Table(
    "memo",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("value", String(128), nullable=False),
)
