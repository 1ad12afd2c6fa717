"""How the steps of a roadmap must fill its weeks: in a row, in lanes, or on both sides of a fork.

Checked on plain data, as `roadmap_rules` explains.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, TypeAlias

from bot.domain.roadmap.nodes import (
    Node,
    NodePath,
    Problem,
    given,
    ids,
    listed,
    mapping,
    ordering,
    span,
    steps,
    text,
    walk,
    whole,
)

WEEKS_MOST: Final = 520
"""Later weeks are refused by their field."""

Steps: TypeAlias = Sequence[tuple[NodePath, Node]]


def week_problems(data: Node) -> Iterator[Problem]:
    """Everything that is wrong with weeks, lanes, forks and the parts of projects."""
    yield from _named(data)
    yield from _forks(data)
    if ordering(data) == "lanes":
        yield from _side_by_side(data)
        yield from _phases(data)
    else:
        for path, phase in walk(data, "phases"):
            if given(phase, "weeks"):
                yield (*path, "weeks"), "is only for ordering: lanes; remove it"
    found = [problem for walked in _paths(data) for problem in _path(data, walked)]
    yield from dict.fromkeys(found)


def _path(data: Node, walked: Steps) -> Iterator[Problem]:
    """What is wrong on one way through the roadmap."""
    if ordering(data) != "lanes":
        yield from _in_a_row(walked)
    yield from _parts(walked)


def _paths(data: Node) -> Iterator[Steps]:
    """Each way through: that of the defaults, and one for each other option."""
    forks = [fork for _, fork in walk(data, "branches")]
    usual = {text(fork, "id"): text(fork, "default") for fork in forks}
    yield _walked(data, usual)
    for fork in forks:
        for option in ids(walk(fork, "options")):
            yield _walked(data, usual | {text(fork, "id"): option})


def _walked(data: Node, taken: Mapping[str | None, str | None]) -> Steps:
    return [
        (path, step)
        for path, step in steps(data)
        if text(step, "branch") not in taken or text(step, "option") == taken[text(step, "branch")]
    ]


def _in_a_row(walked: Steps) -> Iterator[Problem]:
    """The steps fill the weeks from 1 on, with no gap and no overlap."""
    due = 1
    for path, step in walked:
        first, last = span(step)
        if first is not None and first > due:
            yield (*path, "weeks", "first"), f"leaves a gap: week {due} comes next, not {first}"
        elif first is not None and first < due:
            yield (*path, "weeks", "first"), f"overlaps: week {due} comes next, not {first}"
        due = max(last or 0, first or due) + 1


def _parts(walked: Steps) -> Iterator[Problem]:
    """The parts of a project count up from 1, in the order of the steps."""
    due: dict[str, int] = defaultdict(lambda: 1)
    for path, step in sorted(walked, key=lambda each: span(each[1])[0] or 0):
        project = mapping(step, "project")
        part, family = whole(project.get("part")), text(project, "family")
        if part is None or family is None:
            continue
        if part != due[family]:
            yield (*path, "project", "part"), f"part {due[family]} of {family} comes next"
        due[family] = part + 1


def _named(data: Node) -> Iterator[Problem]:
    """The lane, fork and option that a step names are there."""
    lanes = ids(walk(data, "lanes"))
    forks = {text(fork, "id"): ids(walk(fork, "options")) for _, fork in walk(data, "branches")}
    for path, step in steps(data):
        lane, fork, option = text(step, "lane"), text(step, "branch"), text(step, "option")
        if lane is not None and lane not in lanes:
            yield (*path, "lane"), f"names no lane; the lanes are {listed(lanes)}"
        elif not given(step, "lane") and ordering(data) == "lanes":
            yield path, f"needs lane: one of {listed(lanes)}"
        if fork is not None and fork not in forks:
            yield (*path, "branch"), f"names no branch; the branches are {listed(forks)}"
        elif fork is None and option is not None:
            yield (*path, "option"), "needs branch: the fork that offers this option"
        elif fork is not None and option not in forks[fork]:
            at = (*path, "option") if given(step, "option") else path
            yield at, f"needs an option of {fork}; its options are {listed(forks[fork])}"


def _forks(data: Node) -> Iterator[Problem]:
    """Each option of a fork has steps; the default is one of them and takes no weeks on top."""
    built = {(text(step, "branch"), text(step, "option")) for _, step in steps(data)}
    for path, fork in walk(data, "branches"):
        options, default = ids(walk(fork, "options", path=path)), text(fork, "default")
        if default is not None and default not in options:
            yield (*path, "default"), f"names no option; the options are {listed(options)}"
        for option, place in options.items():
            if (text(fork, "id"), option) not in built:
                yield (*place, "id"), f"no step has option: {option}; add one"
        for place, option_node in walk(fork, "options", path=path):
            if text(option_node, "id") == default and option_node.get("overflow_weeks", 0) != 0:
                yield (*place, "overflow_weeks"), "must be 0: the weeks are those of the default"


def _side_by_side(data: Node) -> Iterator[Problem]:
    """Each step of a lane begins and ends after the one before; in every week some step runs."""
    before: dict[str | None, tuple[int, int]] = {}
    running: set[int] = set()
    for path, step in steps(data):
        (first, last), lane = span(step), text(step, "lane")
        if first is None or last is None or not 1 <= first <= last <= WEEKS_MOST:
            continue
        begun, ended = before.get(lane, (0, 0))
        if first <= begun or last <= ended:
            said = f"overlaps: lane {lane} has weeks {begun} to {ended}; begin and end after them"
            yield (*path, "weeks", "first"), said
        before[lane] = (max(first, begun), max(last, ended))
        running.update(range(first, last + 1))
    for week in _missing(running):
        yield ("phases",), f"leaves a gap: no step runs in week {week}"


def _missing(running: Iterable[int]) -> list[int]:
    """The first week without a step, if there is one."""
    weeks = {*running}
    return sorted({*range(1, max(weeks, default=0) + 1)} - weeks)[:1]


def _phases(data: Node) -> Iterator[Problem]:
    """With lanes, phases have weeks: all of them in a row; a step begins within its phase."""
    due = 1
    for path, phase in walk(data, "phases"):
        first, last = span(phase)
        if not given(phase, "weeks"):
            yield path, "needs weeks: with ordering: lanes, steps may outlast their phase"
            continue
        if first is not None and first != due:
            yield (*path, "weeks", "first"), f"must be {due}, the week after the phase before"
        for place, step in walk(phase, "steps", path=path):
            begin = span(step)[0]
            if None not in (begin, first, last) and not (first or 0) <= (begin or 0) <= (last or 0):
                yield (*place, "weeks", "first"), f"must lie in its phase, {first} to {last}"
        due = max(last or 0, first or due) + 1
    final = max((last for _, step in steps(data) if (last := span(step)[1])), default=0)
    if final > due - 1 > 0:
        yield ("phases",), f"end with week {due - 1}, but a step runs until week {final}"
