"""A learner: the stored facts about one person, and what follows from them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import cached_property
from itertools import zip_longest
from typing import Any

from bot.domain import policy
from bot.domain.account import Account, place_among
from bot.domain.calendar import Rule, RuleChange, Timeline
from bot.domain.checkins import CheckinLog
from bot.domain.day.offers import DayOffer
from bot.domain.delivery import NudgeLog, Outage
from bot.domain.enrolment import Enrolment, Move, MoveCause, Pacing
from bot.domain.entries import EntryLog
from bot.domain.explain.found import ExplanationLog
from bot.domain.focus import Focus
from bot.domain.forecast import ForecastLog, ForecastScore, KeptForecast, score
from bot.domain.history import Entry, EntryKind, Pause, StudyDays
from bot.domain.preferences import Preferences, SettingChange
from bot.domain.recall.recalled import RecallLog, ReviewLog
from bot.domain.roadmap.choices import Mark, met, named
from bot.domain.streak.ageing import aged
from bot.domain.streak.ledger import History
from bot.domain.streak.outages import outage_days

__all__ = [
    "Enrolment",
    "Learner",
    "Move",
    "MoveCause",
    "Pacing",
    "last_to_undo",
    "stamped",
]


_AGED = timedelta(days=policy.AT_HAND_DAYS + policy.AGED_EVERY_DAYS - 2)
"""What is younger than this by the calendar of UTC needs no look yet."""

_OTHERS_AT_HAND = timedelta(days=policy.OTHERS_AT_HAND_DAYS)


@dataclass(frozen=True)
class Learner:
    """One person. Facts are in the order in which they were made; nothing taken back is here.

    `proposed` holds while nothing else was set. `question` is the one that free text answers.
    `nudges` are what was sent by itself, `milestones` the names of those that fired, `heard_at`
    the instants of the latest reactions, `acted_at` that of the latest event of any kind; `offers`
    are what the latest days named, `focus` is the timer begun last. `run_told` is the latest day at
    which a run ended that the learner was told of (promise 2.6). `accounts` are in the order in
    which they want to be written to (promise 7.2).
    """

    id: int
    name: str
    created_at: datetime
    proposed: Preferences = field(default_factory=Preferences)
    settings: tuple[SettingChange, ...] = ()
    enrolments: tuple[Enrolment, ...] = ()
    entries: EntryLog = field(default_factory=EntryLog)
    pauses: tuple[Pause, ...] = ()
    marks: tuple[Mark, ...] = ()
    offers: tuple[DayOffer, ...] = ()
    checkins: CheckinLog = field(default_factory=CheckinLog)
    reviews: ReviewLog = field(default_factory=ReviewLog)
    recalled: RecallLog = field(default_factory=RecallLog)
    explanations: ExplanationLog = field(default_factory=ExplanationLog)
    forecasts: ForecastLog = field(default_factory=ForecastLog)
    focus: Focus | None = None
    nudges: NudgeLog = field(default_factory=NudgeLog)
    milestones: frozenset[str] = frozenset()
    outages: tuple[Outage, ...] = ()
    heard_at: tuple[datetime, ...] = ()
    acted_at: datetime | None = None
    question: str | None = None
    run_told: date | None = None
    accounts: tuple[Account, ...] = ()

    def place(self, platform: str | None = None) -> Account | None:
        """Where the learner is written to: on `platform` if that can be, else where they want it."""
        return place_among(self.accounts, platform)

    def name_on(self, platform: str) -> str:
        """What the learner is called on a platform."""
        names = (each.name for each in self.accounts if each.platform == platform)
        return next(names, self.name)

    @cached_property
    def preferences(self) -> Preferences:
        """The settings as they are now; before the first change, what is proposed."""
        return Preferences.of(self.settings, self.proposed)

    @property
    def enrolment(self) -> Enrolment | None:
        """The roadmap the learner is on; None before set-up."""
        return self.enrolments[-1] if self.enrolments else None

    @property
    def first_enrolment(self) -> Enrolment:
        """The set-up, which must be over: after a merge the earlier one of both (promise 7.1)."""
        return min(self.enrolments, key=lambda each: (each.started_at, each.id))

    @cached_property
    def timeline(self) -> Timeline:
        """The learner-days lived, from set-up on; before it, those of the proposal."""
        if not self.enrolments:
            return Timeline.of(RuleChange(self.created_at, _rule(self.preferences)), ())
        set_up = self.first_enrolment.started_at
        known = tuple(change for change in self.settings if change.proposal)
        first = RuleChange(set_up, _rule(Preferences.of(known, self.proposed)))
        return Timeline.of(first, _rule_changes(self.settings, first.rule))

    def today(self, now: datetime) -> date:
        """The learner-day at `now` (promise 1.1)."""
        return self.timeline.day(now)

    @cached_property
    def history(self) -> History:
        """What the streak's ledger is folded from (promise 2.2). Set-up must be over."""
        first = self.first_enrolment
        return History(
            entries=self.entries,
            study_days=self._study_days(),
            pauses=self.pauses,
            timeline=self.timeline,
            set_up_on=first.started_on,
            plan_from=first.plan_from,
            resting=self._resting(),
            outages=outage_days(self.timeline, self.outages),
        )

    def _resting(self) -> tuple[tuple[date, date | None], ...]:
        lasts = [each.plan_from - timedelta(days=1) for each in self.enrolments[1:]]
        return tuple(
            (begins, ends or last)
            for enrolment, last in zip_longest(self.enrolments, lasts)
            for begins, ends in enrolment.resting
        )

    def aged(self, now: datetime) -> "Learner":
        """The same learner, with what is past changing summed up."""
        if not self.enrolments:
            return self
        until, review = now.date() - _OTHERS_AT_HAND, self.reviews.open
        before = review.opened_on - timedelta(days=1) if review else until
        parts: dict[str, Any] = {
            "entries": self._aged_entries(now),
            "checkins": self.checkins.aged(until),
            "reviews": self.reviews.aged(until),
            "recalled": self.recalled.aged(min(until, before)),
            "explanations": self.explanations.aged(until),
            "forecasts": self.forecasts.aged(until),
        }
        new = {name: part for name, part in parts.items() if part is not getattr(self, name)}
        return replace(self, **new) if new else self

    def _aged_entries(self, now: datetime) -> EntryLog:
        first = self.entries.recent[0].made_on if self.entries.recent else date.max
        return self.entries if first > now.date() - _AGED else aged(self.history, now)

    def chose(self, key: str) -> bool:
        """Whether the learner gave this setting a value."""
        return any(change.key == key for change in self.settings)

    def _study_days(self) -> tuple[StudyDays, ...]:
        known = tuple(change for change in self.settings if change.proposal)
        since_ever = StudyDays(date.min, Preferences.of(known, self.proposed).days)
        later = (
            StudyDays(change.made_on + timedelta(days=1), Preferences.of((change,)).days)
            for change in self.settings
            if change.key == "days" and not change.proposal
        )
        return (since_ever, *later)

    def ticked(self, roadmap: str) -> frozenset[str]:
        """The ids of the roadmap's topics that are ticked, or were met before (promise 3.7)."""
        known = named(met(""), self.marks_on(roadmap))
        return frozenset((*known, *self.ticks_on(roadmap)))

    def ticks_on(self, roadmap: str) -> Sequence[str]:
        """The ids of the roadmap's topics that are ticked, in that order."""
        return self._ticks.get(roadmap, ())

    @cached_property
    def _ticks(self) -> Mapping[str, Sequence[str]]:
        found = defaultdict[str, list[str]](list)
        for name, _ in self.entries.ticks():
            roadmap, _, topic = name.partition("/")
            found[roadmap].append(topic)
        return found

    def tick_of(self, roadmap: str, topic: str) -> Entry | None:
        """The entry that ticked a topic, while it is ticked."""
        wanted = f"{roadmap}/{topic}"
        ticks = (entry for entry in self.entries if entry.topic == wanted and not entry.unticked)
        return next(ticks, None)

    def marks_on(self, roadmap: str) -> frozenset[str]:
        """What is marked of a roadmap."""
        return frozenset(mark.item for mark in self.marks if mark.roadmap == roadmap)

    def mark_of(self, roadmap: str, item: str) -> Mark | None:
        """The mark on an item, while there is one."""
        marks = (mark for mark in self.marks if (mark.roadmap, mark.item) == (roadmap, item))
        return next(marks, None)

    def forecast_score(self, today: date) -> ForecastScore:
        """How the kept forecasts did whose truth has come by `today` (promise 14.4)."""
        kept = defaultdict[int, list[KeptForecast]](list)
        for forecast in self.forecasts:
            kept[forecast.enrolment_id].append(forecast)
        scores = (
            score(kept[each.id], each.finished_on, today if each is self.enrolment else None)
            for each in self.enrolments
        )
        return sum(scores, ForecastScore())

    def minutes(self) -> int:
        """All logged minutes."""
        return self.entries.minutes

    def minutes_on(self, enrolment: Enrolment) -> int:
        """What was logged on one roadmap, not on one before it."""
        return sum(entry.minutes or 0 for entry in self.entries if enrolment.holds(entry))


