"""What `waymark roadmap validate` asks for, so that every evening has something to do."""

import re
from pathlib import Path

import pytest

from bot.domain.roadmap.paths import topics_in
from bot.roadmaps.catalogue import Catalogue
from bot.roadmaps.checked import RoadmapError
from bot.roadmaps.files import ROADMAP_DATA, parse, validated
from support.guide import example

DONE: tuple[str, ...] = (
    "complete-2025",
    "engineer",
    "engineer-ai",
    "europe-jobs",
    "islands",
    "modern",
    "six-month",
)
"""The roadmaps whose content gives every evening something to do."""

OLD = Path(__file__).parents[3] / "data" / "six-month-1.0.json"


@pytest.mark.parametrize("name", DONE)
def test_a_roadmap_of_ours_is_complete(name: str) -> None:
    assert validated(ROADMAP_DATA / f"{name}.yaml").id == name


GROUP = '            exercise: "Count your films by year; the counts add up to all of them."\n'
PAGE = (
    '            resource: {title: SELECT (SQLite docs), url: "https://www.sqlite.org/lang_select'
    '.html"}\n'
)
KEYS = "            title: Primary and foreign keys\n            minutes: 55\n"
PART = re.compile(
    r"        project:\n          family: my-films\n          part: 2\n(          .*\n)*"
)
NOTES = "            - {id: notes, minutes: 20"
ASK = "- {id: ask, minutes: 40"
SPLIT = "needs: [keys]"
FIRST_ROW = "activity: learn, focus: Read and try}"

# What is replaced by what, the text that stands on the line named, the field, and the words.
MISSING: dict[str, tuple[str | re.Pattern[str], str, str, str, str]] = {
    "exercise": (GROUP, "", "- id: group", "topics[1].exercise", "do tonight"),
    "page": (PAGE, "", "- id: select", "topics[0].resource", "60 minutes or more names a page"),
    "page for two sittings": (
        "            title: Group and count\n            minutes: 50\n",
        "            title: Group and count\n            minutes: 30\n            sittings: 2\n",
        "- id: group",
        "topics[1].resource",
        "60 minutes or more names a page",
    ),
    "concepts": (
        "minutes: 55\n            concepts: [sql-joins]",
        "minutes: 55",
        "- id: keys",
        "topics[1].concepts",
        "30 minutes or more",
    ),
    "too few slices": (
        re.compile(f"{re.escape(NOTES)}.*\n"),
        "",
        "slices:\n            - {id: split",
        "steps[1].project.slices",
        "holds 2; cut the part into 3 to 6 slices",
    ),
    "no slices": (
        re.compile(r"          slices:\n            - \{id: split(.*\n){3}"),
        "",
        "project:\n          family: my-films\n          part: 2",
        "steps[1].project.slices",
        "is missing; cut the part into 3 to 6 slices",
    ),
    "no project": (
        PART,
        "",
        "- id: joins",
        "steps[1].project",
        "is missing; week 2 has days for one",
    ),
    "a thin week": (
        KEYS,
        KEYS.replace("55", "20"),
        "topics:\n          - id: inner-joins",
        "steps[1].topics",
        "fill week 2 with 110 minutes; make it 117 to 214",
    ),
    "a full week": (
        KEYS,
        KEYS + "            sittings: 3\n",
        "topics:\n          - id: inner-joins",
        "steps[1].topics",
        "fill week 2 with 255 minutes; make it 117 to 214",
    ),
    "days of a duration": (
        KEYS,
        KEYS + "            duration: {min: 2, max: 3, unit: day, status: ours}\n",
        "topics:\n          - id: inner-joins",
        "steps[1].topics",
        "fill week 2 with 255 minutes",
    ),
    "what is optional fills nothing": (
        KEYS,
        KEYS + "            optional: true\n",
        "topics:\n          - id: inner-joins",
        "steps[1].topics",
        "fill week 2 with 90 minutes",
    ),
    "full slices": (
        ASK,
        ASK.replace("40", "120"),
        "slices:\n            - {id: split",
        "steps[1].project.slices",
        "fill week 2 with 180 minutes; make it 60 to 165",
    ),
    "a later topic": (
        "needs: [insert]",
        "needs: [insert, keys]",
        "- {id: table",
        "steps[0].project.slices[0].needs[1]",
        "names keys of week 2, but the slice is due in week 1",
    ),
    "a topic that may be left out": (
        "minutes: 50\n            concepts: [sql]\n            exercise: \"Add",
        "minutes: 50\n            optional: true\n            concepts: [sql]\n            exercise: \"Add",
        "- {id: table",
        "steps[0].project.slices[0].needs[0]",
        "names insert, which may be left out",
    ),
}  # fmt: skip


