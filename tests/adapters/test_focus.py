"""A timer of somebody who is in Telegram and in Discord: minutes once, notice once (14.1)."""

from pathlib import Path

import pytest

from support.both import DISCORD_ME, playing_both

from .test_links import MONDAY, START, link

LOGGED = "select minutes, note from entry where kind = 'focus' and taken_back_at is null"


def told(both: tuple[list[str], list[str]]) -> tuple[int, int]:
    """How many notices came in Telegram and in Discord."""
    telegram, discord = (sum("of focus" in each for each in side) for side in both)
    return telegram, discord


@pytest.mark.soak
async def test_it_goes_on_on_either_and_ends_once_where_it_was_begun(tmp_path: Path) -> None:
    async with playing_both(tmp_path / "w.db", MONDAY) as both:
        await both.telegram.say(START)
        await both.discord.say(START)
        await link(both.telegram, both.discord)
        begun = await both.discord.say("/focus 25 flask")
        assert "Focus until 10:25" in begun  # Discord shows the clock of a reader in Berlin
        await both.skip("10m")
        assert "one at a time" in await both.telegram.say("/focus 50")
        assert "Paused: 10 min of 25 min" in await both.telegram.say("!press Pause")
        await both.skip("30m")
        await both.discord.say("/focus")
        assert "Focus until 10:55" in await both.discord.say("!press Go on")
        assert told(await both.skip("14m")) == (0, 0)
        assert told(await both.skip("1m")) == (0, 1)
        assert told(await both.skip("5h")) == (0, 0)
        assert both.rows(LOGGED) == [(25, "flask")]
        for side in (both.telegram, both.discord):
            assert "25 min" in await side.say("/progress")


@pytest.mark.soak
async def test_where_it_was_begun_cannot_be_reached_any_more(tmp_path: Path) -> None:
    async with playing_both(tmp_path / "w.db", MONDAY) as both:
        await both.telegram.say(START)
        await both.discord.say(START)
        await link(both.telegram, both.discord)
        await both.discord.say("/focus 25")
        both.discord_server.world.closed.add(DISCORD_ME)
        assert told(await both.skip("25m")) == (1, 0)
        assert told(await both.skip("2h")) == (0, 0)
        assert both.rows(LOGGED) == [(25, "")]


@pytest.mark.soak
@pytest.mark.parametrize("maker_has_one", [True, False])
async def test_a_timer_that_runs_while_two_become_one(
    tmp_path: Path, *, maker_has_one: bool
) -> None:
    """It runs on, or gives way to the maker's; parted again, it is not logged a second time."""
    async with playing_both(tmp_path / "w.db", MONDAY) as both:
        await both.telegram.say(START)
        await both.discord.say(START)
        await both.discord.say("/focus 25 theirs")
        if maker_has_one:
            await both.telegram.say("/focus 40 mine")
        await link(both.telegram, both.discord)
        assert sum(told(await both.skip("2h"))) == 1
        assert both.rows(LOGGED) == ([(40, "mine")] if maker_has_one else [(25, "theirs")])
        if not maker_has_one:
            assert "two again" in await both.discord.say("/unlink")
            assert told(await both.skip("2h")) == (0, 0)
            assert "0 min" in await both.discord.say("/progress")
            assert both.rows(LOGGED) == [(25, "theirs")]
