"""When a lease was renewed last, for the host to see."""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("lease", sa.Column("renewed_at", sa.BigInteger(), nullable=True))


def downgrade() -> None:
    op.drop_column("lease", "renewed_at")
