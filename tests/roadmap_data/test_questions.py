"""The bank of recall questions: what is claimed is proved, and its shares hold (promise 12.1)."""

import re
from collections import Counter
from difflib import SequenceMatcher
from itertools import chain, combinations
from pathlib import Path

import pytest

from bot.domain.recall.question import AnyQuestion, ChooseQuestion
from bot.roadmaps.files import ROADMAP_DATA, Roadmaps
from bot.roadmaps.questions import FOLDER, clashes, read_questions
from support.proving import unproved

FILES = [(path, read_questions(path)) for path in sorted((ROADMAP_DATA / FOLDER).glob("*.yaml"))]
BANK: list[AnyQuestion] = [each for _, file in FILES for each in file.questions]

A_TOPIC, A_CONCEPT, WHOLE = 2, 3, 300
CHOOSE_MOST = 0.40
RUN_LEAST = 0.50
LONGEST_RIGHT_MOST = 0.45
SAMPLE = 10
"""One in so many is proved each time; all are where there is time."""

ALIKE = 0.85
"""From this share of the same words on, two questions are one."""


@pytest.mark.soak
def test_some_answers_are_proved_by_running_them() -> None:
    assert unproved(BANK[::SAMPLE]) == []


@pytest.mark.soak
def test_every_answer_that_can_be_run_is_proved_by_running_it() -> None:
    assert unproved(BANK) == []


def test_every_topic_of_the_six_month_roadmap_has_two_questions_of_its_own() -> None:
    met = Counter(each.seen_in.get("six-month") for each in BANK)
    topics = [topic for step in Roadmaps().get("six-month").steps for topic in step.topics]
    assert [each.id for each in topics if met[each.id] < A_TOPIC] == []
    assert sum(count for topic, count in met.items() if topic) >= WHOLE


def test_every_concept_that_two_roadmaps_share_has_three() -> None:
    roadmaps, sharing = Roadmaps(), Counter[str]()
    for name in roadmaps.ids():
        concepts = roadmaps.get(name).concepts.values()
        sharing.update({concept for each in concepts for concept in each})
    asked = Counter(concept for each in BANK for concept in each.concepts)
    few = [name for name, count in sharing.items() if count > 1 and asked[name] < A_CONCEPT]
    assert few == []


def test_every_concept_of_the_roadmap_that_is_ours_has_three() -> None:
    """Nobody else prints its words, so nobody else asks for them."""
    asked = Counter(concept for each in BANK for concept in each.concepts)
    taught = {*chain(*Roadmaps().get("modern").concepts.values())}
    assert {name: asked[name] for name in taught if asked[name] < A_CONCEPT} == {}


def test_no_id_stands_in_two_files() -> None:
    assert list(clashes(FILES)) == []


def test_at_least_half_of_the_questions_are_run() -> None:
    assert sum(each.is_run for each in BANK) >= RUN_LEAST * len(BANK)


def test_at_most_two_in_five_are_to_choose_from() -> None:
    assert sum(each.kind == "choose" for each in BANK) <= CHOOSE_MOST * len(BANK)


def test_the_longest_option_is_not_often_the_right_one() -> None:
    chosen = [each for each in BANK if isinstance(each, ChooseQuestion)]
    longest = sum(
        len(each.key.text) > max(len(x.text) for x in each.options if not x.right)
        for each in chosen
    )
    assert longest <= LONGEST_RIGHT_MOST * len(chosen)


def test_the_right_option_stands_at_every_place() -> None:
    places = [each.options.index(each.key) for each in BANK if isinstance(each, ChooseQuestion)]
    for place in range(3):
        assert places.count(place) >= 0.12 * len(places), place


def test_no_two_questions_are_near_duplicates() -> None:
    words = {each.id: _words(each) for each in BANK}
    alike = [
        (one.id, other.id)
        for one, other in combinations(BANK, 2)
        if {*one.concepts} & {*other.concepts} and _alike(words[one.id], words[other.id])
    ]
    assert alike == []


def _words(question: AnyQuestion) -> list[str]:
    listed = " ".join(question.listed)
    return re.findall(r"\w+|[^\w\s]", f"{question.prompt} {question.code or ''} {listed}")


def _alike(one: list[str], other: list[str]) -> bool:
    compared = SequenceMatcher(None, one, other, autojunk=False)
    return compared.quick_ratio() > ALIKE and compared.ratio() > ALIKE


def test_a_question_is_met_where_it_says() -> None:
    roadmaps = Roadmaps()
    for question in BANK:
        for roadmap, topic in question.seen_in.items():
            concepts = roadmaps.get(roadmap).topic(topic).concepts
            assert {*concepts} & {*question.concepts}, (question.id, topic)


def test_the_checker_tells_what_does_not_hold(tmp_path: Path) -> None:
    path = tmp_path / "broken.yaml"
    path.write_text((Path(__file__).parents[1] / "data" / "unproved-questions.yaml").read_text())
    told = unproved(read_questions(path).questions)
    expected = {
        "wrong-output": "answers '3', but prints '2'",
        "no-bug": "should fail, and passes",
        "no-fix": "should pass: AssertionError",
        "other-failure": "should fail with KeyError: ZeroDivisionError",
        "blind-fix": "should fail, and passes",
        "false-proof": "should pass: AssertionError",
        "far-off": "computes 7, not within 1 to 5",
        "no-number": "computes no number",
        "too-loose": "allows b a c, which does not work",
        "too-strict": "forbids orders that all work",
        "secret-pushed": "allows init add commit ignore remote push, which does not work",
    }
    for name, said in expected.items():
        assert any(line.startswith(f"{name}: {said}") for line in told), (name, told)
    assert {line.partition(":")[0] for line in told} == {*expected}
