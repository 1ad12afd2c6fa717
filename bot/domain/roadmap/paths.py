"""How a roadmap falls into weeks: lanes side by side, forks, topics over a step, scaled days."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final, Protocol, TypeVar

from bot.domain.roadmap.around import Checkpoint, SourceNote, TemplateRow
from bot.domain.roadmap.forks import Branch, ForkOption
from bot.domain.roadmap.parts import Lane, Phase, Step, Topic, Weeks

ROUND_MINUTES: Final = 5
"""A day's minutes at another pace are rounded to this many."""


class _Identified(Protocol):
    @property
    def id(self) -> str: ...


Identified = TypeVar("Identified", bound=_Identified)


def found(parts: Iterable[Identified], wanted: str, missing: str) -> Identified:
    """The part with the id that is wanted; LookupError, which says what is `missing`."""
    part = next((each for each in parts if each.id == wanted), None)
    if part is None:
        raise LookupError(missing)
    return part


def by_rank(steps: Iterable[Step], lanes: Sequence[Lane], week: int) -> tuple[Step, ...]:
    """The steps of `week`, the main one first.

    Main is the one whose lane most job ads ask for, among the lanes that begin in this week; where
    none does, among the steps that begin or end, else among them all. The others follow in the
    order of their lanes.
    """
    walked = tuple(steps)
    shares = {lane.id: lane.share.middle if lane.share else 0.0 for lane in lanes}
    places = {lane.id: place for place, lane in enumerate(lanes)}
    begun = {step.lane for step in walked if step.weeks.first < week}

    def rank(step: Step) -> tuple[bool, bool, float, int]:
        turning = week in (step.weeks.first, step.weeks.last)
        share, place = shares.get(step.lane or "", 0.0), places.get(step.lane or "", 0)
        return step.lane in begun, not turning, -share, place

    running = sorted((step for step in walked if _runs(step, week)), key=rank)
    rest = sorted(running[1:], key=lambda step: places.get(step.lane or "", 0))
    return (*running[:1], *rest)


def _runs(step: Step, week: int) -> bool:
    return step.weeks.first <= week <= step.weeks.last


