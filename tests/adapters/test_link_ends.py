"""How a link ends: both are forgotten, or two again, whatever there was between (7.1 and 7.5)."""

from pathlib import Path

import pytest

from support.both import playing_both
from support.traces import in_files, in_tables

from .test_links import MONDAY, START, code_of, link


@pytest.mark.soak
@pytest.mark.parametrize("says_it", ["telegram", "discord"])
async def test_who_is_linked_is_forgotten_on_both(tmp_path: Path, says_it: str) -> None:
    """Whichever account asks, nothing is left of either, nor of how they were joined."""
    path = tmp_path / "w.db"
    async with playing_both(path, MONDAY) as both:
        await both.telegram.say(START)
        await both.discord.say(START)
        await both.telegram.say("/done 25 canary")
        await both.discord.say("/done 50 canary")
        await both.discord.say("/checkin")
        await both.discord.say("a canary that sings")
        await link(both.telegram, both.discord)
        await both.telegram.say("canary, what now?")
        assert {"entry", "merger", "inbox"} <= set(in_tables(path, "canary"))
        side = both.telegram if says_it == "telegram" else both.discord
        await side.say("/forget")
        assert "you are forgotten" in await side.say("forget")
        assert in_tables(path, "canary") == []
        assert in_files(tmp_path, "canary") == []
        for table in ("learner", "account", "entry", "merger", "link_request", "delivery", "reply"):
            assert both.rows(f"select * from {table}") == [], table
        assert "Shall we set up your plan?" in await both.telegram.say("hello")
        assert "Shall we set up your plan?" in await both.discord.say("hello")


async def test_a_code_goes_with_its_maker(tmp_path: Path) -> None:
    path = tmp_path / "w.db"
    async with playing_both(path, MONDAY) as both:
        await both.telegram.say("/done 25 canary")
        await both.discord.say("/done 50")
        code = await code_of(both.telegram)
        await both.discord.say(f"/link {code}")
        await both.telegram.say("/forget")
        assert "you are forgotten" in await both.telegram.say("forget")
        assert both.rows("select * from link_request") == []
        assert "used up" in await both.discord.say("!press Yes, that is me")
        assert in_files(tmp_path, "canary") == []
        assert len(both.rows("select * from account")) == 1


@pytest.mark.soak
async def test_two_again_after_a_day_in_a_group_of_both(tmp_path: Path) -> None:
    """What was done together is the maker's; each is in their group again, and in no other."""
    async with playing_both(tmp_path / "w.db", MONDAY) as both:
        for side, chat in ((both.telegram, "here"), (both.discord, "there")):
            await side.say(START)
            await side.say("/settings names=on")
            await side.say(f"!in {chat}")
            await side.say("/group start")
            await side.say("/group join")
            await side.say("!in me")
        before = both.rows("select group_id, learner_id from stay where left_at is null order by 1")
        await link(both.telegram, both.discord)
        await both.skip("20h")
        for side in (both.telegram, both.discord):
            await side.say("/done 30")
        days = both.rows("select distinct learner_id from entry")
        assert len(days) == 1
        assert "two again" in await both.discord.say("/unlink")
        stays = "select group_id, learner_id from stay where left_at is null order by 1"
        assert both.rows(stays) == before
        assert "1 h" in await both.telegram.say("/progress")
        assert "0 min" in await both.discord.say("/progress")


@pytest.mark.soak
async def test_what_counts_less_together_is_said_before_the_yes(tmp_path: Path) -> None:
    """Two late logs in seven days are the most for one person; their hours stay (2.5)."""
    async with playing_both(tmp_path / "w.db", MONDAY) as both:
        for side in (both.telegram, both.discord):
            await side.say(START)
            for _ in range(2):
                await both.skip("1d")
                await side.say("/done 25 yesterday")
        code = await code_of(both.telegram)
        await both.discord.say(f"/link {code}")
        await both.discord.say("!press Yes, that is me")
        (asked,) = (
            each.text for each in both.telegram_server.world.of(1) if "wrote your code" in each.text
        )
        assert "1 h 40 min" in asked
        assert "2 days that were logged late count for their hours only" in asked
        assert "you are one now" in await both.telegram.say("!press Yes, join us")
        assert "1 h 40 min" in await both.telegram.say("/progress")


@pytest.mark.soak
async def test_who_is_forgotten_is_named_in_no_question_of_a_link(tmp_path: Path) -> None:
    """Neither in that to the maker nor in that to who wrote the code, joined or not (7.5)."""
    path = tmp_path / "w.db"
    async with playing_both(path, MONDAY) as both:
        await both.telegram.say("!as Tina")
        await both.discord.say("!as Dora")
        for forgotten, name in ((both.discord, "Dora"), (both.telegram, "Tina")):
            await both.discord.say(f"/link {await code_of(both.telegram)}")
            await both.discord.say("!press Yes, that is me")
            assert {"delivery", "reply"} & set(in_tables(path, name))
            await forgotten.say("/forget")
            assert "you are forgotten" in await forgotten.say("forget")
            assert in_tables(path, name) == []
            assert in_files(tmp_path, name) == []


@pytest.mark.soak
async def test_who_left_and_is_forgotten_is_in_nothing_of_who_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "w.db"
    async with playing_both(path, MONDAY) as both:
        await both.discord.say("!as Dora")
        for side in (both.telegram, both.discord):
            await side.say(START)
        await both.discord.say("/done 50 canary")
        await link(both.telegram, both.discord)
        await both.skip("1d")
        assert "stands alone" in await both.discord.say("/unlink")
        assert both.rows("select * from merger") == []
        await both.discord.say("/forget")
        assert "you are forgotten" in await both.discord.say("forget")
        assert in_tables(path, "Dora") == []
        assert both.rows("select * from delivery where platform = 'discord'") == []
        assert in_tables(path, "canary") == ["entry"]
