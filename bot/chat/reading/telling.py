"""What a text tells of study: for how long, on which day and at what (promise 8.2)."""

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from bot.chat.reading.amounts import Amount, read_amount
from bot.chat.reading.clean import Word, bare
from bot.chat.reading.clocks import clock_range, is_clock
from bot.chat.reading.dates import UnsureDayError
from bot.chat.reading.days import DayTold, When, read_day
from bot.chat.reading.hurried import mended, written_out
from bot.chat.reading.languages import vocabularies
from bot.chat.reading.noting import WordRange, note_beside
from bot.chat.reading.patterns import Patterns, plain_text
from bot.domain import policy
from bot.errors import CoachError

_CLAUSE_ENDS: Final = re.compile(r"[,.;:!?\u2026)-]$")

_SHORT_MOST: Final = 3
"""Letters of a day's short name, which may be another word."""

_ALONE_LEAST: Final = 10
_ALONE_STEP: Final = 5
_ALONE_WORDS: Final = 4
"""`25 flask`: a number as people set a timer, and few words."""


@dataclass(frozen=True, slots=True)
class Telling:
    """What was told. `minutes` is None without a length; `unsure` where the day cannot be told."""

    minutes: int | None
    when: When | None
    unsure: bool
    days: int
    note: str


@dataclass(frozen=True, slots=True)
class _Length(WordRange):
    minutes: int


def told(words: Sequence[Word], table: Patterns, language: str) -> Telling:
    """What `words` tell of study; a length counts where it is of something that was done."""
    reader = _TellingReader(words, table, language)
    lengths = reader.lengths()
    days, unsure = reader.days([(each.at, each.end) for each in lengths])
    return Telling(
        sum(each.minutes for each in lengths) if lengths else None,
        days[0].when if days else None,
        bool(unsure and not days),
        len({repr(each.when) for each in days}),
        note_beside(words, table, lengths, days),
    )


@dataclass(frozen=True, slots=True)
class _Day(WordRange):
    when: When


