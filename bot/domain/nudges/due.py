"""When a learner's nudges are due: an instant for each learner-day (promises 1.4, 1.6 and 4.1)."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import count
from typing import Final, assert_never

from bot.domain import policy
from bot.domain.calendar import Timeline, day_begins, resolve, wall_at
from bot.domain.delivery import FOCUS_OVER, PROMPTS, Due, MessageKind
from bot.domain.learner import Learner
from bot.domain.nudges.rhythm import Rhythm, rhythm
from bot.domain.preferences import Quiet
from bot.domain.reflection import open_checkin
from bot.domain.streak.ledger import is_study_day
from bot.domain.streak.pauses import is_paused

_DAY: Final = timedelta(days=1)
_AHEAD_DAYS: Final = 70
"""Longer than the longest pause and a week of check-ins after it."""

_WEEK: Final = timedelta(days=7)


def _farthest(kind: MessageKind) -> timedelta | None:
    match kind:
        case MessageKind.DAILY_PROMPT | MessageKind.STREAK_SAVER:
            return _WEEK + _DAY
        case MessageKind.CHECKIN:
            return _WEEK + policy.CHECKIN_APART_DAYS * _DAY + _DAY
        case MessageKind.CHECKIN_REMINDER:
            return policy.REMINDER_AFTER + 2 * _DAY
        case MessageKind.NOTICE:
            return timedelta(minutes=policy.FOCUS_MOST)
        case (
            MessageKind.COMEBACK
            | MessageKind.ASK_TO_GO_ON
            | MessageKind.MILESTONE
            | MessageKind.REPLY
            | MessageKind.GROUP_BOARD
            | MessageKind.GROUP_DIGEST
        ):
            return None
        case _:
            assert_never(kind)


FARTHEST: Final = {kind: length for kind in MessageKind if (length := _farthest(kind))}
"""How far ahead a kind is planned at most, but for a pause and a start to come: what lies further
ahead is worth another look. A day on top is for zones, and one for quiet hours."""


def dues(learner: Learner, now: datetime, since: datetime | None = None) -> tuple[Due, ...]:
    """The next nudge of each kind after `now`; none before set-up.

    After the finish nothing comes but the end of a timer (promise 14.1). `since` is the instant up to which everything was planned, where that was before `now`: after
    an outage what came due meanwhile is found too, while it may still go out (promise 4.5).
    """
    enrolment = learner.enrolment
    if enrolment is None:
        return ()
    since = now if since is None else min(since, now)
    over = _run_out(learner, since)
    if enrolment.finished:
        return (over,) if over else ()
    prompts = max(since, now - policy.PROMPT_LATE_MOST)
    found = (
        over,
        _daily_prompt(learner, prompts),
        _checkin(learner, max(since, now - policy.CHECKIN_LATE_MOST)),
        _reminder(learner, prompts),
        _saver(learner, prompts),
    )
    return tuple(due for due in found if due is not None)


def instant_of(timeline: Timeline, day: date, at: time) -> datetime | None:
    """The first wall time `at` in a learner-day (promise 1.6); None where the day has none.

    One that a move jumped over counts as the day's beginning, unless it was more than three
    hours before (promise 1.3).
    """
    begins, ends = timeline.begins(day), timeline.ends(day)
    if begins == ends:
        return None
    for first, last, zone in timeline.zones_in(day):
        instant = first_at(first, zone, at)
        if instant < last:
            return instant
    rule = timeline.rule(begins)
    jumped = first_at(day_begins(rule, day), rule.zone, at)
    return begins if jumped < begins <= jumped + policy.PROMPT_LATE_MOST else None


def first_at(since: datetime, zone: str, at: time) -> datetime:
    """The first instant from `since` on at which the clocks of `zone` show `at`."""
    today = wall_at(since, zone).date()
    instants = (resolve(datetime.combine(today + n * _DAY, at), zone) for n in count())
    return next(instant for instant in instants if instant >= since)


def in_quiet(quiet: Quiet, at: time) -> bool:
    """Whether a wall time lies in the quiet hours, which may go past midnight."""
    if not quiet:
        return False
    begins, ends = quiet
    return begins <= at < ends if begins < ends else at >= begins or at < ends


def prompt_time(learner: Learner) -> time:
    """The time of the daily prompt; a default one moves out of the quiet hours (promise 4.2)."""
    wanted = learner.preferences
    return _moved(wanted.at, wanted.quiet, chosen=learner.chose("at"))


def checkin_time(learner: Learner) -> time:
    """The time of the check-in; a default one moves out of the quiet hours (promise 4.2)."""
    wanted = learner.preferences
    return _moved(wanted.checkin[1], wanted.quiet, chosen=learner.chose("checkin"))


def own_time(learner: Learner, kind: MessageKind) -> time | None:
    """When nudges of a kind go out by themselves; None for what has no time of its own.

    The reminder comes at the time of its check-in.
    """
    match kind:
        case MessageKind.DAILY_PROMPT | MessageKind.COMEBACK:
            return prompt_time(learner)
        case MessageKind.STREAK_SAVER:
            return policy.SAVER_TIME
        case MessageKind.CHECKIN | MessageKind.CHECKIN_REMINDER | MessageKind.ASK_TO_GO_ON:
            return checkin_time(learner)
        case (
            MessageKind.REPLY
            | MessageKind.MILESTONE
            | MessageKind.NOTICE
            | MessageKind.GROUP_BOARD
            | MessageKind.GROUP_DIGEST
        ):
            return None
        case _:
            assert_never(kind)


def _moved(at: time, quiet: Quiet, *, chosen: bool) -> time:
    return quiet[1] if quiet and not chosen and in_quiet(quiet, at) else at


def _days(learner: Learner, now: datetime) -> Iterator[date]:
    """The unpaused days from today on that belong to the plan."""
    today = learner.today(now)
    first = max(today, learner.enrolments[-1].plan_from)
    for ahead in range(_AHEAD_DAYS):
        if not is_paused(learner.pauses, first + ahead * _DAY):
            yield first + ahead * _DAY


def _study_days(learner: Learner, now: datetime, kinds: frozenset[MessageKind]) -> Iterator[date]:
    """The study days from today on in the full rhythm, for which none of `kinds` came up yet."""
    lately = learner.nudges.at_hand(learner.today(now))
    came_up = {nudge.day for nudge in lately if nudge.kind in kinds}
    for day in _days(learner, now):
        wanted = day not in came_up and is_study_day(learner.history, day)
        if wanted and rhythm(learner, day) is Rhythm.FULL:
            yield day


def _run_out(learner: Learner, now: datetime) -> Due | None:
    """The end of the timer that is open (promise 14.1)."""
    focus = learner.focus
    if focus is None or not focus.is_open or focus.ends_at <= now:
        return None
    return Due(MessageKind.NOTICE, learner.today(focus.ends_at), focus.ends_at, FOCUS_OVER)


def _daily_prompt(learner: Learner, now: datetime) -> Due | None:
    for day in _study_days(learner, now, PROMPTS):
        at = instant_of(learner.timeline, day, prompt_time(learner))
        if at is not None and at > now:
            return Due(MessageKind.DAILY_PROMPT, day, at)
    return None


_ASKED: Final = frozenset({MessageKind.CHECKIN, MessageKind.ASK_TO_GO_ON})


def _checkin(learner: Learner, now: datetime) -> Due | None:
    weekday = learner.preferences.checkin[0]
    lately = learner.nudges.at_hand(learner.today(now))
    sent = {nudge.day for nudge in lately if nudge.kind in _ASKED}
    enrolment = learner.enrolments[-1]
    earliest = max(enrolment.plan_from, enrolment.started_on) + policy.CHECKIN_APART_DAYS * _DAY
    for day in _days(learner, now):
        if day.weekday() != weekday or day < earliest or day in sent:
            continue
        at = instant_of(learner.timeline, day, checkin_time(learner))
        if at is not None and at > now and rhythm(learner, day) is not Rhythm.SILENT:
            return Due(MessageKind.CHECKIN, day, at)
    return None


def _reminder(learner: Learner, now: datetime) -> Due | None:
    waiting = open_checkin(learner.checkins.recent)
    if waiting is None or waiting.has_answers:
        return None
    asked = next(learner.nudges.sent({MessageKind.CHECKIN}), None)
    if asked is None:
        return None
    at = _after_quiet(learner, asked.at + policy.REMINDER_AFTER, checkin_time(learner))
    reminded = any(
        nudge.kind is MessageKind.CHECKIN_REMINDER and nudge.at >= asked.at
        for nudge in learner.nudges.at_hand(asked.at.date())
    )
    return (
        None if reminded or at <= now else Due(MessageKind.CHECKIN_REMINDER, learner.today(at), at)
    )


def _after_quiet(learner: Learner, at: datetime, own: time | None = None) -> datetime:
    """`at`, or the end of the quiet hours it lies in, unless the learner's `own` time does too."""
    quiet, zone = learner.preferences.quiet, learner.timeline.rule(at).zone
    if not in_quiet(quiet, wall_at(at, zone).time()) or (own and in_quiet(quiet, own)):
        return at
    return first_at(at, zone, quiet[1])


def _saver(learner: Learner, now: datetime) -> Due | None:
    if not learner.preferences.saver:
        return None
    for day in _study_days(learner, now, frozenset({MessageKind.STREAK_SAVER})):
        at = instant_of(learner.timeline, day, policy.SAVER_TIME)
        at = at and _after_quiet(learner, at)
        if at is not None and now < at < learner.timeline.ends(day):
            return Due(MessageKind.STREAK_SAVER, day, at)
    return None
