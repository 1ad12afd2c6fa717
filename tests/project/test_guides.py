"""The guides: what is typed in them is tried, and what is not is declared with its reason."""

import re
from pathlib import Path
from typing import Final

import pytest

from bot.chat.arguments import parse
from bot.errors import CoachError
from bot.features.menu import FEATURES
from support.dialogs import DIALOGS, exchanges
from support.messages import ROOT
from support.walking import GUIDES, SHELL, Block, Walk, agrees, blocks

PAGES: Final = sorted(GUIDES.glob("*.md"))
BLOCKS: Final = [(page, block) for page in PAGES for block in blocks(page)]

NOT_RUN: Final = {
    "root": "it changes the machine itself, which a test must not",
    "systemd": "there is no systemd where the tests run; the unit is checked by test_deploy.py",
}
"""Why a command may not be tried. Only one that begins with one of these is excused."""

EXCUSED: Final = ("sudo ", "systemctl ", "journalctl ")
SHOWN: Final = {"nginx"}
"""What a guide shows of another program's files."""


def test_what_is_not_run_is_declared_and_cannot_be() -> None:
    for page, block in BLOCKS:
        if block.language not in SHELL:
            assert not block.reason, (page.name, block.section)
        elif block.reason:
            assert block.reason in NOT_RUN, (page.name, block.section)
            wrong = [each.command for each in block.steps if not each.command.startswith(EXCUSED)]
            assert wrong == [], (page.name, block.section)
        else:
            wrong = [each.command for each in block.steps if each.command.startswith(EXCUSED)]
            assert wrong == [], (page.name, block.section)


def test_every_block_is_of_a_kind_that_is_tried() -> None:
    kinds = {block.language for _, block in BLOCKS}
    assert kinds <= {*SHELL, *SHOWN, "chat"}
    assert {"console", "chat"} <= kinds
    assert len([each for _, each in BLOCKS if each.language in SHELL and not each.reason]) > 15


def test_no_command_stands_outside_of_what_is_tried() -> None:
    """What is indented by four blanks is a block, too, and would be seen by nobody."""
    for page in PAGES:
        text = re.sub(
            r"^( *)```.*?^\1```$", "", page.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL
        )
        assert not re.findall(r"^ {4,}\$ .*$|^\$ .*$", text, re.MULTILINE), page.name


def lines_of(block: Block) -> list[str]:
    """What is said to the coach in a block."""
    return [line for line in block.text.splitlines() if line]


def test_what_a_learner_says_is_a_dialog_that_is_played() -> None:
    """The dialog is played in the terminal and on both platforms, with its exact answers."""
    said = [line for _, each in BLOCKS if each.language == "chat" for line in lines_of(each)]
    assert len(said) > 30
    played = iter([line for line, _ in exchanges(DIALOGS["learners-guide"])])
    for line in said:
        assert line in played, f"{line} is not in tests/dialogs/learners-guide.txt at its place"


COMMANDS: Final = {each.name: each for feature in FEATURES for each in feature.commands}
INLINE: Final = re.compile(r"`/([a-z]+)\b ?([^`]*)`")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_command_in_a_sentence_can_be_read(page: Path) -> None:
    text = re.sub(
        r"^( *)```.*?^\1```$", "", page.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL
    )
    for name, words in INLINE.findall(text):
        if name in COMMANDS:
            command = COMMANDS[name]
            try:
                parse(" ".join(words.split()), command.arguments, command.example)
            except CoachError as error:
                pytest.fail(f"{page.name}: /{name} {words}: {error}")
        else:
            assert (name, page.stem) in {
                ("readyz", "host"),
                ("newbot", "host"),
                ("opt", "host"),
                ("var", "host"),
            }, name


def test_what_is_shown_is_compared() -> None:
    assert agrees((), "anything\n")
    assert agrees(("one", "...", "four"), "one\ntwo\nthree\nfour\n")
    assert agrees(("...",), "")
    assert not agrees(("one",), "one\ntwo\n")
    assert not agrees(("one", "...", "five"), "one\ntwo\n")


async def test_a_walk_keeps_its_folder_and_what_was_exported(tmp_path: Path) -> None:
    walk = Walk(tmp_path, {"/srv/there": str(tmp_path / "here")}, {})
    block = Block(
        "A test",
        "console",
        "$ mkdir -p /srv/there\n$ cd /srv/there && export WAYMARK_TRIED='a b'\n"
        "$ cat > made <<'END'\n$HOME stays\nEND\n$ cat made; echo \"$WAYMARK_TRIED\"; false",
        fails=True,
    )
    assert await walk.run(block) == "$HOME stays\na b\n"
    assert (tmp_path / "here" / "made").exists()
    with pytest.raises(AssertionError, match="exit 3"):
        await walk.run(Block("A test", "console", "$ exit 3"))


@pytest.mark.soak
async def test_the_mentors_guide(tmp_path: Path) -> None:
    """From an empty file to a group: every command, and what a learner and a group then read."""
    (tmp_path / ".venv").symlink_to(ROOT / ".venv")
    walk = Walk(tmp_path, {"/tmp/waymark": str(tmp_path / "waymark")}, {})
    said = {}
    for page, block in BLOCKS:
        if page.stem == "mentor" and block.language in SHELL:
            said[block.section] = await walk.run(block)
    assert '"title"' in (tmp_path / "roadmaps" / "roadmap.schema.json").read_text("utf-8")
    week = said["Live a week of it"]
    assert "Week 1 of 1 · Patterns" in week
    assert "Dots, classes and anchors" in week
    assert "1 questions" in said["Questions that come back"]
    assert "Group streak:" in said["Your group"]
    refused = ("I don't know", "; for example:", "waymark: ")
    assert [each for each in refused for text in said.values() if each in text] == []
