"""Files in Telegram: looked at, asked for, fetched through the API address, and not kept (7.6)."""

import json
from pathlib import Path

from support.database import count
from support.forkserver import shared_factory
from support.processes import START
from support.telegram.home import at_home
from support.telegram.process import until
from support.telegram.rules import RefusedError
from support.telegram.server import TOKEN, Fault, Server
from support.telegram.world import World
from support.traces import in_files

ANNA, GROUP = 1001, -700


async def said(world: World, words: str, where: int = ANNA) -> str:
    await until(lambda: world.of(where) and words in world.of(where)[-1].text)
    return world.of(where)[-1].text


def archive(folder: Path) -> bytes:
    """A file of /export, from a terminal of long ago."""
    ended = shared_factory().chat(
        folder / "terminal.db", START, "/done 25 flask", "/export", at="2026-03-02T18:00Z"
    )
    (file,) = ended.messages[-1]["files"]
    return Path(file["path"]).read_bytes()


async def test_out_and_in_again(api: Server, tmp_path: Path) -> None:
    world, path = api.world, tmp_path / "w.db"
    async with at_home(api, path):
        world.hand_over(ANNA, "waymark.json", archive(tmp_path))
        assert "1 entry" in await said(world, "back in")
        world.say(ANNA, "/progress text")
        await said(world, "Logged so far: 25 min")
        world.say(ANNA, "/export")
        await until(lambda: world.of(ANNA)[-1].content)
        content = world.of(ANNA)[-1].content
        assert content is not None
        assert json.loads(content)["entries"][0]["note"] == "flask"
        world.hand_over(ANNA, "again.json", bytes(content), caption="/import")
        await said(world, "here already")
        world.say(ANNA, "/export csv")
        await until(lambda: world.of(ANNA)[-1].content not in {None, content})
    assert world.count("getFile") == world.count("file") == 2
    assert count(path, "entry") == 1


async def test_size_and_name_are_looked_at_before_anything_is_fetched(
    api: Server, tmp_path: Path
) -> None:
    world = api.world
    async with at_home(api, tmp_path / "w.db"):
        world.hand_over(ANNA, "big.json", b"{}", size=5 * 1024 * 1024 + 1)
        await said(world, "big.json is too large: I take up to 5 MB")
        world.hand_over(ANNA, "me.png", b"x")
        await said(world, "files that end in .")
        world.hand_over(ANNA, "me.png", b"x", caption="/import")
        await said(world, "me.png is none of those files")
        assert world.count("getFile") == 0
        world.hand_over(ANNA, "lies.json", b"x" * 1000, size=1)
        await said(world, "could not fetch lies.json")
    assert world.count("file") == 0


async def test_a_bad_file_is_refused_in_one_line(api: Server, tmp_path: Path) -> None:
    world = api.world
    async with at_home(api, tmp_path / "w.db"):
        world.hand_over(ANNA, "x.json", b'{"format": "waymark-export", "version": 1}')
        await said(world, "learner is missing")
    assert in_files(tmp_path, "waymark-export") == []


async def test_trouble_on_the_way_is_waited_out_and_a_lost_file_is_told(
    api: Server, tmp_path: Path
) -> None:
    world = api.world
    async with at_home(api, tmp_path / "w.db"):
        api.faults += [Fault("getFile", drops=True), Fault("file", drops=True)]
        world.hand_over(ANNA, "x.json", archive(tmp_path))
        await said(world, "back in")
        api.faults.append(Fault("getFile", error=RefusedError("Bad Request: file is gone")))
        world.hand_over(ANNA, "x.json", b"{}")
        await said(world, "could not fetch x.json")
    assert TOKEN not in (tmp_path / "w.db").read_bytes().decode("latin-1")


async def test_in_a_group_files_are_left_alone(api: Server, tmp_path: Path) -> None:
    world = api.world
    async with at_home(api, tmp_path / "w.db"):
        world.hand_over(ANNA, "x.json", b"{}", chat=GROUP)
        world.hand_over(ANNA, "x.json", b"{}", chat=GROUP, caption="/import")
        await until(lambda: world.of(GROUP))
        assert "private" in world.of(GROUP)[-1].text
        assert len(world.of(GROUP)) == 1
        world.hand_over(ANNA, "photo.png", b"x", caption="/help")
        await until(lambda: world.of(ANNA))
    assert world.count("getFile") == 0
