"""Brings a database to a revision, and fills in between two of them."""

from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, text

BATCH: Final = 100

_FILL = text("""
    UPDATE event SET occurred_at = at WHERE number IN (
        SELECT number FROM event WHERE occurred_at IS NULL ORDER BY number LIMIT :batch
    )
""")


def upgrade(url: str, revision: str) -> None:
    """Run the migrations up to a revision."""
    engine = create_engine(url)
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")))
    config.set_main_option("path_separator", "os")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
    engine.dispose()


def fill(url: str) -> int:
    """Fill in `occurred_at` where it is missing, a small transaction at a time; how many rows."""
    engine = create_engine(url)
    filled = 0
    while True:
        with engine.begin() as connection:
            batch = connection.execute(_FILL, {"batch": BATCH}).rowcount
        filled += batch
        if batch < BATCH:
            engine.dispose()
            return filled
