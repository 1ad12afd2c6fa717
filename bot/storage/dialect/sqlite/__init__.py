"""SQLite: one file, one process that owns its clockwork, one writer at a time."""

from bot.storage.dialect.sqlite.claiming import claim, claim_one
from bot.storage.dialect.sqlite.copying import faults, snapshot
from bot.storage.dialect.sqlite.engine import (
    address,
    before_migrating,
    connect,
    connect_for_simulation,
    connect_to_migrate,
    is_there,
    lock,
    look_once,
    named,
    new_is_made,
    reading,
    serves_many,
)
from bot.storage.dialect.sqlite.findings import findings
from bot.storage.dialect.sqlite.numbering import highest_ids, raise_ids
from bot.storage.dialect.sqlite.ownership import make_private, owning
from bot.storage.dialect.sqlite.rewriting import rewrite, size
from bot.storage.dialect.sqlite.telling import listen, tell

__all__ = [
    "address",
    "before_migrating",
    "claim",
    "claim_one",
    "connect",
    "connect_for_simulation",
    "connect_to_migrate",
    "faults",
    "findings",
    "highest_ids",
    "is_there",
    "listen",
    "lock",
    "look_once",
    "make_private",
    "named",
    "new_is_made",
    "owning",
    "raise_ids",
    "reading",
    "rewrite",
    "serves_many",
    "size",
    "snapshot",
    "tell",
]
