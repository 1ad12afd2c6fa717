"""What a link leaves behind: no code, and of a merge only what may yet undo it (promise 7.1)."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.coach.coach import Coach
from bot.domain import policy
from bot.runtime.clock import SteeredClock
from bot.runtime.wiring import coach_on, storing
from support.both import playing_both
from support.database import count, facts
from support.telegram.process import until
from support.terminal import terminal
from support.traces import in_files, in_tables

from .test_link_races import MONDAY, Person, coach_of, code_of
from .test_mergers import START, merge, part


async def tidied(path: Path, at: datetime) -> None:
    """The hourly tidying of a service."""
    async with storing(str(path)) as store:
        await coach_on(store, SteeredClock(at)).tidy()


async def linked(coach: Coach, *, text: str = "canary") -> tuple[Person, Person]:
    """Two who became one, both with a word of their own."""
    maker, taker = Person(coach, "telegram", "anna"), Person(coach, "discord", "a")
    for each in (maker, taker):
        await each.say("/start tz=Europe/Berlin days=mon-sun")
    await maker.say("/done 25 finch")
    await taker.say(f"/done 25 {text}")
    await taker.say(f"/link {await code_of(maker)}")
    agree = taker.action("link-agree")
    await taker.press(agree)
    assert "you are one now" in await maker.press(f"link-join {agree.split()[1]}")
    return maker, taker


async def test_a_code_that_was_sent_is_nowhere(tmp_path: Path) -> None:
    path = tmp_path / "w.db"
    async with playing_both(path, MONDAY) as both:
        await both.telegram.say("/start tz=UTC")
        answer = await both.telegram.say("/link")
        code = next(word for word in answer.split() if word.count("-") == 2 and len(word) == 14)
        await until(lambda: in_tables(path, code) == [])  # its arrival is recorded a moment later
        await both.telegram.say("!in club")
        await both.telegram.say(f"/link {code}")
        await both.telegram.say("!in me")
        await both.telegram.say(f"is it {code.lower()}?")
        await both.discord.say(code)
        assert "Is that you?" in await both.discord.say(f"/link {code.replace('-', ' ')}")
        await until(lambda: in_tables(path, code, code.replace("-", " ")) == [])
    await tidied(path, MONDAY + timedelta(hours=1))
    assert in_files(tmp_path, code, code.replace("-", " "), code.replace("-", "")) == []


async def test_nor_is_one_that_could_not_be_sent(tmp_path: Path) -> None:
    path = tmp_path / "w.db"
    async with coach_of(path, SteeredClock(MONDAY)) as coach:
        code = await code_of(Person(coach, "telegram", "anna"))
    assert in_tables(path, code) == ["reply"]
    await tidied(path, MONDAY + policy.REPLY_KEPT)
    assert in_tables(path, code) == ["reply"]
    await tidied(path, MONDAY + policy.REPLY_KEPT + timedelta(seconds=1))
    assert in_files(tmp_path, code) == []
    assert facts(path)["memo"] == facts(path)["link_request"] == []


async def test_a_day_later_nothing_is_kept_to_undo_it(tmp_path: Path) -> None:
    path = tmp_path / "w.db"
    async with coach_of(path, SteeredClock(MONDAY)) as coach:
        await linked(coach)
    await tidied(path, MONDAY + policy.UNLINK_UNDOES - timedelta(seconds=1))
    assert "merger" in in_tables(path, "canary")
    await tidied(path, MONDAY + policy.UNLINK_UNDOES)
    assert facts(path)["merger"] == []


@pytest.mark.parametrize("who", [0, 1])
async def test_either_side_forgets_both(tmp_path: Path, who: int) -> None:
    path = tmp_path / "w.db"
    async with coach_of(path, SteeredClock(MONDAY)) as coach:
        sides = await linked(coach)
        await sides[who].say("/forget")
        assert "you are forgotten" in await sides[who].say("forget")
    assert in_tables(path, "canary", "finch") == []
    assert count(path, "merger") == count(path, "learner") == 0


@pytest.mark.soak
async def test_who_parted_and_was_forgotten_is_in_no_other_merger(tmp_path: Path) -> None:
    """Nor does undoing that one bring anything of them back."""
    path, long_ago = tmp_path / "w.db", MONDAY.replace(year=2020)
    async with terminal(path, MONDAY, name="anna") as term:
        for name in ("anna", "canary", "carl"):
            await term.say(f"!as {name}", START, f"/done 25 of {name}")
        now = term.now
    await merge(path, now, "anna", "canary")
    await merge(path, now, "anna", "carl")
    await part(path, "canary", long_ago)
    async with terminal(path, now, name="canary") as term:
        await term.say("/forget", "forget")
    assert in_tables(path, "canary") == []
    await part(path, "carl", long_ago)
    assert in_tables(path, "canary") == []


@pytest.mark.soak
@pytest.mark.parametrize("parted", [False, True])
async def test_praise_goes_with_whoever_gave_it(tmp_path: Path, *, parted: bool) -> None:
    """Of one who became another, too; and after they are two again it is the giver's alone."""
    path = tmp_path / "w.db"
    async with terminal(path, MONDAY, name="anna") as term:
        for name in ("anna", "bert", "carl"):
            await term.say(f"!as {name}", START.removesuffix(" names=on"), "!in club")
            await term.say("/group start", "/group join", "!in me")
        await term.say("!as bert", "!in club", "/kudos carl a canary", "!as anna")
        await term.say("/kudos carl a finch")
        now = term.now
    assert "delivery" in in_tables(path, "canary")
    await merge(path, now, "anna", "bert")
    if parted:
        await part(path, "bert", now.replace(year=2020))
        async with terminal(path, now, name="bert") as term:
            await term.say("/forget", "forget")
        assert "delivery" not in in_tables(path, "canary")
        assert "delivery" in in_tables(path, "finch")
    async with terminal(path, now, name="anna") as term:
        await term.say("/forget", "forget")
    assert "delivery" not in in_tables(path, "canary", "finch")
