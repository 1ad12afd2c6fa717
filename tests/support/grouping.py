"""A group's first days as its members live them, on whatever platform they write (promises 6.1, 6.5)."""

import re
from collections.abc import Callable

from support.both import Side

FIRST_DAY = "2026-03-02T09:00+00:00"
IN_THE_GROUP = ("!in club", "/group join")


async def joined(player: Side, name: str, names: str) -> str:
    """Somebody is set up and joins; what was said to them there."""
    lines = (f"!as {name}", "!in me", "/start tz=UTC days=mon-sun", f"/settings names={names}")
    for line in lines:
        await player.say(line)
    return "".join([await player.say(line) for line in IN_THE_GROUP])


async def live_in_a_group(player: Side, demote: Callable[[str], None]) -> None:
    """Members, a join that is seen, kudos, a past day, and the end; `demote` takes a right away."""
    for line in ("!as host", "!in club", "/group start"):
        begun = await player.say(line)
    assert "one streak together" in begun
    for name, names in (("anna", "on"), ("ben", "on"), ("cleo", "off")):
        assert "You are in" in await joined(player, name, names)
    board = await player.say("!clock 2026-03-03T10:00+00:00")
    assert "0 of 3" in board
    assert "In this group: anna, ben and 1 other" in await player.say("/group members")
    board = await joined(player, "dora", "on") + await player.say("!skip 5m")
    assert re.search("New here: .*dora", board)

    await player.say("!as anna")
    await player.say("/done 20")
    await player.say("!as ben")
    assert "ben gives anna kudos for studying today!" in await player.say("/kudos anna")
    assert "anna has your kudos for today already." in await player.say("/kudos anna")
    assert "nobody called “zoe” in this group" in await player.say("/kudos zoe")
    await player.say("/done 20")
    await player.say("!as cleo")
    await player.say("/done 20")
    board = await player.say("!skip 5m")
    assert "3 of 3" in board
    assert "Studied: anna, ben and 1 other" in board
    assert "More is still welcome." in board
    past = await player.say("!clock 2026-03-04T10:00+00:00") + await player.say("!skip 5m")
    assert "This day counted." in past

    await player.say("!as ben")
    demote("ben")
    assert "Only someone who manages this chat" in await player.say("/group stop")
    await player.say("!as host")
    assert "Shall this chat's group end?" in await player.say("/group stop")
    assert "The group has ended, with 1 day together." in await player.say("[Yes, end it]")
    assert "no group yet" in await player.say("/group")
    assert " of 3" not in await player.say("!skip 1d")
