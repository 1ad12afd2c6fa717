"""Texts as PostgreSQL takes them: no NUL, no half of a character, no more than a column holds.

SQLite takes nearly anything; here each of these would be an error, and a learner's words lost.
"""

from collections.abc import Callable
from typing import Any, Final

from sqlalchemy import Dialect, String

REPLACEMENT: Final = "\N{REPLACEMENT CHARACTER}"


def clean(value: str, most: int | None = None) -> str:
    """`value` as it can be stored; what is no character is shown as such."""
    cut = value if most is None else value[:most]
    if cut.isascii():
        return cut.replace("\0", REPLACEMENT) if "\0" in cut else cut
    whole = cut.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return whole.replace("\0", REPLACEMENT)


def take_only_text(dialect: Dialect) -> None:
    """Have every text that is bound to a column, or compared with one, cleaned on its way."""
    theirs: type[String] = dialect.colspecs[String]  # type: ignore[assignment]

    class CleanString(theirs):  # type: ignore[valid-type, misc]
        """The driver's text, cleaned and cut."""

        def bind_processor(self, dialect: Dialect) -> Callable[[Any], Any]:
            """What is sent in the place of a value."""
            most = self.length
            return lambda value: clean(value, most) if isinstance(value, str) else value

    dialect.colspecs = {**dialect.colspecs, String: CleanString}
