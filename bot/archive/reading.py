"""Reading a file that comes back: all of it holds, or nothing is taken (promises 7.4 and 11.6)."""

import json
import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final, NoReturn

from pydantic import ValidationError

from bot.archive.model import BYTES_MOST, FORMAT, VERSION, Archive
from bot.archive.plausible import impossible_ways, problems
from bot.domain.words import marked
from bot.errors import CoachError, shortened

if TYPE_CHECKING:  # start-up time
    from bot.domain.roadmap.model import Roadmap

DEPTH_MOST: Final = 8
_FAULTS: Final = {
    "cannot be": marked("I took nothing from that file: {place} is {problem}, which cannot be."),
    "twice": marked("I took nothing from that file: {place} stands there twice."),
    "too deep": marked("I took nothing from that file: {place} is nested too deeply."),
    "no text": marked("I took nothing from that file: {place} is no text."),
}
_ROOT: Final = "JSON"
_NO_TEXT: Final = re.compile("[\0\ud800-\udfff]")


def read(content: bytes, now: datetime) -> Archive:
    """The archive in a file, without the ids in it that mean something only where it was made.

    Raises CoachError, in one sentence that names the place.
    """
    if len(content) > BYTES_MOST:
        raise CoachError("That file is too large: I take up to 5 MB.")
    _check_shape(content)
    try:
        archive = Archive.model_validate_json(content)
    except ValidationError as error:
        _refuse(error)
    _raise_first(problems(archive, now))
    return _without_ids(archive)


def check_ways(archive: Archive, contents: "Sequence[Sequence[Roadmap | None]]") -> None:
    """Whether each enrolment can go on with its roadmap (`impossible_ways`). Raises CoachError."""
    _raise_first(impossible_ways(archive, contents))


def _without_ids(archive: Archive) -> Archive:
    """A group to be prompted in, and messages whose buttons were pressed, are of another place."""
    settings = tuple(each for each in archive.settings if each.key != "prompts")
    entries = tuple(each.model_copy(update={"message": None}) for each in archive.entries)
    return archive.model_copy(update={"settings": settings, "entries": entries})


def _raise_first(problems: Iterator[tuple[str, str]]) -> None:
    for place, problem in problems:
        raise _cannot_be(place, problem)


def _cannot_be(place: str, problem: str) -> CoachError:
    return _wrong("cannot be", place, problem)


def _wrong(fault: str, place: str, problem: str) -> CoachError:
    return CoachError(_FAULTS[fault], place=shortened(place, 80), problem=shortened(problem))


def _refuse(error: ValidationError) -> NoReturn:
    first = error.errors(include_url=False)[0]
    place = _named(first["loc"])
    if first["type"] == "missing":
        raise CoachError(
            "I took nothing from that file: {place} is missing.", place=shortened(place, 80)
        )
    if first["type"] == "extra_forbidden":
        raise CoachError(
            "I took nothing from that file: I don't know what {place} is.",
            place=shortened(place, 80),
        )
    raise _cannot_be(place, _as_text(first["input"]))


def _named(location: Sequence[str | int]) -> str:
    """A place as people write it: `entries[3].minutes`."""
    text = ""
    for each in location:
        text += f"[{each}]" if isinstance(each, int) else f".{each}"
    return text.removeprefix(".") or _ROOT


def _as_text(value: object) -> str:
    match value:
        case dict():
            return "{}"
        case list() | tuple():
            return "[]"
        case _:
            return json.dumps(value, ensure_ascii=True, default=str)[:200]


class _Twice(dict[str, Any]):
    """An object in which a key stands twice."""

    key = ""


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = _Twice(pairs)
    if len(found) == len(pairs):
        return dict(pairs)
    seen: set[str] = set()
    for key, _ in pairs:
        if key in seen:
            found.key = key
        seen.add(key)
    return found


def _check_shape(content: bytes) -> None:
    """Whether it is JSON of ours at all, of this version, and nothing in it stands twice."""
    try:
        found = json.loads(content.decode("utf-8"), object_pairs_hook=_object, parse_constant=_Odd)
    except (ValueError, RecursionError):
        raise CoachError("That is no file of mine: I take what /export made.") from None
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise CoachError("That is no file of mine: I take what /export made.")
    version = found.get("version")
    if type(version) is int and version > VERSION:
        raise CoachError(
            "That file is from a newer Waymark, with version {version}; I read version {known}.",
            version=shortened(str(version)),
            known=VERSION,
        )
    for place, fault, problem in _oddities(found, ()):
        raise _wrong(fault, _named(place), problem)


class _Odd(str):
    """NaN or Infinity, which no number of ours is."""

    __slots__ = ()


def _oddities(
    part: Any, place: tuple[str | int, ...]
) -> Iterator[tuple[tuple[str | int, ...], str, str]]:
    """What no file of ours has, by its place: its fault, and what it is where that tells."""
    if isinstance(part, _Twice):
        yield (*place, part.key), "twice", ""
    if len(place) > DEPTH_MOST:
        yield place, "too deep", ""
        return
    if isinstance(part, _Odd):
        yield place, "cannot be", part
    elif isinstance(part, str) and not _is_text(part):
        yield place, "no text", ""
    elif isinstance(part, dict):
        for key, value in part.items():
            if not _is_text(key):
                yield (*place, "key"), "no text", ""
            yield from _oddities(value, (*place, key))
    elif isinstance(part, list):
        for number, value in enumerate(part):
            yield from _oddities(value, (*place, number))


def _is_text(text: str) -> bool:
    """Whether every database can hold it."""
    return _NO_TEXT.search(text) is None
