"""What differs from one database to another: engines, upserts, claiming, locking.

All else in `bot.storage` is written once, on SQLAlchemy Core, and takes these from here. A second
database is a package beside `sqlite` with the same functions; nobody but this module knows which.
"""

from bot.storage.dialect.sqlite.claiming import claim, claim_one, claimable, put_off
from bot.storage.dialect.sqlite.engine import (
    Connecting,
    connect,
    connect_for_simulation,
    database_path,
    database_url,
    probe,
    reading,
)
from bot.storage.dialect.sqlite.ownership import make_private, owning
from bot.storage.dialect.sqlite.rewriting import rewrite, size
from bot.storage.dialect.sqlite.upserting import upsert

__all__ = [
    "Connecting",
    "claim",
    "claim_one",
    "claimable",
    "connect",
    "connect_for_simulation",
    "database_path",
    "database_url",
    "make_private",
    "owning",
    "probe",
    "put_off",
    "reading",
    "rewrite",
    "size",
    "upsert",
]
