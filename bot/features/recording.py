"""Recording what a learner does: written to the store, and on the learner at hand at once."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeVar, cast

from bot.chat.translate import Say, say_in
from bot.domain.day.offers import DayOffer
from bot.domain.day.tasks import Task
from bot.domain.delivery import Delivery
from bot.domain.explain.found import Explanation
from bot.domain.focus import Focus
from bot.domain.forecast import Forecast, KeptForecast
from bot.domain.history import Entry, Pause
from bot.domain.learner import Learner, MoveCause
from bot.domain.recall.answers import RecallAnswer, Review
from bot.domain.reflection import Answer, Checkin
from bot.domain.roadmap.choices import Mark
from bot.domain.streak.fold import ledger
from bot.domain.streak.ledger import Ledger
from bot.ports.store import Work

Found = TypeVar("Found")


def _folded(recording: "Recording") -> Ledger:
    return ledger(recording.learner.history, recording.now)


def _today(recording: "Recording") -> date:
    return recording.learner.today(recording.now)


@dataclass
class Recording:
    """A learner in a transaction, at the instant `now` of what happens, and how they are spoken to.

    Each method records one thing as made now, on the learner's day, and folds it into `learner`.
    """

    now: datetime
    learner: Learner
    work: Work
    say: Say
    _found: dict[Callable[..., Any], tuple[Learner, Any]] = field(
        default_factory=dict, init=False, repr=False
    )

    def once(self, find: Callable[[Any], Found]) -> Found:
        """What `find` finds of the learner as they are now: it looks once while they are that."""
        learner, found = self._found.get(find, (None, None))
        if learner is not self.learner:
            found = find(self)
            self._found[find] = (self.learner, found)
        return cast("Found", found)

    def folded(self) -> Ledger:
        """The streak's ledger as of now. Set-up must be over."""
        return self.once(_folded)

    @property
    def today(self) -> date:
        """The learner's day (promise 1.1)."""
        return self.once(_today)

    async def change_settings(self, values: Mapping[str, str]) -> None:
        """New values of settings, in their written form; a new language is spoken at once."""
        self.learner = await self.work.learners.change_settings(
            self.learner, values, now=self.now, today=self.today
        )
        if "language" in values:
            self.say = say_in(values["language"])

    async def enrol(self, roadmap: str, version: str) -> None:
        """The learner begins a roadmap at week 1, in this version of its content."""
        self.learner = await self.work.enrolments.enrol(
            self.learner, roadmap, version, now=self.now, today=self.today
        )

    async def anchor(self, week: int, day: date, pace: str) -> None:
        """Due dates are tied to `week` beginning on `day` at `pace` (promise 3.3)."""
        self.learner = await self.work.enrolments.anchor(
            self.learner, week, day, pace, now=self.now
        )

    async def move(self, week: int, cause: MoveCause) -> None:
        """The learner is in `week` from now on; one beyond the last has finished."""
        self.learner = await self.work.enrolments.move(
            self.learner, week, cause, now=self.now, today=self.today
        )

    async def choose(self, branch: str, option: str) -> None:
        """At the fork `branch` of the present roadmap it is `option` (promise 3.7)."""
        self.learner = await self.work.enrolments.choose(
            self.learner, branch, option, now=self.now, today=self.today
        )

    async def keep_forecast(self, forecast: Forecast) -> None:
        """A forecast is kept as it is now, to be scored when the finish comes (promise 14.4)."""
        days = ((each - self.today).days for each in (forecast.p50, forecast.p85))
        self.learner = await self.work.enrolments.keep_forecast(
            self.learner, KeptForecast(self.now, self.today, *days)
        )

    async def mark(self, roadmap: str, item: str) -> None:
        """An item of a roadmap is marked; no study day is credited."""
        self.learner = await self.work.marks.add(self.learner, roadmap, item, self.now)

    async def unmark(self, mark: Mark) -> None:
        """A mark is taken back."""
        self.learner = await self.work.marks.take_back(self.learner, mark, self.now)

    async def offer(self, roadmap: str, week: int, tasks: Sequence[Task]) -> None:
        """Today's page names these tasks of a roadmap's week from now on (promise 3.4)."""
        after = self.learner.entries.last_id
        offer = DayOffer(0, roadmap, week, self.today, self.now, tuple(tasks), after)
        self.learner = await self.work.offers.add(self.learner, offer)

    async def log(self, entry: Entry) -> Entry:
        """An entry is made; the same with its id."""
        self.learner = await self.work.entries.log(self.learner, entry)
        return self.learner.entries[-1]

    async def set_minutes(self, entry: Entry, minutes: int) -> None:
        """An entry that was logged without minutes has them now."""
        self.learner = await self.work.entries.set_minutes(self.learner, entry, minutes)

    async def set_note(self, entry: Entry, note: str) -> None:
        """It is said of an entry what it was."""
        self.learner = await self.work.entries.set_note(self.learner, entry, note)

    async def set_timer(self, focus: Focus) -> None:
        """The learner's focus timer stands like this from now on (promise 14.1)."""
        self.learner = await self.work.timers.keep(self.learner, focus)

    async def take_back(self, entry: Entry) -> None:
        """An entry is taken back (promise 2.9)."""
        self.learner = await self.work.entries.take_back(self.learner, entry, self.now)

    async def untick(self, entry: Entry) -> None:
        """A ticked topic is open again; its day keeps its credit."""
        self.learner = await self.work.entries.untick(self.learner, entry, self.now)

    async def pause(self, pause: Pause) -> None:
        """A pause begins."""
        self.learner = await self.work.pauses.begin(self.learner, pause)

    async def end_pause(self, pause: Pause, last: date) -> None:
        """A pause ends with `last`."""
        self.learner = await self.work.pauses.end(self.learner, pause, last, now=self.now)

    async def open_checkin(self, checkin: Checkin) -> None:
        """A check-in is opened; one that was open closes as it stands."""
        self.learner = await self.work.checkins.open(self.learner, checkin)

    async def answer(self, checkin: Checkin, answer: Answer) -> None:
        """A question of a check-in is answered (promise 5.2)."""
        self.learner = await self.work.checkins.answer(self.learner, checkin, answer)

    async def close_checkin(self, checkin: Checkin, late_by: int) -> None:
        """A check-in is finished; the learner was `late_by` days behind the plan."""
        self.learner = await self.work.checkins.close(
            self.learner, checkin, now=self.now, today=self.today, late_by=late_by
        )

    async def open_review(self, review: Review) -> Review:
        """A review begins; one that was open closes as it stands. The same with its id."""
        self.learner = await self.work.recalls.open(self.learner, review)
        return self.learner.reviews[-1]

    async def change_review(self, review: Review) -> None:
        """A review has come this far."""
        self.learner = await self.work.recalls.change(self.learner, review)

    async def recall(self, answer: RecallAnswer) -> None:
        """A question of the bank is answered (promise 12.3)."""
        self.learner = await self.work.recalls.answer(self.learner, answer)

    async def begin_explaining(self, explanation: Explanation) -> Explanation:
        """Questions about the learner's code are asked. The same with its id."""
        self.learner = await self.work.explanations.begin(self.learner, explanation)
        return self.learner.explanations[-1]

    async def change_explanation(self, explanation: Explanation) -> None:
        """One of them is answered."""
        self.learner = await self.work.explanations.change(self.learner, explanation)

    async def celebrate(self, names: Sequence[str], event: str, platform: str | None) -> None:
        """Milestones are reached by an event on a platform: one message there is due at once (4.3)."""
        self.learner = await self.work.milestones.celebrate(
            self.learner, names, event, platform, self.now
        )

    async def prefer(self, platform: str) -> None:
        """The learner wants to be written to on a platform. Raises LookupError."""
        self.learner = await self.work.accounts.prefer(self.learner, platform)

    async def skip(self, delivery: Delivery, reason: str) -> None:
        """A delivery is not sent, and why."""
        self.learner = await self.work.deliveries.skip(self.learner, delivery, reason, self.now)
