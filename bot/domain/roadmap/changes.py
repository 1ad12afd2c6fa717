"""What is different between two contents of one roadmap, step by step (promise 3.8)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.domain.roadmap.model import Roadmap, Step, Topic


@dataclass(frozen=True, slots=True)
class StepChange:
    """How a step differs: `old` or `new` is None where it exists in one content only."""

    old: Step | None
    new: Step | None
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    @property
    def moved(self) -> bool:
        """Whether the step lies in other weeks."""
        if self.old is None or self.new is None:
            return False
        return (self.old.weeks.first, self.old.weeks.last) != (
            self.new.weeks.first,
            self.new.weeks.last,
        )


def changes(old: Roadmap, new: Roadmap) -> tuple[StepChange, ...]:
    """The steps that differ, in the order of the new content; those that are gone come last."""
    before = {step.id: step for step in old.steps}
    after = {step.id: step for step in new.steps}
    return (*_now(before, after), *_gone(before, after))


def _now(before: Mapping[str, Step], after: Mapping[str, Step]) -> Iterator[StepChange]:
    for step in after.values():
        old = before.get(step.id)
        if old is None:
            yield StepChange(None, step, added=_titles(step))
        elif old != step:
            titles, had = _titles(step), _titles(old)
            yield StepChange(
                old,
                step,
                added=tuple(each for each in titles if each not in had),
                removed=tuple(each for each in had if each not in titles),
            )


def _gone(before: Mapping[str, Step], after: Mapping[str, Step]) -> Iterator[StepChange]:
    return (StepChange(step, None) for step in before.values() if step.id not in after)


def _titles(step: Step) -> tuple[str, ...]:
    return tuple(topic.title for topic in step.topics)


def place_in(old: Roadmap, new: Roadmap, week: int) -> int:
    """Where the step of `week` lies in the new content; the same number where it is gone."""
    here = old.step_of(week)
    there = next((step for step in new.steps if step.id == here.id), None)
    if there is None:
        return min(week, new.weeks)
    return there.weeks.first + min(week - here.weeks.first, there.weeks.span - 1)


@dataclass(frozen=True, slots=True)
class ChangeSummary:
    """What differs between two contents as a whole; topics are the same where their ids are.

    `added` and `removed` are titles, `optional` counts those of the added ones that may be left
    out. The other figures count topics, but `slices` projects and `checks` steps.
    """

    added: tuple[str, ...]
    optional: int
    removed: tuple[str, ...]
    renamed: int
    moved: int
    resized: int
    exercises: int
    pages: int
    slices: int
    checks: int


def summary(old: Roadmap, new: Roadmap) -> ChangeSummary:
    """All differences of the weeks, counted."""
    before, after = _topics(old), _topics(new)
    added = [topic for name, topic in after.items() if name not in before]
    both = [(before[name], topic) for name, topic in after.items() if name in before]
    weeks = _weeks(old), _weeks(new)
    steps = {step.id: step for step in old.steps}
    known = [(steps[step.id], step) for step in new.steps if step.id in steps]
    return ChangeSummary(
        added=tuple(topic.title for topic in added),
        optional=sum(topic.optional for topic in added),
        removed=tuple(topic.title for name, topic in before.items() if name not in after),
        renamed=sum(here.title != there.title for here, there in both),
        moved=sum(weeks[0].get(here.id) != weeks[1].get(here.id) for here, _ in both),
        resized=sum(
            (here.minutes, here.days) != (there.minutes, there.days) for here, there in both
        ),
        exercises=sum(there.exercise is not None and not here.exercise for here, there in both),
        pages=sum(there.resource is not None and not here.resource for here, there in both),
        slices=sum(_sliced(there) and not _sliced(here) for here, there in known),
        checks=sum(here.done_when != there.done_when for here, there in known),
    )


def _topics(roadmap: Roadmap) -> dict[str, Topic]:
    return {topic.id: topic for step in roadmap.steps for topic in step.topics}


def _weeks(roadmap: Roadmap) -> dict[str, int]:
    """The week in which each topic is met."""
    weeks = range(roadmap.weeks, 0, -1)
    return {topic.id: week for week in weeks for topic in roadmap.topics_of(week)}


def _sliced(step: Step) -> bool:
    return step.project is not None and bool(step.project.slices)
