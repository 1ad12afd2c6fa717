"""What became of a cohort: counts for a human, or for a machine."""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from statistics import median_low
from typing import Protocol

from bot.domain.delivery import DeliveryState, MessageKind, Nudge
from bot.domain.streak.fold import ledger
from bot.ports.store import Store
from scheduler.simulation.audit import forgotten
from scheduler.simulation.cohort import Cohort
from scheduler.simulation.learners import PLATFORM, Persona


class Tally(Protocol):
    """What is counted in the database."""

    async def deliveries(self) -> Mapping[tuple[str, str, str], int]:
        """How many deliveries there are of each kind, state and reason."""

    async def waiting(self, until: datetime) -> int:
        """How much was due by then and has come to no end."""

    async def doubled(self) -> int:
        """On how many learner-days more than one prompt was sent."""

    async def nudges(self, learner_id: int) -> tuple[Nudge, ...]:
        """Everything that was ever decided for a learner, in order."""

    async def heard(self, platform: str, account: str) -> tuple[datetime, ...]:
        """Every instant at which something came in from an account."""


@dataclass(frozen=True, slots=True)
class Summary:
    """A cohort at its end. The same arguments make the same summary, to the byte.

    `lost` was due and neither sent nor ended on record; `doubled` are learner-days with two
    prompts. Both must be 0.
    """

    learners: int
    weeks: int
    seed: int
    start: str
    sent: dict[str, int]
    skipped: dict[str, int]
    undelivered: int
    entries: int
    minutes: int
    checkins_finished: int
    finishes: int
    streak_median: int
    streak_longest: int
    lost: int
    doubled: int

    def as_json(self) -> str:
        """One line of JSON."""
        return json.dumps(asdict(self))

    def as_text(self) -> str:
        """Lines of a label and a figure."""
        rows: list[tuple[str, object]] = [
            ("learners", self.learners),
            ("weeks", f"{self.weeks}, from {self.start}, seed {self.seed}"),
            *(("sent " + kind, count) for kind, count in self.sent.items()),
            *(("skipped " + reason, count) for reason, count in self.skipped.items()),
            ("undelivered", self.undelivered),
            ("entries", self.entries),
            ("hours", self.minutes // 60),
            ("checkins finished", self.checkins_finished),
            ("roadmaps finished", self.finishes),
            ("streak median", self.streak_median),
            ("streak longest", self.streak_longest),
            ("lost", self.lost),
            ("doubled", self.doubled),
        ]
        width = max(len(label) for label, _ in rows) + 2
        return "\n".join(f"{label:<{width}}{value}" for label, value in rows)


@dataclass(frozen=True, slots=True)
class _Life:
    entries: int = 0
    minutes: int = 0
    checkins: int = 0
    finished: bool = False
    streak: int = 0
    longest: int = 0
    forgotten: int = 0


async def summary(cohort: Cohort, store: Store, tally: Tally) -> Summary:
    """What became of the cohort; its learners are looked at one after the other."""
    sent, skipped, undelivered = _counted(await tally.deliveries())
    totals, streaks, longest = Counter[str](), Counter[int](), 0
    for number in range(cohort.learners):
        life = await _life(cohort, cohort.persona(number), store, tally)
        totals.update(
            entries=life.entries,
            minutes=life.minutes,
            checkins=life.checkins,
            finishes=life.finished,
            forgotten=life.forgotten,
        )
        streaks[life.streak] += 1
        longest = max(longest, life.longest)
    return Summary(
        learners=cohort.learners,
        weeks=cohort.weeks,
        seed=cohort.seed,
        start=cohort.start.isoformat(),
        sent=sent,
        skipped=skipped,
        undelivered=undelivered,
        entries=totals["entries"],
        minutes=totals["minutes"],
        checkins_finished=totals["checkins"],
        finishes=totals["finishes"],
        streak_median=median_low(sorted(streaks.elements())),
        streak_longest=longest,
        lost=await tally.waiting(cohort.ends) + totals["forgotten"],
        doubled=await tally.doubled(),
    )


def _counted(
    deliveries: Mapping[tuple[str, str, str], int],
) -> tuple[dict[str, int], dict[str, int], int]:
    """Sent by kind, with all kinds named; skipped by reason; and what did not get through."""
    sent = {str(kind): 0 for kind in MessageKind if kind is not MessageKind.REPLY}
    skipped, undelivered = Counter[str](), 0
    for (kind, state, reason), count in sorted(deliveries.items()):
        if state == DeliveryState.SENT:
            sent[kind] += count
        elif state == DeliveryState.SKIPPED:
            skipped[reason] += count
        elif state in {DeliveryState.DEAD, DeliveryState.UNKNOWN}:
            undelivered += count
    return sent, dict(sorted(skipped.items())), undelivered


async def _life(cohort: Cohort, who: Persona, store: Store, tally: Tally) -> _Life:
    if who.starts >= cohort.ends:
        return _Life()
    async with store.work() as work:
        learner = await work.learners.by_origin(who.origin, cohort.ends)
    if learner.enrolment is None:
        return _Life()
    nudges = await tally.nudges(learner.id)
    heard = await tally.heard(PLATFORM, who.account)
    book = ledger(learner.history, cohort.ends)
    return _Life(
        entries=len(learner.entries),
        minutes=learner.minutes(),
        checkins=sum(each.finished_on is not None for each in learner.checkins),
        finished=learner.enrolment.finished,
        streak=book.streak,
        longest=book.longest,
        forgotten=len(list(forgotten(learner, nudges, heard, cohort.ends))),
    )
