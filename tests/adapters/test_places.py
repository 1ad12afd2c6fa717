"""One person in Telegram and in Discord: written to in one place (promise 7.2)."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from support.both import DISCORD_ME, TELEGRAM_ME, Both, playing_both
from support.database import execute
from support.telegram.rules import RefusedError
from support.telegram.server import Fault

MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)
START = "/start tz=UTC at=08:00 days=mon-sun"


async def join(both: Both) -> None:
    """Make one person of the two; Telegram is where they began."""
    await both.telegram.say(START)
    await both.discord.say("/help")
    mine = "select learner_id from account where platform = 'telegram'"
    execute(
        both.path,
        f"update account set rank = 1, learner_id = ({mine}) where platform = 'discord';",
    )
    execute(both.path, "update learner set version = version + 1")


@pytest.mark.soak
async def test_a_prompt_goes_to_one_place(tmp_path: Path) -> None:
    async with playing_both(tmp_path / "w.db", MONDAY) as both:
        await join(both)
        for _ in range(2):
            telegram, discord = await both.skip("1d")
            assert (len(telegram), discord) == (1, [])
            assert "Week 1" in telegram[0]
        assert "Prompts come to" in await both.discord.say("/settings")
        assert "Discord now" in await both.discord.say("/settings place=discord")
        telegram, discord = await both.skip("1d")
        assert (telegram, len(discord)) == ([], 1)
        assert "Telegram now" in await both.telegram.say("/settings place=telegram")


@pytest.mark.soak
async def test_a_reply_goes_to_where_it_was_asked(tmp_path: Path) -> None:
    async with playing_both(tmp_path / "w.db", MONDAY) as both:
        await join(both)
        assert "25 min" in await both.discord.say("/done 25")
        assert "55 min" in await both.telegram.say("/done 30")
        assert "55 min" in await both.discord.say("/progress")


async def test_a_milestone_follows_its_reply(tmp_path: Path) -> None:
    async with playing_both(tmp_path / "w.db", MONDAY) as both:
        await join(both)
        await both.discord.say("/done 600")
        assert "10 hours of study" in both.discord_server.world.of(DISCORD_ME)[-1].text
        assert len(both.telegram_server.world.of(TELEGRAM_ME)) == 1


@pytest.mark.soak
async def test_blocked_in_one_place_the_next_is_used_and_told_once(tmp_path: Path) -> None:
    async with playing_both(tmp_path / "w.db", MONDAY) as both:
        await join(both)
        both.telegram_server.world.blocked.add(TELEGRAM_ME)
        telegram, discord = await both.skip("1d")
        assert telegram == []
        assert sorted("can't reach you in Telegram" in each for each in discord) == [False, True]
        assert sum("Week 1" in each for each in discord) == 1
        telegram, discord = await both.skip("1d")
        assert (telegram, len(discord)) == ([], 1)
        calls = [call.code for call in both.telegram_server.world.calls]
        assert calls.count(403) == 1
        assert "can't reach you in Telegram just now" in await both.discord.say(
            "/settings place=telegram"
        )
        both.telegram_server.world.blocked.clear()
        await both.telegram.say("/today")
        telegram, discord = await both.skip("1d")
        assert (len(telegram), discord) == (1, [])


async def test_closed_direct_messages_in_discord(tmp_path: Path) -> None:
    async with playing_both(tmp_path / "w.db", MONDAY) as both:
        await join(both)
        await both.discord.say("/settings place=discord")
        both.discord_server.world.closed.add(DISCORD_ME)
        telegram, discord = await both.skip("1d")
        assert discord == []
        assert sum("can't reach you in Discord" in each for each in telegram) == 1
        assert sum("Week 1" in each for each in telegram) == 1


async def test_blocked_everywhere_is_left_alone_and_comes_back(tmp_path: Path) -> None:
    async with playing_both(tmp_path / "w.db", MONDAY) as both:
        await join(both)
        both.telegram_server.world.blocked.add(TELEGRAM_ME)
        both.discord_server.world.closed.add(DISCORD_ME)
        assert await both.skip("3d") == ([], [])
        assert both.rows("select count(*) from due") == [(0,)]
        both.discord_server.world.closed.clear()
        await both.discord.say("/today")
        telegram, discord = await both.skip("1d")
        assert (telegram, len(discord)) == ([], 1)


async def test_what_may_have_arrived_goes_to_no_second_place(tmp_path: Path) -> None:
    async with playing_both(tmp_path / "w.db", MONDAY) as both:
        await join(both)
        blocked = RefusedError("Forbidden: bot was blocked by the user", 403)
        both.telegram_server.faults += [
            Fault("sendMessage", applied=True, drops=True),
            Fault("sendMessage", error=blocked),
        ]
        telegram, discord = await both.skip("1d")
        assert len(telegram) == 1
        assert ["can't reach you in Telegram" in each for each in discord] == [True]


async def test_a_place_one_does_not_have(tmp_path: Path) -> None:
    async with playing_both(tmp_path / "w.db", MONDAY) as both:
        await both.telegram.say(START)
        before = both.rows("select * from account")
        assert "/link" in await both.telegram.say("/settings place=discord")
        assert both.rows("select * from account") == before
        await join(both)
        assert "place=telegram" in await both.telegram.say("/settings place=terminal")


@pytest.mark.soak
async def test_what_another_process_sends_is_left_to_it(tmp_path: Path) -> None:
    """Not to serve a platform is no news of it: nothing goes to a second place for that."""
    async with playing_both(tmp_path / "w.db", MONDAY, sends_to_discord=False) as both:
        await join(both)
        assert "Discord now" in await both.discord.say("/settings place=discord")
        assert await both.skip("1d") == ([], [])
        waiting = "select platform, state from delivery where kind = 'daily_prompt'"
        assert both.rows(waiting) == [("discord", "pending")]
        assert "Telegram now" in await both.telegram.say("/settings place=telegram")
        telegram, discord = await both.skip("1d")
        assert (len(telegram), discord) == (1, [])
