"""Drop `at`, once no release that knows it runs and no row is without `occurred_at`."""

from alembic import op

revision = "contract"
down_revision = "expand"

ONE = """
ALTER TABLE event ADD CONSTRAINT occurred CHECK (occurred_at IS NOT NULL) NOT VALID;
ALTER TABLE event VALIDATE CONSTRAINT occurred;
ALTER TABLE event ALTER COLUMN occurred_at SET NOT NULL;
ALTER TABLE event DROP CONSTRAINT occurred;
DROP TRIGGER event_both_times ON event;
DROP FUNCTION event_both_times;
ALTER TABLE event DROP COLUMN at;
"""


def upgrade() -> None:
    """Leave the new column alone."""
    op.execute(ONE)
