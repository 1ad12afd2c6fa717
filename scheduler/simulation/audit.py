"""Counting once more, without the planner: on which learner-days was a prompt due?"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Final

from bot.domain.delivery import PROMPTS, Nudge, NudgeLog
from bot.domain.learner import Learner
from bot.domain.nudges.due import instant_of, prompt_time
from bot.domain.nudges.rhythm import Rhythm, rhythm
from bot.domain.streak.ledger import is_study_day
from bot.domain.streak.pauses import is_paused

_DAY: Final = timedelta(days=1)


def forgotten(
    learner: Learner, nudges: Sequence[Nudge], heard: Sequence[datetime], until: datetime
) -> Iterator[date]:
    """The learner-days on which a prompt was due before `until`, and nothing is on record.

    `nudges` and `heard` are all there ever were. Settings but for the zone must not have changed
    since set-up.
    """
    recorded = {each.day for each in nudges if each.kind in PROMPTS}
    for day, due_at in _prompt_times(learner, until):
        if day in recorded:
            continue
        then = replace(
            learner,
            nudges=NudgeLog(each for each in nudges if each.at < due_at),
            heard_at=tuple(each for each in heard if each < due_at),
        )
        if rhythm(then, day) is Rhythm.FULL:
            yield day


def _prompt_times(learner: Learner, until: datetime) -> Iterator[tuple[date, datetime]]:
    """The study days since set-up and when their prompts were due."""
    if learner.enrolment is None:
        return
    set_up, at = learner.enrolments[0].started_at, prompt_time(learner)
    day = max(learner.enrolments[0].plan_from, learner.enrolments[0].started_on)
    while learner.timeline.begins(day) < until:
        if is_study_day(learner.history, day) and not is_paused(learner.pauses, day):
            due_at = instant_of(learner.timeline, day, at)
            if due_at is not None and set_up < due_at < until:
                yield day, due_at
        day += _DAY
