"""The message whose button made an entry, and who makes the text of a notice."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0003"
branch_labels = None
depends_on = None

_MAKERS = ("kudos", "inactive")


def upgrade() -> None:
    op.add_column("entry", sa.Column("message", sa.String(length=32), nullable=True))
    op.add_column("delivery", sa.Column("maker", sa.String(length=32), nullable=True))
    for maker in _MAKERS:  # the payload of a notice began with who makes it
        op.execute(
            sa.text(
                "UPDATE delivery SET maker = :maker, payload = substr(payload, :rest)"
                " WHERE kind = 'notice' AND payload LIKE :begins"
            ).bindparams(maker=maker, rest=len(maker) + 2, begins=f"{maker} %")
        )


def downgrade() -> None:
    op.execute(
        "UPDATE delivery SET payload = maker || ' ' || payload"
        " WHERE kind = 'notice' AND maker IS NOT NULL"
    )
    op.drop_column("delivery", "maker")
    op.drop_column("entry", "message")
