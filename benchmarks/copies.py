"""Copies of those who live in a database already, made in sets: for crowds."""

from collections.abc import Sequence
from typing import Final

from support.database import connected, in_postgresql, rows

COPIED: Final = (
    "learner",
    "account",
    "setting_change",
    "enrolment",
    "move",
    "pacing",
    "entry",
    "milestone",
)
"""The tables of which a copy has rows, owners first; what falls due is made anew."""

OWNERS: Final = {"learner_id": "learner", "enrolment_id": "enrolment"}


def copy_all(address: str, times: int, *, prefix: str = "") -> None:
    """As many copies of everybody who is there; an account's number is counted up after `prefix`.

    Nothing is due then.
    """
    statements = [_copy(address, name, times, prefix) for name in COPIED]
    ids = [name for name in COPIED if "id" in _columns(address, name)]
    with connected(address) as database:
        if in_postgresql(address):
            database.execute("set session_replication_role = replica")  # the copies need no checks
        database.execute("delete from due")
        for each in statements:
            database.execute(each)
        for name in ids if in_postgresql(address) else ():
            sequence = f"pg_get_serial_sequence('{name}', 'id')"
            database.execute(f"select setval({sequence}, (select max(id) from {name}))")
        database.commit()


def _copy(address: str, name: str, times: int, prefix: str) -> str:
    numbers = f"generate_series(1, {times}) as n(i)"
    if not in_postgresql(address):
        counted = f"select 1 union all select i + 1 from n where i < {times}"
        numbers = f"(with recursive n(i) as ({counted}) select i from n) as n"
    columns = _columns(address, name)
    values = ", ".join(_value(address, name, each, prefix) for each in columns)
    names = ", ".join(f'"{each}"' for each in columns)
    return f"insert into {name} ({names}) select {values} from {name} as one cross join {numbers}"


def _columns(address: str, name: str) -> Sequence[str]:
    query = f"select name from pragma_table_info('{name}')"
    if in_postgresql(address):
        query = f"select column_name from information_schema.columns where table_name = '{name}'"
    return [each for (each,) in rows(address, query)]


def _value(address: str, name: str, column: str, prefix: str) -> str:
    """What the i-th copy of a row has in a column."""
    if (name, column) in {("account", "external_id"), ("account", "chat")}:
        number = f"cast(substr(one.{column}, {len(prefix) + 1}) as bigint) + n.i"
        return f"'{prefix}' || cast({number} as text)"
    owner = name if column == "id" else OWNERS.get(column)
    if owner is None:
        return f'one."{column}"'
    ((most,),) = rows(address, f"select max(id) from {owner}")
    return f'one."{column}" + n.i * {most}'
