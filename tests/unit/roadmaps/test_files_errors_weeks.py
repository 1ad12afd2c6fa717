"""Mistakes in lanes, forks, passes, gates and links are told with their place (promise 11.6)."""

from contextlib import suppress
from pathlib import Path

import pytest

from bot.roadmaps.checked import RoadmapError
from bot.roadmaps.files import parse

HEAD = """\
id: own
title: A roadmap of one's own
version: "1.0"
summary: Three weeks.
source: ours
total_hours: {min: 10, max: 20, unit: hour, status: ours}
paces:
  - id: standard
    title: Standard
    hours_a_week: {min: 2, max: 4, unit: hour/week, status: ours}
    calendar_weeks: {min: 3, max: 3, unit: week, status: ours}
    suits: Everybody.
    status: ours
templates:
  - pace: standard
    title: A week
    load: {min: 2, max: 4, unit: hour/week, status: ours}
    rows:
      - {weekday: mon, minutes: 60, status: ours, activity: learn, focus: Read}
    rest:
      - {weekday: sun, text: Rest.}
    total: {min: 1, max: 1, unit: hour/week, status: ours}
tips:
  - {id: slowly, title: Slowly, text: Take your time., phase: early}
comparisons:
  - id: table
    title: A table
    columns: [What, Why]
    rows: [[One, Because], [Two, Therefore]]
"""


def step(name: str, weeks: str, more: str = "", topic: str = "") -> str:
    """A step with one topic for each of two weeks."""
    first, last = weeks.split("-")
    return f"""\
      - id: {name}
        title: The step {name}
        weeks: {{first: {first}, last: {last}, status: ours}}
{more}        topics:
          - {{id: {name}-one, minutes: 30, title: One{topic}}}
          - {{id: {name}-two, minutes: 30, title: Two{topic}}}
        resource: {{title: Docs, url: "https://docs.python.org/3/"}}
        done_when: It is done.
"""


def phase(name: str, *steps: str, more: str = "") -> str:
    """A phase with these steps."""
    return f"  - id: {name}\n    title: Phase {name}\n{more}    steps:\n{''.join(steps)}"


def lane(name: str) -> str:
    """A line that puts a step into a lane."""
    return f"        lane: {name}\n"


def side(option: str) -> str:
    """Lines that put a step on one side of a fork."""
    return f"        branch: fork\n        option: {option}\n"


LANES = (
    HEAD
    + """\
ordering: lanes
ads: {min: 54, max: 54, unit: count, status: ours}
lanes:
  - {id: code, title: Code, text: Yes., share: {min: 90, max: 90, unit: percent, printed: ~90%}}
  - {id: data, title: Data, text: Yes.}
responsibilities:
  - id: ship
    title: Ship
    share: {min: 50, max: 50, unit: percent, printed: ~50%}
    text: Ship it.
    prepare: [Build]
    practise: [Deploy]
    lanes: [code]
phases:
"""
    + phase(
        "early",
        step("alpha", "1-2", lane("code")),
        step("beta", "2-3", lane("data")),
        more="    weeks: {first: 1, last: 2}\n",
    )
    + phase("late", step("gamma", "3-3", lane("code")), more="    weeks: {first: 3, last: 3}\n")
)
FORK = (
    HEAD
    + """\
branches:
  - id: fork
    question: Left or right?
    default: left
    options:
      - {id: left, title: Left, best_for: Some., choose_if: You like left.}
      - {id: right, title: Right, best_for: Others., choose_if: Not., overflow_weeks: 1}
phases:
"""
    + phase(
        "early",
        step("alpha", "1-1"),
        step("west", "2-2", side("left")),
        step("east", "2-2", side("right")),
        step("omega", "3-3"),
    )
)
PASSES = (
    HEAD
    + "ordering: passes\nphases:\n"
    + phase(
        "early",
        step("alpha", "1-1", topic=", pass_no: 1"),
        step("beta", "2-3", topic=", pass_no: 2"),
    )
)
GATE = "        gate:\n          - {id: really, question: Really?, status: ours}\n"
GATES = (
    HEAD
    + "ordering: gates\nextends: other\nphases:\n"
    + phase("early", step("alpha", "1-1"), step("beta", "2-2", GATE))
)
WHOLE = {"lanes": LANES, "fork": FORK, "passes": PASSES, "gates": GATES}

