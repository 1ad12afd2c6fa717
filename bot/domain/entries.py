"""A learner's entries: the latest at hand, the earlier ones read only where somebody asks."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Self

from bot.domain import policy
from bot.domain.checkpoint import LedgerCheckpoint
from bot.domain.history import Entry
from bot.domain.links import links
from bot.domain.log import Log, Page


@dataclass(frozen=True, slots=True)
class EntrySums:
    """What earlier entries come to: their number, the last id, the minutes, the days they are for.

    `lately` are those days for which entries may still come. `ticks` are the topics that are
    ticked (`roadmap/topic`), each with its day; `linked` are the entries whose note has a link.
    """

    count: int
    last_id: int
    minutes: int
    days: int
    lately: frozenset[date]
    ticks: tuple[tuple[str, date], ...]
    linked: tuple[Entry, ...]


@dataclass(frozen=True)
class EarlierEntries:
    """The entries made up to the checkpoint's day: what they come to, and how to read them."""

    checkpoint: LedgerCheckpoint
    sums: EntrySums
    pages: tuple[Page[Entry], ...]

    @property
    def count(self) -> int:
        """How many there are."""
        return self.sums.count

    @property
    def last_id(self) -> int:
        """The highest id."""
        return self.sums.last_id

    @property
    def upto(self) -> date:
        """The last day of which there may be one."""
        return self.checkpoint.upto


class EntryLog(Log[Entry, EarlierEntries]):
    """Entries; the recent ones are at least all of the last five weeks."""

    def since(self, day: date) -> Iterator[Entry]:
        """Those made on a learner-day or after it."""
        return (each for each in self.at_hand(day) if each.made_on >= day)

    def find(self, entry_id: str) -> Entry | None:
        """The entry of an id as it was written; None where there is none, or no more."""
        return next((each for each in reversed(self) if str(each.id) == entry_id), None)

    def on(self, day: date) -> tuple[Entry, ...]:
        """Those for a learner-day: none is made before its day."""
        return tuple(each for each in self.since(day) if each.day == day)

    @property
    def minutes(self) -> int:
        """All logged minutes."""
        before = self.earlier.sums.minutes if self.earlier else 0
        return before + sum(each.minutes or 0 for each in self.recent)

    @property
    def days(self) -> int:
        """For how many days there is one."""
        sums = self.earlier.sums if self.earlier else None
        new = {each.day for each in self.recent} - (sums.lately if sums else frozenset())
        return (sums.days if sums else 0) + len(new)

    @property
    def last_id(self) -> int:
        """The highest id; 0 where there is none."""
        before = self.earlier.sums.last_id if self.earlier else 0
        return max((each.id for each in self.recent), default=before)

    def ticks(self) -> Iterator[tuple[str, date]]:
        """The topics that are ticked (`roadmap/topic`), each with its day."""
        yield from self.earlier.sums.ticks if self.earlier else ()
        yield from _ticks(self.recent)

    def maybe_linked(self) -> Iterator[Entry]:
        """All entries whose note has a link, and others."""
        yield from self.earlier.sums.linked if self.earlier else ()
        yield from self.recent

    def plus(self, made: Entry) -> Self:
        """With one more; one made in days that are summed up, by a clock set back, undoes that."""
        if self.earlier is not None and made.made_on <= self.earlier.checkpoint.upto:
            return type(self)((*self, made))
        return super().plus(made)


def sums_of(entries: Sequence[Entry], upto: date, before: EntrySums | None = None) -> EntrySums:
    """What entries made up to a day come to, after those of `before`."""
    open_from = upto.toordinal() - policy.OLDEST_ENTRY_DAYS
    days = {each.day for each in entries}
    lately = days | (before.lately if before else frozenset())
    return EntrySums(
        count=len(entries) + (before.count if before else 0),
        last_id=max((each.id for each in entries), default=before.last_id if before else 0),
        minutes=sum(each.minutes or 0 for each in entries) + (before.minutes if before else 0),
        days=len(days - (before.lately if before else frozenset()))
        + (before.days if before else 0),
        lately=frozenset(day for day in lately if day.toordinal() > open_from),
        ticks=(*(before.ticks if before else ()), *_ticks(entries)),
        linked=(*(before.linked if before else ()), *(e for e in entries if links(e.note))),
    )


def _ticks(entries: Iterable[Entry]) -> Iterator[tuple[str, date]]:
    return ((each.topic, each.day) for each in entries if each.topic and not each.unticked)