def told(tmp_path: Path, text: str) -> list[str]:
    """What is missing in a file with that content, each as `line: field: words`."""
    path = tmp_path / "my-sql.yaml"
    path.write_text(text)
    assert parse(path).id == "my-sql"
    with pytest.raises(RoadmapError) as caught:
        validated(path)
    return [problem.removeprefix(f"{path}:") for problem in caught.value.problems]


def changed(old: str | re.Pattern[str], new: str, text: str) -> str:
    """The text with the one place replaced."""
    pattern = old if isinstance(old, re.Pattern) else re.compile(re.escape(old))
    made, count = pattern.subn(lambda _: new, text)
    assert count == 1
    return made


@pytest.mark.parametrize("kind", MISSING)
def test_what_is_missing_is_told_with_line_and_field(tmp_path: Path, kind: str) -> None:
    old, new, marker, field, words = MISSING[kind]
    text = changed(old, new, example())
    line = text.count("\n", 0, text.index(marker)) + 1
    found = told(tmp_path, text)
    assert [
        one
        for one in found
        if one.startswith(f"{line}: ") and one.split(": ")[1].endswith(field) and words in one
    ], found


def test_slices_that_leave_the_project_days_empty(tmp_path: Path) -> None:
    text = re.sub(r"(id: (split|ask|notes), minutes:) \d+", r"\1 15", example())
    (found,) = told(tmp_path, text)
    assert "fill week 2 with 45 minutes; make it 60 to 165" in found


def test_a_step_of_several_weeks_has_a_line_for_each_topic(tmp_path: Path) -> None:
    text = example().replace("{first: 1, last: 1,", "{first: 1, last: 2,")
    text = text.replace("{first: 2, last: 2,", "{first: 3, last: 3,")
    found = told(
        tmp_path, text.replace("{min: 2, max: 2, unit: week", "{min: 3, max: 3, unit: week")
    )
    lines = [one for one in found if ".done_when: " in one]
    assert [one.split(": ")[1] for one in lines] == [
        f"phases[0].steps[0].topics[{place}].done_when" for place in range(3)
    ]
    assert any("project.slices: fill week 1 with 50 minutes" in one for one in found)


def test_a_slower_first_pace_makes_room_for_more(tmp_path: Path) -> None:
    text = example().replace("{min: 2, max: 2, unit: week", "{min: 4, max: 4, unit: week")
    assert any("make it 234 to 429" in one for one in told(tmp_path, text))


def test_a_template_without_project_days_needs_no_project(tmp_path: Path) -> None:
    text = changed(PART, "", example()).replace("activity: project", "activity: practise")
    assert not [one for one in told(tmp_path, text) if "project: is missing" in one]


def test_a_menu_counts_with_an_average_pick(tmp_path: Path) -> None:
    menu = "        pick: 1\n        project:\n          family: my-films\n          part: 2\n"
    text = changed(
        "        project:\n          family: my-films\n          part: 2\n", menu, example()
    )
    found = told(tmp_path, text)
    assert any("fill week 2 with 72 minutes" in one for one in found)
    assert sum("may be left out" in one for one in found) == 2


def test_each_side_of_a_fork_is_looked_at(tmp_path: Path) -> None:
    fork = """\
branches:
  - id: way
    question: Which way?
    default: left
    options:
      - {id: left, title: Left, best_for: Some., choose_if: You like left.}
      - {id: right, title: Right, best_for: Others., choose_if: You like right.}
phases:
"""
    head, _, joins = example().replace("phases:\n", fork).partition("      - id: joins\n")
    left, _, rest = joins.partition("projects:\n")
    right = re.sub(r"\b(inner-joins|keys)([\],\n])", r"\1-too\2", left)

    def forked(right: str) -> list[str]:
        sides = (("joins", "left", left), ("joins-too", "right", right))
        steps = (
            f"      - id: {name}\n        branch: way\n        option: {option}\n{body}"
            for name, option, body in sides
        )
        return told(tmp_path, "".join((head, *steps, "projects:\n", rest)))

    (found,) = forked(changed("minutes: 90", "minutes: 60", right))
    assert "steps[2].topics: fill week 2 with 115 minutes" in found
    (found,) = forked(changed("[keys-too]", "[keys]", right))
    assert "steps[2].project.slices[0].needs[0]: names keys, which may be left out" in found