def stamped(learner: Learner, now: datetime, kind: EntryKind, **what: Any) -> Entry:
    """A new entry of `learner`, stamped with its learner-day, zone and rollover (promise 1.2).

    `what` are fields of `Entry`; without a `day` it is for today.
    """
    rule, today = learner.timeline.rule(now), learner.today(now)
    stamp = Entry(0, kind, now, today, today, rule.zone, rule.rollover)
    if enrolment := learner.enrolment:
        stamp = replace(stamp, enrolment_id=enrolment.id, week=enrolment.week)
    return replace(stamp, **what)


def last_to_undo(entries: EntryLog, now: datetime) -> Entry | None:
    """The entry that `/undo` takes back: the last, while it is young enough (promise 2.9)."""
    last = max(entries.recent, key=lambda entry: (entry.made_at, entry.id), default=None)
    return last if last and now - last.made_at <= policy.UNDO_WITHIN else None


def _rule(preferences: Preferences) -> Rule:
    return Rule(preferences.tz, preferences.rollover)


def _rule_changes(settings: Sequence[SettingChange], first: Rule) -> tuple[RuleChange, ...]:
    changes: list[RuleChange] = []
    zone, rollover = first.zone, first.rollover
    for change in settings:
        if not change.proposal and change.key in {"tz", "rollover"}:
            zone = change.value if change.key == "tz" else zone
            rollover = int(change.value) if change.key == "rollover" else rollover
            changes.append(RuleChange(change.made_at, Rule(zone, rollover)))
    return tuple(changes)