# The roadmap, what is replaced, by what, the text on the line named, the field, and the words.
BROKEN = {
    "gap in lanes": ("lanes", "first: 1, last: 2, s", "first: 2, last: 2, s", "phases:", "week 1"),
    "overlap in a lane": ("lanes", "{first: 3, last: 3, s", "{first: 1, last: 3, s", "{first: 1, last: 3, s", "overlaps: lane code has weeks 1 to 2"),
    "dangling lane": ("lanes", "lane: data", "lane: date", "lane: date", "names no lane; the lanes are code, data"),
    "step without lane": ("lanes", "        lane: data\n", "", "- id: beta", "needs lane: one of code, data"),
    "phase without weeks": ("lanes", "    weeks: {first: 3, last: 3}\n", "", "- id: late", "needs weeks"),
    "gap of phases": ("lanes", "weeks: {first: 3, last: 3}", "weeks: {first: 4, last: 4}", "first: 4", "must be 3"),
    "phases too short": ("lanes", "weeks: {first: 1, last: 2}", "weeks: {first: 1, last: 1}", "{first: 2, last: 3", "must lie in its phase, 1 to 1"),
    "step past the phases": ("lanes", "{first: 2, last: 3, s", "{first: 2, last: 4, s", "phases:", "runs until week 4"),
    "dangling lane of a duty": ("lanes", "lanes: [code]", "lanes: [cod]", "[cod]", "names no lane"),
    "share that is none": ("lanes", "unit: percent, printed: ~90%", "unit: day, printed: 9", "printed: 9", "must be percent"),
    "share of nothing": ("lanes", "ads: {min", "ad: {min", "share: {min: 90", "needs ads"),
    "lane twice": ("lanes", "id: data, t", "id: code, t", "title: Data", "is there twice"),
    "weeks of a phase in a row": ("lanes", "ordering: lanes", "ordering: sequence", "first: 1, last: 2}", "is only for ordering: lanes"),
    "unknown ordering": ("lanes", "ordering: lanes", "ordering: lines", "ordering", "must be one of"),
    "dangling branch": ("fork", "branch: fork\n        option: right", "branch: folk\n        option: right", "folk", "names no branch; the branches are fork"),
    "dangling option": ("fork", "option: right", "option: write", "option: write", "its options are left, right"),
    "option without branch": ("fork", "        branch: fork\n        option: right", "        option: right", "option: right", "needs branch"),
    "branch without option": ("fork", "        option: right\n", "", "- id: east", "needs an option of fork"),
    "dangling default": ("fork", "default: left", "default: lift", "default: lift", "names no option; the options are left, right"),
    "option without steps": ("fork", "{id: left, title: Left,", "{id: centre, title: C, best_for: X., choose_if: Y.}\n      - {id: left, title: Left,", "id: centre", "no step has option: centre"),
    "overflow of the default": ("fork", "default: left", "default: right", "overflow_weeks", "must be 0"),
    "overlap on one side": ("fork", "{first: 2, last: 2, status: ours}\n        branch: fork\n        option: right", "{first: 2, last: 3, status: ours}\n        branch: fork\n        option: right", "{first: 3", "overlaps: week 4 comes next"),
    "bad overflow": ("fork", "overflow_weeks: 1", "overflow_weeks: 99", "overflow_weeks: 99", "at most 12"),
    "pass left out": ("passes", "beta-two, minutes: 30, title: Two, pass_no: 2", "beta-two, minutes: 30, title: Two", "beta-two", "needs pass_no: 1, 2 or 3"),
    "fourth pass": ("passes", "alpha-one, minutes: 30, title: One, pass_no: 1", "alpha-one, minutes: 30, title: One, pass_no: 4", "pass_no: 4", "at most 3"),
    "pass backwards": ("passes", "beta-two, minutes: 30, title: Two, pass_no: 2", "beta-two, minutes: 30, title: Two, pass_no: 1", "beta-two", "goes back to pass 1 after pass 2"),
    "pass where there are none": ("passes", "ordering: passes", "ordering: sequence", "alpha-one", "is only for ordering: passes"),
    "gate left out": ("gates", GATE, "", "- id: beta", "ends a phase and needs gate"),
    "gate without question": ("gates", "question: Really?, ", "", "id: really", "is missing"),
    "unknown field of a gate": ("gates", "question: Really?", "question: Really?, after: 1", "after", "no field here"),
    "roadmap that extends itself": ("gates", "extends: other", "extends: own", "extends", "is this roadmap itself"),
    "menu with an empty week": ("passes", "{first: 2, last: 3, status: ours}\n", "{first: 2, last: 3, status: ours}\n        pick: 1\n", "pick: 1", "leaves a week empty; pick at least 2"),
    "unknown concept": ("gates", "alpha-one, minutes: 30", "alpha-one, concepts: [pytests], minutes: 30", "pytests", "no shared concept; the nearest: pytest"),
    "dangling phase of a tip": ("gates", "phase: early", "phase: dawn", "phase: dawn", "names no phase; the phases are early"),
    "uneven table": ("gates", "[Two, Therefore]", "[Two]", "[Two]", "has 1 cells for 2 columns"),
    "rest on a study day": ("gates", "weekday: sun", "weekday: mon, status: ours", "text: Rest.", "is a study day above"),
    "pace without source": ("gates", "    suits: Everybody.\n    status: ours\n", "    suits: Everybody.\n", "- id: standard", "needs text"),
    "row without source": ("gates", "minutes: 60, status: ours", "minutes: 60", "weekday: mon", "needs printed"),
    "topic without its goal": ("gates", "        topics:\n          - {id: alpha-one", "        goals:\n          - {id: aim, text: Aim.}\n        topics:\n          - {id: alpha-one", "alpha-two", "needs goal: one of aim"),
    "unknown kind of reading": ("gates", "        gate:", "        readings:\n          - {title: A, kind: song}\n        gate:", "kind: song", "must be one of"),
}  # fmt: skip


