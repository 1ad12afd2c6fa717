"""Links: codes on their way, tries that were refused, what was merged; enrolments that ended."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("enrolment", sa.Column("ended_at", sa.BigInteger(), nullable=True))
    op.create_table(
        "link_request",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("learner_id", sa.Integer(), nullable=False),
        sa.Column("platform", sa.String(16), nullable=False),
        sa.Column("account", sa.String(64), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("taker_id", sa.Integer(), nullable=True),
        sa.Column("taker_platform", sa.String(16), nullable=True),
        sa.Column("taker_account", sa.String(64), nullable=True),
        sa.Column("agreed_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["learner_id"],
            ["learner.id"],
            name="fk_link_request_learner_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["taker_id"],
            ["learner.id"],
            name="fk_link_request_taker_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_link_request"),
        sa.UniqueConstraint("digest", name="uq_link_request_digest"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_link_request_learner_id", "link_request", ["learner_id"])
    op.create_index("ix_link_request_taker_id", "link_request", ["taker_id"])
    op.create_table(
        "link_try",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("platform", sa.String(16), nullable=False),
        sa.Column("account", sa.String(64), nullable=False),
        sa.Column("tried_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_link_try"),
    )
    op.create_index("ix_link_try_platform_account", "link_try", ["platform", "account"])
    op.create_table(
        "merger",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("learner_id", sa.Integer(), nullable=False),
        sa.Column("merged_at", sa.BigInteger(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["learner_id"], ["learner.id"], name="fk_merger_learner_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_merger"),
    )
    op.create_index("ix_merger_learner_id", "merger", ["learner_id"])


def downgrade() -> None:
    op.drop_table("merger")
    op.drop_table("link_try")
    op.drop_table("link_request")
    op.drop_column("enrolment", "ended_at")
