"""A delivery says who sends it, and when it is of no use any more."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

HOUR = 3_600_000_000
LATE_MOST = {
    3 * HOUR: ("daily_prompt", "comeback", "checkin_reminder", "streak_saver"),
    72 * HOUR: ("checkin", "ask_to_go_on"),
}
"""How late each kind may come, in microseconds, when this was written."""


def upgrade() -> None:
    op.add_column("due", sa.Column("expires_at", sa.BigInteger(), nullable=True))
    with op.batch_alter_table("delivery", schema=None) as batch_op:
        batch_op.add_column(sa.Column("owner", sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column("fence", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("expires_at", sa.BigInteger(), nullable=True))
        batch_op.create_index(
            batch_op.f("ix_delivery_state_platform_expires_at"),
            ["state", "platform", "expires_at"],
            unique=False,
        )
    with op.batch_alter_table("entry", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_entry_learner_id"))
        batch_op.create_index(
            batch_op.f("ix_entry_learner_id_day"), ["learner_id", "day"], unique=False
        )
    for late, kinds in LATE_MOST.items():
        _expire("due", late, kinds, sa.true())
        _expire("delivery", late, kinds, sa.column("state") == "pending")


def _expire(table: str, late: int, kinds: tuple[str, ...], which: sa.ColumnElement[bool]) -> None:
    """Let what may be that late be of no use from the microsecond after."""
    rows = sa.table(table, sa.column("kind"), sa.column("due_at"), sa.column("expires_at"))
    late_one = sa.update(rows).where(rows.c.kind.in_(kinds), which)
    op.execute(late_one.values(expires_at=rows.c.due_at + late + 1))


def downgrade() -> None:
    with op.batch_alter_table("entry", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_entry_learner_id_day"))
        batch_op.create_index(batch_op.f("ix_entry_learner_id"), ["learner_id"], unique=False)
    op.execute("update delivery set state = 'pending' where state = 'expired'")
    with op.batch_alter_table("delivery", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_delivery_state_platform_expires_at"))
        batch_op.drop_column("expires_at")
        batch_op.drop_column("fence")
        batch_op.drop_column("owner")
    op.drop_column("due", "expires_at")
