"""From what is stored about a learner to what a group asks about them (promise 6.3)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate

from bot.domain import policy
from bot.domain.calendar import Timeline
from bot.domain.checkpoint import LedgerCheckpoint
from bot.domain.delivery import Outage
from bot.domain.groups.history import Known, MemberHistory, Stay, pause_versions
from bot.domain.history import Entry, StudyDays
from bot.domain.learner import Enrolment, Learner, MoveCause
from bot.domain.streak.outages import outage_days

_DAY = timedelta(days=1)
_EVER = datetime.min.replace(tzinfo=UTC)

Cuts = Mapping[int, Sequence[tuple[datetime, date]]]
Span = tuple[date, date | None]


def member_history(
    learner: Learner,
    stays: Iterable[Stay],
    entries: Iterable[Known[Entry]],
    cuts: Cuts,
    since: LedgerCheckpoint | None = None,
) -> MemberHistory:
    """A learner as a member. Set-up must be over.

    `entries` hold those taken back too, `cuts` the instants at which pauses were cut and their
    last days from then on, by the pauses' ids. With `since` they are those made after its day.
    """
    first = learner.timeline.begins(since.upto) if since else _EVER
    outages = [each for each in learner.outages if each.ends > first]
    pauses = (pause_versions(each, cuts.get(each.id, ())) for each in learner.pauses)
    return MemberHistory(
        id=learner.id,
        timeline=learner.timeline,
        plan_from=learner.first_enrolment.plan_from,
        stays=tuple(stays),
        entries=tuple(entries),
        study_days=tuple(_study_days(learner)),
        pauses=tuple(version for versions in pauses for version in versions),
        resting=tuple(_resting(learner.enrolments)),
        outages=tuple(_outages(learner.timeline, outages)),
        since=since,
    )


def _study_days(learner: Learner) -> Iterator[Known[StudyDays]]:
    made = [each for each in learner.settings if each.key == "days" and not each.proposal]
    first, *later = learner.history.study_days
    yield Known(first, _EVER)
    for days, change in zip(later, made, strict=True):
        yield Known(days, change.made_at)


def _resting(enrolments: Sequence[Enrolment]) -> Iterator[Known[Span]]:
    """The days after each finish: open, until a step back or another roadmap ends them."""
    for index, enrolment in enumerate(enrolments):
        ends = [(move.made_at, move.made_on - _DAY) for move in enrolment.moves]
        if index + 1 < len(enrolments):
            following = enrolments[index + 1]
            ends.append((following.started_at, following.plan_from - _DAY))
        for number, move in enumerate(enrolment.moves):
            if move.cause is MoveCause.FINISH:
                open_span: Known[Span] = Known((move.made_on, None), move.made_at)
                yield from _closed(open_span, ends[number + 1 : number + 2])


def _closed(span: Known[Span], ends: Sequence[tuple[datetime, date]]) -> Iterator[Known[Span]]:
    for at, last in ends:
        yield replace(span, until=at)
        yield Known((span.fact[0], last), at)
        return
    yield span


def _outages(timeline: Timeline, outages: Sequence[Outage]) -> Iterator[Known[date]]:
    """Each excused day, from the instant at which it had been down long enough (promise 2.8)."""
    for day in sorted(outage_days(timeline, outages)):
        ends = timeline.ends(day)
        begins = max(timeline.begins(day), ends - policy.OUTAGE_WINDOW)
        parts = sorted((max(each.begins, begins), min(each.ends, ends)) for each in outages)
        yield Known(day, _too_long(parts))


def _too_long(parts: Iterable[tuple[datetime, datetime]]) -> datetime:
    """The instant at which these spans add up to more than an outage may last; they do."""
    spans = [(first, last - first) for first, last in parts if first < last]
    before = accumulate((length for _, length in spans), initial=timedelta())
    return next(
        first + (policy.OUTAGE_MOST - down)
        for (first, length), down in zip(spans, before, strict=False)
        if down + length > policy.OUTAGE_MOST
    )
