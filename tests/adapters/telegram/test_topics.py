"""Groups with topics: everything is where it belongs, and nothing is lost when a topic goes."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from support.database import count
from support.telegram.dialog import begun, playing
from support.telegram.forums import GENERAL, Forum
from support.telegram.home import at_home
from support.telegram.process import until
from support.telegram.server import Server
from support.telegram.world import Shown, World

ANNA, GROUP, CLUB = 1001, -700, -1000
STUDY, CHAT = 5, 6
EVENING = datetime(2026, 3, 1, 18, tzinfo=UTC)
GONE = "closed or gone"


def boards(world: World) -> list[Shown]:
    """The boards of the club, oldest first."""
    return [each for each in world.of(CLUB) if "I studied" in each.labels and "· " in each.text]


def refused(world: World) -> int:
    """How often the club did not take a message."""
    return sum(call.params.get("chat_id") == CLUB and call.code == 400 for call in world.calls)


@pytest.mark.soak
async def test_a_group_lives_where_it_was_started(api: Server, tmp_path: Path) -> None:
    world = api.world
    world.forums[CLUB] = Forum({STUDY, CHAT})
    async with playing(api, tmp_path / "w.db", EVENING) as player:
        player.topic = STUDY
        assert await begun(player, world) == CLUB
        await player.say("/group prompts")
        assert {each.topic for each in world.of(CLUB)} == {STUDY}
        await player.say("!clock 2026-03-02T12:00+00:00")
        (board,) = boards(world)
        assert board.topic == STUDY
        await player.say("[I studied]")
        assert world.of(CLUB)[-1].topic == STUDY
        player.topic = CHAT
        await player.say("/streak")
        asked = world.of(CLUB)[-1]
        assert (asked.topic, asked.answers is not None) == (CHAT, True)
        heard = await player.hear("!skip 36h")
        assert any(text.startswith("For bert:") for text in heard[CLUB])
        assert {each.topic for each in world.of(CLUB) if each is not asked} == {STUDY}
        player.topic = None
        assert "comes here" in await player.say("!as anna") + await player.say("/group start")
        await player.say("!skip 1d")
        assert boards(world)[-1].topic is None
        assert "already has a group" in await player.say("/group start")
    assert refused(world) == 0


def close(world: World, chat: int, topic: int) -> None:
    world.forums.close(chat, topic)


@pytest.mark.soak
@pytest.mark.parametrize("lose", [close, World.delete_topic])
async def test_a_topic_that_goes_is_told_of_once(
    api: Server, tmp_path: Path, lose: Callable[[World, int, int], None]
) -> None:
    world, path = api.world, tmp_path / "w.db"
    world.forums[CLUB] = Forum({STUDY, CHAT})
    async with playing(api, path, EVENING) as player:
        player.topic = STUDY
        await begun(player, world)
        await player.say("!clock 2026-03-02T12:00+00:00")
        lose(world, CLUB, STUDY)
        player.topic = CHAT
        await player.say("/done 10")
        for _ in range(3):
            await player.say("!skip 1d")
        told = [each for each in world.of(CLUB) if GONE in each.text]
        assert [each.topic for each in told] == [None]
        assert {each.topic for each in boards(world)[-3:]} == {None}
        await player.say("!as anna")
        assert "comes here" in await player.say("/group start")
        await player.say("!skip 1d")
        assert boards(world)[-1].topic == CHAT
    assert refused(world) <= 2  # an edit of what has gone, and the topic itself


@pytest.mark.soak
async def test_where_nothing_is_taken_at_all_the_chat_is_left_alone(
    api: Server, tmp_path: Path
) -> None:
    world, path = api.world, tmp_path / "w.db"
    world.forums[CLUB] = Forum({STUDY})
    async with playing(api, path, EVENING) as player:
        player.topic = STUDY
        await begun(player, world)
        for topic in (STUDY, GENERAL):
            world.forums.close(CLUB, topic)
        await player.say("!in me")
        await player.say("!skip 4d")
    assert refused(world) == 2


async def test_an_answer_comes_whatever_became_of_the_question(api: Server, tmp_path: Path) -> None:
    """Its topic was closed, the message that it answers is gone; and a thread is no topic."""
    world, path = api.world, tmp_path / "w.db"
    world.forums[GROUP] = Forum({STUDY})
    async with at_home(api, path):
        world.say(ANNA, "/start tz=UTC", chat=GROUP, topic=STUDY)
        await until(lambda: len(world.of(GROUP)) == 1)
        world.forums.close(GROUP, STUDY)
        world.press(ANNA, world.of(GROUP)[0], "Today")
        await until(lambda: len(world.of(GROUP)) == 2)
        world.forums[GROUP].closed.clear()
        world.say(ANNA, "/streak", chat=GROUP, topic=STUDY)
        world.forums.take_back(world.forums.last)
        await until(lambda: len(world.of(GROUP)) == 3)
        world.say(ANNA, "/help", chat=-800, message_thread_id=77)
        await until(lambda: world.of(-800))
        world.say(ANNA, "/help", topic=STUDY)
        await until(lambda: world.of(ANNA))
    assert [each.topic for each in world.of(GROUP)] == [STUDY, None, STUDY]
    assert [each.answers is None for each in world.of(GROUP)] == [False, True, True]
    assert (world.of(-800)[0].topic, world.of(ANNA)[0].topic) == (None, STUDY)
    assert count(path, "study_group") == 0
