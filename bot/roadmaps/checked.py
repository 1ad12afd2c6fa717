"""A file of data, checked against its model: every mistake with its line (promise 11.6)."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

from bot.errors import HostError

if TYPE_CHECKING:
    from pydantic import BaseModel

    from bot.roadmaps.yaml import Document, NodePath

BYTES_MOST: Final = 256 * 1024
Model = TypeVar("Model", bound="BaseModel")


class RoadmapError(HostError):
    """What is wrong with a file of data, all of it: one `file:line: field: what` a line."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


def content_of(path: Path) -> bytes:
    """The bytes of a file, as many as may be. Raises RoadmapError."""
    try:
        with path.open("rb") as file:
            return file.read(BYTES_MOST + 1)
    except OSError as broken:
        why = broken.strerror or "it cannot be read"
        raise RoadmapError([f"{path}: {why}; check the path"]) from None


def checked(content: bytes, name: str, model: type[Model]) -> Model:
    """What a file says, in its model; errors call it `name`. Raises RoadmapError."""
    from pydantic import ValidationError

    from bot.roadmaps.yaml import read

    document = read(_text(content, name))
    if document.data is None and document.problems:
        raise RoadmapError(told(document, name))
    try:
        found = model.model_validate(document.data)
    except ValidationError as broken:
        for error in broken.errors(include_url=False):
            path = _place_of(error)
            document.problems.append((document.line_of(path), path, remedy_of(error)))
    if document.problems:
        raise RoadmapError(told(document, name)) from None
    return found


def _place_of(error: Any) -> "NodePath":
    """Where an error stands in the file, in which the kind of a union is a field of its own."""
    path: NodePath = error["loc"]
    tags = {place + 1 for place, each in enumerate(path[:-1]) if isinstance(each, int)}
    kinds = {place for place in tags if path[place] in _KINDS}
    plain = tuple(each for place, each in enumerate(path) if place not in kinds)
    return (*plain, "kind") if error["type"].startswith("union_tag") else plain


def _text(content: bytes, name: str) -> str:
    if len(content) > BYTES_MOST:
        raise RoadmapError([f"{name}:1: file: is over {BYTES_MOST // 1024} KB; split it"])
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as broken:
        line = content.count(b"\n", 0, broken.start) + 1
        raise RoadmapError([f"{name}:{line}: file: is not UTF-8; save it as UTF-8"]) from None


def told(document: "Document", name: str) -> list[str]:
    """The problems as lines, in the order of the file, each told once."""
    lines = sorted(document.problems, key=lambda problem: problem[0])
    told = (f"{name}:{line}: {_dotted(path)}: {text}" for line, path, text in lines)
    return list(dict.fromkeys(told))


def _dotted(path: "NodePath") -> str:
    """`phases[0].steps[2].title`, or `file` for the whole of it."""
    dotted = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    plain = "".join(sign if sign.isprintable() else "?" for sign in dotted)
    return plain.removeprefix(".") or "file"


_KINDS: Final = frozenset({"predict", "choose", "bug", "order", "explain", "estimate"})
_WHOLE: Final = "must be a whole number, such as 45"
_REMEDIES: Final[Mapping[str, Callable[[dict[str, Any]], str]]] = {
    "missing": lambda _: "is missing; add it",
    "extra_forbidden": lambda _: "is no field here; check its spelling, or remove it",
    "string_type": lambda _: 'must be text; put it in quotes, such as "1.0"',
    "int_type": lambda _: _WHOLE,
    "int_from_float": lambda _: _WHOLE,
    "float_type": lambda _: "must be a number, such as 10 or 1.5",
    "bool_type": lambda _: "must be true or false",
    "tuple_type": lambda _: "must be a list; begin each of its lines with '- '",
    "model_type": lambda _: "must hold fields of its own, written as name: value",
    "string_too_short": lambda _: "must not be empty; write it",
    "string_too_long": lambda it: f"is too long; keep it within {it['max_length']} characters",
    "greater_than_equal": lambda it: f"is too small; it must be at least {it['ge']:g}",
    "less_than_equal": lambda it: f"is too large; it must be at most {it['le']:g}",
    "union_tag_invalid": lambda it: f"must be one of {it['expected_tags'].replace(chr(39), '')}",
    "union_tag_not_found": lambda _: f"is missing; it is one of {', '.join(sorted(_KINDS))}",
    "literal_error": lambda it: f"must be one of {it['expected'].replace(' or ', ', ')}",
    "value_error": lambda it: str(it["error"]),
}
"""For each kind of error: what is wrong with a field, and how to mend it."""


def remedy_of(error: Any) -> str:
    """One error of pydantic in plain words, with what was found."""
    remedy = _REMEDIES.get(error["type"])
    if remedy is None:
        return str(error["msg"])
    return remedy(error.get("ctx", {})) + "".join(_found(error))


def _found(error: Any) -> Iterator[str]:
    """The value that was found, where it is short and says more than the remedy."""
    value = error["input"]
    if error["type"].endswith(("_type", "_error", "_equal", "_float")) and (
        isinstance(value, str | int | float | None) and len(repr(value)) <= 40
    ):
        yield f" (it is {value!r})" if value is not None else " (it is empty)"
