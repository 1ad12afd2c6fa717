"""A person may have many accounts, in the order in which they want to be written to."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    rank = sa.Column("rank", sa.Integer(), nullable=False, server_default="0")
    op.add_column("account", rank)


def downgrade() -> None:
    op.drop_column("account", "rank")
