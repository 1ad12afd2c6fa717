"""Recall: reviews, and what was answered in them."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "review",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("learner_id", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.BigInteger(), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("phase", sa.String(64), nullable=True),
        sa.Column("question", sa.String(64), nullable=True),
        sa.Column("asked_at", sa.BigInteger(), nullable=True),
        sa.Column("given", sa.Text(), nullable=True),
        sa.Column("sure", sa.String(8), nullable=True),
        sa.Column("closed_at", sa.BigInteger(), nullable=True),
        sa.Column("finished_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["learner_id"], ["learner.id"], name="fk_review_learner_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_review"),
    )
    op.create_index("ix_review_learner_id", "review", ["learner_id"])
    op.create_table(
        "recall_answer",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("learner_id", sa.Integer(), nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(64), nullable=False),
        sa.Column("right", sa.Boolean(), nullable=False),
        sa.Column("sure", sa.String(8), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["learner_id"], ["learner.id"], name="fk_recall_answer_learner_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["review_id"], ["review.id"], name="fk_recall_answer_review_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_recall_answer"),
    )
    op.create_index("ix_recall_answer_learner_id", "recall_answer", ["learner_id"])


def downgrade() -> None:
    op.drop_table("recall_answer")
    op.drop_table("review")
