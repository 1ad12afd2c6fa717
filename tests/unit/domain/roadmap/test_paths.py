"""All roadmaps: weeks, lanes, forks, passes and gates, and what the features ask of the model."""

from pathlib import Path

import pytest

from bot.domain.roadmap.concepts import CONCEPTS, already_met
from bot.domain.roadmap.model import Roadmap
from bot.roadmaps.files import ROADMAP_DATA, Roadmaps, parse, validated
from support.guide import example

IDS = Roadmaps().ids()
DJANGO = {"framework": "django"}
ORDERINGS = {
    "complete-2025": "sequence",
    "engineer": "gates",
    "engineer-ai": "gates",
    "europe-jobs": "lanes",
    "islands": "passes",
    "modern": "gates",
    "six-month": "sequence",
}


@pytest.fixture(scope="module")
def roadmaps() -> Roadmaps:
    return Roadmaps()


@pytest.fixture(scope="module")
def complete(roadmaps: Roadmaps) -> Roadmap:
    return roadmaps.get("complete-2025")


def walks(roadmap: Roadmap) -> list[Roadmap]:
    """The roadmap by its defaults, and once for each other option."""
    others = [
        roadmap.chosen({branch.id: option.id})
        for branch in roadmap.branches
        for option in branch.options
        if option.id != branch.default
    ]
    return [roadmap, *others]


def test_five_sources_an_extension_and_one_of_our_own(roadmaps: Roadmaps) -> None:
    assert {each: roadmaps.get(each).ordering for each in IDS} == ORDERINGS


@pytest.mark.parametrize("name", IDS)
def test_every_week_has_a_phase_a_step_and_a_topic(roadmaps: Roadmaps, name: str) -> None:
    for walk in walks(roadmaps.get(name)):
        for week in range(1, walk.weeks + 1):
            steps = walk.steps_of(week)
            assert walk.step_of(week) is steps[0]
            assert all(step.weeks.first <= week <= step.weeks.last for step in steps)
            assert walk.topics_of(week)
            assert walk.phase_of(week) in walk.phases
        for week in (0, walk.weeks + 1):
            with pytest.raises(LookupError, match=f"weeks 1 to {walk.weeks}"):
                walk.steps_of(week)


@pytest.mark.parametrize("name", IDS)
def test_every_topic_has_exactly_one_week(roadmaps: Roadmaps, name: str) -> None:
    for walk in walks(roadmaps.get(name)):
        spread = [topic.id for week in range(1, walk.weeks + 1) for topic in walk.topics_of(week)]
        assert sorted(spread) == sorted(topic.id for step in walk.steps for topic in step.topics)


@pytest.mark.parametrize("name", IDS)
def test_texts_fit_their_places(roadmaps: Roadmaps, name: str) -> None:
    roadmap = roadmaps.get(name)
    for step in (step for phase in roadmap.phases for step in phase.steps):
        assert len(step.title) <= 56
        assert len(step.done_when) <= 68
        assert len(step.resource.title) <= 50
        assert len(step.resource.url) <= 74
        assert step.project is None or len(step.project.title) <= 60
        assert all(len(topic.title) <= 56 for topic in step.topics)


