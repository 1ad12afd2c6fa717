"""A learner's entries: the latest at hand, the earlier ones read only where somebody asks."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import chain
from typing import Final, overload

from bot.domain import policy
from bot.domain.checkpoint import LedgerCheckpoint
from bot.domain.history import Entry
from bot.domain.links import links


@dataclass(frozen=True)
class EntryPage:
    """Some entries that follow one another; `last` is the latest day on which one was made."""

    last: date
    read: Callable[[], tuple[Entry, ...]]

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """All of them, read once."""
        return self.read()


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
    pages: tuple[EntryPage, ...]

    def since(self, day: date) -> Iterator[Entry]:
        """Those made on a day or after it."""
        pages = (page.entries for page in self.pages if page.last >= day)
        return (each for each in chain.from_iterable(pages) if each.made_on >= day)


class EntryLog(Sequence[Entry]):
    """Entries in the order in which they were made.

    As a sequence they are all there; the methods get by with the `recent` ones where they can. Those
    are at least all of the last five weeks.
    """

    def __init__(self, recent: Iterable[Entry] = (), earlier: EarlierEntries | None = None) -> None:
        self.recent: Final = tuple(recent)
        self.earlier: Final = earlier

    @cached_property
    def _all(self) -> tuple[Entry, ...]:
        if self.earlier is None:
            return self.recent
        return (*chain.from_iterable(page.entries for page in self.earlier.pages), *self.recent)

    def __len__(self) -> int:
        return len(self.recent) + (self.earlier.sums.count if self.earlier else 0)

    def __iter__(self) -> Iterator[Entry]:
        return iter(self._all)

    def __reversed__(self) -> Iterator[Entry]:
        """The latest first; pages are read as far as is asked."""
        yield from reversed(self.recent)
        for page in reversed(self.earlier.pages if self.earlier else ()):
            yield from reversed(page.entries)

    @overload
    def __getitem__(self, index: int) -> Entry: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Entry, ...]: ...
    def __getitem__(self, index: int | slice) -> Entry | tuple[Entry, ...]:
        if isinstance(index, int) and -len(self.recent) <= index < 0:
            return self.recent[index]
        return self._all[index]

    def __eq__(self, other: object) -> bool:
        return self._all == tuple(other) if isinstance(other, EntryLog | tuple) else NotImplemented

    def __hash__(self) -> int:
        return hash((len(self), self.recent[-1:]))

    def __repr__(self) -> str:
        return f"EntryLog({self._all!r})"

    def since(self, day: date) -> Iterator[Entry]:
        """Those made on a learner-day or after it."""
        if self.earlier is not None and day <= self.earlier.checkpoint.upto:
            yield from self.earlier.since(day)
        yield from (each for each in self.recent if each.made_on >= day)

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

    def plus(self, entry: Entry) -> "EntryLog":
        """With one more; one made in days that are summed up, by a clock set back, undoes that."""
        if self.earlier is not None and entry.made_on <= self.earlier.checkpoint.upto:
            return EntryLog((*self, entry))
        return EntryLog((*self.recent, entry), self.earlier)

    def changed(self, entry: Entry) -> "EntryLog":
        """With one of them as it is now."""
        return self._each(lambda other: (entry if other.id == entry.id else other,), entry)

    def without(self, entry: Entry) -> "EntryLog":
        """With one of them taken back."""
        return self._each(lambda other: () if other.id == entry.id else (other,), entry)

    def _each(self, change: Callable[[Entry], tuple[Entry, ...]], entry: Entry) -> "EntryLog":
        """What is summed up is never changed: where it would be, all is told one by one again."""
        late = any(each.id == entry.id for each in self.recent)
        kept, earlier = (self.recent, self.earlier) if late else (self._all, None)
        return EntryLog(chain.from_iterable(map(change, kept)), earlier)


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
