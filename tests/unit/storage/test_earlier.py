"""What old entries come to is a copy: it goes with the rules it was made by (promise 2.9)."""

from pathlib import Path

from contract.test_ageing import aged, same
from support.database import connected, count
from support.stores import loaded, stores


async def test_one_of_other_rules_is_dropped_and_all_is_folded_anew(tmp_path: Path) -> None:
    path = str(tmp_path / "w.db")
    async with stores(path) as opened:
        told = await aged(await opened())
    with connected(path) as database:
        database.execute("update earlier set rules = rules - 1, body = '{}'")
        database.commit()
    async with stores(path) as opened:
        found = await loaded(await opened())
    assert found.entries.earlier is None
    same(found, told)
    assert count(path, "earlier") == 0
