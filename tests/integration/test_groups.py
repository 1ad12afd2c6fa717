"""Study groups in the terminal: who sees what, and what stays settled (promise 6)."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from adapters.console.render import plain_text
from bot.chat.events import ButtonPressed, CommandInvoked, Origin
from bot.chat.messages import Outgoing
from bot.domain.delivery import MessageKind
from bot.runtime.clock import SteeredClock
from bot.runtime.wiring import coach_on, storing
from support.database import count, execute
from support.terminal import Terminal, terminal

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
NEXT = "!clock 2026-03-03T10:00+00:00"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "groups.db"


@pytest.fixture
async def club(path: Path) -> AsyncIterator[Terminal]:
    """Three members on the day before their first one together, speaking in the chat."""
    async with terminal(path, START, name="anna") as shown:
        await shown.say("!in club", "/group start")
        for name in ("anna", "ben", "cleo"):
            await shown.say(f"!as {name}", "/start tz=Europe/Berlin days=mon-sun", "/group join")
        yield shown


def rows(path: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as database:
        return list(database.execute(query))


def settled(path: Path) -> list[tuple[object, ...]]:
    return rows(path, "select day, outcome, done, expected from settlement order by day")


def to(outgoing: Outgoing) -> str:
    return outgoing.to or outgoing.chat


def boards(shown: Terminal) -> list[Outgoing]:
    kind = MessageKind.GROUP_BOARD
    return [each for each in shown.shown if each.message.kind is kind and each.message.buttons]


async def test_answers_are_for_the_asker_alone(club: Terminal) -> None:
    for line in ("/today", "/streak", "/done 25", "/nonsense", "/settings", "/group leave"):
        await club.say(line)
        assert to(club.shown[-1]) == "cleo", line
    for line in ("/group start", "/group settings", "/group board"):
        await club.say(line)
    assert to(club.shown[-1]) == "club"


@pytest.mark.parametrize("line", ["/journal", "/checkin", "/journal export"])
async def test_what_is_personal_points_to_the_private_chat(club: Terminal, line: str) -> None:
    assert "private chat" in await club.say(line)
    assert "private chat" not in await club.say("!in me", line)


async def test_free_text_in_a_group_is_left_alone(club: Terminal, path: Path) -> None:
    before = count(path, "inbox")
    assert await club.say("what are you all up to?") == ""
    assert count(path, "inbox") == before


async def test_a_board_is_posted_once_and_edited(club: Terminal) -> None:
    await club.say(NEXT, "!as anna", "[I studied]", "!skip 1m")
    first, *edits = [each for each in boards(club) if "3 March" in each.message.model_dump_json()]
    assert first.edits is None
    assert edits
    assert {each.edits for each in edits} == {first.id}


@pytest.mark.soak
async def test_a_burst_leads_to_few_edits(club: Terminal) -> None:
    await club.say(NEXT)
    before = len(boards(club))
    for number in range(50):
        await club.say(f"!as {('anna', 'ben', 'cleo')[number % 3]}", "/done 5")
        if number % 2:
            await club.say("/undo")
    await club.say("!skip 2m")
    assert len(boards(club)) - before <= 3


async def test_names_of_those_who_agreed(club: Terminal) -> None:
    await club.say("!as ben", "/settings names=on", NEXT)
    await club.say("!as anna", "/done 20", "!as ben", "/done 20", "!skip 1m")
    text = boards(club)[-1].message.model_dump_json()
    assert "ben" in text
    assert "anna" not in text


@pytest.mark.soak
async def test_a_secured_day_is_announced_once_and_stays(club: Terminal, path: Path) -> None:
    await club.say(NEXT, "!as anna", "/done 20")
    said = await club.say("!as ben", "/done 20")
    assert "Tue 3 March is done! 2 of 3" in said
    before = settled(path)
    assert before[-1][:2] == ("2026-03-03", "success")
    later = await club.say("/undo", "!as anna", "/undo", "/group leave", "!skip 5d")
    assert "March is done!" not in later
    assert settled(path)[: len(before)] == before
    told = [each for each in club.shown if "March is done!" in plain_text(each.message)]
    assert len(told) == 1
    assert not told[0].message.buttons


@pytest.mark.soak
async def test_a_failed_day_is_settled_quietly(club: Terminal, path: Path) -> None:
    await club.say(NEXT, "!as anna", "/done 20")
    said = await club.say("!clock 2026-03-05T10:00+00:00")
    assert settled(path)[-1][:2] == ("2026-03-03", "failure")
    assert "Tue 3 March fell short" in said
    assert "fail" not in said
    await club.say("!as ben", "/done 20 2026-03-03", "/done 20 yesterday")
    assert settled(path)[-1][:2] == ("2026-03-03", "failure")


@pytest.mark.soak
async def test_a_repair_makes_no_group_day_up(club: Terminal, path: Path) -> None:
    """Ben's freezes are spent when he misses Sunday; on Monday he repairs it for himself."""
    await club.say("!as ben", "!in me")
    for day in (3, 5, 7):
        await club.say(f"!clock 2026-03-{day:02}T10:00+00:00", "/done 20")
    await club.say("!clock 2026-03-09T10:00+00:00", "/done 10")
    await club.say("/done 10")
    before = [each for each in settled(path) if str(each[0]) < "2026-03-08"]
    await club.say("!clock 2026-03-11T10:00+00:00")
    assert "repaired" in await club.say("/why 2026-03-08")
    after = settled(path)
    assert after[: len(before)] == before
    assert ("2026-03-08", "failure", 0, 3) in after


