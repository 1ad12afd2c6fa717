"""From files in `roadmap_data/` to validated roadmaps; a broken one is refused whole (11.6)."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from bot.errors import HostError

if TYPE_CHECKING:
    from bot.domain.roadmap.model import Roadmap
    from bot.roadmaps.yaml import Document, NodePath

ROADMAP_DATA: Final = Path(__file__).resolve().parents[2] / "roadmap_data"
BYTES_MOST: Final = 256 * 1024


class RoadmapError(HostError):
    """What is wrong with a roadmap file, all of it: one `file:line: field: what` a line."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


class UnknownRoadmapError(HostError, LookupError):
    """There is no roadmap of that id; the line says which there are."""


class Roadmaps:
    """The roadmaps of some directories; where two hold one id, the later directory wins."""

    def __init__(self, directories: Sequence[Path] = (ROADMAP_DATA,)) -> None:
        self._directories = tuple(directories)
        self._parsed: dict[str, Roadmap] = {}

    def ids(self) -> tuple[str, ...]:
        """The ids on offer, told by the names of the files alone."""
        return tuple(sorted(self._files()))

    def get(self, roadmap_id: str) -> "Roadmap":
        """The roadmap with that id, parsed on first use. Raises UnknownRoadmapError."""
        if roadmap_id not in self._parsed:
            path = self._files().get(roadmap_id)
            if path is None:
                known = ", ".join(self.ids()) or "none"
                raise UnknownRoadmapError(f"no roadmap {roadmap_id!r}; there are: {known}")
            self._parsed[roadmap_id] = parse(path)
        return self._parsed[roadmap_id]

    def _files(self) -> dict[str, Path]:
        for directory in self._directories:
            if not directory.is_dir():
                raise RoadmapError([f"{directory}:0: directory: is not there; check ROADMAPS_DIR"])
        return {path.stem: path for place in self._directories for path in place.glob("*.yaml")}


def parse(source: Path | str, name: str = "roadmap.yaml") -> "Roadmap":
    """The roadmap in a file, or in a text that errors call `name`; RoadmapError if it is broken."""
    if isinstance(source, str):
        return _parse(source.encode(), name)
    try:
        with source.open("rb") as file:
            content = file.read(BYTES_MOST + 1)
    except OSError as broken:
        why = broken.strerror or "it cannot be read"
        raise RoadmapError([f"{source}: {why}; check the path"]) from None
    roadmap = _parse(content, str(source))
    if roadmap.id != source.stem:
        said = f"is {roadmap.id}, but the file is {source.name}; give both one name"
        line = _line_of_id(content)
        raise RoadmapError([f"{source}:{line}: id: {said}"])
    return roadmap


def validated(path: Path) -> "Roadmap":
    """The roadmap in a file that gives every evening something to do; RoadmapError otherwise.

    `parse` takes a file that leaves some of that out, as those for older versions do.
    """
    from bot.domain.roadmap.completeness import gaps
    from bot.roadmaps.yaml import read

    roadmap = parse(path)
    document = read(path.read_text(encoding="utf-8-sig"))
    document.problems += [(document.line_of(at), at, said) for at, said in gaps(roadmap)]
    if document.problems:
        raise RoadmapError(_told(document, str(path)))
    return roadmap


def schema() -> dict[str, Any]:
    """The JSON schema of a roadmap file, generated from the model."""
    from bot.domain.roadmap.model import Roadmap

    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **Roadmap.model_json_schema(),
    }


@lru_cache(maxsize=8)  # the same content has the same meaning; it takes 30 ms to find
def _parse(content: bytes, name: str) -> "Roadmap":
    from pydantic import ValidationError

    from bot.domain.roadmap.model import Roadmap
    from bot.roadmaps.yaml import read

    document = read(_text(content, name))
    if document.data is None and document.problems:
        raise RoadmapError(_told(document, name))
    try:
        roadmap = Roadmap.model_validate(document.data)
    except ValidationError as broken:
        for error in broken.errors(include_url=False):
            path = error["loc"]
            document.problems.append((document.line_of(path), path, _say(error)))
    if document.problems:
        raise RoadmapError(_told(document, name)) from None
    return roadmap


def _text(content: bytes, name: str) -> str:
    if len(content) > BYTES_MOST:
        raise RoadmapError([f"{name}:1: file: is over {BYTES_MOST // 1024} KB; split it"])
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as broken:
        line = content.count(b"\n", 0, broken.start) + 1
        raise RoadmapError([f"{name}:{line}: file: is not UTF-8; save it as UTF-8"]) from None


def _line_of_id(content: bytes) -> int:
    from bot.roadmaps.yaml import read

    return read(content.decode("utf-8-sig")).line_of(("id",))


def _told(document: "Document", name: str) -> list[str]:
    """The problems as lines, in the order of the file, each told once."""
    lines = sorted(document.problems, key=lambda problem: problem[0])
    told = (f"{name}:{line}: {_dotted(path)}: {text}" for line, path, text in lines)
    return list(dict.fromkeys(told))


def _dotted(path: "NodePath") -> str:
    """`phases[0].steps[2].title`, or `file` for the whole of it."""
    dotted = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    plain = "".join(sign if sign.isprintable() else "?" for sign in dotted)
    return plain.removeprefix(".") or "file"


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
    "literal_error": lambda it: f"must be one of {it['expected'].replace(' or ', ', ')}",
    "value_error": lambda it: str(it["error"]),
}
"""For each kind of error: what is wrong with a field, and how to mend it."""


def _say(error: Any) -> str:
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
