"""Write docs/reference/ anew: commands, command line, settings and metrics, from the code.

It is run by `make pages`; a test asks for it.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from bot.__main__ import cli
from bot.chat.arguments import Option, SubCommand
from bot.chat.scope import Scope, Where
from bot.features.kit import Command
from bot.features.menu import FEATURES
from bot.runtime.metrics import PrometheusMetrics
from bot.runtime.settings import Settings

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "reference"
MADE = "*Made from the code by `scripts/reference.py`.*"
WHERE = {
    Where.ANYWHERE: "",
    Where.PRIVATE: "between you and Waymark only",
    Where.GROUP: "in a group only",
}


def pages() -> dict[str, str]:
    """What each file is to hold, by its name."""
    made = {
        "commands.md": ("Commands", commands()),
        "cli.md": ("Command line", command_line()),
        "settings.md": ("Settings", settings()),
        "metrics.md": ("Metrics", metrics()),
    }
    return {
        name: "\n".join([f"# {title}", "", MADE, "", *lines]).rstrip() + "\n"
        for name, (title, lines) in made.items()
    }


def table(*rows: tuple[str, ...]) -> Iterator[str]:
    """Rows of a table, its head first, and a line after it."""
    head, *body = [list(map(_cell, row)) for row in rows]
    for row in (head, ["---"] * len(head), *body):
        yield f"| {' | '.join(row)} |".replace("  |", " |")
    yield ""


def _cell(text: str) -> str:
    """On one line, without what Markdown would take for its own or for HTML."""
    return " ".join(text.replace("|", r"\|").replace("<", "&lt;").split())


def commands() -> Iterator[str]:
    """Every command of the chat with its arguments."""
    yield "The same in Telegram, in Discord and in the terminal; the order of the arguments is free."
    yield "A word like `day=` may be left out where the value can only mean that."
    yield ""
    for feature in FEATURES:
        for each in feature.commands:
            yield from _command(each)


def _command(command: Command) -> Iterator[str]:
    place = _scope(command.scope)
    yield f"## /{command.name}"
    yield ""
    yield f"{_sentence(command.summary)}{f' {_sentence(place)}' if place else ''}"
    yield f"For example: `{command.example}`"
    yield ""
    if command.sub_commands:
        rows = [_sub_command(command, each) for each in command.sub_commands]
        yield from table(("sub-command", "does", "takes", "who and where"), *rows)
    options = [each for each in command.options if not each.kind.sub_commands]
    if options:
        rows = [(f"`{each.name}`", each.help, _values(each)) for each in options]
        yield from table(("argument", "means", "values"), *rows)
    if command.file is not None:
        yield f"Takes a file: {command.file.help}."
        yield ""


def _sub_command(command: Command, sub: SubCommand) -> tuple[str, ...]:
    taken = ", ".join(f"`{each}`" for each in sub.options)
    return f"`/{command.name} {sub.name}`", sub.summary, taken, _scope(sub.scope)


def _scope(scope: Scope) -> str:
    managers = "for those who manage the chat" if scope.managers_only else ""
    return ", ".join(filter(None, [WHERE[scope.where], managers]))


def _values(option: Option) -> str:
    if option.kind.whole is not None:
        return "{} to {}".format(*option.kind.whole)
    return ", ".join(f"`{each}`" for each in option.kind.words)


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:].rstrip('.')}."


def command_line() -> Iterator[str]:
    """Every command of `waymark` with its arguments and options."""
    yield "Installed, the program is `.venv/bin/waymark`. `-h` after any of these says the same."
    yield ""
    yield from _program(cli, "waymark")


def _program(command: click.Command, path: str) -> Iterator[str]:
    if isinstance(command, click.Group):
        for name, inner in command.commands.items():
            yield from _program(inner, f"{path} {name}")
        return
    arguments = [each for each in command.params if isinstance(each, click.Argument)]
    options = [each for each in command.params if isinstance(each, click.Option)]
    yield f"## {' '.join([path, *(each.human_readable_name for each in arguments)])}"
    yield ""
    yield from _paragraphs(command.help or "")
    if options:
        rows = [(f"`{_spelt(each)}`", each.help or "", _default(each)) for each in options]
        yield from table(("option", "does", "default"), *rows)


def _paragraphs(text: str) -> Iterator[str]:
    for each in re.split(r"\n\s*\n", text.strip()):
        yield " ".join(each.split())
        yield ""


def _spelt(option: click.Option) -> str:
    if option.is_flag:
        return option.opts[0]
    return f"{option.opts[0]} {option.metavar or option.type.name.upper()}"


def _default(option: click.Option) -> str:
    return f"`{option.default}`" if option.show_default else ""


def settings() -> Iterator[str]:
    """Every setting of a host."""
    yield "From the environment, or from a file `.env` in the folder where `waymark` is started. A file that"
    yield "holds a secret must not be readable by everybody."
    yield ""
    for name, each in Settings.model_fields.items():
        said = [_sentence((each.description or "").replace("<", "&lt;"))]
        said += [f"Default: {_standard(each)}."] if _standard(each) else []
        said += [f"Values: {_shape(each)}."] if _shape(each) else []
        yield f"- `WAYMARK_{name.upper()}`: {' '.join(said)}"


def _standard(field: FieldInfo) -> str:
    unset = field.default in {None, PydanticUndefined}
    if field.annotation is bool:
        return f"`{int(bool(field.default))}`"
    return "" if unset else f"`{field.default}`"


def _shape(field: FieldInfo) -> str:
    words = getattr(field.annotation, "__args__", ())
    if words and all(isinstance(each, str) for each in words):
        return ", ".join(f"`{each}`" for each in words)
    found: dict[str, Any] = {}
    for rule in field.metadata:
        found |= {name: getattr(rule, name) for name in ("gt", "le") if hasattr(rule, name)}
    said = [f"more than {found['gt']:g}"] if "gt" in found else []
    said += [f"up to {found['le']:g}"] if "le" in found else []
    return ", ".join(said)


def metrics() -> Iterator[str]:
    """Every metric of `/metrics`."""
    yield "What `/metrics` of `WAYMARK_HTTP_LISTEN` serves; [Watching](../howto/watch.md) says what to make of it."
    yield ""
    rows = [
        (
            f"`{each.name}{'_total' if each.type == 'counter' else ''}`",
            each.type,
            each.documentation,
        )
        for each in PrometheusMetrics().families()
    ]
    yield from table(("metric", "is a", "counts"), *rows)


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, text in pages().items():
        (FOLDER / name).write_text(text, encoding="utf-8")
