"""The README says what the code does: its commands, its settings, its transcript."""

import re
from pathlib import Path

import click
import pytest

import bot
from bot.__main__ import cli
from bot.features.menu import FEATURES
from bot.runtime.settings import Settings

ROOT = Path(bot.__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def readme() -> str:
    return (ROOT / "README.md").read_text(encoding="utf-8")


def section(text: str, title: str) -> str:
    """What stands between a heading and the next one of its kind."""
    _, found, rest = text.partition(f"\n## {title}\n")
    assert found, title
    return rest.partition("\n## ")[0]


def first_column(text: str, beginning: str) -> list[str]:
    """The code-quoted names with that beginning in the first column of the tables."""
    return re.findall(rf"^\| `({re.escape(beginning)}[\w-]*)[^`|]*`", text, re.MULTILINE)


def test_commands(readme: str) -> None:
    written = first_column(section(readme, "Commands"), "/")
    known = [f"/{each.name}" for feature in FEATURES for each in feature.commands]
    assert written == known


def test_what_commands_do(readme: str) -> None:
    text = section(readme, "Commands")
    for command in (each for feature in FEATURES for each in feature.commands):
        row = f"| `/{command.name}` | {command.summary} | `{command.example}` |"
        assert row in text


def test_settings(readme: str) -> None:
    written = first_column(section(readme, "Settings"), "WAYMARK_")
    known = [f"WAYMARK_{name.upper()}" for name in Settings.model_fields]
    assert sorted(written) == sorted(known)
    assert set(re.findall(r"WAYMARK_[A-Z_]+[A-Z]", readme)) <= {
        *known,
        *(f"{each}_FILE" for each in known),
    }


def test_the_command_line(readme: str) -> None:
    text = section(readme, "On the command line")
    written = re.findall(r"^\| `waymark ([a-z ]+?)(?: [A-Z-][^`]*)?` \|", text, re.MULTILINE)
    assert sorted(written) == sorted(subcommands(cli))


def subcommands(group: click.Group, before: str = "") -> list[str]:
    """`chat`, `roadmap list` and so on."""
    names: list[str] = []
    for name, command in group.commands.items():
        whole = f"{before} {name}".strip()
        names += subcommands(command, whole) if isinstance(command, click.Group) else [whole]
    return names


def test_options_of_chat(readme: str) -> None:
    for option in cli.commands["chat"].params:
        assert f"`{option.opts[0]}" in readme


def test_links_lead_somewhere(readme: str) -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", readme):
        assert (ROOT / target).exists(), target


def test_the_transcript_is_the_golden_dialog(readme: str) -> None:
    shown = re.search(r"<!-- transcript: (\S+) -->\n\n```text\n(.*?)\n```", readme, re.DOTALL)
    assert shown is not None
    played = (ROOT / shown[1]).read_text(encoding="utf-8").splitlines()[2:]
    assert shown[2].splitlines() == played


def test_make_targets(readme: str) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    assert set(re.findall(r"\bmake ([a-z]+)", section(readme, "For developers"))) <= targets
