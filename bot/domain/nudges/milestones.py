"""Milestones: what a learner has reached, by name; each fires once, ever (promise 4.3)."""

from collections.abc import Iterator

from bot.domain import policy
from bot.domain.history import Entry
from bot.domain.learner import Enrolment, Learner
from bot.domain.reflection import Question
from bot.domain.roadmap.model import Roadmap, Step
from bot.domain.roadmap.pages import has_own_link
from bot.domain.streak.ledger import Ledger


def reached(learner: Learner, roadmap: Roadmap, ledger: Ledger) -> tuple[str, ...]:
    """The names of all milestones the learner stands at or beyond, like `streak:7`."""
    enrolment = learner.enrolments[-1]
    return (
        *(f"streak:{each}" for each in policy.STREAK_MILESTONES if ledger.streak >= each),
        *(f"hours:{each}" for each in policy.HOUR_MILESTONES if learner.minutes() >= 60 * each),
        *_reflections(learner),
        *_projects(learner, enrolment, roadmap),
        *_position(enrolment, roadmap),
    )


def _reflections(learner: Learner) -> Iterator[str]:
    count = learner.checkins.reflections
    return (f"reflections:{each}" for each in policy.REFLECTION_MILESTONES if count >= each)


def _position(enrolment: Enrolment, roadmap: Roadmap) -> Iterator[str]:
    """Weeks, phases and checkpoints that lie before the learner's week, and the finish."""
    shifted = {week for weeks in enrolment.shifted for week in weeks}
    behind = [week for week in range(1, enrolment.week) if week not in shifted]
    yield from (f"week:{roadmap.id}:{week}" for week in behind)
    ends = {roadmap.phase_of(week).id: week for week in range(1, roadmap.weeks + 1)}
    yield from (f"phase:{roadmap.id}:{phase}" for phase, last in ends.items() if last in behind)
    for checkpoint in roadmap.checkpoints:
        if checkpoint.after_week in behind:
            yield f"checkpoint:{roadmap.id}:{checkpoint.after_week}"
    if enrolment.finished:
        yield f"roadmap:{roadmap.id}"


def _projects(learner: Learner, enrolment: Enrolment, roadmap: Roadmap) -> Iterator[str]:
    """Projects that were shipped: an artefact was named in the week they belong to."""
    weeks = {
        _week_of(entry, enrolment)
        for entry in learner.entries.maybe_linked()
        if has_own_link(entry.note, roadmap.pages)
    }
    weeks |= {
        checkin.week
        for checkin in learner.checkins.maybe_linked()
        if enrolment.holds(checkin)
        and has_own_link(checkin.latest.get(Question.BUILT) or "", roadmap.pages)
    }
    # Right after the finish a link still means the last week's project.
    within = sorted({min(week, roadmap.weeks) for week in weeks if week})
    steps = (_with_project(roadmap, week) for week in within)
    names = (f"project:{roadmap.id}:{step.id}" for step in steps if step is not None)
    yield from dict.fromkeys(names)


def _with_project(roadmap: Roadmap, week: int) -> Step | None:
    """The step of a week whose project is built then: the main one that has any."""
    return next((step for step in roadmap.steps_of(week) if step.project), None)


def _week_of(entry: Entry, enrolment: Enrolment) -> int:
    """The learner's week when an entry was made; 0 where it belongs to another roadmap.

    Several things may happen at one instant: what was noted with the entry goes before instants.
    """
    if not enrolment.holds(entry):
        return 0
    if entry.week is not None:
        return entry.week
    weeks = [move.week for move in enrolment.moves if move.made_at <= entry.made_at]
    return weeks[-1] if weeks else 0
