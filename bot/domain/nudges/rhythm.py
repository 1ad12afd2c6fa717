"""How much a learner hears: everything, only check-ins, or nothing any more (promise 4.2)."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Final

from bot.domain import policy
from bot.domain.delivery import PROMPTS, MessageKind
from bot.domain.learner import Learner
from bot.domain.streak.ledger import is_study_day


class Rhythm(StrEnum):
    """What still goes out."""

    FULL = "full"
    CHECKINS = "checkins"
    ASK = "ask"
    """The next check-in asks whether to go on."""
    SILENT = "silent"


def rhythm(learner: Learner, day: date) -> Rhythm:
    """The rhythm of a learner-day: what was ignored since the last reaction that counts for it.

    A reaction restores the full rhythm from the next study day on, so one of the day itself does
    not count yet. Whoever reacted is not asked whether to go on, though.
    """
    if learner.preferences.silent:
        return Rhythm.SILENT
    heard = max(_counting(learner, day), default=_NEVER)
    since = [each for each in learner.nudges.after(heard) if each.went_out]
    ignored = [each for each in since if each.kind in PROMPTS]
    if len(ignored) < policy.PROMPTS_IGNORED_MOST:
        return Rhythm.FULL
    since = since[since.index(ignored[policy.PROMPTS_IGNORED_MOST - 1]) + 1 :]
    if any(each.kind is MessageKind.ASK_TO_GO_ON for each in since):
        return Rhythm.SILENT
    latest = max(learner.heard_at, default=_NEVER)
    asked = sum(each.kind is MessageKind.CHECKIN and each.at > latest for each in since)
    return Rhythm.ASK if asked >= policy.CHECKINS_IGNORED_MOST else Rhythm.CHECKINS


def is_last_prompt(learner: Learner) -> bool:
    """Whether a prompt that goes out now is the last one, should nothing come back (4.2)."""
    latest = max(learner.heard_at, default=_NEVER)
    ignored = [x for x in learner.nudges.after(latest) if x.kind in PROMPTS and x.went_out]
    return len(ignored) == policy.PROMPTS_IGNORED_MOST - 1


def heard(learner: Learner, now: datetime) -> Learner:
    """The learner after a reaction: the latest is kept, and the latest that counts for today."""
    before = max(_counting(learner, learner.today(now)), default=None)
    return replace(learner, heard_at=(now,) if before is None else (now, before))


def _counting(learner: Learner, day: date) -> list[datetime]:
    """The reactions that count for a day: those before its last study day began."""
    begins = learner.timeline.begins(_last_study_day(learner, day))
    return [at for at in learner.heard_at if at < begins]


def _last_study_day(learner: Learner, day: date) -> date:
    """The last study day up to `day`; the day itself where a whole week has none."""
    if not learner.enrolments:
        return day
    week = (day - timedelta(days=ago) for ago in range(_WEEK_DAYS))
    return next((each for each in week if is_study_day(learner.history, each)), day)


_WEEK_DAYS: Final = 7
_NEVER: Final = datetime.min.replace(tzinfo=UTC)
