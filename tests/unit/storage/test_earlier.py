"""What old entries come to is a copy: it goes with the rules it was made by (promise 2.9)."""

from pathlib import Path

from contract.test_ageing import DAYS, THEN, aged, same
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


async def test_one_that_an_older_program_did_not_know_of_is_dropped(tmp_path: Path) -> None:
    """While a host updates, both run: the older one writes, and leaves the sums as they were."""
    path = str(tmp_path / "w.db")
    async with stores(path) as opened:
        await aged(await opened())
    with connected(path) as database:
        database.execute("update learner set version = version + 1")
        database.execute("delete from entry where id = (select min(id) from entry)")
        database.commit()
    async with stores(path) as opened:
        store = await opened()
        found = await loaded(store)
        assert found.entries.earlier is None
        assert len(found.entries) == DAYS - 1
        assert count(path, "earlier") == 0
        async with store.work() as work:
            await work.learners.keep(await work.learners.by_id(found.id), None, THEN)
        assert count(path, "earlier") == 1
        assert (await loaded(await opened())).recalled.earlier is not None
