"""How a group talks: who is in, who gave kudos, what adds up, and its end (promises 6.1 and 6.5)."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from adapters.console.render import plain_text
from bot.chat.events import ButtonPressed, Origin
from bot.domain.delivery import MessageKind
from support.terminal import Terminal, terminal

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
NEXT = "!clock 2026-03-03T10:00+00:00"


@pytest.fixture
async def club(tmp_path: Path) -> AsyncIterator[Terminal]:
    """Anna and ben show their names, cleo does not; it is the day before their first one."""
    async with terminal(tmp_path / "club.db", START, name="host") as shown:
        await shown.say("!in club", "/group start")
        for name in ("anna", "ben", "cleo"):
            await shown.say(f"!as {name}", "/start tz=Europe/Berlin days=mon-sun", "/group join")
            if name != "cleo":
                await shown.say("/settings names=on")
        yield shown


def boards(shown: Terminal, day: str) -> list[str]:
    kind = MessageKind.GROUP_BOARD
    texts = [plain_text(each.message) for each in shown.shown if each.message.kind is kind]
    return [text for text in texts if text.startswith(day)]


async def test_members_are_named_as_agreed(club: Terminal) -> None:
    assert "In this group: anna, ben and 1 other" in await club.say("/group members")
    await club.say("!as host", "!in empty", "/group start")
    assert "Nobody has joined yet" in await club.say("/group members")


@pytest.mark.soak
async def test_a_group_ends_after_a_confirmation(club: Terminal) -> None:
    await club.say(NEXT, "!as anna", "/done 20", "!as ben", "/done 20")
    await club.say("!as host")
    assert "Shall this chat's group end?" in await club.say("/group stop")
    assert "In this group" in await club.say("/group members")
    await club.say("/group stop")
    assert "The group has ended, with 1 day together." in await club.say("[Yes, end it]")
    assert "no group yet" in await club.say("/group")
    before = len(boards(club, ""))
    await club.say("!as anna", "/done 20", "!skip 3d", "/done 20")
    assert len(boards(club, "")) == before
    assert "one streak together" in await club.say("/group start")
    assert "Group streak: 0" in await club.say("/group")


async def test_only_a_manager_ends_a_group(club: Terminal) -> None:
    await club.say("/group stop")
    here = Origin(platform="terminal", account="ben", name="ben", chat="club", private=False)
    pressed = ButtonPressed(id="x1", origin=here, action="/group stop yes")
    assert club.coach.scope(pressed).managers_only
    (refused,) = await club.coach.handle(pressed)
    assert "Only someone who manages this chat" in plain_text(refused.message)
    assert "In this group" in await club.say("/group members")


async def test_kudos_say_who_and_why(club: Terminal) -> None:
    await club.say(NEXT, "!as anna", "/done 20")
    assert "ben gives anna kudos for studying today!" in await club.say("!as ben", "/kudos anna")
    assert "anna has your kudos for today already." in await club.say("/kudos Anna")
    said = await club.say("!as anna", "/kudos ben hi, good work")
    assert "anna gives ben kudos: “hi, good work”" in said
    assert "Somebody here gives ben kudos" in await club.say("!as cleo", "/kudos @ben")


async def test_kudos_in_private_name_the_giver_as_agreed(club: Terminal) -> None:
    await club.say(NEXT, "!as cleo", "/done 20")
    said = await club.say("!as anna", "/kudos cleo")
    assert "Sent to cleo, privately." in said
    told = await club.say("!skip 1m") + said
    assert "anna in club saw you study today: kudos!" in told
    said = await club.say(
        "/settings names=off", "!as ben", "/settings names=off", "/kudos cleo well done"
    )
    assert "Somebody in club sends you kudos: “well done”" in said + await club.say("!skip 1m")


async def test_who_is_nobody_is_told_whom_to_thank(club: Terminal) -> None:
    said = await club.say("!as anna", "/kudos zoe")
    assert "nobody called “zoe” in this group. Members you can thank: ben" in said
    assert "cleo" not in said
    assert "Who? For example: /kudos anna" in await club.say("/kudos")


async def test_the_exact_name_is_meant_where_two_differ_by_case(club: Terminal) -> None:
    await club.say("!as Ben", "/start tz=Europe/Berlin days=mon-sun", "/group join")
    await club.say("/settings names=on")
    assert "kudos" in await club.say("!as anna", "/kudos ben")
    assert "More than one" in await club.say("/kudos BEN")
    assert "gives Ben kudos" in await club.say("/kudos Ben")


async def test_the_board_adds_up(club: Terminal) -> None:
    await club.say(NEXT)
    for name in ("anna", "ben", "cleo"):
        await club.say(f"!as {name}", "/done 20")
    await club.say("!skip 2m")
    newest = boards(club, "Tue 3 March")[-1]
    assert "Tue 3 March · 3 of 3" in newest
    assert "Studied: anna, ben and 1 other" in newest


@pytest.mark.soak
async def test_joins_are_seen_by_the_others(club: Terminal) -> None:
    await club.say(NEXT, "!as dora", "/start tz=Europe/Berlin days=mon-sun")
    await club.say("/settings names=on", "/group join", "!skip 2m")
    assert "New here: dora" in boards(club, "Tue 3 March")[-1].replace("anna, ben, ", "")
    await club.say("!clock 2026-03-05T10:00+00:00", "!as anna", "/done 20", "!skip 2m")
    assert "New here" not in boards(club, "Thu 5 March")[-1]


@pytest.mark.soak
async def test_a_past_day_is_told_in_the_past(club: Terminal) -> None:
    await club.say(NEXT, "!as anna", "/done 20", "!as ben", "/done 20", "!skip 2m")
    assert "This day counts. More is still welcome." in boards(club, "Tue 3 March")[-1]
    await club.say("!clock 2026-03-04T10:00+00:00", "!skip 5m")
    past = boards(club, "Tue 3 March")[-1]
    assert "This day counted." in past
    assert "still welcome" not in past


async def test_a_past_quiet_day_is_told_in_the_past(club: Terminal) -> None:
    await club.say("!as anna", "/group leave", "!as ben", "/group leave")
    await club.say("!clock 2026-03-04T09:00+00:00", "!clock 2026-03-05T09:00+00:00", "!skip 5m")
    for text in (boards(club, "Tue 3 March") or boards(club, "Wed 4 March"))[-1:]:
        assert "quiet day" not in text or "It was a quiet day" in text


@pytest.mark.parametrize("line", ["/weather", "/ hello", "/start@otherbot", "hello"])
async def test_what_is_not_ours_is_left_alone(club: Terminal, line: str) -> None:
    assert await club.say(line) == ""


async def test_a_sub_command_that_is_none(club: Terminal) -> None:
    said = " ".join((await club.say("/group digest")).split())
    assert "I don't know /group digest. I know /group start, stop, join, leave, members" in said
