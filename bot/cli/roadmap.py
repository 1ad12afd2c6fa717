"""`waymark roadmap list|show|validate|schema`: the roadmaps, and checks for a file of one's own."""

import json
import os
from collections.abc import Callable, Iterable, Iterator
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from bot.roadmaps.checked import RoadmapError

if TYPE_CHECKING:
    from bot.domain.recall.bank import QuestionFile
    from bot.domain.roadmap.model import Branch, Roadmap
    from bot.roadmaps.files import Roadmaps


Source = TypeVar("Source", Path, str)
Read = TypeVar("Read")


@click.group()
def roadmap() -> None:
    """The roadmaps: list them, show one, check a file of your own."""


def _told(command: Callable[..., None]) -> Callable[..., None]:
    """What is wrong becomes lines on standard error and exit status 1, never a traceback."""

    @wraps(command)
    def told(*args: Any, **options: Any) -> None:
        from bot.errors import HostError

        try:
            command(*args, **options)
        except HostError as broken:
            click.echo(str(broken.args[0]), err=True)
            raise click.exceptions.Exit(1) from None

    return told


@roadmap.command("list")
@_told
def list_() -> None:
    """One line a roadmap: its id, weeks and title."""
    roadmaps = _roadmaps()
    _each(
        roadmaps.ids(),
        roadmaps.get,
        lambda _, one: f"{one.id:<16} {one.weeks:>3} weeks  {one.title} (version {one.version})",
    )


