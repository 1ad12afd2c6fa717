"""What a database keeps: rows and bytes by table."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final

OWN: Final = frozenset(
    {
        "account",
        "answer",
        "booking",
        "checkin",
        "choice",
        "earlier",
        "enrolment",
        "entry",
        "explanation",
        "focus",
        "group_day",
        "forecast",
        "kudos",
        "mark",
        "milestone",
        "move",
        "pacing",
        "pause",
        "pause_cut",
        "quorum",
        "recall_answer",
        "review",
        "setting_change",
        "settlement",
        "stay",
    }
)
"""The tables that hold what learners and groups did: these grow with every day, and with no more."""

GROUPS: Final = "delivery (groups)"


def rows_by_table(path: Path) -> dict[str, int]:
    """How many rows each table has; of the deliveries, how many are groups', too."""
    names = "select name from sqlite_master where type = 'table' and name not like 'sqlite_%'"
    with closing(sqlite3.connect(path)) as database:
        froms = {name: name for (name,) in database.execute(names).fetchall()}
        froms[GROUPS] = "delivery where learner_id is null"
        return {
            name: database.execute(f"select count(*) from {each}").fetchone()[0]
            for name, each in froms.items()
        }


def sizes_by_table(path: Path) -> dict[str, int]:
    """The bytes of each table with its indexes; of the whole file where SQLite cannot tell."""
    query = (
        "select tbl_name, sum(pgsize) from dbstat join sqlite_master using (name) group by tbl_name"
    )
    with closing(sqlite3.connect(path)) as database:
        try:
            return dict(database.execute(query).fetchall())
        except sqlite3.OperationalError:
            return {"all": path.stat().st_size}
