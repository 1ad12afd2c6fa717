"""What must hold between the parts of a roadmap, checked on plain data as it was read.

Plain data and not models, so that a mistake in one field does not hide the rest: whatever has the
wrong shape is passed over here and reported by its field.
"""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Final

from bot.domain.roadmap.nodes import (
    Found,
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
    values,
    walk,
    whole,
)
from bot.domain.roadmap.week_rules import week_problems

__all__ = ["NodePath", "problems"]

_NAMED: Final = (
    ("lanes",),
    ("branches",),
    ("branches", "options"),
    ("phases",),
    ("phases", "steps"),
    ("phases", "steps", "topics"),
    ("phases", "steps", "gate"),
    ("projects",),
    ("projects", "options"),
    ("paces",),
    ("tips",),
    ("faq",),
    ("interview",),
    ("comparisons",),
    ("responsibilities",),
    ("outcomes",),
    ("outcomes", "items"),
)
PASSES: Final = (1, 2, 3)


def problems(data: object) -> list[Problem]:
    """Every rule that is broken, with the path of the field that breaks it."""
    if not isinstance(data, Mapping):
        return []
    rules = (
        _ids,
        week_problems,
        _topics,
        _passes,
        _gates,
        _families,
        _slices,
        _menus,
        _templates,
        _durations,
        _week_numbers,
        _links,
        _tables,
        _shares,
    )
    return [problem for rule in rules for problem in rule(data)]


def _twice(nodes: Found, field: str) -> Iterator[Problem]:
    """A value of `field` that was there before."""
    seen = set()
    for path, node in nodes:
        value = text(node, field)
        if value is not None and value in seen:
            yield (*path, field), f"{value!r} is there twice; choose another {field}"
        seen.add(value)


def _ids(data: Node) -> Iterator[Problem]:
    for names in _NAMED:
        yield from _twice(walk(data, *names), "id")
    for path, step in steps(data):
        yield from _twice(walk(step, "goals", path=path), "id")
    yield from _twice(walk(mapping(data, "checklist"), "items", path=("checklist",)), "id")


def _topics(data: Node) -> Iterator[Problem]:
    """Each topic serves a goal of its step, each goal has a topic, no week is empty."""
    for path, step in steps(data):
        goals = ids(walk(step, "goals", path=path))
        topics = [(text(topic, "goal"), at) for at, topic in walk(step, "topics", path=path)]
        for goal, place in topics:
            if goal is not None and goal not in goals:
                said = f"names no goal of this step; the goals are {listed(goals)}"
                yield (*place, "goal"), said
            elif goal is None and goals:
                yield place, f"needs goal: one of {listed(goals)}"
        for goal in goals.keys() - {goal for goal, _ in topics}:
            yield (*goals[goal], "id"), f"no topic has goal: {goal}; add one"
        yield from _empty_weeks(path, step)


def _empty_weeks(path: NodePath, step: Node) -> Iterator[Problem]:
    (first, last), topics = span(step), step.get("topics")
    if first is None or last is None or not isinstance(topics, list | tuple):
        return
    if len(topics) < last - first + 1:
        held = f"holds {len(topics)} topics for weeks {first} to {last}"
        yield (*path, "topics"), f"{held}, so a week stays empty; add a topic for each week"


def _passes(data: Node) -> Iterator[Problem]:
    """In a roadmap that is read several times each topic has its pass, and passes go forwards."""
    several, before = ordering(data) == "passes", 1
    for path, step in steps(data):
        for place, topic in walk(step, "topics", path=path):
            number = whole(topic.get("pass_no"))
            now = number if number in PASSES else None
            if not several:
                if given(topic, "pass_no"):
                    yield (*place, "pass_no"), "is only for ordering: passes; remove it"
            elif not given(topic, "pass_no"):
                yield place, "needs pass_no: 1, 2 or 3"
            elif now is not None and now < before:
                yield (*place, "pass_no"), f"goes back to pass {now} after pass {before}"
            before = max(before, now or 1)


def _gates(data: Node) -> Iterator[Problem]:
    """Where gates order a roadmap, each phase ends at one."""
    if ordering(data) != "gates":
        return
    for path, phase in walk(data, "phases"):
        last = [place for place, _ in walk(phase, "steps", path=path)][-1:]
        for place, step in walk(phase, "steps", path=path):
            if place in last and not step.get("gate"):
                yield place, "ends a phase and needs gate: questions to answer before going on"


def _families(data: Node) -> Iterator[Problem]:
    """Each part belongs to a project, and each project is built in some step."""
    families = ids(walk(data, "projects"))
    built = set()
    for path, step in steps(data):
        family = text(mapping(step, "project"), "family")
        built.add(family)
        if family is not None and family not in families:
            said = f"names no project; the projects are {listed(families)}"
            yield (*path, "project", "family"), said
    for name, place in families.items():
        if name not in built:
            yield (*place, "id"), f"no step builds {name!r}; remove it or name it in a step"


