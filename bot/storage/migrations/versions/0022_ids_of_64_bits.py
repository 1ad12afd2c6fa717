"""Ids of 64 bits on PostgreSQL: two thousand million rows are no end of a table any more.

SQLite's have 64 bits anyway. A program of before goes on beside it: it waits while the tables are
rewritten, and a column that is wider takes all that it writes.
"""

from typing import Final

import sqlalchemy as sa
from alembic import op

from bot.errors import BusyError

revision = "0022"
down_revision = "0030"
branch_labels = None
depends_on = None

LOCK_WITHIN: Final = "100ms"
"""How long to wait for the tables with some of them locked: less than after which PostgreSQL parts
those that wait for each other."""

TRIES_MOST: Final = 600
PAUSE: Final = 0.1
"""How often all of them are tried, and seconds between two tries, in which everybody else goes on."""

IDS: Final = {
    "account": ("learner_id",),
    "answer": ("id", "checkin_id"),
    "board": ("group_id",),
    "booking": ("learner_id",),
    "checkin": ("id", "learner_id", "enrolment_id"),
    "choice": ("id", "enrolment_id"),
    "delivery": ("id", "learner_id", "group_id"),
    "due": ("learner_id",),
    "enrolment": ("id", "learner_id"),
    "entry": ("id", "learner_id", "enrolment_id"),
    "explanation": ("id", "learner_id"),
    "focus": ("learner_id",),
    "forecast": ("id", "enrolment_id"),
    "group_due": ("group_id",),
    "import_draft": ("learner_id",),
    "inbox": ("id",),
    "kudos": ("group_id", "giver_id", "taker_id"),
    "learner": ("id",),
    "link_request": ("id", "learner_id", "taker_id"),
    "link_try": ("id",),
    "mark": ("id", "learner_id"),
    "merger": ("id", "learner_id"),
    "milestone": ("learner_id",),
    "move": ("id", "enrolment_id"),
    "offer": ("id", "learner_id"),
    "pacing": ("id", "enrolment_id"),
    "pause": ("id", "learner_id"),
    "pause_cut": ("id", "pause_id"),
    "quarantine": ("id",),
    "quorum": ("id", "group_id"),
    "recall_answer": ("id", "learner_id", "review_id"),
    "reply": ("id",),
    "review": ("id", "learner_id"),
    "setting_change": ("id", "learner_id"),
    "settlement": ("group_id",),
    "stay": ("id", "group_id", "learner_id"),
    "study_group": ("id",),
    "uptime": ("id",),
}
"""The columns that hold an id, by table."""


def upgrade() -> None:
    _change("BIGINT")


def downgrade() -> None:
    _change("INTEGER")


def _change(kind: str) -> None:
    connection = op.get_bind()
    if connection.dialect.name != "postgresql":
        return
    _lock_all(connection)
    op.execute("SET LOCAL statement_timeout = 0")
    for table, columns in IDS.items():
        changes = ", ".join(f"ALTER COLUMN {each} TYPE {kind}" for each in columns)
        op.execute(f"ALTER TABLE {table} {changes}")
        if "id" in columns:
            op.execute(f"ALTER SEQUENCE {table}_id_seq AS {kind}")


def _lock_all(connection: sa.Connection) -> None:
    """Have all tables alone, or none: who uses them in another order is not waited for with any.

    Raises BusyError.
    """
    connection.execute(sa.text(f"SET LOCAL lock_timeout = '{LOCK_WITHIN}'"))
    everything = sa.text(f"LOCK TABLE {', '.join(IDS)} IN ACCESS EXCLUSIVE MODE")
    for left in reversed(range(TRIES_MOST)):
        try:
            with connection.begin_nested():
                connection.execute(everything)
        except BusyError:
            if not left:
                raise
            connection.execute(sa.text(f"SELECT pg_sleep({PAUSE})"))
        else:
            return
