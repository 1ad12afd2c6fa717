"""The first schema; an event's time is in the column `at`."""

from alembic import op

revision = "begin"
down_revision = None

TABLES = """
CREATE TABLE parcel (
    number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id text NOT NULL UNIQUE
);
CREATE TABLE event (
    number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    parcel_number bigint NOT NULL REFERENCES parcel,
    carrier text NOT NULL,
    carrier_event_id text NOT NULL,
    kind text NOT NULL CHECK (kind IN (
        'announced', 'picked_up', 'in_transit', 'out_for_delivery', 'delivered', 'returned'
    )),
    at timestamptz NOT NULL,
    UNIQUE (carrier, carrier_event_id)
);
CREATE INDEX ON event (parcel_number);
CREATE TABLE subscription (
    number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    url text NOT NULL,
    secret text NOT NULL,
    parcel_id text
);
CREATE TABLE outbox (
    number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    subscription_number bigint NOT NULL REFERENCES subscription,
    body jsonb NOT NULL,
    due_at timestamptz,
    delivered_at timestamptz,
    attempts bigint NOT NULL
);
CREATE INDEX ON outbox (due_at, number) WHERE due_at IS NOT NULL;
CREATE TABLE answer (
    key text PRIMARY KEY,
    fingerprint text NOT NULL,
    status bigint,
    body jsonb
);
"""


def upgrade() -> None:
    """Make the tables."""
    op.execute(TABLES)
