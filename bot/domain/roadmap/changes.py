"""What is different between two contents of one roadmap, step by step (promise 3.8)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.domain.roadmap.model import Roadmap, Step


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
