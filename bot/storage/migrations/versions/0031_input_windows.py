"""How much people say, counted for all processes that take it in."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "input_window",
        sa.Column("platform", sa.String(16), nullable=False),
        sa.Column("account", sa.String(64), nullable=False),
        sa.Column("began", sa.BigInteger(), nullable=False),
        sa.Column("inputs", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("platform", "account", name=op.f("pk_input_window")),
    )
    op.create_index(op.f("ix_input_window_began"), "input_window", ["began"])


def downgrade() -> None:
    op.drop_table("input_window")
