"""Two learners who are one person: what was kept of both, as if it had always been one's (7.1)."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from operator import attrgetter
from typing import TypeVar

from bot.domain.checkins import CheckinLog
from bot.domain.delivery import NudgeLog
from bot.domain.enrolment import Enrolment
from bot.domain.entries import EntryLog
from bot.domain.explain.found import ExplanationLog
from bot.domain.focus import Focus
from bot.domain.forecast import ForecastLog
from bot.domain.learner import Learner
from bot.domain.recall.answers import Review
from bot.domain.recall.recalled import RecallLog, ReviewLog
from bot.domain.reflection import Checkin
from bot.domain.streak.latelog import verdicts

Made = TypeVar("Made")
Asked = TypeVar("Asked", Checkin, Review)


def keeper(maker: Learner, other: Learner) -> Learner:
    """Of two, the one whose enrolment, settings and zone are kept.

    It is the maker of the code; where they are not set up and the other is, there is nothing to
    keep but the other's.
    """
    return other if maker.enrolment is None and other.enrolment is not None else maker


def merged(maker: Learner, other: Learner, now: datetime) -> Learner:
    """The learner that two become, `maker` being the one who made the code (promise 7.1).

    What was studied, paused, reflected and reached is united; a day counts once because it is a
    day. The other's enrolments stay as ended ones, and their open check-in closes as it stands.
    """
    kept = keeper(maker, other)
    left = maker if kept is other else other
    return replace(
        maker,
        proposed=kept.proposed,
        settings=kept.settings,
        enrolments=in_order((*kept.enrolments, *_ended(left.enrolments, now))),
        entries=EntryLog(_by_id(maker.entries, other.entries)),
        pauses=_by_id(maker.pauses, other.pauses),
        marks=_by_id(maker.marks, other.marks),
        offers=_by_id(maker.offers, other.offers),
        checkins=CheckinLog(_by_id(kept.checkins, _closed(left.checkins, now))),
        reviews=ReviewLog(_by_id(kept.reviews, _closed(left.reviews, now))),
        explanations=ExplanationLog(_by_id(maker.explanations, other.explanations)),
        forecasts=ForecastLog(_by_id(maker.forecasts, other.forecasts)),
        focus=timer_of_both(maker.focus, other.focus),
        recalled=RecallLog(_by_id(maker.recalled, other.recalled)),
        nudges=NudgeLog(sorted((*maker.nudges, *other.nudges), key=attrgetter("at"))),
        milestones=maker.milestones | other.milestones,
        outages=maker.outages or other.outages,
        heard_at=tuple(sorted({*maker.heard_at, *other.heard_at}, reverse=True)[:2]),
        acted_at=_latest(maker.acted_at, other.acted_at),
        run_told=_latest(maker.run_told, other.run_told),
        accounts=(*maker.accounts, *other.accounts),
    )


def timer_of_both(mine: Focus | None, theirs: Focus | None) -> Focus | None:
    """Mine while it is open, else theirs while that is: nobody has two (promise 14.1)."""
    goes_on = theirs is not None and theirs.is_open and not (mine and mine.is_open)
    return theirs if goes_on or mine is None else mine


def left_out(one: Learner, before: Iterable[Learner]) -> frozenset[date]:
    """Days that somebody had done alone and that are not done together, as `one`.

    They were logged late: two late logs in seven days are the most for one person, whatever
    accounts they were made with (promise 2.5). Their hours count.
    """
    alone = (day for each in before for day in _done(each))
    return frozenset(alone) - _done(one)


def _done(learner: Learner) -> frozenset[date]:
    if not learner.enrolments:
        return frozenset()
    history = learner.history
    judged = verdicts(history.entries, history.timeline, history.set_up_on)
    return frozenset(each.day for each in history.entries if judged[each.id].makes_done)


def in_order(enrolments: Iterable[Enrolment]) -> tuple[Enrolment, ...]:
    """Enrolments as they were begun, those first that a merge ended: the last one is lived."""
    return tuple(sorted(enrolments, key=lambda each: (each.ended_at is None, each.id)))


def _ended(enrolments: Iterable[Enrolment], now: datetime) -> Iterable[Enrolment]:
    return (replace(each, ended_at=each.ended_at or now) for each in enrolments)


def _closed(asked: Iterable[Asked], now: datetime) -> tuple[Asked, ...]:
    return tuple(replace(each, closed_at=each.closed_at or now) for each in asked)


def _by_id(mine: Iterable[Made], theirs: Iterable[Made]) -> tuple[Made, ...]:
    """Both, in the order in which they were made: ids are given in that order to everybody."""
    return tuple(sorted((*mine, *theirs), key=attrgetter("id")))


Instant = TypeVar("Instant", date, datetime)


def _latest(mine: Instant | None, theirs: Instant | None) -> Instant | None:
    known = [each for each in (mine, theirs) if each is not None]
    return max(known, default=None)