def _slices(data: Node) -> Iterator[Problem]:
    """The slices of a part have names of their own, and need topics that there are."""
    topics = ids(walk(data, "phases", "steps", "topics"))
    for path, step in steps(data):
        project, here = mapping(step, "project"), (*path, "project")
        yield from _twice(walk(project, "slices", path=here), "id")
        for place, piece in walk(project, "slices", path=here):
            for at, topic in values(piece, "needs", place):
                if topic not in topics:
                    near = get_close_matches(topic, topics, 3)
                    yield at, f"names no topic; the nearest: {listed(near)}"


def _menus(data: Node) -> Iterator[Problem]:
    """From a menu no more is picked than it holds, and something for each week."""
    for path, step in steps(data):
        pick, topics, (first, last) = whole(step.get("pick")), step.get("topics"), span(step)
        if pick is None:
            continue
        if isinstance(topics, list | tuple) and pick > len(topics):
            yield (*path, "pick"), f"is more than the {len(topics)} topics of the menu"
        if first is not None and last is not None and pick < last - first + 1:
            yield (*path, "pick"), f"leaves a week empty; pick at least {last - first + 1}"


def _templates(data: Node) -> Iterator[Problem]:
    """A template belongs to a pace, and has one row or a rest a weekday."""
    paces = ids(walk(data, "paces"))
    for path, template in walk(data, "templates"):
        pace = text(template, "pace")
        if pace is not None and pace not in paces:
            yield (*path, "pace"), f"names no pace; the paces are {listed(paces)}"
        yield from _twice(walk(template, "rows", path=path), "weekday")
        rows = {text(row, "weekday") for _, row in walk(template, "rows")}
        for place, rest in walk(template, "rest", path=path):
            if text(rest, "weekday") in rows - {None}:
                yield (*place, "weekday"), "is a study day above; keep one of the two"
    yield from _twice(walk(data, "templates"), "pace")


def _durations(data: Node) -> Iterator[Problem]:
    """A pace is told in hours a week and in weeks, more than none, and its range is closed."""
    for path, pace in walk(data, "paces"):
        for field, unit in (("hours_a_week", "hour/week"), ("calendar_weeks", "week")):
            figure = mapping(pace, field)
            if figure.get("unit", unit) != unit:
                yield (*path, field, "unit"), f"must be {unit}"
            if figure.get("min") == 0:
                yield (*path, field, "min"), "must be more than 0"
            if figure and not given(figure, "max"):
                yield (*path, field), "needs max: the longer end, which the plan uses"


def _week_numbers(data: Node) -> Iterator[Problem]:
    """A week that is named elsewhere exists, and checkpoints come in order."""
    total = max((last for _, step in steps(data) if (last := span(step)[1])), default=0)
    before = 0
    for path, checkpoint in walk(data, "checkpoints"):
        week = whole(checkpoint.get("after_week"))
        if week is not None and not before < week <= total:
            yield (*path, "after_week"), f"must lie between {before + 1} and {total}"
        before = max(before, week or 0)
    for path, note in walk(data, "source_notes"):
        if (whole(note.get("week")) or 0) > total:
            yield (*path, "week"), f"the roadmap ends with week {total}"


def _links(data: Node) -> Iterator[Problem]:
    """What is named elsewhere in the file is there; a reading can be found."""
    phases, lanes = ids(walk(data, "phases")), ids(walk(data, "lanes"))
    for path, tip in walk(data, "tips"):
        phase = text(tip, "phase")
        if phase is not None and phase not in phases:
            yield (*path, "phase"), f"names no phase; the phases are {listed(phases)}"
    for path, duty in walk(data, "responsibilities"):
        for place, lane in values(duty, "lanes", path):
            if lane not in lanes:
                yield place, f"names no lane; the lanes are {listed(lanes)}"
    portfolio, projects = text(data, "portfolio"), ids(walk(data, "projects"))
    if portfolio is not None and portfolio not in projects:
        yield ("portfolio",), f"names no project; the projects are {listed(projects)}"
    for path, point in walk(mapping(data, "entry"), "after", path=("entry",)):
        if text(point, "roadmap") is not None and text(point, "roadmap") == text(data, "id"):
            yield (*path, "roadmap"), "is this roadmap itself; name the one to come from"
    if text(data, "extends") is not None and text(data, "extends") == text(data, "id"):
        yield ("extends",), "is this roadmap itself; name the one it goes on from"


def _tables(data: Node) -> Iterator[Problem]:
    """Each row of a table has a cell for each column."""
    for path, table in walk(data, "comparisons"):
        columns, rows = table.get("columns"), table.get("rows")
        if not isinstance(columns, list | tuple) or not isinstance(rows, list | tuple):
            continue
        for place, row in enumerate(rows):
            if isinstance(row, list | tuple) and len(row) != len(columns):
                said = f"has {len(row)} cells for {len(columns)} columns; make them equal"
                yield (*path, "rows", place), said


def _shares(data: Node) -> Iterator[Problem]:
    """A share is a percentage of the ads that were read."""
    for name in ("lanes", "responsibilities"):
        for path, node in walk(data, name):
            share = mapping(node, "share")
            if share.get("unit", "percent") != "percent":
                yield (*path, "share", "unit"), "must be percent"
            if share and not given(data, "ads"):
                yield (*path, "share"), "needs ads: how many job ads it is a share of"
