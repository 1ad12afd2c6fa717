"""The table of what falls due, in its order, and how a learner's rows are found in it.

In SQLite it is one b-tree: what falls due together lies together, so that a claim reads and writes
few pages of however large a file. A learner's rows can then be found by their instants only, which
triggers note in the learner's own row. PostgreSQL finds them by an index.
"""

from typing import Any, Final

from sqlalchemy import (
    BindParameter,
    Boolean,
    Column,
    ColumnElement,
    Connection,
    Date,
    ForeignKeyConstraint,
    Index,
    PrimaryKeyConstraint,
    String,
    Table,
    bindparam,
    event,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.sql.operators import OperatorType

from bot.storage.instant import Instant
from bot.storage.tables.columns import Id, metadata

due: Final = Table(
    "due",
    metadata,
    Column("learner_id", Id, nullable=False),
    Column("kind", String(24), nullable=False),
    Column("day", Date, nullable=False),
    Column("due_at", Instant, nullable=False),
    Column("expires_at", Instant),
    Column("maker", String(32)),
    PrimaryKeyConstraint("due_at", "learner_id", "kind"),
    # SQLite would look for a learner's rows in all of it, where a trigger knows which they are.
    ForeignKeyConstraint(["learner_id"], ["learner.id"], ondelete="CASCADE").ddl_if("postgresql"),
    Index(None, "learner_id", "kind", unique=True).ddl_if("postgresql"),
    sqlite_with_rowid=False,
)

_NOTED: Final = (
    "SELECT CASE type WHEN 'integer' THEN value * 1000000 ELSE CAST(value AS INTEGER) END"
    " FROM json_each({note})"
)
"""The instants of a note: as a number, in seconds; as text, in microseconds."""

_NOTE: Final = (
    "CREATE TRIGGER {name} AFTER {change} ON due BEGIN"
    " UPDATE learner SET dues = (SELECT json_group_array("
    "CASE WHEN due_at % 1000000 THEN CAST(due_at AS TEXT) ELSE due_at / 1000000 END) FROM"
    " (SELECT DISTINCT due_at FROM due WHERE learner_id = NEW.learner_id AND due_at IN"
    " (SELECT NEW.due_at UNION {noted}))) WHERE id = NEW.learner_id; END"
)

TRIGGERS: Final = {
    "due_is_noted": _NOTE.format(
        name="due_is_noted", change="INSERT", noted=_NOTED.format(note="learner.dues")
    ),
    "due_is_noted_anew": _NOTE.format(
        name="due_is_noted_anew",
        change="UPDATE OF due_at, learner_id",
        noted=_NOTED.format(note="learner.dues"),
    ),
    "due_goes_with_learner": (
        "CREATE TRIGGER due_goes_with_learner BEFORE DELETE ON learner BEGIN"  # noqa: S608
        " DELETE FROM due WHERE learner_id = OLD.id AND due_at IN"
        f" ({_NOTED.format(note='OLD.dues')}); END"
    ),
}
"""What keeps the notes, in SQLite: whoever writes a due, its instant is noted in the same breath.

A claim leaves the note as it is, which spares it the learner's page: what is not there any more is
left out with the next due that is noted.
"""


def _put_triggers(_: Table, connection: Connection, **_more: object) -> None:
    if connection.dialect.name == "sqlite":
        for each in TRIGGERS.values():
            connection.exec_driver_sql(each)


event.listen(due, "after_create", _put_triggers)


class _IsNoted(FunctionElement[bool]):
    """Whether an instant is in the note of a learner, where there are notes."""

    type = Boolean()
    inherit_cache = True

    def self_group(self, against: OperatorType | None = None) -> "_IsNoted":
        """Itself: SQLAlchemy would add `= 1`, for which SQLite looks through the whole table."""
        return self


@compiles(_IsNoted)
def _anywhere(_element: _IsNoted, _compiler: SQLCompiler, **_: Any) -> str:
    return "true"


@compiles(_IsNoted, "sqlite")
def _as_noted(element: _IsNoted, compiler: SQLCompiler, **more: Any) -> str:
    instant, learner_id = (compiler.process(each, **more) for each in element.clauses)
    noted = _NOTED.format(note="learner.dues").replace("json_each", "learner, json_each")
    return f"{instant} IN ({noted} WHERE learner.id = {learner_id})"


def dues_of(learner_id: int | BindParameter[int]) -> ColumnElement[bool]:
    """The rows of one learner."""
    whose = bindparam(None, learner_id) if isinstance(learner_id, int) else learner_id
    return (due.c.learner_id == whose) & _IsNoted(due.c.due_at, whose)
