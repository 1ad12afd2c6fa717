"""Inserting what may be there already: one form, which both databases read."""

from sqlalchemy.dialects.sqlite import Insert, insert
from sqlalchemy.sql.schema import Table


def upsert(table: Table) -> Insert:
    """An INSERT that is told what to do on a conflict: `on_conflict_do_nothing` or `_do_update`."""
    return insert(table)
