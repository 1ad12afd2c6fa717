"""A roadmap in another language: a translation for each of its texts, found by the text itself.

Whoever stays on an older content has its unchanged texts translated too, and a text that was
changed is shown as it is written until somebody translates it anew (promise 3.8).
"""

from collections.abc import Iterator, Mapping
from typing import Final, TypeVar

from pydantic import BaseModel

Part = TypeVar("Part", bound=BaseModel)

_SAID: Final = frozenset(
    {
        "title",
        "text",
        "summary",
        "for_you_if",
        "you_end_with",
        "not_if",
        "brief",
        "exercise",
        "done_when",
        "checks",
        "check",
        "goals",
        "focus",
        "suits",
        "covers",
        "expected",
        "question",
        "answer",
        "overlap",
        "projects",
        "prepare",
        "practise",
        "columns",
        "rows",
    }
)
"""The fields that hold what a learner reads."""

_KEPT: Final = frozenset({"resource", "readings", "directory", "tools", "source_notes"})
"""Pages and tools keep their names, and what the source says of itself is said in its language."""


def texts_of(roadmap: BaseModel) -> dict[str, str]:
    """Every text of a roadmap that is to be translated, with the place where it stands first."""
    found: dict[str, str] = {}
    for place, text in _texts(roadmap, ""):
        found.setdefault(text, place)
    return found


def translated(part: Part, known: Mapping[str, str]) -> Part:
    """A roadmap, or a part of one, with the texts that are `known` in their translation."""
    changed = {
        name: made
        for name, value in part
        if name not in _KEPT and (made := _translated(name, value, known)) is not value
    }
    return part.model_copy(update=changed) if changed else part


def _translated(name: str, value: object, known: Mapping[str, str]) -> object:
    if isinstance(value, str):
        return known.get(value, value) if name in _SAID else value
    if isinstance(value, BaseModel):
        return translated(value, known)
    if isinstance(value, tuple):
        made = tuple(_translated(name, each, known) for each in value)
        return value if all(map(_is, made, value)) else made
    return value


def _is(one: object, other: object) -> bool:
    return one is other


def _texts(part: BaseModel, place: str) -> Iterator[tuple[str, str]]:
    for name, value in part:
        if name not in _KEPT:
            yield from _texts_in(name, value, f"{place}.{name}" if place else name)


def _texts_in(name: str, value: object, place: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        if name in _SAID:
            yield place, value
    elif isinstance(value, BaseModel):
        yield from _texts(value, place)
    elif isinstance(value, tuple):
        for number, each in enumerate(value):
            yield from _texts_in(name, each, f"{place}.{getattr(each, 'id', number)}")
