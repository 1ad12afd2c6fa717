"""Which questions are due: a pure fold over what was ticked and answered (promises 12.2 and 12.5)."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import chain, islice, zip_longest
from operator import itemgetter

from bot.domain import policy
from bot.domain.recall.answers import RecallAnswer
from bot.domain.recall.bank import Bank
from bot.domain.recall.memory import Memory
from bot.domain.recall.mixing import mixed
from bot.domain.recall.question import AnyQuestion
from bot.domain.recall.recalled import RecallLog

_Place = tuple[int, ...]


@dataclass(frozen=True)
class Recalling:
    """What recall goes by: the bank, the concepts in play, the answers, the roadmap's last day.

    `concepts` has those of each ticked topic, the first ticked first; a topic that is not ticked
    any more, and those of a roadmap that was left, are not among them. `gates` are the ids of the
    reviews that were gates or entry tests: what they asked is remembered, but takes no room of a day.
    """

    bank: Bank
    concepts: Sequence[Collection[str]]
    answers: RecallLog
    end: date | None = None
    gates: Collection[int] = ()

    def in_play(self) -> tuple[str, ...]:
        """The ids of the questions that do not rest, those of the first ticked topic first.

        What is about something else as well, that was not ticked yet, comes after all others.
        """
        known = {concept for concepts in self.concepts for concept in concepts}
        met, later = list[str](), list[str]()
        for each in self._ids():
            (met if self._is_met(each, known) else later).append(each)
        return (*met, *later)

    def _ids(self) -> Collection[str]:
        rows = (_easy_first(self.bank, tuple(concepts)) for concepts in self.concepts)
        return dict.fromkeys(chain.from_iterable(rows))

    def _is_met(self, question: str, known: set[str]) -> bool:
        return known.issuperset(self.bank.questions[question].concepts)

    def due(self, today: date) -> tuple[AnyQuestion, ...]:
        """What is asked on the rest of a day, in this order; what is more waits for other days."""
        answers = self.answers.as_of(today)
        known, ids, todays = answers.memories, self.in_play(), self._todays(answers, today)
        again = [each for _, each in sorted(self._waits(known, ids, today), key=itemgetter(0))]
        room, new_room = _rooms(todays, known, today)
        new = [each for each in ids if each not in known]
        new_room = max(0, min(new_room, room - len(again)))
        last = max(todays, key=lambda each: (each.made_at, each.id), default=None)
        before = self.bank.get(last.question) if last else None
        return mixed(self._questions((*again[:room], *new[:new_room])), before)

    def waiting(self, today: date) -> int:
        """How many that are: nothing is put in order, and no further looked than there is room."""
        answers = self.answers.as_of(today)
        known, ids = answers.memories, self._ids()
        room, new_room = _rooms(self._todays(answers, today), known, today)
        again = len([*islice(self._waits(known, ids, today), room)])
        new = (each for each in ids if each not in known)
        return again + len([*islice(new, max(0, min(new_room, room - again)))])

    def _waits(
        self, known: Mapping[str, Memory], ids: Iterable[str], today: date
    ) -> Iterator[tuple[date, str]]:
        """Those that are to be asked again, with the day since when."""
        for each in ids:
            memory = known.get(each)
            if memory and memory.last < today >= (day := memory.due_on(self.end)):
                yield day, each

    def _todays(self, answers: RecallLog, today: date) -> Sequence[RecallAnswer]:
        return [each for each in answers.recent if self._takes_room(each, today)]

    def gate(self, concepts: Collection[str]) -> tuple[AnyQuestion, ...]:
        """The questions of a gate on these concepts: spread over them, the longest unasked first."""
        last = self._last_asked()
        return self._spread(concepts, lambda one: (last.get(one, date.min).toordinal(),))

    def entry(self, concepts: Collection[str]) -> tuple[AnyQuestion, ...]:
        """Those of an entry test: the same, but first what is about nothing else, of middle level."""
        last, known = self._last_asked(), {*concepts}

        def place(one: str) -> _Place:
            level = abs(self.bank.questions[one].level - policy.ENTRY_LEVEL)
            return not self._is_met(one, known), last.get(one, date.min).toordinal(), level

        return self._spread(concepts, place)

    def _spread(
        self, concepts: Collection[str], place: Callable[[str], _Place]
    ) -> tuple[AnyQuestion, ...]:
        """As many questions as a gate has, of each concept in turn the one that has the first place."""
        rows = [sorted(self.bank.on([each]), key=place) for each in dict.fromkeys(concepts)]
        in_turn = dict.fromkeys(one for turn in zip_longest(*rows) for one in turn if one)
        return mixed(self._questions([*in_turn][: policy.GATE_QUESTIONS]))

    def _last_asked(self) -> Mapping[str, date]:
        return {question: known.last for question, known in self.answers.memories.items()}

    def _takes_room(self, answer: RecallAnswer, today: date) -> bool:
        return answer.made_on == today and answer.review_id not in self.gates

    def _questions(self, ids: Iterable[str]) -> Iterator[AnyQuestion]:
        return (self.bank.questions[each] for each in ids)


def _rooms(
    todays: Sequence[RecallAnswer], known: Mapping[str, Memory], today: date
) -> tuple[int, int]:
    """How many more a day has room for, and how many of them may be new."""
    begun = {each.question for each in todays if known[each.question].first == today}
    return max(0, policy.RECALL_A_DAY - len(todays)), policy.RECALL_NEW_A_DAY - len(begun)


@lru_cache(maxsize=4096)  # a learner has ticked a hundred topics, which are others' topics, too
def _easy_first(bank: Bank, concepts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(bank.on(concepts), key=lambda each: bank.questions[each].level))
