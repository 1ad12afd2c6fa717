"""Where an entry and a check-in belong, which words a prompt began with, and what was told."""

from datetime import UTC, date, datetime, timedelta

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0007"
branch_labels = None
depends_on = None

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def upgrade() -> None:
    op.add_column("entry", sa.Column("enrolment_id", sa.Integer(), nullable=True))
    op.add_column("entry", sa.Column("week", sa.Integer(), nullable=True))
    op.add_column("checkin", sa.Column("enrolment_id", sa.Integer(), nullable=True))
    op.add_column("delivery", sa.Column("opening", sa.Integer(), nullable=True))
    op.add_column("study_group", sa.Column("ended_at", sa.BigInteger(), nullable=True))
    op.add_column("learner", sa.Column("run_told", sa.Date(), nullable=True))
    _told_so_far()


def _told_so_far() -> None:
    """What a streak did before is no news to anybody."""
    learner = sa.table(
        "learner",
        sa.column("id", sa.Integer),
        sa.column("acted_at", sa.BigInteger),
        sa.column("run_told", sa.Date),
    )
    connection = op.get_bind()
    heard = sa.select(learner.c.id, learner.c.acted_at).where(learner.c.acted_at.is_not(None))
    told = [{"whose": row.id, "day": _day(row.acted_at)} for row in connection.execute(heard).all()]
    if told:
        mine = sa.update(learner).where(learner.c.id == sa.bindparam("whose"))
        connection.execute(mine.values(run_told=sa.bindparam("day")), told)


def _day(instant: int) -> date:
    return (_EPOCH + timedelta(microseconds=instant)).date()


def downgrade() -> None:
    op.drop_column("learner", "run_told")
    op.drop_column("study_group", "ended_at")
    op.drop_column("delivery", "opening")
    op.drop_column("checkin", "enrolment_id")
    op.drop_column("entry", "week")
    op.drop_column("entry", "enrolment_id")