@pytest.mark.soak
async def test_a_late_start_comes_to_the_same(club: Terminal, path: Path) -> None:
    """All settlements and plans are lost; whoever looks days later finds the same ones."""
    await club.say(NEXT, "!as anna", "/done 20", "!skip 2h", "!as ben", "/done 20", "!skip 3d")
    await club.say("/done 5", "!skip 1d")
    query = "select day, outcome, at, done, expected, needed from settlement order by day"
    before = rows(path, query)
    assert len(before) >= 3
    execute(path, "delete from settlement")
    execute(path, "update group_due set due_at = strftime('%s', '2026-03-03') * 1000000")
    async with terminal(path, club.clock.now()) as again:
        await again.say("!skip 1m")
        assert not any("March is done!" in plain_text(each.message) for each in again.shown)
    assert rows(path, query) == before


async def test_buttons_belong_to_whom_they_were_shown(club: Terminal, path: Path) -> None:
    await club.say("!as anna", "/today")
    page = club.shown[-1]
    async with storing(str(path)) as store:
        coach = coach_on(store, SteeredClock(club.clock.now()))
        ben = Origin(platform="terminal", account="ben", name="ben", chat="club", private=False)
        action = page.message.buttons[0][0].action
        press = ButtonPressed(id="foreign", origin=ben, action=action, message=page.id)
        (refused,) = await coach.handle(press)
        assert "somebody else" in refused.message.model_dump_json()
        board = [each for each in club.shown if to(each) == "club"][-1]
        action = board.message.buttons[0][0].action
        press = ButtonPressed(id="groups", origin=ben, action=action, message=board.id)
        (taken,) = await coach.handle(press)
        assert "Logged" in taken.message.model_dump_json()


async def test_only_a_manager_starts_and_changes(club: Terminal, path: Path) -> None:
    async with storing(str(path)) as store:
        coach = coach_on(store, SteeredClock(club.clock.now()))
        for chat, words in (
            ("other", "start"),
            ("club", "settings quorum=70"),
            ("club", "settings language=de"),
        ):
            plain = Origin(platform="terminal", account="x", name="x", chat=chat, private=False)
            said = CommandInvoked(id=words, origin=plain, name="group", words=words)
            (refused,) = await coach.handle(said)
            assert "manages this chat" in refused.message.model_dump_json()
    assert count(path, "study_group") == 1
    assert count(path, "quorum") == 0
    assert rows(path, "select language from study_group") == [("en",)]


