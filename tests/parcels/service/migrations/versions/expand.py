"""Add `occurred_at` beside `at`; whichever a release writes, the other follows."""

from alembic import op

revision = "expand"
down_revision = "begin"

BOTH = """
ALTER TABLE event ADD COLUMN occurred_at timestamptz;
CREATE FUNCTION event_both_times() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.at := coalesce(NEW.at, NEW.occurred_at);
    NEW.occurred_at := coalesce(NEW.occurred_at, NEW.at);
    RETURN NEW;
END $$;
CREATE TRIGGER event_both_times BEFORE INSERT OR UPDATE ON event
    FOR EACH ROW EXECUTE FUNCTION event_both_times();
"""


def upgrade() -> None:
    """Make the column and keep the two alike; rows of before are filled in afterwards, in parts."""
    op.execute(BOTH)
