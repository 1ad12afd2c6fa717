"""Files in Discord: an option or an attachment, looked at, fetched, and not kept (promise 7.6)."""

from pathlib import Path

import pytest

from support.database import count
from support.discord.home import at_home
from support.discord.server import Server
from support.discord.world import World
from support.forkserver import shared_factory
from support.processes import START
from support.telegram.process import until
from support.traces import in_files

ANNA = 1001


async def said(world: World, words: str) -> None:
    await until(lambda: world.of(ANNA) and words in world.of(ANNA)[-1].text)


def archive(folder: Path) -> bytes:
    """A file of /export, from a terminal of long ago."""
    ended = shared_factory().chat(
        folder / "terminal.db", START, "/done 25 flask", "/export", at="2026-03-02T18:00Z"
    )
    (file,) = ended.messages[-1]["files"]
    return Path(file["path"]).read_bytes()


async def test_an_option_takes_a_file(discord: Server, tmp_path: Path) -> None:
    world, path = discord.world, tmp_path / "w.db"
    async with at_home(discord, path):
        world.slash(ANNA, "import", file=world.attach("x.json", archive(tmp_path)))
        await said(world, "1 entry")
        world.slash(ANNA, "import")
        await said(world, "as a file")
    assert discord.fetched == 1
    assert count(path, "entry") == 1
    assert world.unanswered == []


@pytest.mark.soak
async def test_an_attachment_of_a_message_too(discord: Server, tmp_path: Path) -> None:
    world, path = discord.world, tmp_path / "w.db"
    discord.file_faults.append(503)
    async with at_home(discord, path):
        number = world.attach("x.json", archive(tmp_path))
        world.say(ANNA, "", attachments=[world.attachments[number]])
        await said(world, "1 entry")
        world.say(ANNA, "/import", attachments=[world.attachments[number]])
        await said(world, "here already")
        picture = world.attach("x.png", b"x")
        world.say(ANNA, "/done 5 with a picture", attachments=[world.attachments[picture]])
        await said(world, "with a picture")
    assert discord.fetched == 3


@pytest.mark.soak
async def test_a_form_takes_a_file(discord: Server, tmp_path: Path) -> None:
    """It is the same event as a document: looked at before anything is fetched."""
    world, path = discord.world, tmp_path / "w.db"
    async with at_home(discord, path):
        asked = world.slash(ANNA, "import")
        await until(lambda: asked.form is not None)
        await said(world, "as a file")
        large = world.attach("big.json", b"{}", size=5 * 1024 * 1024 + 1)
        for file, answer in (
            (large, "big.json is too large"),
            (world.attach("me.png", b"x"), "me.png is none of those files"),
        ):
            world.submit(asked, {"file": file})
            await said(world, answer)
        assert discord.fetched == 0
        world.submit(asked, {"file": world.attach("x.json", archive(tmp_path))})
        await said(world, "1 entry")
    assert discord.fetched == 1
    assert count(path, "entry") == 1
    assert world.unanswered == []


async def test_somebody_elses_form_takes_no_file(discord: Server, tmp_path: Path) -> None:
    world, path = discord.world, tmp_path / "w.db"
    async with at_home(discord, path):
        asked = world.slash(ANNA, "import")
        await until(lambda: asked.form is not None)
        file = world.attach("x.json", archive(tmp_path))
        other = world.submit(asked, {"file": file}, person=ANNA + 1)
        await until(lambda: other.original and "somebody else" in other.original.text)
    assert discord.fetched == 0
    assert count(path, "entry") == 0


async def test_nothing_is_fetched_from_elsewhere(discord: Server, tmp_path: Path) -> None:
    """An address is Discord's, or the set API's, whoever says that a file is there or has moved."""
    world, content = discord.world, archive(tmp_path)
    async with at_home(discord, tmp_path / "w.db"):
        for address in (
            "http://127.0.0.1:9/x.json",
            f"{discord.url.replace('127.0.0.1', 'localhost')}/attachments/1/x.json",
            "https://cdn.discordapp.com.example.org/x.json",
            "file:///etc/passwd",
            "//x",
        ):
            file = world.attach("x.json", content)
            world.attachments[file]["url"] = address
            world.slash(ANNA, "import", file=file)
            await until(lambda: not world.unanswered and not world.thinking)
            assert "could not fetch x.json" in world.of(ANNA)[-1].text
        assert discord.fetched == 0
        moved, other = (world.attach("x.json", content) for _ in range(2))
        discord.moved_files[moved] = world.attachments[other]["url"]
        world.slash(ANNA, "import", file=moved)
        await until(lambda: not world.unanswered and not world.thinking)
        assert "could not fetch x.json" in world.of(ANNA)[-1].text
    assert discord.fetched == 1


async def test_size_and_name_are_looked_at_before_anything_is_fetched(
    discord: Server, tmp_path: Path
) -> None:
    world = discord.world
    async with at_home(discord, tmp_path / "w.db"):
        large = world.attach("big.json", b"{}", size=5 * 1024 * 1024 + 1)
        world.slash(ANNA, "import", file=large)
        await said(world, "big.json is too large")
        world.slash(ANNA, "import", file=world.attach("me.png", b"x"))
        await said(world, "me.png is none of those files")
        assert discord.fetched == 0
        world.slash(ANNA, "import", file=world.attach("lies.json", b"x" * 1000, size=10))
        await said(world, "could not fetch lies.json")
        bad = world.attach("x.json", b'{"format": "waymark-export", "version": 1}')
        world.slash(ANNA, "import", file=bad)
        await said(world, "learner is missing")
        del world.contents[bad]
        world.slash(ANNA, "import", file=bad)
        await said(world, "could not fetch x.json")
    assert in_files(tmp_path, "waymark-export") == []
