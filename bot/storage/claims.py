"""Claims on rows that many processes may work at: whose they are, and for how long (promise 9.5).

A claim ends by the database's own clock, so that those of a process that died, hangs or is cut off
are anybody's soon after. It keeps two from the same work; that the work has one effect is seen to
where its result is committed.
"""

from typing import Any, Final

from sqlalchemy import ColumnElement, FromClause, literal_column, or_, true

from bot.storage.dialect.seconds import RealSeconds

CLAIMED_FOR: Final = 25
"""Seconds for which a claim lasts, unless it is renewed."""

UNTIL: Final[ColumnElement[int]] = RealSeconds() + literal_column(str(CLAIMED_FOR))
"""When a claim ends that is made, or renewed, now."""


def claimed(by: str | None) -> dict[str, Any]:
    """The columns of what somebody claims, or of what is free."""
    return {"claimed_by": by, "claimed_until": None if by is None else UNTIL}


class Claims:
    """Claims on the rows of one table, on a database that is `shared` by processes, or is not.

    Alone, a process has to wait for nobody's claim: another's is that of one that died.
    """

    def __init__(self, table: FromClause, *, shared: bool) -> None:
        self._of = table.c
        self._shared = shared

    def may_be_taken(self, by: str) -> ColumnElement[bool]:
        """Whether a row is a process's, or nobody else's."""
        return self.are_free() | (self._of.claimed_by == by)

    def are_free(self) -> ColumnElement[bool]:
        """Whether nobody has a claim on a row any more."""
        ended = self._of.claimed_until < RealSeconds()
        return or_(self._of.claimed_by.is_(None), ended) if self._shared else true()