@roadmap.command()
@click.argument("roadmap_id", metavar="ID")
@click.option("--week", type=int, metavar="N", help="Only this week.")
@click.option("--json", "as_json", is_flag=True, help="The data as JSON.")
@_told
def show(roadmap_id: str, week: int | None, as_json: bool) -> None:
    """Everything the data holds about roadmap ID."""
    from bot.errors import HostError

    one = _roadmaps().get(roadmap_id)
    if week is not None and not 1 <= week <= one.weeks:
        raise HostError(f"{one.id} has weeks 1 to {one.weeks}, not {week}")
    data = one.model_dump(mode="json") if week is None else week_data(one, week)
    if as_json:
        click.echo(json.dumps(data, ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(_outline(data)))


@roadmap.command()
@click.argument(
    "paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(path_type=Path)
)
@_told
def validate(paths: tuple[Path, ...]) -> None:
    """Check files of your own; every mistake is told with its line.

    What lies in a folder called `questions` is checked as recall questions; so is that folder.
    With a roadmap go the translations beside it, as six-month.de.po.
    """
    from bot.roadmaps.files import validated
    from bot.roadmaps.questions import clashes, is_bank, question_files, read_questions
    from bot.roadmaps.translations import ENDING, beside, validated_translation

    banks = [path for path in paths if is_bank(path)]
    files = [file for path in banks for file in question_files(path)]
    roadmaps = [path for path in paths if path not in banks and path.suffix != ENDING]
    told = [path for path in paths if path not in banks and path.suffix == ENDING]
    told += [each for path in roadmaps for each in beside(path)]
    _each(
        roadmaps,
        validated,
        lambda path, one: f"{path}: ok, {one.id} version {one.version}, {one.weeks} weeks",
    )
    _each(
        dict.fromkeys(told),
        validated_translation,
        lambda path, one: f"{path}: ok, {one.title}",
    )
    found: list[tuple[Path, QuestionFile]] = []
    _each(files, read_questions, lambda path, one: _counted(path, one, found))
    if twice := list(clashes(found)):
        raise RoadmapError(twice)


def _counted(path: Path, file: "QuestionFile", found: "list[tuple[Path, QuestionFile]]") -> str:
    found.append((path, file))
    run = sum(each.is_run for each in file.questions)
    return f"{path}: ok, {len(file.questions)} questions, {run} with a proof to run"


@roadmap.command()
@click.option("--questions", is_flag=True, help="Of a file of recall questions.")
def schema(questions: bool) -> None:
    """The JSON schema of a roadmap file, for editors that complete and check."""
    from bot.domain.recall.bank import schema as of_questions
    from bot.roadmaps.files import schema as of_roadmaps

    click.echo(json.dumps(of_questions() if questions else of_roadmaps(), indent=2))


@roadmap.command()
@click.argument("roadmap_id", metavar="ID")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@_told
def starter(roadmap_id: str, folder: Path) -> None:
    """Write the project that roadmap ID begins with into the new or empty folder DIR.

    With it come the checks of its weeks, which you run yourself: Waymark never does.
    """
    from bot.roadmaps.starters import write_starter

    count = write_starter(_roadmaps().starter(roadmap_id), folder)
    click.echo(f"{folder}: ok, {count} files; begin with its README.md")


def _each(
    sources: Iterable[Source],
    read: Callable[[Source], Read],
    line: Callable[[Source, Read], str],
) -> None:
    """A line for each file that can be read; then the mistakes of the others, all of them."""
    broken: list[str] = []
    for source in sources:
        try:
            click.echo(line(source, read(source)))
        except RoadmapError as error:
            broken += error.problems
    if broken:
        raise RoadmapError(broken)


def week_data(one: "Roadmap", week: int) -> dict[str, Any]:
    """What the data holds about one week."""
    phase, (step, *beside) = one.phase_of(week), one.steps_of(week)
    family = one.project(step.project.family) if step.project else None
    branch = one.branch_at(week)
    return {
        "roadmap": one.id,
        "week": week,
        "phase": {"id": phase.id, "title": phase.title},
        "step": step.model_dump(mode="json"),
        "steps_beside": [each.model_dump(mode="json") for each in beside],
        "branch": branch.model_dump(mode="json") if branch else None,
        "steps_of_options": _sides(one, branch, week) if branch else {},
        "topics_of_week": [topic.id for topic in one.topics_of(week)],
        "project": family.model_dump(mode="json") if family else None,
        "checkpoints": [
            point.model_dump(mode="json") for point in one.checkpoints if point.after_week == week
        ],
        "source_notes": [note.text for note in one.source_notes if note.week == week],
    }


def _sides(one: "Roadmap", branch: "Branch", week: int) -> dict[str, Any]:
    """What each option of a fork has in a week; none where it is over by then."""
    walked = {option.id: one.chosen({branch.id: option.id}) for option in branch.options}
    return {
        option: [
            step.model_dump(mode="json")
            for step in path.steps
            if step.branch == branch.id and step.weeks.first <= week <= step.weeks.last
        ]
        for option, path in walked.items()
    }


def _roadmaps() -> "Roadmaps":
    from bot.roadmaps.files import ROADMAP_DATA, Roadmaps

    own = os.environ.get("WAYMARK_ROADMAPS_DIR")
    return Roadmaps((ROADMAP_DATA, Path(own)) if own else (ROADMAP_DATA,))


def _outline(value: dict[str, Any], depth: int = 0) -> Iterator[str]:
    """Nested data as indented lines, without what is not set."""
    pad = "  " * depth
    for name, inner in value.items():
        if inner in (None, False, [], {}):
            continue
        label = f"{pad}{name.replace('_', ' ')}:"
        if isinstance(inner, list):
            yield label
            yield from _listed(inner, depth + 1)
        elif isinstance(inner, dict) and not _flat(inner):
            yield label
            yield from _outline(inner, depth + 1)
        else:
            yield f"{label} {_inline(inner) if isinstance(inner, dict) else _word(inner)}"


def _listed(items: list[Any], depth: int) -> Iterator[str]:
    """The lines of a list; a mapping in it begins with a dash."""
    pad = "  " * depth
    for item in items:
        if isinstance(item, dict) and not _flat(item):
            first, *rest = _outline(item, depth + 1)
            yield f"{pad}- {first.lstrip()}"
            yield from rest
        else:
            yield f"{pad}- {_inline(item) if isinstance(item, dict) else _cells(item)}"


def _cells(item: Any) -> str:
    """A row of a table, or a plain value."""
    return " | ".join(map(_word, item)) if isinstance(item, list) else _word(item)


def _flat(value: dict[str, Any]) -> bool:
    return not any(isinstance(inner, dict | list) and inner for inner in value.values())


def _inline(value: dict[str, Any]) -> str:
    """A small mapping on one line."""
    told = (f"{name}: {_word(inner)}" for name, inner in value.items() if inner not in (None, []))
    return " | ".join(told)


def _word(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:g}" if isinstance(value, float) else str(value)
