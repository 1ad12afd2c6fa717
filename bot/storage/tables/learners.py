"""The tables of learners: facts that are added or taken back, never rewritten."""

from typing import Final

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    Index,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
)

from bot.storage.instant import Instant
from bot.storage.tables.columns import Id, id_column, learner_column, metadata, owner_column
from bot.storage.tables.messages import inbox

learner: Final = Table(
    "learner",
    metadata,
    id_column(),
    Column("created_at", Instant, nullable=False),
    Column("version", Integer, nullable=False),
    Column("known_version", Integer, nullable=False, server_default="0"),
    Column("question", Text),
    Column("heard_at", Instant),
    Column("heard_before", Instant),
    Column("acted_at", Instant),
    Column("run_told", Date),
    Column("dues", Text),
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
    Column("rank", Integer, nullable=False, server_default="0"),
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
    Column("ended_at", Instant),
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
    learner_column(),
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
    Column("enrolment_id", Id),
    Column("week", Integer),
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
    Column("enrolment_id", Id),
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
    learner_column(),
    Column("name", String(96), nullable=False),
    Column("reached_at", Instant, nullable=False),
    PrimaryKeyConstraint("learner_id", "name"),
)


earlier: Final = Table(
    "earlier",
    metadata,
    learner_column(),
    Column("rules", Integer, nullable=False),
    Column("upto", Date, nullable=False),
    Column("body", Text, nullable=False),
    PrimaryKeyConstraint("learner_id"),
)
"""What the entries made up to a day come to, by a version of the rules: a copy, never the truth."""


focus: Final = Table(
    "focus",
    metadata,
    learner_column(),
    Column("started_at", Instant, nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("changed_at", Instant, nullable=False),
    Column("platform", String(16), nullable=False),
    Column("note", Text, nullable=False),
    Column("ran", Integer, nullable=False),
    Column("paused", Boolean, nullable=False),
    Column("ended_at", Instant),
    PrimaryKeyConstraint("learner_id"),
)
"""Of timers the one begun last; `ran` is in seconds."""


booking: Final = Table(
    "booking",
    metadata,
    learner_column(),
    Column("kind", String(16), nullable=False),
    Column("day", Date, nullable=False),
    Column("uid", String(64), nullable=False),
    Column("sequence", Integer, nullable=False),
    Column("starts_at", Instant, nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("zone", String(64), nullable=False),
    Column("cancelled", Boolean, nullable=False),
    PrimaryKeyConstraint("learner_id", "kind", "day"),
)
"""What the file of `/calendar` told of that was handed over last."""


import_draft: Final = Table(
    "import_draft",
    metadata,
    learner_column(),
    Column("body", Text, nullable=False),
    Column("made_at", Instant, nullable=False),
    PrimaryKeyConstraint("learner_id"),
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
