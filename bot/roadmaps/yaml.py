"""YAML as plain data, and the line on which each field stands.

Only what a roadmap needs: mappings, lists and plain values. Anchors, aliases, tags, duplicate keys
and a second document are refused, and nothing is guessed: `yes` and `2026-03-02` stay text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

import yaml

NodePath: TypeAlias = tuple[int | str, ...]

DEPTH_MOST: Final = 20
_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INTEGER: Final = re.compile(r"[-+]?[0-9]{1,15}")
_DECIMAL: Final = re.compile(r"[-+]?[0-9]{1,15}\.[0-9]{1,15}")
_WORDS: Final[dict[str, bool | None]] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}


class TooBrokenError(Exception):
    """The rest of the file cannot be read; the last problem says why."""


@dataclass(slots=True)
class Document:
    """What a file holds: `data`, the line of each path, and problems as (line, path, text)."""

    data: Any = None
    lines: dict[NodePath, int] = field(default_factory=dict)
    problems: list[tuple[int, NodePath, str]] = field(default_factory=list)

    def line_of(self, path: NodePath) -> int:
        """The line of `path`, or of the nearest part of it that is there."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def read(text: str) -> Document:
    """The data in `text`; what is wrong with it is in `problems`."""
    document = Document()
    try:
        _Reader(document, yaml.parse(text, _LOADER)).read()
    except yaml.MarkedYAMLError as broken:
        mark = broken.problem_mark or broken.context_mark
        line = mark.line + 1 if mark else 1
        said = broken.problem or broken.context or "cannot be read"
        document.problems.append((line, (), f"is not YAML: {said}; check quotes and indentation"))
    except yaml.reader.ReaderError as broken:
        line = text.count("\n", 0, int(broken.position)) + 1
        document.problems.append((line, (), "holds a character that YAML forbids; remove it"))
    except TooBrokenError:
        pass
    return document


class _Reader:
    """Builds plain data from a stream of YAML events."""

    def __init__(self, document: Document, events: Iterator[Any]) -> None:
        self._document = document
        self._events = events

    def read(self) -> None:
        next(self._events)
        event = next(self._events)
        if isinstance(event, yaml.StreamEndEvent):
            self._refuse(1, (), "is empty; it needs at least id, title and phases")
            return
        self._document.data = self._value(next(self._events), ())
        next(self._events)
        after = next(self._events)
        if not isinstance(after, yaml.StreamEndEvent):
            self._refuse(_line(after), (), "holds a second document; keep one roadmap a file")

    def _refuse(self, line: int, path: NodePath, text: str) -> None:
        self._document.problems.append((line, path, text))

    def _value(self, event: Any, path: NodePath) -> Any:
        """The value that begins with `event`."""
        self._document.lines.setdefault(path, _line(event))
        if isinstance(event, yaml.AliasEvent):
            self._refuse(_line(event), path, f"uses the alias *{event.anchor}; write it out")
            return None
        if event.anchor is not None:
            self._refuse(_line(event), path, f"sets the anchor &{event.anchor}; remove it")
        if event.tag is not None and event.tag != "!":
            self._refuse(_line(event), path, f"has the tag {event.tag}; remove it")
        if isinstance(event, yaml.ScalarEvent):
            return _plain(event.value) if event.implicit[0] else event.value
        return self._inside(event, path)

    def _inside(self, event: Any, path: NodePath) -> Any:
        if len(path) >= DEPTH_MOST:
            self._refuse(_line(event), path[:3], "is nested too deeply; check the brackets")
            raise TooBrokenError
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(path)
        return tuple(self._items(path))

    def _items(self, path: NodePath) -> Iterator[Any]:
        place = 0
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            yield self._value(event, (*path, place))
            place += 1

    def _mapping(self, path: NodePath) -> dict[str, Any]:
        found: dict[str, Any] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key = self._key(event, path)
            here = (*path, key)
            if key in found:
                first = self._document.lines[here]
                self._refuse(_line(event), here, f"is there twice (first on line {first})")
            self._document.lines.setdefault(here, _line(event))
            found[key] = self._value(next(self._events), here)
        return found

    def _key(self, event: Any, path: NodePath) -> str:
        if isinstance(event, yaml.ScalarEvent) and event.anchor is None and event.tag is None:
            return str(event.value)
        self._refuse(_line(event), path, "has a key that is not a plain word")
        raise TooBrokenError


def _line(event: Any) -> int:
    return int(event.start_mark.line) + 1


def _plain(word: str) -> Any:
    """What an unquoted word means."""
    if word in _WORDS:
        return _WORDS[word]
    if _INTEGER.fullmatch(word):
        return int(word)
    return float(word) if _DECIMAL.fullmatch(word) else word
