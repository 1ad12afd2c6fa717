"""Who may use a command where, and who sees the answer (promises 6.1 and 8)."""

from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest

from adapters.console.render import plain_text
from bot.chat.events import Event, Origin, event_of_text
from bot.chat.messages import Outgoing
from bot.chat.scope import Audience, Where
from bot.features.kit import Command
from bot.features.menu import FEATURES
from support.terminal import Terminal

COMMANDS = {each.name: each for feature in FEATURES for each in feature.commands}
GROUP = Origin(
    platform="terminal", account="ada", name="ada", chat="club", private=False, whispers=True
)


def said(line: str, origin: Origin) -> Event:
    return event_of_text(line, id=uuid4().hex, origin=origin)


async def answer(term: Terminal, line: str, origin: Origin) -> Outgoing:
    (found,) = await term.coach.handle(said(line, origin))
    return found


@pytest.mark.parametrize(
    ("line", "managers", "everybody"),
    [
        ("/group", False, True),
        ("/group board", False, True),
        ("/group Board", False, True),
        ("/group what=start", True, True),
        ("/group start", True, True),
        ("/group join", False, False),
        ("/group leave", False, False),
        ("/group prompts", False, False),
        ("/group settings", False, True),
        ("/group settings quorum=70", True, True),
        ("/group settings quorum=many", False, False),
        ("/group nonsense", False, False),
        ("/kudos ben", False, True),
        ("/today", False, False),
        ("/dance", False, False),
        ("hello", False, False),
    ],
)
async def test_the_scope_of_what_is_said(
    term: Terminal, line: str, managers: bool, everybody: bool
) -> None:
    scope = term.coach.scope(said(line, GROUP))
    assert scope.managers_only == managers
    assert (scope.audience is Audience.EVERYBODY) == everybody


@pytest.mark.parametrize("line", ["/group start", "/group settings quorum=70"])
async def test_only_managers(term: Terminal, line: str) -> None:
    manager = replace_origin(GROUP, manages_chat=True)
    if "settings" in line:
        await answer(term, "/group start", manager)
    refused = await answer(term, line, GROUP)
    assert "Only someone who manages this chat" in plain_text(refused.message)
    assert refused.to == "ada"
    allowed = await answer(term, line, manager)
    assert "Only someone" not in plain_text(allowed.message)
    assert allowed.to is None


def replace_origin(origin: Origin, **what: object) -> Origin:
    return origin.model_copy(update=what)


def where(wanted: Where) -> list[Command]:
    return [each for each in COMMANDS.values() if each.scope.where is wanted]


async def test_where(term: Terminal) -> None:
    private = replace_origin(GROUP, chat="ada", private=True)
    assert [each.name for each in where(Where.PRIVATE)] == [
        "checkin",
        "journal",
        "review",
        "explain",
        "link",
        "unlink",
        "export",
        "import",
        "forget",
    ]
    for command in where(Where.PRIVATE):
        refused = await answer(term, f"/{command.name}", GROUP)
        assert "between us" in plain_text(refused.message)
        whispered = await answer(term, f"/{command.name}", replace_origin(GROUP, discreet=True))
        assert "between us" not in plain_text(whispered.message)
        assert whispered.to == "ada"
    assert [each.name for each in where(Where.GROUP)] == ["group", "kudos"]
    for command in where(Where.GROUP):
        refused = await answer(term, command.example, private)
        assert "group chat" in plain_text(refused.message)


async def test_who_sees_the_answer(term: Terminal, tmp_path: Path) -> None:
    manager = replace_origin(GROUP, manages_chat=True)
    assert (await answer(term, "/group start", manager)).to is None
    assert (await answer(term, "/group", GROUP)).to is None
    assert (await answer(term, "/today", GROUP)).to == "ada"
    assert (await answer(term, "/group leave", GROUP)).to == "ada"


def test_a_sub_command_lives_where_its_command_does() -> None:
    for command in COMMANDS.values():
        for each in command.sub_commands:
            assert each.scope.where is command.scope.where
            assert set(each.managed) <= set(each.options)
    assert replace(COMMANDS["today"], name="x").sub_commands == ()
