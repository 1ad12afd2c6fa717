"""Looking again before a nudge is sent: is it still wanted, and as what (promises 4.2 to 4.5)?"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final, assert_never

from bot.domain import policy
from bot.domain.calendar import wall_at
from bot.domain.delivery import BUDGETED, FOCUS_OVER, Due, MessageKind
from bot.domain.focus import logged_by_itself
from bot.domain.learner import Learner, MoveCause
from bot.domain.nudges.due import first_at, in_quiet, own_time
from bot.domain.nudges.rhythm import Rhythm, rhythm
from bot.domain.reflection import open_checkin
from bot.domain.streak.ledger import DayState, Ledger, is_study_day
from bot.domain.streak.pauses import is_paused


class Reason(StrEnum):
    """Why a nudge is not sent."""

    FINISHED = "finished"
    PAUSED = "paused"
    STALE = "stale"
    QUIET = "quiet"
    DONE = "done"
    REST = "rest"
    IGNORED = "ignored"
    BUDGET = "budget"
    ANSWERED = "answered"
    SWITCHED_OFF = "switched_off"


@dataclass(frozen=True, slots=True)
class Send:
    """Send it, perhaps as another kind that takes its place."""

    kind: MessageKind


@dataclass(frozen=True, slots=True)
class Skip:
    """Do not send it."""

    reason: Reason


@dataclass(frozen=True, slots=True)
class Wait:
    """Look again at `until`."""

    until: datetime


Decision = Send | Skip | Wait

_MOMENT: Final = timedelta(microseconds=1)
_ASKED: Final = frozenset({MessageKind.CHECKIN, MessageKind.ASK_TO_GO_ON})
"""What a check-in that is due may have been sent as, when it has to be sent again."""


def decide(learner: Learner, due: Due, ledger: Callable[[], Ledger], now: datetime) -> Decision:
    """What to do with a nudge that is due, as the learner stands now.

    `ledger` gives the streak's ledger, which is asked for only where a rule needs it. One that has
    to be sent again may come as the kind that took another's place. Raises ValueError for a kind
    that no learner is sent.
    """
    match due.kind:
        case MessageKind.MILESTONE:
            return Send(due.kind)
        case MessageKind.NOTICE:
            return _notice(learner, due)
        case MessageKind.CHECKIN | MessageKind.ASK_TO_GO_ON:
            reason = _general(learner, now)
            return Skip(reason) if reason else _checkin(learner, due, now)
        case MessageKind.CHECKIN_REMINDER:
            reason = _general(learner, now) or _not_now(learner, due, now)
            return Skip(reason) if reason else _reminder(learner, due)
        case MessageKind.STREAK_SAVER:
            reason = _general(learner, now) or _not_now(learner, due, now)
            return Skip(reason) if reason else _saver(learner, due, ledger())
        case MessageKind.DAILY_PROMPT | MessageKind.COMEBACK:
            reason = _general(learner, now) or _not_now(learner, due, now)
            return Skip(reason) if reason else _prompt(learner, due, ledger())
        case MessageKind.REPLY | MessageKind.GROUP_BOARD | MessageKind.GROUP_DIGEST:
            raise ValueError(f"{due.kind} is no nudge of a learner's")
        case _:
            assert_never(due.kind)


def expires(learner: Learner, due: Due) -> datetime | None:
    """The first instant from which on it is too late for a nudge (promise 4.5).

    None for what has to be told however late: that a timer is over, and what it logged.
    """
    if due.kind is MessageKind.NOTICE:
        return None
    if due.kind in _ASKED:
        return due.at + policy.CHECKIN_LATE_MOST + _MOMENT
    late = due.at + policy.PROMPT_LATE_MOST + _MOMENT
    return min(late, learner.timeline.ends(due.day))


def _notice(learner: Learner, due: Due) -> Decision:
    """The end of a timer is told unless the learner ended it, or took back what it logged (14.1)."""
    if due.maker != FOCUS_OVER or logged_by_itself(learner.entries, due.at):
        return Send(due.kind)
    return Skip(Reason.ANSWERED)


def _not_now(learner: Learner, due: Due, now: datetime) -> Reason | None:
    """What keeps a prompt, a reminder or a streak saver from going out now (promise 4.5)."""
    if now - due.at > policy.PROMPT_LATE_MOST or learner.today(now) != due.day:
        return Reason.STALE
    if _quiet_until(learner, due, now) is not None:
        return Reason.QUIET
    return None if rhythm(learner, due.day) is Rhythm.FULL else Reason.IGNORED


def _general(learner: Learner, now: datetime) -> Reason | None:
    enrolment = learner.enrolment
    if enrolment is None or enrolment.finished:
        return Reason.FINISHED
    today = learner.today(now)
    if is_paused(learner.pauses, today):
        return Reason.PAUSED
    begins, ends = learner.timeline.begins(today), learner.timeline.ends(today)
    lately = learner.nudges.at_hand(begins.date())
    todays = (each for each in lately if begins <= each.at < ends)
    today_sent = sum(each.kind in BUDGETED and each.went_out for each in todays)
    return Reason.BUDGET if today_sent >= policy.MESSAGES_A_DAY_MOST else None


def _quiet_until(learner: Learner, due: Due, now: datetime) -> datetime | None:
    """The end of quiet hours that forbid it now: not where its own time lies in them (4.5)."""
    quiet, zone = learner.preferences.quiet, learner.timeline.rule(now).zone
    own = own_time(learner, due.kind)
    if not in_quiet(quiet, wall_at(now, zone).time()) or (own and in_quiet(quiet, own)):
        return None
    return first_at(now, zone, quiet[1])


def _prompt(learner: Learner, due: Due, ledger: Ledger) -> Decision:
    if reason := _not_needed(learner, due, ledger):
        return Skip(reason)
    return Send(MessageKind.COMEBACK if is_comeback(learner, ledger) else MessageKind.DAILY_PROMPT)


def _saver(learner: Learner, due: Due, ledger: Ledger) -> Decision:
    if reason := _not_needed(learner, due, ledger):
        return Skip(reason)
    return Send(due.kind) if learner.preferences.saver else Skip(Reason.SWITCHED_OFF)


def _not_needed(learner: Learner, due: Due, ledger: Ledger) -> Reason | None:
    """Why a day needs no word about its study."""
    if not is_study_day(learner.history, due.day):
        return Reason.REST
    return Reason.DONE if ledger.today.state is DayState.DONE else None


def is_comeback(learner: Learner, ledger: Ledger) -> bool:
    """Two study days in a row without work, and no comeback yet in this gap (promise 4.4)."""
    gap = []
    for each in reversed(ledger.lately):
        if each.state in {DayState.DONE, DayState.REPAIRED}:
            break
        if each.state in {DayState.FROZEN, DayState.MISSED}:
            gap.append(each.day)
    if len(gap) < policy.COMEBACK_AFTER_DAYS:
        return False
    since = gap[-policy.COMEBACK_AFTER_DAYS]
    return not any(
        each.kind is MessageKind.COMEBACK and each.went_out and each.day > since
        for each in learner.nudges.at_hand(since)
    )


def _checkin(learner: Learner, due: Due, now: datetime) -> Decision:
    if now - due.at > policy.CHECKIN_LATE_MOST:
        return Skip(Reason.STALE)
    if quiet_until := _quiet_until(learner, due, now):
        return Wait(quiet_until)
    mood = rhythm(learner, learner.today(now))
    if mood is Rhythm.SILENT:
        return Skip(Reason.IGNORED)
    if _asked_lately(learner, due.day):
        return Skip(Reason.ANSWERED)
    return Send(MessageKind.ASK_TO_GO_ON if mood is Rhythm.ASK else MessageKind.CHECKIN)


def _asked_lately(learner: Learner, day: date) -> bool:
    """Whether a check-in was finished, or is being answered, within three days (promise 4.1)."""
    apart = timedelta(days=policy.CHECKIN_APART_DAYS)
    finished = any(
        each.finished_on is not None and day - each.finished_on < apart
        for each in learner.checkins.at_hand(day - apart)
    )
    waiting = open_checkin(learner.checkins.recent)
    if finished or waiting is None:
        return finished
    return waiting.is_reflection and day - waiting.opened_on < apart


def _reminder(learner: Learner, due: Due) -> Decision:
    waiting = open_checkin(learner.checkins.recent)
    if waiting is None or waiting.has_answers:
        return Skip(Reason.ANSWERED)
    moved = any(
        move.cause in _MOVED_ON and move.made_at >= waiting.opened_at
        for move in learner.enrolments[-1].moves
    )
    return Skip(Reason.ANSWERED) if moved else Send(due.kind)


_MOVED_ON: Final = frozenset({MoveCause.NEXT, MoveCause.FINISH})
