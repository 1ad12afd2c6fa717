"""Why a learner does all this."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("learner", sa.Column("goal", sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column("learner", "goal")
