"""How the coach behaves in Discord: commands, presses, forms, refusals."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from support.database import count
from support.discord.home import at_home
from support.discord.server import Server
from support.discord.world import APP_ID, GUILD_ID, World
from support.telegram.process import until

ANNA, BERT = 1_200_000_000_000_000_001, 18_000_000_000_000_000_002
"""Ids have 64 bits."""


def rows(path: Path, query: str) -> list[Any]:
    with closing(sqlite3.connect(path, timeout=10)) as database:
        return database.execute(query).fetchall()


async def set_up(world: World, person: int = ANNA, **more: Any) -> None:
    """Somebody is set up."""
    before = len(world.of(person))
    world.slash(person, "start", tz="UTC", **more)
    await until(lambda: len(world.of(person)) > before)
    assert "You are set up" in world.of(person)[-1].text


async def test_set_up_by_taps(discord: Server, tmp_path: Path) -> None:
    world = discord.world
    async with at_home(discord, tmp_path / "w.db"):
        world.slash(ANNA, "start")
        await until(lambda: len(world.of(ANNA)) == 1)
        world.press(ANNA, world.of(ANNA)[0], "Start like this")
        await until(lambda: "You are set up" in world.of(ANNA)[-1].text)
        world.press(ANNA, world.of(ANNA)[-1], "Today")
        await until(lambda: "Week 1 of 24" in world.of(ANNA)[-1].text)
    assert world.unanswered == []
    assert world.limits.refused == 0
    assert world.opened == 0


async def test_commands_are_set_only_when_they_changed(discord: Server, tmp_path: Path) -> None:
    world = discord.world
    for _ in range(2):
        async with at_home(discord, tmp_path / "w.db"):
            pass
        discord.gateway.identifies.clear()
    assert world.count("PUT") == 1
    assert world.calls[2].route == "PUT /applications/{application_id}/commands"
    by_name = {each["name"]: each for each in world.commands}
    assert by_name["today"]["contexts"] == [0, 1, 2]
    assert by_name["today"]["integration_types"] == [0, 1]
    assert by_name["group"]["contexts"] == [0]
    done = {each["name"]: each for each in by_name["done"]["options"]}
    assert list(done) == ["minutes", "when", "note"]
    assert (done["minutes"]["type"], done["minutes"]["max_value"]) == (4, 720)
    start = {each["name"]: each for each in by_name["start"]["options"]}
    assert list(start)[:6] == ["roadmap", "pace", "tz", "days", "at", "from"]
    assert start["pace"]["choices"][0]["value"] == "standard"
    assert start["tz"]["autocomplete"]
    subs = [each["name"] for each in by_name["group"]["options"]]
    assert subs == [
        "start",
        "stop",
        "join",
        "leave",
        "members",
        "prompts",
        "board",
        "settings",
    ]


async def test_commands_of_one_server(discord: Server, tmp_path: Path) -> None:
    async with at_home(discord, tmp_path / "w.db", guild=GUILD_ID):
        pass
    routes = [call.route for call in discord.world.calls if call.route.startswith("PUT")]
    assert routes == ["PUT /applications/{application_id}/guilds/{guild_id}/commands"]
    assert str(APP_ID)


async def test_options_are_completed(discord: Server, tmp_path: Path) -> None:
    world = discord.world
    async with at_home(discord, tmp_path / "w.db"):
        typed = [
            world.type_option(ANNA, "start", tz="berl"),
            world.type_option(ANNA, "start", roadmap="six"),
            world.type_option(ANNA, "week", week="2"),
            world.type_option(ANNA, "help", command="tod"),
            world.type_option(ANNA, "done", when="y"),
            world.type_option(ANNA, "kudos", channel=world.place(), name="a"),
            world.type_option(ANNA, "start", pace="x"),
        ]
        await until(lambda: all(each.choices is not None for each in typed))
    values = [[each["value"] for each in one.choices or []] for one in typed]
    assert values[0][0] == "Europe/Berlin"
    assert "six-month" in values[1]
    assert values[2][:2] == ["2", "20"]
    assert values[3:] == [["today"], ["yesterday", "today"], [], []]
    assert count(tmp_path / "w.db", "learner") == 0
    assert count(tmp_path / "w.db", "inbox") == 0


@pytest.mark.usefixtures("unhurried")
async def test_a_check_in_by_form(discord: Server, tmp_path: Path) -> None:
    world, path = discord.world, tmp_path / "w.db"
    async with at_home(discord, path):
        await set_up(world)
        asked = world.slash(ANNA, "checkin")
        await until(lambda: len(world.of(ANNA)) == 2)
        assert asked.form is not None
        assert len(asked.form["components"]) == 5
        assert world.of(ANNA)[1].labels == ["Answer in one form", "Just move on", "Skip"]
        world.say(ANNA, "lists, loops")
        await until(lambda: len(world.of(ANNA)) == 3)
        reopened = world.press(ANNA, world.of(ANNA)[2], "Answer in one form")
        await until(lambda: reopened.form is not None)
        assert reopened.form is not None
        fields = [each["component"] for each in reopened.form["components"]]
        assert fields[0]["value"] == "lists, loops"
        assert [each["type"] for each in fields] == [4, 4, 4, 21, 4]
        values = {"built": "https://x.org/me", "confidence": "4", "plan": "Tuesday, kitchen"}
        world.submit(reopened, values)
        await until(lambda: any("Week 2" in each.labels for each in world.of(ANNA)))
        last = next(each for each in world.of(ANNA) if "Week 2" in each.labels)
        ticking = world.press(ANNA, last, "Tick topics")
        await until(lambda: ticking.form is not None)
        assert ticking.form is not None
        (boxes,) = [each["component"] for each in ticking.form["components"]]
        assert boxes["type"] == 22
        world.submit(ticking, {"topics": "loops functions"})
        await until(lambda: "2 topics ticked" in world.of(ANNA)[-1].text)
        last = world.of(ANNA)[-1]
        world.press(ANNA, last, "Week 2")
        await until(lambda: "Thank you" in last.text)
    texts = dict(rows(path, "select question, text from answer order by id"))
    assert texts["plan"] == "Tuesday, kitchen"
    assert (texts["confidence"], texts["hard"], texts["week"]) == ("4", None, "2")
    ticked = [topic for (topic,) in rows(path, "select topic from entry order by id")]
    assert ticked == ["six-month/loops", "six-month/functions"]


async def test_free_text_answers_the_check_in_too(discord: Server, tmp_path: Path) -> None:
    world, path = discord.world, tmp_path / "w.db"
    async with at_home(discord, path):
        await set_up(world)
        world.slash(ANNA, "checkin")
        await until(lambda: len(world.of(ANNA)) == 2)
        world.say(ANNA, "lists and loops")
        await until(lambda: len(world.of(ANNA)) == 3)
        assert "2 of 5" in world.of(ANNA)[2].text
        world.say(ANNA, "", attachments=[])
        await until(lambda: "only read text" in world.of(ANNA)[-1].text)


async def test_strangers_and_forgers_are_refused(discord: Server, tmp_path: Path) -> None:
    world, path = discord.world, tmp_path / "w.db"
    async with at_home(discord, path):
        world.slash(ANNA, "start")
        await until(lambda: world.of(ANNA))
        shown = world.of(ANNA)[0]
        mine = next(id_ for label, id_, _ in shown.buttons if label == "Start like this")
        forged = mine[:1] + ("A" if mine[1] != "A" else "B") + mine[2:]
        strange = world.press(BERT, shown, "", custom_id=mine)
        tampered = world.press(ANNA, shown, "", custom_id=forged)
        nonsense = world.press(ANNA, shown, "", custom_id="é" * 60)
        refused = [strange, tampered, nonsense]
        await until(lambda: all(each.original for each in refused))
        texts = [each.original.text for each in refused if each.original]
        assert "somebody else" in texts[0]
        assert "out of date" in texts[1]
        assert "out of date" in texts[2]
        assert all(each.hidden for each in refused)
        assert count(path, "enrolment") == 0
        assert shown.edits == 0
        twice = [world.press(ANNA, shown, "Start like this") for _ in range(2)]
        await until(lambda: all(each.original for each in twice))
    assert count(path, "enrolment") == 1


async def test_ticks_edit_the_message_in_place(discord: Server, tmp_path: Path) -> None:
    world = discord.world
    async with at_home(discord, tmp_path / "w.db"):
        await set_up(world)
        world.slash(ANNA, "week")
        await until(lambda: len(world.of(ANNA)) == 2)
        week = world.of(ANNA)[1]
        world.press(ANNA, week, week.labels[0])
        await until(lambda: week.edits == 1)
        world.press(ANNA, week, week.labels[1])
        await until(lambda: week.edits == 2)
    assert week.text.count("☑") == 2
    assert len(world.of(ANNA)) == 2


async def test_what_learners_write_is_text(discord: Server, tmp_path: Path) -> None:
    world, path = discord.world, tmp_path / "w.db"
    world.names[ANNA] = "@everyone **[x](https://evil.example)**"
    async with at_home(discord, path):
        await set_up(world)
        world.slash(ANNA, "done", minutes=25, note="*bold* [a](https://b.c) minutes=30 <@1> @here")
        await until(lambda: len(world.of(ANNA)) == 2)
        assert r"\*bold\* \[a]" in world.of(ANNA)[1].text
        assert "@here" not in world.of(ANNA)[1].text
        long = world.slash(ANNA, "done", minutes=25, note="n" * 6000)
        await until(lambda: long.original and "more than I can read" in long.original.text)
        world.slash(ANNA, "settings", names="on")
        await until(lambda: any("Name on group boards" in each.text for each in world.of(ANNA)))
    assert rows(path, "select minutes from entry") == [(25,)]


@pytest.mark.soak
async def test_a_flood_slows_only_its_sender(discord: Server, tmp_path: Path) -> None:
    world, path = discord.world, tmp_path / "w.db"
    async with at_home(discord, path):
        await set_up(world)
        many = [world.slash(ANNA, "done", minutes=1) for _ in range(40)]
        other = world.slash(BERT, "today")
        await until(lambda: all(each.original for each in [*many, other]))
        await until(lambda: not world.thinking)
    slowed = [each for each in many if each.original and "Slow down" in each.original.text]
    assert 10 <= len(slowed) <= 20
    assert count(path, "entry") == 40 - len(slowed)
    assert world.unanswered == []


@pytest.mark.soak
async def test_many_at_once_are_acknowledged_in_time(discord: Server, tmp_path: Path) -> None:
    """What takes longer is deferred, and answered in its place."""
    world = discord.world
    people = range(ANNA, ANNA + 30)
    async with at_home(discord, tmp_path / "w.db"):
        asked = [world.slash(person, "today") for person in people]
        await until(lambda: all(each.original and not each.original.loading for each in asked))
    assert {len(world.of(person)) for person in people} == {1}
    assert world.count("POST /webhooks") == 0


async def test_a_button_that_logs_does_so_once(discord: Server, tmp_path: Path) -> None:
    world, path = discord.world, tmp_path / "w.db"
    async with at_home(discord, path):
        await set_up(world, days="mon-sun")
        world.slash(ANNA, "today")
        await until(lambda: len(world.of(ANNA)) == 2)
        page = world.of(ANNA)[1]
        for words in ("Logged for", "logged already"):
            pressed = world.press(ANNA, page, "Done")
            await until(lambda: pressed.original is not None)  # noqa: B023 -- awaited at once
            assert pressed.original is not None
            assert words in pressed.original.text
    assert count(path, "entry") == 1
