"""What somebody did, in order: the latest at hand, what was earlier read only where somebody asks."""

from abc import abstractmethod
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import chain, pairwise, takewhile
from typing import Any, ClassVar, Final, Generic, Protocol, Self, TypeVar, overload


class Recorded(Protocol):
    """Something with an id, given in the order of recording."""

    @property
    def id(self) -> int: ...


Made = TypeVar("Made", bound=Recorded)
Sums = TypeVar("Sums")


@dataclass(frozen=True)
class Page(Generic[Made]):
    """Some that follow one another; `last` is the latest day on which one was made or changed."""

    last: date
    read: Callable[[], tuple[Made, ...]]

    @cached_property
    def rows(self) -> tuple[Made, ...]:
        """All of them, read once."""
        return self.read()


class Before(Protocol):
    """What is not at hand: how many there are, and the pages that have them."""

    @property
    def count(self) -> int: ...
    @property
    def pages(self) -> tuple[Page[Any], ...]: ...


Past = TypeVar("Past", bound=Before)


class Log(Sequence[Made], Generic[Made, Past]):
    """Records in the order of their making.

    As a sequence they are all there; who can get by with the `recent` ones reads no page.
    """

    def __init__(self, recent: Iterable[Made] = (), earlier: Past | None = None) -> None:
        self.recent: Final = tuple(recent)
        self.earlier: Final = earlier

    @cached_property
    def _all(self) -> tuple[Made, ...]:
        if self.earlier is None:
            return self.recent
        return (*chain.from_iterable(page.rows for page in self.earlier.pages), *self.recent)

    def __len__(self) -> int:
        return len(self.recent) + (self.earlier.count if self.earlier else 0)

    def __iter__(self) -> Iterator[Made]:
        return iter(self._all)

    def __reversed__(self) -> Iterator[Made]:
        """The latest first; pages are read as far as is asked."""
        yield from reversed(self.recent)
        for page in reversed(self.earlier.pages if self.earlier else ()):
            yield from reversed(page.rows)

    @overload
    def __getitem__(self, index: int) -> Made: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Made, ...]: ...
    def __getitem__(self, index: int | slice) -> Made | tuple[Made, ...]:
        if isinstance(index, int) and -len(self.recent) <= index < 0:
            return self.recent[index]
        return self._all[index]

    def __eq__(self, other: object) -> bool:
        return self._all == tuple(other) if isinstance(other, Log | tuple) else NotImplemented

    def __hash__(self) -> int:
        return hash((len(self), self.recent[-1:]))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._all!r})"

    def at_hand(self, day: date) -> Iterator[Made]:
        """At least all that were made or changed on a day or after it."""
        pages = self.earlier.pages if self.earlier else ()
        yield from chain.from_iterable(page.rows for page in pages if page.last >= day)
        yield from self.recent

    def plus(self, made: Made) -> Self:
        """With one more."""
        return type(self)((*self.recent, made), self.earlier)

    def changed(self, made: Made) -> Self:
        """With one of them as it is now."""
        return self._each(lambda other: (made if other.id == made.id else other,), made)

    def without(self, made: Made) -> Self:
        """With one of them taken back."""
        return self._each(lambda other: () if other.id == made.id else (other,), made)

    def _each(self, change: Callable[[Made], tuple[Made, ...]], made: Made) -> Self:
        """What is summed up is never changed: where it would be, all is told one by one again."""
        late = any(each.id == made.id for each in self.recent)
        kept, earlier = (self.recent, self.earlier) if late else (self._all, None)
        return type(self)(chain.from_iterable(map(change, kept)), earlier)


@dataclass(frozen=True)
class Earlier(Generic[Made, Sums]):
    """Those made and changed up to the day `upto`: the highest id, what they come to, their pages."""

    count: int
    last_id: int
    upto: date
    sums: Sums
    pages: tuple[Page[Made], ...]


class AgeingLog(Log[Made, Earlier[Made, Sums]], Generic[Made, Sums]):
    """A log that closes a page whenever so many records are past changing."""

    PAGE: ClassVar[int]

    @abstractmethod
    def over(self, made: Made) -> date | None:
        """The last day on which a record was made or changed; None while it may change by itself."""

    @abstractmethod
    def sums_of(self, old: Sequence[Made], before: Sums | None) -> Sums:
        """What records come to, after others."""

    def aged(self, until: date) -> Self:
        """The same, with a page more where enough were over up to a day."""
        if len(self.recent) < self.PAGE or not self._in_order():
            return self
        old = tuple(takewhile(lambda each: self._is_over(each, until), self.recent))
        if len(old) < self.PAGE:
            return self
        before = self.earlier
        page = Page(max(filter(None, map(self.over, old))), lambda: old)
        earlier = Earlier(
            count=len(old) + (before.count if before else 0),
            last_id=old[-1].id,
            upto=max(page.last, before.upto) if before else page.last,
            sums=self.sums_of(old, before.sums if before else None),
            pages=(*(before.pages if before else ()), page),
        )
        return type(self)(self.recent[len(old) :], earlier)

    def _is_over(self, made: Made, until: date) -> bool:
        over = self.over(made)
        return over is not None and over <= until

    def _in_order(self) -> bool:
        """Whether ids tell the old from the others."""
        ids = [each.id for each in self.recent]
        return all(one < other for one, other in pairwise(ids))