class _TellingReader:
    def __init__(self, words: Sequence[Word], table: Patterns, language: str) -> None:
        self._words = words
        self._read = [word.read for word in words]
        self._table = table
        self._language = language
        days, unsure = self.days([])
        self._dayed = {place for each in days for place in range(each.at, each.end)} | set(unsure)

    def lengths(self) -> list[_Length]:
        """The lengths of what was done, in order."""
        found: list[_Length] = []
        at = 0
        while at < len(self._read) and not self._is_bounded(at):
            here = self._length(at, found)
            if here and self._was_done(here, found[-1].end if found else 0):
                found.append(here)
            at = here.end if here else at + 1
        total = sum(each.minutes for each in found)
        return (found or self._alone()) if total <= policy.MINUTES_MOST else []

    def _length(self, at: int, before: Sequence[_Length]) -> _Length | None:
        if spent := clock_range(self._read[at:], self._language):
            return _Length(at, at + spent.words, spent.minutes)
        if is_clock(self._read, at, self._language) or self._ends_range(at):
            return None
        amount = self._amount(at)
        if amount is None:
            return None
        end = at + amount.words
        if before and self._is_added(at, amount):
            return _Length(at, end + 1, amount.minutes)
        sure = amount.has_unit or self._ends(at, amount) or (before and self._is_more(at))
        return _Length(at, end, amount.minutes) if sure else None

    def _amount(self, at: int) -> Amount | None:
        with suppress(CoachError):
            return read_amount(self._read[at:], self._language)
        return None

    def _ends(self, at: int, amount: Amount) -> bool:
        """Whether a bare number at the end must be minutes: `did 20`, `practised katas for 45`."""
        end = at + amount.words
        last = at > 0 and (end == len(self._read) or _CLAUSE_ENDS.search(self._read[end - 1]))
        return (
            bool(last) and self._table.counts.fullmatch(self._read[at - 1].casefold()) is not None
        )

    def _is_bounded(self, at: int) -> bool:
        """`between 1 and 2 hours`, `less than an hour`: no length."""
        two = " ".join(self._read[at : at + 2]).casefold()
        return any(
            not say.between.isdisjoint({two, two.partition(" ")[0]})
            for say in vocabularies(self._language)
        )

    def _ends_range(self, at: int) -> bool:
        """The `30 min` of `25 to 30 min`."""
        before = self._read[at - 1].casefold() if at > 1 else ""
        to = any(before in say.to | {"-"} for say in vocabularies(self._language))
        return to and self._read[at - 2][:1].isdecimal()

    def _is_more(self, at: int) -> bool:
        """`25 mins and then another 25`."""
        return self._read[at - 1].casefold() in self._table.words.for_

    def _is_added(self, at: int, amount: Amount) -> bool:
        """`30 min and 20 more`, but neither `20 more katas` nor `lesson 3 more`."""
        end = at + amount.words
        follows = bare(self._read[end]).casefold() if end < len(self._read) else ""
        if follows not in self._table.words.more or not (amount.has_unit or _is_usual(amount)):
            return False
        joined = amount.has_unit or self._breaks(at - 1) or self._is_more(at)
        ends = end + 1 == len(self._read) or self._breaks(end) or self._breaks(end + 1)
        return joined and ends

    def _was_done(self, length: _Length, begins: int) -> bool:
        """Whether the clause of a length tells of the past: nothing ahead in it, and no denial."""
        table = self._table
        begins = max([begins, *(at + 1 for at in range(begins, length.at) if self._breaks(at))])
        led = [self._read[at] for at in range(begins, length.at) if at not in self._dayed]
        lead = plain_text(" ".join(led))
        lead = " ".join(table.requests.sub(" ", self._meant(lead)).split())
        said = plain_text(" ".join(self._read[length.at : length.end]))
        if table.never.search(lead) or table.ahead.search(f"{lead} {said}".strip()):
            return False
        filled = not lead or table.before.fullmatch(lead) is not None
        follows = plain_text(" ".join(self._clause_behind(length.end)))
        did = table.studied.search(f"{lead} # {follows}") is not None
        if table.had.fullmatch(lead):
            filled, did = False, did or table.spent.search(follows) is not None
        if table.not_study.match(follows):
            return False
        return did or (filled and not table.ahead.search(follows) and not self._asks())

    def _meant(self, plain: str) -> str:
        """Words in their usual spelling: `studyed` as `studied`."""
        spelt = written_out(plain, self._table.shorthand)
        return mended(spelt, self._table.done, self._table.tried)

    def _breaks(self, at: int) -> bool:
        word = self._read[at].casefold()
        return self._ends_clause(word) or bare(word) in self._table.words.breaks

    def _ends_clause(self, word: str) -> bool:
        """Whether punctuation ends a clause here: not that of a unit that is cut short, `2 Std.`."""
        cut = len(word) <= _SHORT_MOST + 1 and word[-1:] == "." and not word[:1].isdecimal()
        unit = any(bare(word) in say.hours | say.minutes for say in vocabularies(self._language))
        return _CLAUSE_ENDS.search(word) is not None and not (cut and unit)

    def _clause_behind(self, at: int) -> list[str]:
        if at and self._ends_clause(self._read[at - 1].casefold()):
            return []
        ends = [end for end in range(at, len(self._read)) if self._breaks(end)]
        return self._read[at : ends[0] + 1 if ends else len(self._read)]

    def _asks(self) -> bool:
        return self._read[-1].endswith("?")

    def _alone(self) -> list[_Length]:
        """A bare number with a day and nothing else (`25 yesterday`), or with few words behind it."""
        taken = self._dayed
        for at in range(len(self._read)):
            amount = None if at in taken else self._amount(at)
            if amount is None:
                continue
            spent = range(at, at + amount.words)
            rest = [
                self._read[each] for each in range(len(self._read)) if each not in {*taken, *spent}
            ]
            plain = plain_text(" ".join(rest))
            asked = self._table.requests.search(plain) is not None
            plain = " ".join(self._table.requests.sub(" ", plain).split())
            filled = not plain or self._table.before.fullmatch(plain)
            bare_day = (taken or asked) and filled and not self._asks()
            if bare_day or self._is_timer(at, amount, rest, plain):
                return [_Length(at, at + amount.words, amount.minutes)]
        return []

    def _is_timer(self, at: int, amount: Amount, rest: Sequence[str], plain: str) -> bool:
        """`25 flask`."""
        table = self._table
        few = at == 0 and 0 < len(rest) <= _ALONE_WORDS
        few = few and not (self._dayed and any(map(str.isdigit, plain)))
        told = table.ahead.search(plain) or table.never.search(plain)
        return (
            bool(_is_usual(amount) and few and not told and not table.not_study.match(plain))
            and not self._asks()
        )

    def days(self, taken: Sequence[tuple[int, int]]) -> tuple[list[_Day], list[int]]:
        """The days that are told beside the lengths, and the places of words that may be one."""
        found: list[_Day] = []
        unsure: list[int] = []
        at = 0
        while at < len(self._read):
            inside = next((end for begin, end in taken if begin <= at < end), None)
            if inside is not None:
                at = inside
                continue
            try:
                day = None if self._leads_away(at) else read_day(self._read[at:], self._language)
            except UnsureDayError:
                unsure += [at] if self._may_be_day(at) else []
                day = None
            except CoachError:
                day = None
            if day is None or not self._is_named(at, day, taken):
                at += 1
                continue
            found.append(_Day(at, at + day.words, day.when))
            at += day.words
        return found, unsure

    def _is_named(self, at: int, day: DayTold, taken: Sequence[tuple[int, int]]) -> bool:
        """Whether a short name is one of a day: `sat 45 min`, `on sat`, but not `sat down`."""
        end = at + day.words
        if day.words > 1 or len(bare(self._read[at])) > _SHORT_MOST:
            return True
        beside = any(end == begin or at == behind for begin, behind in taken)
        return beside or end == len(self._read) or self._read[end][:1].isdecimal()

    def _may_be_day(self, at: int) -> bool:
        """Whether what looks like a day is one: `40 min 03/06`, but not `exercise 3/4`."""
        word = bare(self._read[at])
        on = at > 0 and self._read[at - 1].casefold() in {
            each for say in vocabularies(self._language) for each in say.on
        }
        return word.isalpha() or at == 0 or on or self._amount_ends(at)

    def _amount_ends(self, at: int) -> bool:
        return any(
            found is not None and begin + found.words == at
            for begin in range(at)
            for found in [self._amount(begin)]
        )

    def _leads_away(self, at: int) -> bool:
        """`the exercises from yesterday`."""
        word = bare(self._read[at - 1]).casefold() if at else ""
        for_ = word in self._table.words.for_
        return not for_ and any(word in say.leads_away for say in vocabularies(self._language))


def _is_usual(amount: Amount) -> bool:
    """Whether people set a timer to it."""
    return amount.minutes >= _ALONE_LEAST and amount.minutes % _ALONE_STEP == 0
