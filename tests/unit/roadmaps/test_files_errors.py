"""A broken roadmap file is refused whole, with the exact place of every mistake (promise 11.6)."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli.roadmap import roadmap as commands
from bot.errors import HostError
from bot.roadmaps.checked import BYTES_MOST, RoadmapError
from bot.roadmaps.files import Roadmaps, parse
from support.guide import example
from support.samples import SMALL

# What is replaced, by what, the text that stands on the line named, the field, and the words.
BROKEN = {
    "a page of no project": (
        "source: ours",
        "source: ours\nportfolio: shop",
        "portfolio",
        "portfolio",
        "names no project; the projects are shelf",
    ),
    "an entrance from itself": (
        "source: ours",
        "source: ours\nentry: {concepts: [sql], after: [{roadmap: small, week: 1}]}",
        "entry",
        "entry.after[0].roadmap",
        "is this roadmap itself",
    ),
    "an entrance on nothing": (
        "source: ours",
        "source: ours\nentry: {concepts: []}",
        "entry",
        "entry.concepts",
        "must not be empty",
    ),
    "unknown field": ("title: Alpha", "titel: Alpha", "titel", "steps[0].titel", "no field here"),
    "missing field": ("suits: Everybody.", "# gone", "- id: standard", "paces[0].suits", "missing"),
    "text for a number": (
        "minutes: 45",
        "minutes: long",
        "fill-page",
        "steps[1].topics[1].minutes",
        "whole number, such as 45 (it is 'long')",
    ),
    "number for a text": ('"1.0"', "1.0", "version", "version", "must be text; put it in quotes"),
    "nothing written": ("suits: Everybody.", "suits:", "suits", "paces[0].suits", "it is empty"),
    "blank text": ("done_when: It is read.", 'done_when: " "', "done_when", "done_when", "empty"),
    "a word for a list": (
        "  - {week: 2, text: A note.}",
        "  none",
        "source_notes:",
        "source_notes",
        "must be a list",
    ),
    "a word for a group": (
        "{first: 1, last: 1}",
        "one",
        "weeks: one",
        "steps[0].weeks",
        "must hold fields of its own",
    ),
    "true for a number": ("part: 1", "part: true", "part: true", "project.part", "whole number"),
    "gap of weeks": (
        "{first: 2, last: 3}",
        "{first: 3, last: 3}",
        "{first: 3",
        "steps[1].weeks.first",
        "leaves a gap: week 2 comes next, not 3",
    ),
    "overlap of weeks": (
        "{first: 2, last: 3}",
        "{first: 1, last: 3}",
        "{first: 1, last: 3}",
        "steps[1].weeks.first",
        "overlaps: week 2 comes next, not 1",
    ),
    "weeks backwards": (
        "{first: 2, last: 3}",
        "{first: 2, last: 1}",
        "{first: 2, last: 1}",
        "steps[1].weeks",
        "ends in week 1, before it begins in week 2",
    ),
    "week nought": (
        "{first: 1, last: 1}",
        "{first: 0, last: 1}",
        "{first: 0",
        "steps[0].weeks.first",
        "too small",
    ),
    "empty week": (
        "          - {id: fill-page, goal: write, minutes: 45, title: Fill a page}\n",
        "",
        "topics:\n          - {id: take-pen",
        "steps[1].topics",
        "a week stays empty",
    ),
    "duplicate topic": (
        "id: fill-page",
        "id: open-book",
        "open-book, goal: write",
        "steps[1].topics[1].id",
        "is there twice",
    ),
    "duplicate step": ("id: beta", "id: alpha", "- id: alpha\n        title: Beta", "id", "twice"),
    "dangling goal": (
        "id: open-book, goal: read",
        "id: open-book, goal: reed",
        "reed",
        "steps[0].topics[0].goal",
        "names no goal of this step; the goals are read",
    ),
    "goal without topic": (
        "- {id: read, text: Read it.}",
        "- {id: read, text: Read it.}\n          - {id: think, text: Think.}",
        "id: think",
        "steps[0].goals[1].id",
        "no topic has goal: think",
    ),
    "dangling project": (
        "family: shelf, part: 2",
        "family: self, part: 1",
        "family: self",
        "steps[1].project.family",
        "names no project; the projects are shelf",
    ),
    "unused project": (
        "brief: Holds books.}",
        "brief: Holds books.}\n  - {id: table, title: Table, brief: Holds more.}",
        "id: table",
        "projects[1].id",
        "no step builds 'table'",
    ),
    "part left out": ("part: 2", "part: 3", "part: 3", "project.part", "part 2 of shelf comes"),
    "dangling pace": ("- pace: standard", "- pace: fast", "fast", "[0].pace", "paces are standard"),
    "weekday twice": (
        "weekday: tue",
        "weekday: mon",
        "mon, minutes: 60, printed: 1 hr, activity: p",
        "rows[1].weekday",
        "twice",
    ),
    "unknown weekday": ("weekday: tue", "weekday: tues", "tues", "weekday", "must be one of"),
    "impossible minutes": (
        "goal: read, minutes: 30",
        "goal: read, minutes: 0",
        "minutes: 0",
        "topics[0].minutes",
        "at least 5 (it is 0)",
    ),
    "impossible range": (
        "{min: 10, max: 20",
        "{min: 30, max: 20",
        "{min: 30",
        "total_hours",
        "before it begins",
    ),
    "negative range": ("{min: 10, max: 20", "{min: -1, max: 20", "-1", "total_hours.min", "small"),
    "pace in another unit": (
        "hours_a_week: {min: 2, max: 4, unit: hour/week",
        "hours_a_week: {min: 2, max: 4, unit: hour",
        "hours_a_week: {min: 2",
        "hours_a_week.unit",
        "must be hour/week",
    ),
    "phase that is a word": (
        "  - id: first\n",
        "  - first\n  - id: first\n",
        "- first",
        "phases[0]",
        "fields of its own",
    ),
    "pace of no time": (
        "{min: 3, max: 3",
        "{min: 0, max: 3",
        "{min: 0",
        "weeks.min",
        "more than 0",
    ),
    "figure without source": (
        ", printed: 3 weeks",
        "",
        "calendar_weeks",
        "calendar_weeks",
        "needs printed",
    ),
    "http address": ("https://docs.python", "http://docs.python", "http:", "url", "web address"),
    "address without dot": ("docs.pytest.org", "localhost", "localhost", "url", "web address"),
    "long title": ("title: Beta", "title: " + "B" * 57, "BBB", "steps[1].title", "56 characters"),
    "two lines": ("title: Beta", 'title: "Be\\nta"', "Be\\nta", "steps[1].title", "single line"),
    "terminal escape": ("title: Beta", 'title: "\\e[31m"', "31m", "steps[1].title", "plain text"),
    "bad id": ("id: fill-page", "id: Fill Page", "Fill Page,", "[1].id", "small letters"),
    "late checkpoint": ("after_week: 3", "after_week: 4", "after_week", "after_week", "1 and 3"),
    "late note": ("{week: 2", "{week: 9", "week: 9", "source_notes[0].week", "ends with week 3"),
    "duplicate key": ("title: Beta", "title: B\n        title: C", "title: C", ".title", "twice"),
    "alias": ("title: Beta", "title: *name", "*name", "steps[1].title", "alias *name"),
    "anchor": ("title: Beta", "title: &name Beta", "&name", "steps[1].title", "anchor &name"),
    "tag": ("title: Beta", "title: !!python/name:os.system x", "!!", "title", "has the tag"),
    "not YAML": ("title: Beta", "title: [Beta", "weeks: {first: 2", "file", "is not YAML"),
    "too deep": ("title: Beta", "title: " + "[" * 40, "[[", "phases[0].steps", "too deeply"),
    "a tab": ("        title: Beta", "\ttitle: Beta", "\ttitle", "file", "is not YAML"),
    "second document": ("source_notes:", "---\nsource_notes:", "---", "file", "second document"),
    "control character": ("Beta", "Be\x07ta", "Be\x07", "file", "character that YAML forbids"),
    "key of a list": ("title: Beta", "? [a]\n        : Beta", "? [a]", "steps[1]", "plain word"),
}


def broken(tmp_path: Path, text: str | bytes) -> list[str]:
    """The mistakes that are told about a file with that content."""
    path = tmp_path / "small.yaml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    with pytest.raises(RoadmapError) as caught:
        parse(path)
    assert isinstance(caught.value, HostError)
    return [problem.removeprefix(f"{path}:") for problem in caught.value.problems]


def test_the_small_roadmap_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "small.yaml"
    path.write_text(SMALL)
    one = parse(path)
    assert [[topic.id for topic in one.topics_of(week)] for week in (1, 2, 3)] == [
        ["open-book"],
        ["take-pen"],
        ["fill-page"],
    ]


@pytest.mark.parametrize("kind", BROKEN)
def test_a_mistake_is_told_with_line_and_field(tmp_path: Path, kind: str) -> None:
    old, new, marker, field, words = BROKEN[kind]
    assert SMALL.count(old) == 1
    text = SMALL.replace(old, new)
    line = text.count("\n", 0, text.index(marker)) + 1
    told = broken(tmp_path, text)
    assert [
        one
        for one in told
        if one.startswith(f"{line}: ") and field in one.split(": ")[1] and words in one
    ], told
    assert all("\n" not in one for one in told)


def test_every_mistake_is_told_at_once_in_the_order_of_the_file(tmp_path: Path) -> None:
    text = SMALL.replace("title: Alpha", "titel: Alpha").replace("{first: 2", "{first: 3")
    told = broken(tmp_path, text.replace("minutes: 45", "minutes: x").replace("part: 2", "part: 7"))
    assert [one.split(": ")[:2] for one in told] == [
        ["11", "phases[0].steps[0].title"],
        ["12", "phases[0].steps[0].titel"],
        ["23", "phases[0].steps[1].weeks.first"],
        ["28", "phases[0].steps[1].topics[1].minutes"],
        ["29", "phases[0].steps[1].project.part"],
    ]


def test_a_file_that_is_not_utf8(tmp_path: Path) -> None:
    told = broken(tmp_path, SMALL.replace("Beta", "B\u00eata").encode("latin-1"))
    assert told == ["22: file: is not UTF-8; save it as UTF-8"]


def test_a_file_that_is_too_large(tmp_path: Path) -> None:
    assert broken(tmp_path, SMALL + "#" * BYTES_MOST) == ["1: file: is over 256 KB; split it"]


@pytest.mark.parametrize("content", ["", "# nothing\n", "just words\n", "- a\n- list\n", "null\n"])
def test_a_file_that_is_no_roadmap(tmp_path: Path, content: str) -> None:
    (told,) = broken(tmp_path, content)
    assert told.startswith("1: file: ")


def test_a_file_whose_name_is_not_its_id(tmp_path: Path) -> None:
    told = broken(tmp_path, "# mine\n" + SMALL.replace("id: small", "id: tiny"))
    assert told == ["2: id: is tiny, but the file is small.yaml; give both one name"]


def test_a_byte_order_mark_and_dos_lines_are_fine(tmp_path: Path) -> None:
    path = tmp_path / "small.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + SMALL.replace("\n", "\r\n").encode())
    assert parse(path).id == "small"


@pytest.mark.parametrize("junk", ["[" * 100_000, "{" * 100_000, "- " * 100_000, "? " * 100_000])
def test_brackets_without_end_do_not_exhaust_the_stack(tmp_path: Path, junk: str) -> None:
    assert len(broken(tmp_path, junk)) == 1


@pytest.mark.parametrize("value", ["{a: [b]}", "[{}]", "{}", "[]", "99999", "null"])
def test_a_value_of_any_shape_anywhere_is_told_and_never_crashes(
    tmp_path: Path, value: str
) -> None:
    for number, line in enumerate(SMALL.splitlines()):
        name, colon, rest = line.partition(": ")
        if not colon or "{" in rest:
            continue
        lines = SMALL.splitlines()
        lines[number] = f"{name}: {value}"
        assert broken(tmp_path, "\n".join(lines))


def test_one_broken_file_leaves_the_others_and_what_was_read(tmp_path: Path) -> None:
    (tmp_path / "small.yaml").write_text(SMALL)
    roadmaps = Roadmaps([tmp_path])
    before = roadmaps.get("small")
    (tmp_path / "small.yaml").write_text("nonsense")
    (tmp_path / "other.yaml").write_text("nonsense")
    assert roadmaps.ids() == ("other", "small")
    assert roadmaps.get("small") is before
    with pytest.raises(RoadmapError):
        roadmaps.get("other")


def test_a_directory_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(RoadmapError, match="is not there"):
        Roadmaps([tmp_path / "none"]).ids()


def test_validate_tells_each_mistake_on_a_line_and_exits_with_1(tmp_path: Path) -> None:
    good, bad = tmp_path / "my-sql.yaml", tmp_path / "bad.yaml"
    good.write_text(example())
    bad.write_text(SMALL.replace("title: Alpha", "titel: Alpha"))
    result = CliRunner().invoke(commands, ["validate", str(bad), str(good), str(tmp_path)])
    assert result.exit_code == 1
    assert result.stdout == f"{good}: ok, my-sql version 1.0, 2 weeks\n"
    assert [line.split(": ")[0] for line in result.stderr.splitlines()] == [
        f"{bad}:11",
        f"{bad}:12",
        f"{tmp_path}",
    ]
