"""Replicas of `waymark run` on PostgreSQL: whoever dies, nothing is lost or done twice (promise 9.5)."""

import pytest

from support.postgresql import Server as Database
from support.processes import START
from support.telegram.process import Run, start, until
from support.telegram.server import bot_api

PEOPLE = range(1001, 1006)
KILLS = 3
FOLLOWED_WITHIN = 90.0
"""Seconds for which the tests wait; how soon it is really done is measured elsewhere."""


@pytest.mark.soak
async def test_the_holder_dies_again_and_again(postgresql: Database) -> None:
    async with postgresql.database() as name, bot_api() as api:
        world, url = api.world, postgresql.url(name)
        world.limits.on = False
        replicas: list[Run] = [await start(api, url), await start(api, url)]
        said = dict.fromkeys(PEOPLE, 0)
        try:
            for person in PEOPLE:
                world.say(person, START)
            await until(lambda: all(world.of(each) for each in PEOPLE), FOLLOWED_WITHIN)
            for _ in range(KILLS):
                for person in PEOPLE:
                    world.say(person, "/done 10")
                    said[person] += 1
                await replicas.pop(0).kill()
                for person in PEOPLE:
                    world.say(person, "/done 10")
                    said[person] += 1
                replicas.append(await start(api, url))

                def logged() -> bool:
                    return all(
                        sum("Logged 10 min" in each.text for each in world.of(person)) >= count
                        for person, count in said.items()
                    )

                await until(logged, FOLLOWED_WITHIN)
            for each in replicas:
                assert await each.stop() == 0, each.err
        finally:
            for each in replicas:
                if each.running:
                    await each.kill()
        entries = await postgresql.execute("SELECT count(*) FROM entry", name)
        ((again,),) = await postgresql.execute("SELECT coalesce(sum(resends), 0) FROM reply", name)
        ((beats,),) = await postgresql.execute(
            "SELECT fence FROM lease WHERE role = 'telegram'", name
        )
    assert entries == [(sum(said.values()),)]
    replies = sum("Logged 10 min" in each.text for each in world.sent)
    assert replies <= sum(said.values()) + again
    assert beats >= 1
