"""What differs between two contents of a roadmap, and where a learner stands in it (3.8)."""

import pytest

from bot.domain.roadmap.changes import changes, place_in
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
