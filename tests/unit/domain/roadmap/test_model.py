"""The roadmap model: weeks, projects, paces, example weeks, and the commands that show them."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from pydantic import ValidationError

from bot.cli.roadmap import roadmap as commands
from bot.cli.roadmap import week_data
from bot.domain.roadmap.model import Roadmap, Step
from bot.roadmaps.files import ROADMAP_DATA, Roadmaps, schema


@pytest.fixture(scope="module")
def six() -> Roadmap:
    return Roadmaps().get("six-month")


def shown(*words: str) -> str:
    result = CliRunner().invoke(commands, words)
    assert result.exit_code == 0, result.output
    return result.stdout


def test_ids_are_told_without_reading_the_files(tmp_path: Path) -> None:
    (tmp_path / "broken.yaml").write_text("[")
    assert Roadmaps([tmp_path]).ids() == ("broken",)
    assert "six-month" in Roadmaps().ids()


def test_a_roadmap_is_parsed_once(six: Roadmap) -> None:
    roadmaps = Roadmaps()
    assert roadmaps.get("six-month") is roadmaps.get("six-month")
    assert roadmaps.get("six-month") == six


@pytest.mark.parametrize("name", ["none", "../roadmap_data/six-month", "schema", ""])
def test_an_unknown_roadmap(name: str) -> None:
    with pytest.raises(LookupError, match="six-month"):
        Roadmaps().get(name)


def test_an_own_directory_wins(tmp_path: Path) -> None:
    text = (ROADMAP_DATA / "six-month.yaml").read_text(encoding="utf-8")
    (tmp_path / "six-month.yaml").write_text(text.replace('version: "', 'version: "own-', 1))
    assert Roadmaps([ROADMAP_DATA, tmp_path]).get("six-month").version.startswith("own-")


def test_twenty_four_single_weeks_in_six_months(six: Roadmap) -> None:
    assert six.weeks == len(six.steps) == 24
    assert [len(phase.steps) for phase in six.phases] == [4] * 6
    for week in range(1, 25):
        step = six.step_of(week)
        assert (step.weeks.first, step.weeks.last) == (week, week)
        assert step in six.phase_of(week).steps
        assert six.topics_of(week) == step.topics


@pytest.mark.parametrize("week", [0, -1, 25, 1000])
def test_a_week_outside_the_roadmap(six: Roadmap, week: int) -> None:
    for ask in (six.step_of, six.phase_of, six.topics_of):
        with pytest.raises(LookupError, match="weeks 1 to 24"):
            ask(week)


def test_a_week_of_topics_is_a_week_of_work(six: Roadmap) -> None:
    topics = [topic for step in six.steps for topic in step.topics]
    assert all(30 <= topic.minutes <= 90 for topic in topics)
    assert len({topic.id for topic in topics}) == len(topics)
    ours = {"first-api-test", "session-per-request"}
    for topic in topics:
        today = topic.title.startswith("Today: ")
        assert topic.optional == (today or topic.id in {*ours, "technical-write-up"})
        assert not today or (topic.minutes <= 45 and topic.status == "ours")
    for step in six.steps:
        assert 240 <= sum(topic.minutes for topic in step.topics) <= 720
        assert 3 <= len(step.goals) <= 6
        assert sum(topic.title.startswith("Today: ") for topic in step.topics) <= 1
        assert all(six.topic(topic.id) is topic for topic in step.topics)
    with pytest.raises(LookupError):
        six.topic("none")


def test_topics_of_a_step_of_several_weeks_leave_no_week_empty(six: Roadmap) -> None:
    step = six.step_of(1)
    for span in range(1, len(step.topics) + 1):
        weeks = step.weeks.model_copy(update={"last": span})
        long = step.model_copy(update={"weeks": weeks})
        phase = six.phases[0].model_copy(update={"steps": (long,)})
        one = six.model_copy(update={"phases": (phase,)})
        spread = [one.topics_of(week) for week in range(1, span + 1)]
        assert all(spread)
        assert sum(spread, ()) == step.topics


def test_lines_fit_a_terminal(six: Roadmap) -> None:
    for step in six.steps:
        assert len(step.title) <= 56
        assert len(step.done_when) <= 68
        assert len(step.resource.title) <= 50
        assert len(step.resource.url) <= 74
        assert step.project is not None
        assert len(step.project.title) <= 60
        assert all(len(topic.title) <= 56 and len(topic.id) <= 32 for topic in step.topics)


def test_project_families(six: Roadmap) -> None:
    def family(step: Step) -> str:
        return step.project.family if step.project else ""

    families = [family(step) for step in six.steps]
    assert families[5:8] == ["book-catalog"] * 3
    assert families[8:16] == ["blog-api"] * 8
    assert families[16:18] == ["weather-aggregator"] * 2
    assert families[22:24] == ["capstone"] * 2
    assert [part.part for part in six.parts_of("blog-api")] == [1, 2, 3, 4, 5, 6, 7, 8]
    assert {project.id for project in six.projects} == set(families)
    assert [one.id for one in six.capstones] == [
        "finance-tracker",
        "project-management",
        "e-commerce",
    ]
    assert six.project("capstone").options == six.capstones
    with pytest.raises(LookupError):
        six.project("none")


def test_paces(six: Roadmap) -> None:
    told = {
        pace.id: (
            pace.hours_a_week.min,
            pace.hours_a_week.max,
            pace.calendar_weeks.min,
            pace.calendar_weeks.max,
        )
        for pace in six.paces
    }
    assert told == {
        "standard": (10, 15, 24, 24),
        "accelerated": (20, 25, 16, 16),
        "slow": (6, 8, 32, 36),
    }
    assert all(six.pace(pace.id) is pace for pace in six.paces)
    with pytest.raises(LookupError, match="standard, accelerated, slow"):
        six.pace("fast")


@pytest.mark.parametrize(
    ("pace", "minutes", "status"),
    [
        ("standard", [90, 90, 90, 90, 240, 120], "printed"),
        ("accelerated", [160, 160, 160, 160, 430, 215], "derived"),
        ("slow", [50, 50, 50, 50, 135, 65], "derived"),
    ],
)
def test_template_rows(six: Roadmap, pace: str, minutes: list[int], status: str) -> None:
    rows = six.template_rows(pace)
    assert [row.minutes for row in rows] == minutes
    assert {row.status for row in rows} == {status}
    assert [row.weekday for row in rows] == ["mon", "tue", "wed", "thu", "sat", "sun"]
    assert [row.activity for row in rows] == [
        "learn",
        "practise",
        "learn",
        "project",
        "project",
        "review",
    ]


def test_template_rows_of_an_unknown_pace(six: Roadmap) -> None:
    with pytest.raises(LookupError):
        six.template_rows("none")


def test_checkpoints_come_with_the_end_of_each_month(six: Roadmap) -> None:
    assert [(point.after_week, point.hours.min, point.hours.max) for point in six.checkpoints] == [
        (4, 40, 60),
        (8, 80, 120),
        (12, 120, 180),
        (16, 160, 240),
        (20, 200, 300),
        (24, 250, 350),
    ]


def test_a_roadmap_never_changes(six: Roadmap) -> None:
    with pytest.raises(ValidationError):
        six.version = "2"  # type: ignore[misc]
    assert Roadmap.model_validate(six) is six


def test_the_schema_is_the_one_of_the_model() -> None:
    stored = json.loads((ROADMAP_DATA / "schema.json").read_text(encoding="utf-8"))
    assert stored == schema() == json.loads(shown("schema"))


@pytest.mark.parametrize("name", Roadmaps().ids())
def test_show_json_is_the_model_and_can_be_read_back(name: str) -> None:
    one = Roadmaps().get(name)
    assert Roadmap.model_validate_json(shown("show", name, "--json")) == one


@pytest.mark.parametrize("name", Roadmaps().ids())
def test_show_tells_everything_the_data_holds(name: str) -> None:
    text = shown("show", name)

    def told(value: object) -> bool:
        if isinstance(value, dict):
            return all(told(inner) for inner in value.values())
        if isinstance(value, list):
            return all(told(inner) for inner in value)
        return not isinstance(value, str) or value in text

    assert told(Roadmaps().get(name).model_dump(mode="json"))


def test_show_one_week() -> None:
    text = shown("show", "six-month", "--week", "24")
    assert "Capstone execution" in text
    assert "optional: yes" in text
    week = json.loads(shown("show", "six-month", "--week", "15", "--json"))
    assert (week["week"], week["step"]["weeks"]["first"]) == (15, 15)
    assert any("PostgreSQL" in note for note in week["source_notes"])


def test_show_a_week_of_several_lanes_and_one_at_a_fork() -> None:
    week = json.loads(shown("show", "europe-jobs", "--week", "19", "--json"))
    assert week["step"]["id"] == "ci-cd-basics"
    beside = ["aws-deploying", "aws-fundamentals", "docker-basics"]
    assert [step["id"] for step in week["steps_beside"]] == beside
    assert week["branch"] is None
    assert "Less opinionated" in shown("show", "complete-2025", "--week", "17")


def test_a_week_at_a_fork_shows_what_each_option_has() -> None:
    week = json.loads(shown("show", "complete-2025", "--week", "18", "--json"))
    sides = week["steps_of_options"]
    assert list(sides) == ["fastapi", "django"]
    for option, (step,) in sides.items():
        assert step["option"] == option
        assert step["project"]["family"]
    assert week["step"] == sides["fastapi"][0]
    text = shown("show", "complete-2025", "--week", "18")
    assert all(step["title"] in text for (step,) in sides.values())
    assert (
        json.loads(shown("show", "six-month", "--week", "18", "--json"))["steps_of_options"] == {}
    )


@pytest.mark.parametrize("name", Roadmaps().ids())
def test_each_week_of_each_fork_holds_all_options(name: str) -> None:
    one = Roadmaps().get(name)
    for fork in one.branches:
        ways = {option.id: one.chosen({fork.id: option.id}) for option in fork.options}
        weeks = {
            option: {
                week
                for step in way.steps
                if step.branch == fork.id
                for week in range(step.weeks.first, step.weeks.last + 1)
            }
            for option, way in ways.items()
        }
        for week in weeks[fork.default]:
            sides = week_data(one, week)["steps_of_options"]
            assert list(sides) == [option.id for option in fork.options]
            assert all(sides[option] for option, has in weeks.items() if week in has)


def test_list_is_one_line_a_roadmap() -> None:
    lines = shown("list").splitlines()
    assert [line.split()[0] for line in lines] == list(Roadmaps().ids())
    assert any("24 weeks" in line for line in lines)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["show", "none"], "no roadmap 'none'; there are:"),
        (["show", "six-month", "--week", "25"], "six-month has weeks 1 to 24, not 25"),
        (["validate", "none.yaml"], "none.yaml: No such file or directory"),
    ],
)
def test_errors_are_one_line(words: list[str], said: str) -> None:
    result = CliRunner().invoke(commands, words)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith(said)
    assert result.stderr.count("\n") == 1


def test_the_commands_are_there_without_loading_pydantic_or_yaml() -> None:
    code = "import sys, bot.cli.roadmap, bot.roadmaps.files; print({'pydantic', 'yaml'} & {*sys.modules})"
    root = ROADMAP_DATA.parent
    told = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(root)},
    )
    assert told.stdout.strip() == "set()"
