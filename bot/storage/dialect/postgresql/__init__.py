"""PostgreSQL: many processes on many machines, which write side by side (promise 9.5)."""

from bot.storage.dialect.postgresql.checking import faults, findings, snapshot
from bot.storage.dialect.postgresql.claiming import claim, claim_one
from bot.storage.dialect.postgresql.engine import (
    address,
    before_migrating,
    connect,
    connect_for_simulation,
    connect_to_migrate,
    is_there,
    lock,
    look_once,
    make_private,
    named,
    new_is_made,
    reading,
    serves_many,
)
from bot.storage.dialect.postgresql.numbering import highest_ids, raise_ids
from bot.storage.dialect.postgresql.ownership import owning
from bot.storage.dialect.postgresql.rewriting import rewrite, size
from bot.storage.dialect.postgresql.telling import listen, tell

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
