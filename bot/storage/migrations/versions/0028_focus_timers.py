"""Focus timers, and who makes the notice that falls due."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "focus",
        sa.Column("learner_id", sa.Integer(), nullable=False),
        sa.Column("started_at", sa.BigInteger(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
        sa.Column("platform", sa.String(16), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("ran", sa.Integer(), nullable=False),
        sa.Column("paused", sa.Boolean(), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["learner_id"], ["learner.id"], name="fk_focus_learner_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("learner_id", name="pk_focus"),
    )
    op.add_column("due", sa.Column("maker", sa.String(32), nullable=True))


def downgrade() -> None:
    op.execute("DELETE FROM due WHERE maker IS NOT NULL")
    op.drop_column("due", "maker")
    op.drop_table("focus")
