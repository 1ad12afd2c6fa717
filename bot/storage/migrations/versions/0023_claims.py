"""Who is at an event or a reply, and until when nobody else takes it."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ("inbox", "reply"):
        op.add_column(table, sa.Column("claimed_by", sa.String(64), nullable=True))
        op.add_column(table, sa.Column("claimed_until", sa.BigInteger(), nullable=True))


def downgrade() -> None:
    for table in ("reply", "inbox"):
        op.drop_column(table, "claimed_until")
        op.drop_column(table, "claimed_by")
