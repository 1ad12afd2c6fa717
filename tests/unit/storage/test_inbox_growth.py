"""What waits in the inbox is found by its index, however much was handled before (promise 10)."""

from datetime import UTC, datetime

from sqlalchemy.dialects import postgresql, sqlite

from bot.runtime.wiring import storing
from bot.storage.inbox import _first_of
from support.database import execute, in_postgresql, rows

HANDLED = 20_000
OPEN = 30


def _fill(database: str) -> None:
    """Much that was handled, and a little that was not, of many people."""
    numbers = f"generate_series(1, {HANDLED + OPEN}) as n(i)"
    if not in_postgresql(database):
        counted = f"select 1 union all select i + 1 from n where i < {HANDLED + OPEN}"
        numbers = f"(with recursive n(i) as ({counted}) select i from n) as n"
    handled = f"case when i <= {HANDLED} then i end"
    columns = "platform, event_id, account, body, received_at, handled_at"
    execute(
        database,
        f"insert into inbox ({columns}) select 'telegram', 'e' || i, 'a' || ((i - 1 - {HANDLED})"
        f" % {OPEN} + 1), '', i, {handled} from {numbers}",
        "analyze",
    )


async def test_what_waits_is_found_without_a_look_at_what_was_handled(database: str) -> None:
    async with storing(database):
        _fill(database)
    dialect = postgresql.dialect() if in_postgresql(database) else sqlite.dialect()  # type: ignore[no-untyped-call]
    query = _first_of("telegram", datetime(2026, 3, 2, tzinfo=UTC), ["a1"], 1)
    words = str(query.compile(dialect=dialect, compile_kwargs={"literal_binds": True}))
    how = "explain" if in_postgresql(database) else "explain query plan"
    plan = "\n".join(
        str(row[-1] if len(row) > 1 else row[0]) for row in rows(database, f"{how} {words}")
    )
    assert plan.count("ix_inbox_open") >= 2, plan
    assert "pk_inbox" not in plan, plan
    assert "Seq Scan" not in plan, plan
    assert rows(database, words) == [("a2",)]
