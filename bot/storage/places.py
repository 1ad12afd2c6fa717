"""Which of a person's accounts is written to, as SQL (promise 7.2)."""

from typing import Any, Final

from sqlalchemy import ColumnElement, literal, select

from bot.storage import tables as t

_BETTER: Final = t.account.alias()

IS_PLACE: Final[ColumnElement[bool]] = (
    t.account.c.off_at.is_(None)
    & ~select(literal(1))
    .where(
        _BETTER.c.learner_id == t.account.c.learner_id,
        _BETTER.c.off_at.is_(None),
        _BETTER.c.rank < t.account.c.rank,
    )
    .correlate(t.account)
    .exists()
)
"""The account where its person is written to: of those that can be reached the one wanted most."""

IN_ORDER: Final[tuple[ColumnElement[Any], ...]] = (t.account.c.rank, t.account.c.platform)
"""The order of a person's accounts: those first that they want to be written to."""
