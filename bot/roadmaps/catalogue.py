"""The roadmaps on offer, and the content that learners stay on (promises 3.8 and 11.6).

What is on offer is read from files anew when a file changes. What a learner began with is kept by
its version: no edit of a file, nor its loss, reaches a running learner.
"""

import re
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bot.roadmaps.checked import RoadmapError
from bot.roadmaps.files import ROADMAP_DATA, parse
from bot.roadmaps.questions import FOLDER, QuestionBank, read_questions
from bot.roadmaps.translations import ENDING, Translations, texts_in

if TYPE_CHECKING:
    from bot.domain.recall.bank import Bank
    from bot.domain.roadmap.model import Roadmap

SIZE: Final = 64
"""How many contents are remembered, parsed: those that were asked for last."""

SOURCE_LANGUAGE: Final = "en"
DEFAULT: Final = "six-month"
_ID: Final = re.compile(r"[a-z0-9-]{1,32}", re.ASCII)
_Stamp = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Translated:
    """A content in a language, with what it was made of."""

    source: "Roadmap"
    stamp: object
    roadmap: "Roadmap"


class Catalogue:
    """The roadmaps of some directories; where two hold one id, the later sound one counts."""

    def __init__(self, directories: Sequence[Path] = (ROADMAP_DATA,)) -> None:
        self._directories = tuple(directories)
        self._files: dict[Path, tuple[_Stamp, Roadmap | None]] = {}
        self._contents: OrderedDict[tuple[str, str], Roadmap] = OrderedDict()
        self._versions: dict[int, tuple[Roadmap, str]] = {}
        self._bank = QuestionBank(self._directories)
        self._translations = Translations(self._directories)
        self._translated: OrderedDict[tuple[int, str], _Translated] = OrderedDict()

    def offered(self, language: str = SOURCE_LANGUAGE) -> tuple["Roadmap", ...]:
        """Every sound roadmap in the order of the ids; an extension follows its roadmap."""
        ids = {path.stem for place in self._directories for path in place.glob("*.yaml")}
        found = [
            self.in_language(one, language) for each in sorted(ids) if (one := self.find(each))
        ]
        return tuple(sorted(found, key=lambda one: (one.extends or one.id, bool(one.extends))))

    def find(self, roadmap_id: str) -> "Roadmap | None":
        """The roadmap as its file has it now; None where there is none, or it is broken."""
        if not _ID.fullmatch(roadmap_id):
            return None
        places = (place / f"{roadmap_id}.yaml" for place in reversed(self._directories))
        return next((one for path in places if (one := self._read(path))), None)

    def default(self) -> "Roadmap":
        """What is proposed where nothing else can be."""
        return self.find(DEFAULT) or self.offered()[0]

    def in_language(self, roadmap: "Roadmap", language: str) -> "Roadmap":
        """A content as it was loaded, in a language: what has no translation stays as it is."""
        from bot.domain.roadmap.translation import translated

        key, stamp = (id(roadmap), language), self._translations.stamp(roadmap.id, language)
        if not any(stamp):
            return roadmap
        made = self._translated.get(key)
        if made is None or made.source is not roadmap or made.stamp != stamp:
            known = self._translations.known(roadmap.id, language)
            made = _Translated(roadmap, stamp, translated(roadmap, known))
            self._translated[key] = made
            while len(self._translated) > SIZE:
                self._translated.popitem(last=False)
        return made.roadmap

    def bank(self) -> "Bank":
        """The recall questions of all directories."""
        return self._bank.get()

    def broken(self, places: Sequence[Path]) -> Iterator[str]:
        """One line for each file in these directories that is refused, with its first problem."""
        for place in places:
            if not place.is_dir():
                yield f"{place} is no directory; check WAYMARK_ROADMAPS_DIR"
            for path in sorted(place.glob("*.yaml")):
                try:
                    parse(path)
                except RoadmapError as broken:
                    yield _told("this roadmap is", broken)
            for path in sorted((place / FOLDER).glob("*.yaml")):
                try:
                    read_questions(path)
                except RoadmapError as broken:
                    yield _told("these questions are", broken)
            for path in sorted(place.glob(f"*{ENDING}")):
                try:
                    texts_in(path)
                except RoadmapError as broken:
                    yield _told("this translation is", broken)

    def version(self, roadmap: "Roadmap") -> str:
        """The version of a content: whatever else changes, the same content has the same one."""
        known = self._versions.get(id(roadmap))
        if known is None or known[0] is not roadmap:
            made = sha256(body(roadmap).encode()).hexdigest()[:32]
            if len(self._versions) >= SIZE:
                self._versions.clear()
            known = self._versions[id(roadmap)] = (roadmap, made)
        return known[1]

    def content(self, roadmap_id: str, version: str) -> "Roadmap | None":
        """The content of that version, where it is remembered or is the file's."""
        key = (roadmap_id, version)
        if key in self._contents:
            self._contents.move_to_end(key)
            return self._contents[key]
        current = self.find(roadmap_id)
        if current is None or self.version(current) != version:
            return None
        return self._remember(key, current)

    def restore(self, roadmap_id: str, version: str, stored: str | None) -> None:
        """Remember a stored content; one that this program cannot read gives way to the file's."""
        from bot.domain.roadmap.model import Roadmap

        try:
            one = None if stored is None else Roadmap.model_validate_json(stored)
        except ValueError:
            one = None
        if found := one or self.find(roadmap_id):
            self._remember((roadmap_id, version), found)

    def _remember(self, key: tuple[str, str], one: "Roadmap") -> "Roadmap":
        self._contents[key] = one
        while len(self._contents) > SIZE:
            self._contents.popitem(last=False)
        return one

    def _read(self, path: Path) -> "Roadmap | None":
        try:
            found = path.stat()
        except OSError:
            return None
        stamp = (found.st_mtime_ns, found.st_size)
        known = self._files.get(path)
        if known is None or known[0] != stamp:
            try:
                known = (stamp, parse(path))
            except RoadmapError:
                known = (stamp, None)
            self._files[path] = known
        return known[1]


def body(roadmap: "Roadmap") -> str:
    """A content in the form in which it is stored."""
    return roadmap.model_dump_json(exclude_defaults=True)


def _told(what: str, broken: RoadmapError) -> str:
    more = len(broken.problems) - 1
    rest = f" (and {more} more: waymark roadmap validate)" if more else ""
    return f"{what} left out: {broken.problems[0]}{rest}"
