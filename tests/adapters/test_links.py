"""Telegram and Discord in one process: one person of both, and two again (promise 7.1)."""

import re
from datetime import UTC, datetime
from pathlib import Path
from shutil import copyfile

import pytest

from support.both import DISCORD_ME, TELEGRAM_ME, Both, Side, both_servers, playing_both

MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)
START = "/start tz=UTC at=08:00 days=mon-sun"
CODE = re.compile(r"[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{4}")


async def code_of(side: Side) -> str:
    found = CODE.search(await side.say("/link"))
    assert found
    return found[0]


async def link(maker: Side, taker: Side) -> None:
    """All that it takes, from the code to the second yes."""
    code = await code_of(maker)
    assert "Is that you?" in await taker.say(f"/link {code}")
    await taker.say("!press Yes, that is me")
    assert "you are one now" in await maker.say("!press Yes, join us")


async def totals(both: Both) -> set[str]:
    """What both sides say of what was studied, and of the streak."""
    said = set()
    for side in (both.telegram, both.discord):
        progress, streak = await side.say("/progress"), await side.say("/streak")
        hours = re.search(r"[\d h]+min|\d+ h\b", progress)
        days = re.search(r"\d+ study days?", streak)
        said.add(f"{hours and hours[0].strip()} {days and days[0]}")
    return said


@pytest.mark.soak
@pytest.mark.parametrize("telegram_makes", [True, False])
async def test_from_two_to_one_and_back(tmp_path: Path, *, telegram_makes: bool) -> None:
    async with playing_both(tmp_path / "w.db", MONDAY) as both:
        await both.telegram.say(START)
        await both.discord.say(START)
        await both.telegram.say("/done 25 mine")
        await both.discord.say("/done 50 theirs")
        await both.skip("1d")
        await both.discord.say("/done 30")
        assert len(await totals(both)) == 2
        sides = (both.telegram, both.discord)
        maker, taker = sides if telegram_makes else sides[::-1]
        await link(maker, taker)
        assert await totals(both) == {"1 h 45 min 2 study days"}
        for day in range(3):
            telegram, discord = await both.skip("1d")
            prompts = [len(telegram), len(discord)]
            assert prompts == ([1, 0] if telegram_makes else [0, 1]), (day, telegram, discord)
            await sides[day % 2].say("/done 10")
            assert len(await totals(both)) == 1
        if telegram_makes:
            both.telegram_server.world.blocked.add(TELEGRAM_ME)
        else:
            both.discord_server.world.closed.add(DISCORD_ME)
        telegram, discord = await both.skip("1d")
        reached, lost = (discord, telegram) if telegram_makes else (telegram, discord)
        assert lost == []
        assert sum("can't reach you" in each for each in reached) == 1
        both.telegram_server.world.blocked.clear()
        both.discord_server.world.closed.clear()
        whole = await totals(both)
        assert len(whole) == 1
        assert "stands alone" in await taker.say("/unlink")
        assert "Let's set up" in await taker.say("/streak")
        assert f"{whole}"[2:-2].split(" ")[0] in await maker.say("/progress")


@pytest.mark.soak
@pytest.mark.parametrize("undone_by_maker", [True, False])
async def test_within_a_day_both_are_as_they_were(tmp_path: Path, *, undone_by_maker: bool) -> None:
    async with playing_both(tmp_path / "w.db", MONDAY) as both:
        await both.telegram.say(START)
        await both.discord.say("/start tz=Asia/Tokyo days=mon-fri at=07:00")
        await both.telegram.say("/done 25")
        await both.discord.say("/done 50")
        await both.discord.say("/next")
        before = [await side.say("/progress") for side in (both.telegram, both.discord)]
        settings = [await side.say("/settings") for side in (both.telegram, both.discord)]
        await link(both.telegram, both.discord)
        await both.discord.say("/done 10")
        side = both.telegram if undone_by_maker else both.discord
        assert "two again" in await side.say("/unlink")
        assert [await side.say("/settings") for side in (both.telegram, both.discord)] == settings
        assert await both.discord.say("/progress") == before[1]
        assert "35 min" in await both.telegram.say("/progress")
        telegram, discord = await both.skip("1d")
        assert (len(telegram), len(discord)) == (1, 1)
        assert "nothing to unlink" in await both.discord.say("/unlink")


@pytest.mark.soak
async def test_a_code_is_good_once_for_ten_minutes_and_for_another(tmp_path: Path) -> None:
    async with playing_both(tmp_path / "w.db", MONDAY) as both:
        await both.telegram.say(START)
        code = await code_of(both.telegram)
        assert both.rows("select digest from link_request")[0][0] != code
        assert "is your own" in await both.telegram.say(f"/link {code}")
        await both.telegram.say("!skip 10m")
        assert "not good" in await both.discord.say(f"/link {code}")
        code = await code_of(both.telegram)
        assert "Is that you?" in await both.discord.say(f"/link {code.lower().replace('-', ' ')}")
        assert "not good" in await both.discord.say(f"/link {code}")
        await both.discord.say("!as other")
        assert "not good" in await both.discord.say(f"/link {code}")
        await both.discord.say("!as me")
        assert "void" in await both.discord.say("!press No")
        assert both.rows("select 1 from link_request") == []
        assert all(code not in body for (body,) in both.rows("select body from inbox"))


