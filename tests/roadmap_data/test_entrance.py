"""What a shipped roadmap builds on can be learnt where it says, and asked about (promise 12.6)."""

import pytest

from bot.domain import policy
from bot.domain.recall.recalled import RecallLog
from bot.domain.recall.schedule import Recalling
from bot.domain.roadmap.entrance import concepts_met
from bot.domain.roadmap.model import Entrance, Roadmap
from bot.roadmaps.catalogue import Catalogue

CATALOGUE = Catalogue()
OFFERED = {each.id: each for each in CATALOGUE.offered()}
WITH_ENTRY = [(each, each.entry) for each in OFFERED.values() if each.entry]


def concepts(roadmap: Roadmap, week: int) -> set[str]:
    """What a roadmap teaches up to a week."""
    steps = (step for step in roadmap.steps if step.weeks.last <= week)
    return {each for step in steps for topic in step.topics for each in topic.concepts}


def test_there_is_one_to_go_on_with() -> None:
    assert [roadmap.id for roadmap, _ in WITH_ENTRY] == ["modern"]


@pytest.mark.parametrize(("roadmap", "entry"), WITH_ENTRY)
def test_what_it_builds_on_is_taught_before_the_weeks_it_names(
    roadmap: Roadmap, entry: Entrance
) -> None:
    missing = {
        each.roadmap: {*entry.concepts} - concepts(OFFERED[each.roadmap], each.week)
        for each in entry.after
    }
    assert missing == {each.roadmap: set() for each in entry.after}
    assert missing


@pytest.mark.parametrize(("roadmap", "entry"), WITH_ENTRY)
def test_its_eight_questions_ask_for_nothing_else(roadmap: Roadmap, entry: Entrance) -> None:
    asked = Recalling(CATALOGUE.bank(), [], RecallLog()).entry(entry.concepts)
    assert len(asked) == policy.GATE_QUESTIONS
    assert {concept for each in asked for concept in each.concepts} <= {*entry.concepts}
    assert all(set(each.concepts) & {*entry.concepts[: len(asked)]} for each in asked)


@pytest.mark.parametrize(("roadmap", "entry"), WITH_ENTRY)
def test_whoever_walked_another_whole_roadmap_is_ready_for_it(
    roadmap: Roadmap, entry: Entrance
) -> None:
    others = [each for each in OFFERED.values() if each is not roadmap and not each.extends]
    found = {each.id: concepts_met(entry.concepts, concepts(each, each.weeks)) for each in others}
    assert [name for name, each in found.items() if not each.is_enough] == []
