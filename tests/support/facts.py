"""Looking up facts in what `waymark roadmap show ID --json` says."""

import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from click.testing import CliRunner

from bot.cli.roadmap import roadmap as commands


@cache
def shown(*words: str) -> Any:
    """What `show` with these words says, as data; not to be changed."""
    result = CliRunner().invoke(commands, ["show", *words, "--json"])
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def missing(data: object, facts: str) -> list[str]:
    """Those of the facts, between bars, that the data do not hold."""
    text = plain(data)
    return [fact for fact in facts.split("|") if not holds(text, fact)]


def plain(data: object) -> str:
    """Data in one line of small letters, without numbers' empty decimals."""
    text = json.dumps(data, ensure_ascii=False).replace("\u2019", "'")
    return re.sub(r"(\d)\.0\b", r"\1", text).casefold()


def holds(text: str, fact: str) -> bool:
    """The fact stands in the text, not as a piece of a longer word."""
    return re.search(rf"(?<!\w){re.escape(fact.casefold())}(?!\w)", text) is not None


def named(data: Any, *names: str) -> dict[str, Any]:
    """The nodes along lists of these names, by their ids."""
    nodes = [data]
    for name in names:
        nodes = [inner for node in nodes for inner in node[name]]
    return {node["id"]: node for node in nodes}


def figures(node: object) -> Iterator[dict[str, Any]]:
    """Every range in the data."""
    if isinstance(node, dict):
        if "min" in node:
            yield node
        for inner in node.values():
            yield from figures(inner)
    elif isinstance(node, list):
        for inner in node:
            yield from figures(inner)