async def test_only_the_makers_yes_joins(tmp_path: Path) -> None:
    async with playing_both(tmp_path / "w.db", MONDAY) as both:
        await both.telegram.say(START)
        code = await code_of(both.telegram)
        await both.discord.say(f"/link {code}")
        assert both.rows("select count(*) from delivery where maker = 'link'") == [(0,)]
        await both.discord.say("!press Yes, that is me")
        assert both.rows("select count(distinct learner_id) from account") == [(2,)]
        assert "void" in await both.telegram.say("!press No, not me")
        assert both.rows("select count(distinct learner_id) from account") == [(2,)]


@pytest.mark.soak
async def test_a_person_has_one_account_a_platform(tmp_path: Path) -> None:
    async with playing_both(tmp_path / "w.db", MONDAY) as both:
        await both.telegram.say(START)
        await link(both.telegram, both.discord)
        code = await code_of(both.telegram)
        await both.telegram.say("!as anna")
        answer = await both.telegram.say(f"/link {code}")
        assert "two accounts in" in answer
        assert len(answer.strip().splitlines()) == 1


async def test_five_refused_tries_an_hour(tmp_path: Path) -> None:
    async with playing_both(tmp_path / "w.db", MONDAY) as both:
        await both.telegram.say(START)
        for wrong in ("hello", "AAAA-AAAA-AAAA", "1", "/", "ABCD EFGH JKMN"):
            assert "not good" in await both.discord.say(f"/link {wrong}")
        code = await code_of(both.telegram)
        assert "The next try" in await both.discord.say(f"/link {code}")
        await both.telegram.say("!skip 1h")
        code = await code_of(both.telegram)
        assert "Is that you?" in await both.discord.say(f"/link {code}")


@pytest.mark.soak
async def test_a_checkin_begun_in_one_place_goes_on_in_the_other(tmp_path: Path) -> None:
    async with playing_both(tmp_path / "w.db", MONDAY) as both:
        await both.telegram.say(START)
        await link(both.telegram, both.discord)
        await both.telegram.say("/checkin")
        await both.telegram.say("lists and loops")
        await both.discord.say("a calculator")
        await both.telegram.say("recursion")
        found = both.rows("select question, text from answer order by id")
        assert found == [
            ("learnt", "lists and loops"), ("built", "a calculator"), ("hard", "recursion"),
        ]  # fmt: skip


@pytest.mark.soak
async def test_groups_of_both_follow(tmp_path: Path) -> None:
    async with playing_both(tmp_path / "w.db", MONDAY) as both:
        await both.telegram.say(START)
        await both.discord.say(START)
        for side, chat in ((both.telegram, "here"), (both.discord, "there")):
            await side.say(f"!in {chat}")
            await side.say("/group start")
            await side.say("/group join")
            await side.say("!in me")
        await link(both.telegram, both.discord)
        stays = "select count(*), count(distinct learner_id) from stay where left_at is null"
        assert both.rows(stays) == [(2, 1)]
        await both.telegram.say("/unlink")
        assert both.rows(stays) == [(2, 2)]


@pytest.mark.soak
async def test_a_review_begun_in_one_place_goes_on_in_the_other(tmp_path: Path) -> None:
    """From Telegram to Discord in the middle of a question, where the process is killed, and back."""
    path, left = tmp_path / "w.db", tmp_path / "left"
    left.mkdir()
    async with both_servers() as servers:
        async with playing_both(path, MONDAY, on=servers) as both:
            await both.telegram.say(START)
            await link(both.telegram, both.discord)
            await both.telegram.say("/week")
            await both.telegram.say("!press Install python3")
            assert "1 of 5 · " in await both.telegram.say("/review")
            assert "How sure are you?" in await both.telegram.say("!press a")
            assert "“a” it is. How sure are you?" in await both.discord.say("/review")
            assert both.rows("select count(*) from recall_answer") == [(0,)]
            for each in tmp_path.glob("w.db*"):  # what a process that is killed now leaves behind
                copyfile(each, left / each.name)
        servers[1].gateway.identifies.clear()  # it starts anew after more than five seconds
        async with playing_both(left / "w.db", MONDAY, on=servers) as both:
            assert "Next question" in await both.discord.say("!press Sure")
            assert "That question is answered" in await both.telegram.say("!press Half")
            assert both.rows("select sure from recall_answer") == [("sure",)]
            assert "2 of 5 · " in await both.telegram.say("/review")
            assert both.rows("select count(*) from review") == [(1,)]
