"""The roadmap that is wholly ours: what its head promises holds in each of its weeks."""

import pytest

from bot.domain.roadmap.model import Roadmap, Step
from bot.roadmaps.files import ROADMAP_DATA, Roadmaps
from support.facts import shown

ID = "modern"
HOURS = (10, 13)
REVIEW_MINUTES = 45


@pytest.fixture(scope="module")
def one() -> Roadmap:
    return Roadmaps().get(ID)


def test_sixteen_weeks_with_a_gate_at_the_end_of_each_phase(one: Roadmap) -> None:
    assert [step.weeks.first for step in one.steps] == [*range(1, 17)]
    assert [len(phase.steps) for phase in one.phases] == [4, 4, 5, 3]
    for phase in one.phases:
        assert [bool(step.gate) for step in phase.steps] == [False] * (len(phase.steps) - 1) + [
            True
        ]


def test_all_of_it_is_ours() -> None:
    statuses = {node["status"] for node in _nodes(shown(ID)) if "status" in node}
    assert statuses == {"ours"}


def test_each_week_keeps_within_the_hours_of_the_standard_pace(one: Roadmap) -> None:
    pace = one.pace("standard").hours_a_week
    assert (pace.min, pace.max) == HOURS
    hours = {step.id: (_minutes(step) + REVIEW_MINUTES) / 60 for step in one.steps}
    assert {name: it for name, it in hours.items() if not pace.min <= it <= HOURS[1]} == {}


def test_each_week_ends_with_the_line_of_its_check(one: Roadmap) -> None:
    for step in one.steps:
        line = (
            f"checks/week_{step.weeks.first:02}.py` says `parcels week {step.weeks.first:02}: ok`."
        )
        assert step.checks[0] == f"`uv run python {line}"
        assert step.project is not None
        proved = [piece.check for piece in step.project.slices if piece.check]
        assert any(line.replace("`", "") in each.replace("`", "") for each in proved), step.id


def test_it_says_for_whom_it_is_not_and_where_one_comes_in(one: Roadmap) -> None:
    assert one.not_if is not None
    assert "six-month to week 12" in one.not_if
    (entered,) = (each.answer for each in one.faq if each.id == "where-to-enter")
    assert all(name in str(entered) for name in ("week 12 of six-month", "24 of europe-jobs"))


def test_nothing_was_left_to_write() -> None:
    assert "PLACEHOLDER" not in (ROADMAP_DATA / f"{ID}.yaml").read_text(encoding="utf-8")


def _minutes(step: Step) -> int:
    """What the topics and slices of a week take."""
    pieces = step.project.slices if step.project else ()
    topics = sum(topic.work for topic in step.topics if not topic.optional)
    return topics + sum(piece.minutes for piece in pieces)


def _nodes(node: object) -> list[dict[str, object]]:
    """Every mapping in the data."""
    if isinstance(node, dict):
        return [node, *(each for inner in node.values() for each in _nodes(inner))]
    return [each for inner in node for each in _nodes(inner)] if isinstance(node, list) else []
