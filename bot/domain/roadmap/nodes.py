"""Finding one's way in the plain data of a roadmap file, whatever shape it has."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeAlias

NodePath: TypeAlias = tuple[int | str, ...]
Problem: TypeAlias = tuple[NodePath, str]
Node: TypeAlias = Mapping[str, Any]
Found: TypeAlias = Iterator[tuple[NodePath, Node]]


def walk(node: object, *names: str, path: NodePath = ()) -> Found:
    """Every mapping below `node` along lists of these names, with its path."""
    for here, child in _children(node, names[0], path):
        if len(names) > 1:
            yield from walk(child, *names[1:], path=here)
        elif isinstance(child, Mapping):
            yield here, child


def _children(node: object, name: str, path: NodePath) -> Iterator[tuple[NodePath, Any]]:
    children = node.get(name) if isinstance(node, Mapping) else None
    for i, child in enumerate(children if isinstance(children, list | tuple) else ()):
        yield (*path, name, i), child


def values(node: object, name: str, path: NodePath = ()) -> Iterator[tuple[NodePath, str]]:
    """Every text in the list of that name, with its path."""
    for here, child in _children(node, name, path):
        if isinstance(child, str):
            yield here, child


def steps(data: object) -> Found:
    """Every step of every phase."""
    return walk(data, "phases", "steps")


def mapping(node: Node, name: str) -> Node:
    """The mapping of that name; an empty one where there is none."""
    inner = node.get(name)
    return inner if isinstance(inner, Mapping) else {}


def given(node: Node, field: str) -> bool:
    """Whether the field is written, and not left empty."""
    return node.get(field) is not None


def text(node: Node, field: str) -> str | None:
    """The text of that name, if it is one."""
    value = node.get(field)
    return value if isinstance(value, str) else None


def whole(value: object) -> int | None:
    """The number, if it is a whole one."""
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def span(node: Node) -> tuple[int | None, int | None]:
    """The first and the last week of a step or phase, as far as they are written."""
    weeks = mapping(node, "weeks")
    return whole(weeks.get("first")), whole(weeks.get("last"))


def ids(found: Found) -> dict[str, NodePath]:
    """The ids of some nodes, each with the path of its node."""
    return {name: path for path, node in found if (name := text(node, "id")) is not None}


def ordering(data: Node) -> str:
    """In which way the roadmap is walked."""
    return text(data, "ordering") or "sequence"


def listed(names: Iterable[object]) -> str:
    """Some names as a text."""
    return ", ".join(str(name) for name in names if name is not None) or "none yet"