@pytest.mark.parametrize("wanted", ["de", "Deutsch", "german"])
async def test_a_group_speaks_the_language_it_is_told_to(
    club: Terminal, path: Path, wanted: str
) -> None:
    assert "is in English" in await club.say("/group settings")
    assert "auf Deutsch" in await club.say(f"/group settings language={wanted}")
    await club.say("!as anna", "/done 20", "!as ben", "/done 20", NEXT)
    boards = [plain_text(each.message) for each in club.shown if to(each) == "club"]
    assert "Gruppenserie" in boards[-1]
    assert "is in German" in await club.say("/group settings"), "who asks is told in their own"
    await club.say("!as ben", "/settings names=on", "!as anna")
    assert "schickt ben Applaus" in await club.say("/kudos ben"), "all of them read it"
    assert "I only speak" in await club.say("/group settings language=klingon")
    assert "one of the settings" in await club.say("/group join language=de")
    assert rows(path, "select language from study_group") == [("de",)]


async def test_a_quorum_counts_for_days_that_have_not_begun(club: Terminal, path: Path) -> None:
    await club.say("/group settings quorum=100", NEXT)
    await club.say("!as anna", "/done 20", "!as ben", "/done 20")
    assert settled(path) == []
    await club.say("!as cleo", "/done 20")
    assert settled(path)[-1][:2] == ("2026-03-03", "success")
    assert "whole percentage" in await club.say("/group settings quorum=0")


async def test_of_two_names_that_differ_by_case_the_exact_one_wins(club: Terminal) -> None:
    start = "/start roadmap=six-month tz=Europe/Berlin from=2026-03-02"
    for name in ("Ben", "BEN"):
        await club.say(f"!as {name}", "!in me", start, "/settings names=on", "!in club")
        await club.say("/group join")
    await club.say("!as anna", "!in club")
    assert "gives BEN kudos" in await club.say("/kudos BEN")
    assert "gives Ben kudos" in await club.say("/kudos @Ben")
    assert "More than one member" in await club.say("/kudos bEN")


async def test_kudos_once_a_day_for_each_pair(club: Terminal, path: Path) -> None:
    await club.say("!as ben", "/settings names=on", "!as anna")
    assert "gives ben kudos" in await club.say("/kudos ben")
    assert to(club.shown[-1]) == "club"
    assert "for today already" in await club.say("/kudos Ben")
    assert "Sent to cleo, privately" in await club.say("/kudos cleo")
    assert any(
        to(each) == "cleo" and each.message.kind is MessageKind.NOTICE for each in club.shown
    )
    assert "somebody else" in await club.say("/kudos anna")
    assert "nobody called “zoe”" in await club.say("/kudos zoe")
    assert count(path, "kudos") == 2


@pytest.mark.soak
async def test_an_inactive_member_is_told_once_in_private(club: Terminal) -> None:
    await club.say(NEXT)
    for _ in range(14):
        await club.say("!as anna", "/done 20", "!as ben", "/done 20", "!skip 1d")
    told = [each for each in club.shown if each.message.kind is MessageKind.NOTICE]
    assert [to(each) for each in told] == ["cleo"]


@pytest.mark.soak
async def test_a_digest_on_sunday_evening(club: Terminal) -> None:
    await club.say(NEXT, "!as anna", "/done 20", "!as ben", "/done 20", "!skip 20d")
    digests = [each for each in club.shown if each.message.kind is MessageKind.GROUP_DIGEST]
    assert len(digests) == 1  # weeks in which nobody did anything need no summary
    assert "you made 1 of " in plain_text(digests[0].message)


async def test_joining_asks_for_set_up_first(club: Terminal, path: Path) -> None:
    before = count(path, "stay")
    assert "/start" in await club.say("!as dora", "[Join]")
    assert to(club.shown[-1]) == "dora"
    assert "group's members" in await club.say("[I studied]")
    assert count(path, "stay") == before