def broken(tmp_path: Path, text: str) -> list[str]:
    """The mistakes that are told about a file with that content."""
    path = tmp_path / "own.yaml"
    path.write_text(text)
    with pytest.raises(RoadmapError) as caught:
        parse(path)
    return [problem.removeprefix(f"{path}:") for problem in caught.value.problems]


@pytest.mark.parametrize("kind", WHOLE)
def test_each_roadmap_is_whole(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(WHOLE[kind])
    one = parse(path)
    for week in range(1, one.weeks + 1):
        assert one.step_of(week) == one.steps_of(week)[0]
        assert one.topics_of(week)


@pytest.mark.parametrize("kind", BROKEN)
def test_a_mistake_is_told_with_line_and_field(tmp_path: Path, kind: str) -> None:
    whole, old, new, marker, words = BROKEN[kind]
    assert old in WHOLE[whole]
    text = WHOLE[whole].replace(old, new, 1)
    line = text.count("\n", 0, text.index(marker)) + 1
    told = broken(tmp_path, text)
    assert [one for one in told if one.startswith(f"{line}: ") and words in one], told


@pytest.mark.parametrize("kind", WHOLE)
@pytest.mark.parametrize("value", ["{a: [b]}", "[{}]", "{}", "[]", "99999", "null"])
def test_a_value_of_any_shape_anywhere_never_crashes(tmp_path: Path, kind: str, value: str) -> None:
    lines = WHOLE[kind].splitlines()
    for number, line in enumerate(lines):
        name, colon, _ = line.partition(":")
        path = tmp_path / "own.yaml"
        path.write_text(
            "\n".join([*lines[:number], f"{name}{colon} {value}", *lines[number + 1 :]])
        )
        with suppress(RoadmapError):
            assert parse(path).weeks
