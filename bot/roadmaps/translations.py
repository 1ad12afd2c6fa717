"""Translations of roadmaps: a gettext file for each roadmap and language, beside the roadmap.

`six-month.de.po` holds the German of `six-month.yaml`, each text under the text it translates.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bot.roadmaps.checked import RoadmapError, content_of, remedy_of
from bot.roadmaps.files import parse

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

    from bot.domain.roadmap.model import Roadmap

ENDING: Final = ".po"
_QUOTED_MOST: Final = 60
_Stamp = tuple[int, int]


class Translations:
    """The translations in some directories; a text in a later directory goes before."""

    def __init__(self, directories: Sequence[Path]) -> None:
        self._directories = tuple(directories)
        self._files: dict[Path, tuple[_Stamp, Mapping[str, str]]] = {}

    def stamp(self, roadmap_id: str, language: str) -> tuple[_Stamp | None, ...]:
        """What changes when a file of that roadmap and language does."""
        return tuple(map(_stamp, self._places(roadmap_id, language)))

    def known(self, roadmap_id: str, language: str) -> Mapping[str, str]:
        """The translation of each text that has one."""
        found: dict[str, str] = {}
        for path in self._places(roadmap_id, language):
            found.update(self._read(path))
        return found

    def _places(self, roadmap_id: str, language: str) -> list[Path]:
        return [place / f"{roadmap_id}.{language}{ENDING}" for place in self._directories]

    def _read(self, path: Path) -> Mapping[str, str]:
        stamp = _stamp(path)
        if stamp is None:
            return {}
        known = self._files.get(path)
        if known is None or known[0] != stamp:
            try:
                known = (stamp, texts_in(path))
            except RoadmapError:
                known = (stamp, {})
            self._files[path] = known
        return known[1]


def beside(path: Path) -> list[Path]:
    """The translations that lie beside a roadmap's file."""
    return sorted(path.parent.glob(f"{path.stem}.*{ENDING}"))


def texts_in(path: Path) -> dict[str, str]:
    """The texts of a translation with what they mean; RoadmapError if it cannot be read."""
    return dict(_translated(_catalogue(path)))


def validated_translation(path: Path) -> "Roadmap":
    """A roadmap in the language of a translation; RoadmapError if that is not whole.

    Every text of the roadmap is in it, none that the roadmap does not have, and each fits.
    """
    from bot.domain.roadmap.translation import texts_of, translated

    catalogue = _catalogue(path)
    roadmap = parse(path.with_name(f"{path.stem.partition('.')[0]}.yaml"))
    known, wanted = dict(_translated(catalogue)), texts_of(roadmap)
    lines = {str(each.id): each.lineno or 1 for each in catalogue if each.id}
    made = translated(roadmap, known)
    problems = [
        *(
            (line, text, "is no text of the roadmap any more; remove it")
            for text, line in lines.items()
            if text not in wanted
        ),
        *(
            (lines.get(text, 1), text, f"is not translated ({place}); write its msgstr")
            for text, place in wanted.items()
            if text not in known
        ),
        *((lines[text], text, said) for text, said in _unfit(made, known)),
    ]
    if problems:
        raise RoadmapError(
            [f"{path}:{line}: {_quoted(text)}: {said}" for line, text, said in sorted(problems)]
        )
    return made


def _unfit(made: "Roadmap", known: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The texts of which the translation breaks a rule of its field: it is too long, mostly."""
    from pydantic import ValidationError

    try:
        type(made).model_validate(made.model_dump())
    except ValidationError as broken:
        said = {str(each["input"]): remedy_of(each) for each in broken.errors(include_url=False)}
        yield from ((text, said[means]) for text, means in known.items() if means in said)


def _catalogue(path: Path) -> "Catalog":
    from io import StringIO

    from babel import Locale, UnknownLocaleError
    from babel.messages.pofile import PoFileError, read_po

    try:
        language = Locale.parse(path.stem.partition(".")[2])
    except (UnknownLocaleError, ValueError):
        said = "is named for no language; name it like six-month.de.po"
        raise RoadmapError([f"{path}: {said}"]) from None
    try:
        text = StringIO(content_of(path).decode("utf-8-sig"))
        return read_po(text, locale=language, abort_invalid=True)
    except UnicodeDecodeError:
        raise RoadmapError([f"{path}:1: file: is not UTF-8; save it as UTF-8"]) from None
    except PoFileError as broken:
        said = f"{path}:{broken.lineno or 1}: file: is no translation: {broken}"
        raise RoadmapError([said]) from None


def _translated(catalogue: "Catalog") -> Iterator[tuple[str, str]]:
    for each in catalogue:
        said, means = each.id, each.string
        if isinstance(said, str) and isinstance(means, str) and said and means and not each.fuzzy:
            yield said, means


def _quoted(text: str) -> str:
    cut = text if len(text) <= _QUOTED_MOST else f"{text[:_QUOTED_MOST]}…"
    return f"“{cut}”"


def _stamp(path: Path) -> _Stamp | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size
