"""The thread of its chat that a group's messages go to."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("study_group", sa.Column("thread", sa.String(64), nullable=True))


def downgrade() -> None:
    op.drop_column("study_group", "thread")
