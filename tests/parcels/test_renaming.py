"""Week 6: a column gets another name while the release that knows the old one runs."""

import asyncio
from dataclasses import dataclass

import pytest

from parcels.places import Place, ended, line_of
from parcels.service.schema import BATCH, fill, upgrade

pytestmark = pytest.mark.soak

ROUNDS = 5


@dataclass(frozen=True)
class Release:
    """A release that runs, and the column it knows."""

    place: Place
    column: str
    process: asyncio.subprocess.Process

    async def goes_on(self) -> None:
        """It does some more rounds from now on."""
        mine = f"(SELECT count(*) FROM event WHERE carrier = '{self.column}')"
        wanted = await self.place.one(mine) + ROUNDS
        while line := await line_of(self.process):
            if int(line) >= wanted:
                return
        raise AssertionError("it has ended")

    async def stop(self) -> None:
        """It stops, and stops well."""
        self.process.terminate()
        assert await ended(self.process) == 0


async def started(place: Place, column: str) -> Release:
    """A release on a database."""
    return Release(place, column, await place.start("release", column))


async def begun(place: Place) -> Release:
    """The old release, with rows of before, more than one batch of them."""
    await asyncio.to_thread(upgrade, place.for_migrations, "begin")
    await place.rows("INSERT INTO parcel (id) VALUES ('P1')")
    await place.rows(
        "INSERT INTO event (parcel_number, carrier, carrier_event_id, kind, at) "
        f"SELECT 1, 'early', n, 'in_transit', now() FROM generate_series(1, {3 * BATCH}) n"
    )
    old = await started(place, "at")
    await old.goes_on()
    return old


async def test_a_plain_rename_ends_the_old_release(place: Place) -> None:
    old = await begun(place)
    await place.rows("ALTER TABLE event RENAME COLUMN at TO occurred_at")
    while await line_of(old.process):
        pass
    assert await ended(old.process) == 1


async def test_expand_fill_release_contract(place: Place) -> None:
    old = await begun(place)
    await asyncio.to_thread(upgrade, place.for_migrations, "expand")
    new = await started(place, "occurred_at")
    for each in (old, new):
        await each.goes_on()
    assert await asyncio.to_thread(fill, place.for_migrations) >= 3 * BATCH
    for each in (old, new):
        await each.goes_on()
    differs = "(SELECT count(*) FROM event WHERE occurred_at IS DISTINCT FROM at)"
    assert await place.one(differs) == 0
    await old.stop()
    await asyncio.to_thread(upgrade, place.for_migrations, "contract")
    await new.goes_on()
    await new.stop()
    carriers = await place.rows("SELECT DISTINCT carrier FROM event ORDER BY 1")
    assert carriers == [("at",), ("early",), ("occurred_at",)]
