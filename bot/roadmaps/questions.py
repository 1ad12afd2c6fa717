"""Files of recall questions: read, checked, and gathered into the bank (promise 12.1).

They lie in the folder `questions` beside the roadmaps, and of a host's own in the same folder of
`WAYMARK_ROADMAPS_DIR`. Where two hold one id, the later directory wins.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bot.roadmaps.checked import RoadmapError, checked, content_of

if TYPE_CHECKING:
    from bot.domain.recall.bank import Bank, QuestionFile

FOLDER: Final = "questions"


def is_bank(path: Path) -> bool:
    """Whether a file or folder is one of questions: it is called so, or lies in one."""
    return FOLDER in {path.name, path.parent.name, path.absolute().parent.name}


def question_files(path: Path) -> tuple[Path, ...]:
    """The files of questions at a path, a file or a folder. Raises RoadmapError where none is."""
    if not path.is_dir():
        return (path,)
    found = tuple(sorted(path.glob("*.yaml")))
    if not found:
        raise RoadmapError([f"{path}: holds no .yaml file; put one there"])
    return found


def read_questions(path: Path) -> "QuestionFile":
    """The questions of a file. Raises RoadmapError."""
    return _read(content_of(path), str(path))


@lru_cache(maxsize=64)  # the same content has the same meaning; all files take 200 ms to check
def _read(content: bytes, name: str) -> "QuestionFile":
    from bot.domain.recall.bank import QuestionFile

    return checked(content, name, QuestionFile)


def clashes(files: Sequence[tuple[Path, "QuestionFile"]]) -> Iterator[str]:
    """A line for each id that stands in two files."""
    known: dict[str, Path] = {}
    for path, file in files:
        for place, question in enumerate(file.questions):
            first = known.setdefault(question.id, path)
            if first != path:
                said = f"{question.id} is in {first.name} already; give it another id"
                yield f"{path}:{_line_of(path, place)}: questions[{place}].id: {said}"


def _line_of(path: Path, place: int) -> int:
    from bot.roadmaps.yaml import read

    text = content_of(path).decode("utf-8-sig")
    return read(text).line_of(("questions", place, "id"))


class QuestionBank:
    """The bank of some directories, read when it is first asked for."""

    def __init__(self, directories: Sequence[Path]) -> None:
        self._directories = tuple(directories)
        self._bank: Bank | None = None

    def get(self) -> "Bank":
        """All questions of sound files; a broken file is left out whole."""
        if self._bank is None:
            from bot.domain.recall.bank import Bank

            files = (read for path in self._paths() if (read := _sound(path)))
            by_id = {each.id: each for file in files for each in file.questions}
            self._bank = Bank(by_id.values())
        return self._bank

    def _paths(self) -> Iterator[Path]:
        for place in self._directories:
            yield from sorted((place / FOLDER).glob("*.yaml"))


def _sound(path: Path) -> "QuestionFile | None":
    try:
        return read_questions(path)
    except RoadmapError:
        return None
