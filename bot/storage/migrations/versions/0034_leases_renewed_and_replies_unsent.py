"""When a lease was renewed last, for the host to see; and an index of the replies that are not sent."""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0032"
branch_labels = None
depends_on = None

_UNSENT = sa.text("sent_at IS NULL")


def upgrade() -> None:
    op.add_column("lease", sa.Column("renewed_at", sa.BigInteger(), nullable=True))
    op.drop_index("ix_reply_platform_sent_at", "reply")
    op.create_index(
        "ix_reply_platform_made_at",
        "reply",
        ["platform", "made_at"],
        sqlite_where=_UNSENT,
        postgresql_where=_UNSENT,
    )


def downgrade() -> None:
    op.drop_index("ix_reply_platform_made_at", "reply")
    op.create_index("ix_reply_platform_sent_at", "reply", ["platform", "sent_at"])
    op.drop_column("lease", "renewed_at")
