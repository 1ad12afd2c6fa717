"""Up to which version a learner was kept by programs that know of what is summed up; an index.

What came to a learner last is found without a look at all that came before.
"""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None


def upgrade() -> None:
    column = sa.Column("known_version", sa.Integer(), nullable=False, server_default="0")
    op.add_column("learner", column)
    op.create_index("ix_delivery_learner_id_decided_at", "delivery", ["learner_id", "decided_at"])
    op.drop_index("ix_delivery_learner_id", "delivery")


def downgrade() -> None:
    op.create_index("ix_delivery_learner_id", "delivery", ["learner_id"])
    op.drop_index("ix_delivery_learner_id_decided_at", "delivery")
    op.drop_column("learner", "known_version")
