"""What differs between two contents of a roadmap, and where a learner stands in it (3.8)."""

import pytest

from bot.domain.roadmap.changes import changes, place_in, summary
from bot.domain.roadmap.model import Roadmap, Step
from bot.roadmaps.files import Roadmaps


@pytest.fixture(scope="module")
def six() -> Roadmap:
    return Roadmaps().get("six-month")


def with_steps(roadmap: Roadmap, *steps: Step) -> Roadmap:
    """The roadmap with these steps, all in its first phase."""
    phase = roadmap.phases[0].model_copy(update={"steps": steps})
    return roadmap.model_copy(update={"phases": (phase,)})


def moved_on(step: Step, weeks: int) -> Step:
    first, last = step.weeks.first + weeks, step.weeks.last + weeks
    return step.model_copy(
        update={"weeks": step.weeks.model_copy(update={"first": first, "last": last})}
    )


def test_nothing_changed(six: Roadmap) -> None:
    assert changes(six, six) == ()


def test_a_new_step_pushes_the_others_on_and_is_no_move_itself(six: Roadmap) -> None:
    one, two, *_ = six.steps
    new = one.model_copy(update={"id": "new"})
    found = changes(with_steps(six, one), with_steps(six, new, moved_on(one, 1)))
    assert [(each.old, each.new and each.new.id, each.moved) for each in found] == [
        (None, "new", False),
        (one, one.id, True),
    ]
    assert found[0].added == tuple(topic.title for topic in one.topics)
    assert two not in [each.new for each in found]


def test_a_step_that_is_gone_comes_last(six: Roadmap) -> None:
    one, two, *_ = six.steps
    (gone,) = changes(with_steps(six, one, two), with_steps(six, one))
    assert (gone.old, gone.new, gone.moved) == (two, None, False)


def test_topics_are_told_by_their_titles(six: Roadmap) -> None:
    one = six.steps[0]
    fewer = one.model_copy(update={"topics": one.topics[1:]})
    (found,) = changes(with_steps(six, one), with_steps(six, fewer))
    assert (found.removed, found.added, found.moved) == ((one.topics[0].title,), (), False)


def test_a_learner_stays_in_their_step(six: Roadmap) -> None:
    one, two, *_ = six.steps
    old = with_steps(six, one, two)
    assert place_in(old, with_steps(six, two.model_copy(), moved_on(one, 1)), 1) == 2
    assert place_in(old, with_steps(six, one), 2) == 1


def test_a_summary_counts_topics_by_their_ids(six: Roadmap) -> None:
    one, two, *_ = six.steps
    first, second, *others = one.topics
    renamed = first.model_copy(update={"title": "Other words"})
    longer = second.model_copy(update={"minutes": second.minutes + 5})
    extra = first.model_copy(update={"id": "extra", "title": "Extra", "optional": True})
    changed = one.model_copy(update={"topics": (renamed, longer, *others[1:], extra)})
    old, new = with_steps(six, one, two), with_steps(six, changed, two)
    found = summary(old, new)
    assert (found.added, found.optional, found.removed) == (("Extra",), 1, (others[0].title,))
    assert (found.renamed, found.resized, found.exercises, found.slices) == (1, 1, 0, 0)


def test_a_summary_counts_what_came_to_topics_that_were_there(six: Roadmap) -> None:
    bare = [
        step.model_copy(
            update={
                "topics": tuple(
                    each.model_copy(update={"exercise": None, "resource": None})
                    for each in step.topics
                ),
                "project": step.project and step.project.model_copy(update={"slices": ()}),
            }
        )
        for step in six.steps[:3]
    ]
    found = summary(with_steps(six, *bare), with_steps(six, *six.steps[:3]))
    topics = [topic for step in six.steps[:3] for topic in step.topics]
    assert found.exercises == sum(topic.exercise is not None for topic in topics) > 0
    assert found.pages == sum(topic.resource is not None for topic in topics) > 0
    assert found.slices == 3
    assert (found.added, found.removed, found.moved) == ((), (), 0)