def test_lanes_say_whose_topics_a_day_takes(tmp_path: Path) -> None:
    lanes = "lanes:\n  - {id: sql, title: SQL, text: All of it.}\nordering: lanes\nphases:\n"
    text = example().replace("phases:\n", lanes)
    text = text.replace(
        "    title: The basics\n",
        "    title: The basics\n    weeks: {first: 1, last: 2, status: ours}\n",
    )
    text = re.sub(r"(        weeks: .*\n        topics)", r"        lane: sql\n\1", text)
    found = told(tmp_path, text)
    assert [one.split(": ")[1] for one in found] == [
        f"templates[0].rows[{row}].lane" for row in (0, 1)
    ]
    text = text.replace("activity: learn", "lane: main, activity: learn")
    (tmp_path / "my-sql.yaml").write_text(
        text.replace("activity: practise", "lane: side, activity: practise")
    )
    assert validated(tmp_path / "my-sql.yaml").templates[0].rows[1].lane == "side"


# What no file may hold: what is replaced by what, the field, and the words.
BROKEN = {
    "unknown topic": ("needs: [keys]", "needs: [key]", "slices[0].needs[0]", "nearest: keys"),
    "slice twice": ("{id: ask,", "{id: split,", "slices[1].id", "is there twice"),
    "four checks": (
        "checks: [",
        "checks: [A, B, C, ",
        "steps[1].checks",
        "holds 4 lines; keep the 3 that show most",
    ),
    "no sitting": (KEYS, KEYS + "            sittings: 0\n", "topics[1].sittings", "at least 1"),
    "pick of too many": (
        "        done_when: One query",
        "        pick: 3\n        done_when: One query",
        "steps[1].pick",
        "more than the 2 topics",
    ),
    "unknown lane of a row": (
        FIRST_ROW,
        FIRST_ROW.replace("activity", "lane: both, activity"),
        "rows[0].lane",
        "must be one of 'main', 'side'",
    ),
}


@pytest.mark.parametrize("kind", BROKEN)
def test_what_breaks_a_file(kind: str) -> None:
    old, new, field, words = BROKEN[kind]
    with pytest.raises(RoadmapError) as caught:
        parse(changed(old, new, example()))
    assert [one for one in caught.value.problems if f"{field}: " in one and words in one]


def test_lines_that_do_not_fit_the_page_of_the_day() -> None:
    long = f'exercise: "{"x" * 101}"'
    with pytest.raises(
        RoadmapError, match=r"topics\[1\].exercise: is too long; keep it within 100"
    ):
        parse(changed(GROUP.strip(), long, example()))


def test_sittings_spread_the_topics_over_the_weeks_by_their_minutes() -> None:
    step = parse(example()).steps[0]
    topics = tuple(
        step.topics[0].model_copy(update={"id": f"t{place}", "sittings": count})
        for place, count in enumerate((4, 1, 1, 2))
    )
    weeks = step.weeks.model_copy(update={"last": 2})
    long = step.model_copy(update={"topics": topics, "weeks": weeks})
    assert [[t.id for t in topics_in(long, week)] for week in (1, 2)] == [
        ["t0"],
        ["t1", "t2", "t3"],
    ]
    last = step.weeks.model_copy(update={"last": 4})
    each = step.model_copy(update={"topics": topics, "weeks": last})
    assert [[t.id for t in topics_in(each, week)] for week in (1, 2, 3, 4)] == [
        ["t0"],
        ["t1"],
        ["t2"],
        ["t3"],
    ]


def test_what_a_learner_began_with_before_these_fields_is_still_theirs() -> None:
    library, stored = Catalogue(), OLD.read_text(encoding="utf-8")
    library.restore("six-month", "of-old", stored)
    old = library.content("six-month", "of-old")
    assert old is not None
    assert (old.version, old.topics_of(1)[0].exercise) == ("1.0", None)
    assert old.paces[0].text == "The 6 months stay as they are, at 10-15 hours a week."
    assert library.content("six-month", library.version(library.default())) is library.default()


def test_a_file_with_the_old_name_of_the_text_of_a_pace_loads() -> None:
    text = changed("    status: ours\ntemplates:", "    printed: Two weeks.\ntemplates:", example())
    assert parse(text).paces[0].text == "Two weeks."