@pytest.mark.parametrize("name", IDS)
def test_paces_by_the_same_factors_everywhere(roadmaps: Roadmaps, name: str) -> None:
    roadmap = roadmaps.get(name)
    weeks = {pace.id: pace.calendar_weeks.max or 0 for pace in roadmap.paces}
    assert weeks["standard"] == roadmap.weeks
    assert weeks["accelerated"] == -(-roadmap.weeks * 2 // 3)
    assert weeks["slow"] == roadmap.weeks * 3 // 2
    for pace in roadmap.paces:
        assert roadmap.template_rows(pace.id)


@pytest.mark.parametrize("name", sorted(set(IDS) - {"six-month", "complete-2025"}))
def test_paces_that_no_source_prints_are_ours(roadmaps: Roadmaps, name: str) -> None:
    for pace in roadmaps.get(name).paces:
        figures = {pace.hours_a_week.status, pace.calendar_weeks.status, pace.status}
        assert figures == {"ours"}
        assert pace.text is None


def test_choosing_django_takes_a_week_more(complete: Roadmap) -> None:
    django = complete.chosen(DJANGO)
    assert (complete.weeks, django.weeks) == (36, 37)
    assert [django.step_of(week).id for week in (16, 17, 21, 22, 37)] == [
        "web-http",
        "django",
        "django",
        "databases",
        "production",
    ]
    assert django.step_of(20).weeks.status == "derived"
    assert django.step_of(16) == complete.step_of(16)
    assert complete.step_of(17).id == complete.step_of(20).id == "fastapi"
    assert [note.week for note in django.source_notes if note.week] == [
        9, 13, 15, 17, 22, 26, 29, 32, 34,
    ]  # fmt: skip


def test_a_choice_is_pure_and_made_once(complete: Roadmap) -> None:
    again = parse((ROADMAP_DATA / "complete-2025.yaml").read_text(encoding="utf-8"))
    assert complete.chosen(DJANGO) is complete.chosen(DJANGO)
    assert complete.chosen({}) is complete.chosen({"framework": "fastapi"}) is complete
    assert complete.chosen({"somewhere": "else"}) is complete
    assert complete == again
    renamed = again.model_copy(update={"title": "Another", "phases": again.phases[:]})
    assert renamed.chosen(DJANGO).title == "Another"
    with pytest.raises(LookupError, match="framework offers fastapi, django, not 'flask'"):
        complete.chosen({"framework": "flask"})


def test_a_fork_is_met_in_its_weeks(complete: Roadmap) -> None:
    assert [week for week in range(1, 37) if complete.branch_at(week)] == [17, 18, 19, 20]
    django = complete.chosen(DJANGO)
    assert [week for week in range(1, 38) if django.branch_at(week)] == [17, 18, 19, 20, 21]
    branch = django.branch_at(17)
    assert branch is not None
    assert branch.default == "django"


def test_topics_of_the_other_side_are_not_lost(complete: Roadmap) -> None:
    django = complete.chosen(DJANGO)
    assert complete.topic("django-admin").title == "Admin panel"
    assert django.topic("django-admin") is complete.topic("django-admin")
    assert "drf" in complete.concepts["django-rest-framework"]


def test_a_lane_can_be_asked_for(roadmaps: Roadmaps) -> None:
    europe = roadmaps.get("europe-jobs")
    lane = europe.lane(europe.step_of(1).lane or "")
    assert lane.share is not None
    assert lane.share.printed == "~93% of job descriptions"
    with pytest.raises(LookupError, match="no lane 'none'"):
        europe.lane("none")
    assert [part.part for part in europe.parts_of("movie-api")] == [1, 2, 3, 4, 5, 6]


def test_extensions_and_what_they_extend_know_each_other(roadmaps: Roadmaps) -> None:
    every = [roadmaps.get(each) for each in IDS]
    named = {(each.id, extension) for each in every for extension in each.extensions}
    extending = {(each.extends, each.id) for each in every if each.extends}
    assert named == extending == {("engineer", "engineer-ai")}


def test_concepts_are_shared(roadmaps: Roadmaps) -> None:
    held = {each: roadmaps.get(each).concepts for each in IDS}
    used = {
        name: {each for each in IDS if name in sum(held[each].values(), ())} for name in CONCEPTS
    }
    assert len(CONCEPTS) == len(set(CONCEPTS))
    assert {name for name, where in used.items() if not where} == set()
    assert {"engineer", "europe-jobs", "islands", "six-month", "complete-2025"} <= used["pytest"]
    assert held["six-month"]["jwt-tokens"] == ("jwt", "authentication")


def test_every_topic_of_half_an_hour_names_what_it_shares(roadmaps: Roadmaps) -> None:
    for each in IDS:
        one = roadmaps.get(each)
        topics = [topic for phase in one.phases for step in phase.steps for topic in step.topics]
        assert len(topics) > 10
        assert [topic.id for topic in topics if topic.minutes >= 30 and not topic.concepts] == []


def test_what_was_learnt_elsewhere_can_be_offered(roadmaps: Roadmaps) -> None:
    six, complete = roadmaps.get("six-month"), roadmaps.get("complete-2025")
    learnt = {name for topic in ("loops", "post-endpoint") for name in six.concepts[topic]}
    assert already_met(complete.concepts, learnt) == {
        "loops": ("loops",),
        "fastapi-basics": ("fastapi", "request-handling"),
    }
    assert already_met(complete.concepts, []) == {}
    assert already_met({"a": (), "b": ("sql", "jwt")}, ["sql"]) == {}


def test_the_example_in_the_guide_is_a_whole_roadmap(tmp_path: Path) -> None:
    (tmp_path / "my-sql.yaml").write_text(example())
    one = validated(tmp_path / "my-sql.yaml")
    assert (one.weeks, [topic.id for topic in one.topics_of(2)]) == (2, ["inner-joins", "keys"])
