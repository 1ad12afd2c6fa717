"""What members add to the counts of their group's day, and how the streak stood on old days."""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_STREAK = ("streak", "longest", "freezes")


def _group(table: str) -> tuple[sa.Column[int], sa.ForeignKeyConstraint]:
    key = sa.ForeignKeyConstraint(
        ["group_id"], ["study_group.id"], name=f"fk_{table}_group_id", ondelete="CASCADE"
    )
    return sa.Column("group_id", _ID, nullable=False), key


def _learner(table: str) -> tuple[sa.Column[int], sa.ForeignKeyConstraint]:
    key = sa.ForeignKeyConstraint(
        ["learner_id"], ["learner.id"], name=f"fk_{table}_learner_id", ondelete="CASCADE"
    )
    return sa.Column("learner_id", _ID, nullable=False), key


def upgrade() -> None:
    for name in _STREAK:
        op.add_column("settlement", sa.Column(name, sa.Integer(), nullable=True))
    op.create_table(
        "group_day",
        *_group("group_day"),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("began", sa.BigInteger(), nullable=False),
        sa.Column("closes", sa.BigInteger(), nullable=True),
        sa.Column("upto", sa.BigInteger(), nullable=True),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("expected", sa.Integer(), nullable=False),
        sa.Column("complete", sa.Boolean(), nullable=False),
        sa.Column("outages", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("group_id", "day", name="pk_group_day"),
    )
    op.create_table(
        "member_day",
        *_group("member_day"),
        *_learner("member_day"),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("begins", sa.BigInteger(), nullable=True),
        sa.Column("ends", sa.BigInteger(), nullable=True),
        sa.Column("counts", sa.Boolean(), nullable=False),
        sa.Column("goes_on", sa.Boolean(), nullable=False),
        sa.Column("is_in", sa.Boolean(), nullable=False),
        sa.Column("named", sa.Boolean(), nullable=False),
        sa.Column("zone", sa.String(64), nullable=False),
        sa.Column("windows", sa.Text(), nullable=False),
        sa.Column("idle_at", sa.BigInteger(), nullable=True),
        sa.Column("timer_ends", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("group_id", "day", "learner_id", name="pk_member_day"),
    )
    op.create_table(
        "member_step",
        *_group("member_step"),
        *_learner("member_step"),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("expected", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("group_id", "day", "learner_id", "at", name="pk_member_step"),
    )
    op.create_table(
        "member_change",
        *_group("member_change"),
        *_learner("member_change"),
        sa.PrimaryKeyConstraint("group_id", "learner_id", name="pk_member_change"),
    )
    for table in ("member_day", "member_step", "member_change"):
        op.create_index(f"ix_{table}_learner_id", table, ["learner_id"])
    for column in ("day_ends", "idle_at", "timer_ends"):
        columns = ["group_id", "day", "ends"] if column == "day_ends" else ["group_id", column]
        op.create_index(f"ix_member_day_group_id_{column}", "member_day", columns)
    op.create_index("ix_member_step_group_id_day_at", "member_step", ["group_id", "day", "at"])


def downgrade() -> None:
    for table in ("member_change", "member_step", "member_day", "group_day"):
        op.drop_table(table)
    with op.batch_alter_table("settlement") as batch:
        for name in _STREAK:
            batch.drop_column(name)