@pytest.mark.soak
async def test_a_crash_before_the_settlement(club: Terminal, path: Path) -> None:
    """The entries were kept, and nobody looked until a new process came up, hours later."""
    await club.say(NEXT)
    at = club.clock.now()
    async with storing(str(path)) as store:
        coach = coach_on(store, SteeredClock(at))
        for name in ("anna", "ben"):
            who = Origin(platform="terminal", account=name, name=name, chat=name)
            await coach.handle(CommandInvoked(id=name, origin=who, name="done", words="25"))
    assert settled(path) == []
    async with terminal(path, at + timedelta(hours=2)) as again:
        said = await again.say("!skip 1m")
    assert "Tue 3 March is done! 2 of 3" in said
    assert settled(path) == [("2026-03-03", "success", 2, 3)]
    at = datetime(2026, 3, 3, 10, tzinfo=UTC)
    assert rows(path, "select at from settlement") == [(at.timestamp() * 1_000_000,)]


SIZES = [10, pytest.param(200, marks=pytest.mark.soak)]
MANY = [5, pytest.param(50, marks=pytest.mark.soak)]


@pytest.mark.soak
@pytest.mark.parametrize("members", SIZES)
async def test_many_members_of_one_group(path: Path, members: int) -> None:
    """Sixty in a hundred are enough, and one fewer is not."""
    enough = members * 6 // 10
    async with terminal(path, START) as shown:
        await shown.say("!in club", "/group start")
        for number in range(members):
            await shown.say(f"!as m{number}", "/start tz=Europe/Berlin days=mon-sun", "/group join")
        await shown.say(NEXT)
        for number in range(enough):
            assert settled(path) == []
            await shown.say(f"!as m{number}", "/done 10")
        assert settled(path) == [("2026-03-03", "success", enough, members)]


@pytest.mark.soak
@pytest.mark.parametrize("groups", MANY)
async def test_many_groups_of_one_learner(path: Path, groups: int) -> None:
    async with terminal(path, START) as shown:
        await shown.say("/start tz=Europe/Berlin days=mon-sun")
        await shown.say("!as ben", "/start tz=Europe/Berlin days=mon-sun")
        for number in range(groups):
            await shown.say(f"!in club{number}", "/group start", "/group join")
            await shown.say("!as me", "/group join", "!as ben")
        await shown.say("!clock 2026-03-03T10:00+00:00", "/done 10", "!skip 1h", "!as me")
        await shown.say("/done 10")
        days = rows(path, "select count(*) from settlement where outcome = 'success'")
        assert days == [(groups,)]


@pytest.mark.soak
async def test_the_daily_prompt_comes_to_the_groups_chat(club: Terminal) -> None:
    """For whoever asked for it, with their name, until they ask otherwise or leave."""

    async def prompts(line: str) -> list[tuple[str, bool]]:
        before = len(club.shown)
        await club.say(line)
        sent = [
            each for each in club.shown[before:] if each.message.kind is MessageKind.DAILY_PROMPT
        ]
        return sorted((to(each), "For cleo:" in plain_text(each.message)) for each in sent)

    private = [("anna", False), ("ben", False)]
    assert "comes here from now on" in await club.say("/group prompts")
    assert await prompts(NEXT) == [*private, ("club", True)]
    assert "private chat again" in await club.say("/group prompts")
    assert await prompts("!skip 1d") == [*private, ("cleo", False)]
    await club.say("/group prompts", "/group leave")
    assert await prompts("!skip 1d") == [*private, ("cleo", False)]


async def test_a_prompt_in_a_group_is_its_readers_alone(club: Terminal) -> None:
    await club.say("/group prompts", NEXT)
    prompts = [each for each in club.shown if each.message.kind is MessageKind.DAILY_PROMPT]
    (prompt,) = [each for each in prompts if each.chat == "club"]
    origin = Origin(platform="terminal", account="anna", name="anna", chat="club", private=False)
    press = ButtonPressed(id="p", origin=origin, action="/done", message=prompt.id)
    (refused,) = await club.coach.handle(press)
    assert "meant for somebody else" in plain_text(refused.message)


async def test_who_does_not_belong_gets_no_prompts_here(club: Terminal) -> None:
    await club.say("!as dora", "/start tz=UTC")
    assert "/group join" in await club.say("/group prompts")
    assert "group chat" in await club.say("!in me", "/group prompts")
