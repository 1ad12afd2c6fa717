"""Events wait in the inbox for their next try; what can never be read is kept apart."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_COPIED = "platform, event_id, account, body, received_at, handled_at"


def upgrade() -> None:
    op.add_column("learner", sa.Column("acted_at", sa.BigInteger(), nullable=True))
    op.execute("UPDATE learner SET acted_at = heard_at")
    _number_the_inbox()
    op.create_table(
        "quarantine",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("platform", sa.String(length=16), nullable=False),
        sa.Column("event_id", sa.String(length=64), nullable=False),
        sa.Column("received_at", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.String(length=128), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quarantine")),
        sa.UniqueConstraint("platform", "event_id", name=op.f("uq_quarantine_platform_event_id")),
    )


def _number_the_inbox() -> None:
    """The order of arrival gets a column of its own: instants do not tell it where they tie."""
    _free_the_name_of_the_key()
    op.create_table(
        "new_inbox",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("platform", sa.String(length=16), nullable=False),
        sa.Column("event_id", sa.String(length=64), nullable=False),
        sa.Column("account", sa.String(length=64), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("received_at", sa.BigInteger(), nullable=False),
        sa.Column("handled_at", sa.BigInteger(), nullable=True),
        sa.Column("tries", sa.Integer(), server_default="0", nullable=False),
        sa.Column("next_try_at", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.String(length=128), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inbox")),
        sa.UniqueConstraint("platform", "event_id", name=op.f("uq_inbox_platform_event_id")),
    )
    op.execute(
        f"INSERT INTO new_inbox ({_COPIED}) SELECT {_COPIED} FROM inbox"  # noqa: S608 -- ours
        " ORDER BY received_at, event_id"
    )
    op.drop_table("inbox")
    op.rename_table("new_inbox", "inbox")
    if _is_postgresql():
        op.execute("ALTER SEQUENCE new_inbox_id_seq RENAME TO inbox_id_seq")
    op.create_index(op.f("ix_inbox_account"), "inbox", ["account"], unique=False)
    op.create_index(op.f("ix_inbox_received_at"), "inbox", ["received_at"], unique=False)
    op.create_index(
        "ix_inbox_open",
        "inbox",
        ["platform", "account", "id"],
        unique=False,
        sqlite_where=sa.text("handled_at IS NULL"),
        postgresql_where=sa.text("handled_at IS NULL"),
    )


def _free_the_name_of_the_key() -> None:
    """On PostgreSQL the name of a key is one of the whole schema."""
    if _is_postgresql():
        op.execute("ALTER INDEX pk_inbox RENAME TO pk_inbox_before")


def _is_postgresql() -> bool:
    return op.get_bind().dialect.name == "postgresql"


def downgrade() -> None:
    op.drop_table("quarantine")
    _free_the_name_of_the_key()
    op.create_table(
        "old_inbox",
        sa.Column("platform", sa.String(length=16), nullable=False),
        sa.Column("event_id", sa.String(length=64), nullable=False),
        sa.Column("account", sa.String(length=64), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("received_at", sa.BigInteger(), nullable=False),
        sa.Column("handled_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("platform", "event_id", name=op.f("pk_inbox")),
    )
    op.execute(f"INSERT INTO old_inbox ({_COPIED}) SELECT {_COPIED} FROM inbox")  # noqa: S608
    op.drop_table("inbox")
    op.rename_table("old_inbox", "inbox")
    op.create_index(op.f("ix_inbox_account"), "inbox", ["account"], unique=False)
    op.create_index(
        op.f("ix_inbox_platform_handled_at"), "inbox", ["platform", "handled_at"], unique=False
    )
    op.create_index(op.f("ix_inbox_received_at"), "inbox", ["received_at"], unique=False)
    with op.batch_alter_table("learner") as batch_op:
        batch_op.drop_column("acted_at")
