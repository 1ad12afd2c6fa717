"""From files in `roadmap_data/` to validated roadmaps; a broken one is refused whole (11.6)."""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from bot.errors import HostError
from bot.roadmaps.checked import RoadmapError, checked, content_of, told
from bot.roadmaps.starters import StarterError, starter_of

if TYPE_CHECKING:
    from bot.domain.roadmap.model import Roadmap

ROADMAP_DATA: Final = Path(__file__).resolve().parents[2] / "roadmap_data"


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
            self._parsed[roadmap_id] = parse(self._file(roadmap_id))
        return self._parsed[roadmap_id]

    def starter(self, roadmap_id: str) -> Path:
        """The folder of a roadmap's starter. Raises UnknownRoadmapError, StarterError."""
        starter = starter_of(self._file(roadmap_id))
        if starter is None:
            bring = [each for each, file in self._files().items() if starter_of(file)]
            which = ", ".join(sorted(bring)) or "none"
            raise StarterError(f"{roadmap_id} brings no starter; of the roadmaps these do: {which}")
        return starter

    def _file(self, roadmap_id: str) -> Path:
        path = self._files().get(roadmap_id)
        if path is None:
            known = ", ".join(self.ids()) or "none"
            raise UnknownRoadmapError(f"no roadmap {roadmap_id!r}; there are: {known}")
        return path

    def _files(self) -> dict[str, Path]:
        for directory in self._directories:
            if not directory.is_dir():
                raise RoadmapError([f"{directory}:0: directory: is not there; check ROADMAPS_DIR"])
        return {path.stem: path for place in self._directories for path in place.glob("*.yaml")}


def parse(source: Path | str, name: str = "roadmap.yaml") -> "Roadmap":
    """The roadmap in a file, or in a text that errors call `name`; RoadmapError if it is broken."""
    if isinstance(source, str):
        return _parse(source.encode(), name)
    content = content_of(source)
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
        raise RoadmapError(told(document, str(path)))
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
    from bot.domain.roadmap.model import Roadmap

    return checked(content, name, Roadmap)


def _line_of_id(content: bytes) -> int:
    from bot.roadmaps.yaml import read

    return read(content.decode("utf-8-sig")).line_of(("id",))