def topics_in(step: Step, week: int) -> tuple[Topic, ...]:
    """The topics of a step that fall into `week`: in order, and none of its weeks without one.

    Where sittings are told they are spread by their minutes, else by their durations where each
    has one, otherwise evenly.
    """
    nth, span = week - step.weeks.first, step.weeks.span
    weeks = (
        _by_work(step.topics, span)
        or _by_duration(step.topics, span)
        or [place * span // len(step.topics) for place in range(len(step.topics))]
    )
    return tuple(topic for topic, at in zip(step.topics, weeks, strict=True) if at == nth)


def _by_work(topics: Sequence[Topic], span: int) -> list[int]:
    """For each topic, the week in which the middle of its work lies; nothing without sittings.

    Where that leaves a week empty, the topics beside it move there.
    """
    if len(topics) < span or not any(topic.sittings for topic in topics):
        return []
    weeks = _middles([topic.work for topic in topics], span)
    for place in range(len(weeks)):
        weeks[place] = min(weeks[place], weeks[place - 1] + 1 if place else 0)
    weeks[-1] = span - 1
    for place in range(len(weeks) - 2, -1, -1):
        weeks[place] = max(weeks[place], weeks[place + 1] - 1)
    return weeks


def _middles(lengths: Sequence[float], span: int) -> list[int]:
    """For each length of a row of them, in which of `span` equal parts its middle lies."""
    ends, total = list(accumulate(lengths)), sum(lengths)
    return [
        int((end - length / 2) * span / total) for end, length in zip(ends, lengths, strict=True)
    ]


def _by_duration(topics: Sequence[Topic], span: int) -> list[int]:
    """For each topic, the week in which its middle lies; nothing where that leaves a week empty."""
    lengths = [topic.duration.middle for topic in topics if topic.duration is not None]
    if len(lengths) < len(topics) or not sum(lengths):
        return []
    weeks = _middles(lengths, span)
    return weeks if {*weeks} == {*range(span)} else []


def options_taken(branches: Iterable[Branch], choices: Mapping[str, str]) -> dict[str, ForkOption]:
    """The option taken at each fork, its default where nothing was chosen; LookupError if unknown."""
    taken = {}
    for branch in branches:
        wanted = choices.get(branch.id, branch.default)
        options = {option.id: option for option in branch.options}
        if wanted not in options:
            raise LookupError(f"{branch.id} offers {', '.join(options)}, not {wanted!r}")
        taken[branch.id] = options[wanted]
    return taken


def on_path(step: Step, taken: Mapping[str, str]) -> bool:
    """Whether a step is walked when these options are taken."""
    return step.branch is None or step.option == taken.get(step.branch)


@dataclass(frozen=True, slots=True)
class Delay:
    """Weeks that an option takes on top: what comes after week `end` moves by `by`."""

    end: int
    by: int


def delays(steps: Iterable[Step], taken: Mapping[str, ForkOption]) -> tuple[Delay, ...]:
    """The delays of the options taken, in order."""
    ends: dict[str, int] = {}
    for step in steps:
        if step.branch is not None:
            ends[step.branch] = max(step.weeks.last, ends.get(step.branch, 0))
    found = (Delay(end, taken[branch].overflow_weeks) for branch, end in ends.items())
    return tuple(delay for delay in found if delay.by)


def began(week: int, by: Iterable[Delay]) -> int:
    """Where a week lies that was `week` without the delays."""
    return week + sum(delay.by for delay in by if delay.end < week)


def ended(week: int, by: Iterable[Delay]) -> int:
    """Where the end of a week lies: what a fork takes on top belongs to its last week."""
    return week + sum(delay.by for delay in by if delay.end <= week)


def delayed(weeks: Weeks, by: Sequence[Delay]) -> Weeks:
    """The weeks of a step, as long and as late as the delays make them."""
    first, last = began(weeks.first, by), ended(weeks.last, by)
    if (first, last) == (weeks.first, weeks.last):
        return weeks
    return weeks.model_copy(update={"first": first, "last": last, "status": "derived"})


def phase_on_path(phase: Phase, taken: Mapping[str, str], by: Sequence[Delay]) -> Phase:
    """A phase with only the steps that are walked, moved by the delays."""
    steps = tuple(
        step.model_copy(update={"weeks": delayed(step.weeks, by)})
        for step in phase.steps
        if on_path(step, taken)
    )
    weeks = phase.weeks and delayed(phase.weeks, by)
    return phase.model_copy(update={"steps": steps, "weeks": weeks})


def fields_on_path(
    branches: Sequence[Branch],
    phases: Sequence[Phase],
    checkpoints: Sequence[Checkpoint],
    notes: Sequence[SourceNote],
    taken: Mapping[str, ForkOption],
) -> dict[str, object]:
    """These fields of a roadmap when the options taken are walked; they become the defaults."""
    ids = {branch: option.id for branch, option in taken.items()}
    by = delays((step for phase in phases for step in phase.steps), taken)
    return {
        "branches": tuple(each.model_copy(update={"default": ids[each.id]}) for each in branches),
        "phases": tuple(phase_on_path(phase, ids, by) for phase in phases),
        "checkpoints": tuple(
            each.model_copy(update={"after_week": ended(each.after_week, by)})
            for each in checkpoints
        ),
        "source_notes": tuple(
            each.model_copy(update={"week": each.week and began(each.week, by)}) for each in notes
        ),
    }


def scaled(row: TemplateRow, factor: float) -> TemplateRow:
    """The same day with more or fewer minutes: a figure of ours, derived from the printed one."""
    rounds = max(1, round(row.minutes * factor / ROUND_MINUTES))
    return row.model_copy(update={"minutes": rounds * ROUND_MINUTES, "status": "derived"})
