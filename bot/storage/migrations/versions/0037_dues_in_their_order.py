"""Dues lie in the order of their instants, and SQLite finds a learner's by a note of these.

PostgreSQL gets another key and an index in the place of the two that there were: a program of before
goes on beside it, as it asks for the same rows.
"""

from typing import Final

import sqlalchemy as sa
from alembic import op

from bot.errors import BusyError

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None

NOTED: Final = (
    "SELECT CASE type WHEN 'integer' THEN value * 1000000 ELSE CAST(value AS INTEGER) END"
    " FROM json_each({note})"
)
NOTE: Final = (
    "json_group_array(CASE WHEN due_at % 1000000 THEN CAST(due_at AS TEXT)"
    " ELSE due_at / 1000000 END)"
)
NOTING: Final = (
    "CREATE TRIGGER {name} AFTER {change} ON due BEGIN"  # noqa: S608
    f" UPDATE learner SET dues = (SELECT {NOTE} FROM"
    " (SELECT DISTINCT due_at FROM due WHERE learner_id = NEW.learner_id AND due_at IN"
    f" (SELECT NEW.due_at UNION {NOTED.format(note='learner.dues')})))"
    " WHERE id = NEW.learner_id; END"
)
TRIGGERS: Final = {
    "due_is_noted": NOTING.format(name="due_is_noted", change="INSERT"),
    "due_is_noted_anew": NOTING.format(
        name="due_is_noted_anew", change="UPDATE OF due_at, learner_id"
    ),
    "due_goes_with_learner": (
        "CREATE TRIGGER due_goes_with_learner BEFORE DELETE ON learner BEGIN"  # noqa: S608
        " DELETE FROM due WHERE learner_id = OLD.id AND due_at IN"
        f" ({NOTED.format(note='OLD.dues')}); END"
    ),
}
LOCK_WITHIN: Final = "100ms"
"""How long to wait for both tables: less than after which PostgreSQL parts those that wait for each
other."""

TRIES_MOST: Final = 600
PAUSE: Final = 0.1
"""How often both are tried, and seconds between two tries, in which everybody else goes on."""

COLUMNS: Final = "learner_id, kind, day, due_at, expires_at, maker"


def upgrade() -> None:
    if _in_postgresql():
        _lock_both(op.get_bind())
    op.add_column("learner", sa.Column("dues", sa.Text(), nullable=True))
    if _in_postgresql():
        op.create_index("ix_due_learner_id_kind", "due", ["learner_id", "kind"], unique=True)
        op.drop_constraint("pk_due", "due")
        op.create_primary_key("pk_due", "due", ["due_at", "learner_id", "kind"])
        op.drop_index("ix_due_due_at", "due")
        return
    op.execute(f"UPDATE learner SET dues = (SELECT {NOTE} FROM due WHERE learner_id = learner.id)")  # noqa: S608
    _put_in_order("due_at", "learner_id", "kind")
    for each in TRIGGERS.values():
        op.execute(each)


def downgrade() -> None:
    if _in_postgresql():
        _lock_both(op.get_bind())
        op.create_index("ix_due_due_at", "due", ["due_at"])
        op.drop_constraint("pk_due", "due")
        op.create_primary_key("pk_due", "due", ["learner_id", "kind"])
        op.drop_index("ix_due_learner_id_kind", "due")
    else:
        for each in TRIGGERS:
            op.execute(f"DROP TRIGGER {each}")
        key = sa.ForeignKeyConstraint(
            ["learner_id"], ["learner.id"], name="fk_due_learner_id", ondelete="CASCADE"
        )
        _put_in_order("learner_id", "kind", foreign=(key,))
        op.create_index("ix_due_due_at", "due", ["due_at"])
    op.drop_column("learner", "dues")


def _in_postgresql() -> bool:
    return op.get_bind().dialect.name == "postgresql"


def _lock_both(connection: sa.Connection) -> None:
    """Have both tables alone, or neither: who uses them in the other order is not waited for.

    Raises BusyError.
    """
    connection.execute(sa.text(f"SET LOCAL lock_timeout = '{LOCK_WITHIN}'"))
    for left in reversed(range(TRIES_MOST)):
        try:
            with connection.begin_nested():
                connection.execute(sa.text("LOCK TABLE learner, due IN ACCESS EXCLUSIVE MODE"))
        except BusyError:
            if not left:
                raise
            connection.execute(sa.text(f"SELECT pg_sleep({PAUSE})"))
        else:
            return


def _put_in_order(*order: str, foreign: tuple[sa.ForeignKeyConstraint, ...] = ()) -> None:
    """The same rows, in SQLite, in another order of one b-tree."""
    op.create_table(
        "due_in_order",
        sa.Column("learner_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=True),
        sa.Column("maker", sa.String(32), nullable=True),
        sa.PrimaryKeyConstraint(*order, name="pk_due"),
        *foreign,
        sqlite_with_rowid=False,
    )
    rows = f"SELECT {COLUMNS} FROM due ORDER BY {', '.join(order)}"  # noqa: S608
    op.execute(f"INSERT INTO due_in_order ({COLUMNS}) {rows}")
    op.drop_table("due")
    op.rename_table("due_in_order", "due")
