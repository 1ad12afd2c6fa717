"""Two histories of one person as one: a day counts once, and nothing is lost (promise 7.4).

The settings and the roadmap of the present one go on; what the other adds lies before them.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from datetime import datetime
from typing import Any, Final, TypeVar

from bot.archive.model import (
    Archive,
    ArchivedCheckin,
    ArchivedEnrolment,
    ArchivedEntry,
    ArchivedOffer,
    ArchivedSetting,
)
from bot.archive.parts import ArchivedReview
from bot.domain.history import EntryKind

Part = TypeVar("Part")
Asking = TypeVar("Asking", ArchivedCheckin, ArchivedReview)
Key = Callable[[Any], Hashable]

HISTORY: Final = (
    "settings",
    "enrolments",
    "entries",
    "pauses",
    "checkins",
    "reviews",
    "explanations",
    "marks",
    "offers",
    "milestones",
    "messages",
)
"""What comes back in; groups are joined anew."""


def merged(mine: Archive, theirs: Archive) -> Archive:
    """`mine` with what only `theirs` has; the same again adds nothing."""
    enrolments = _enrolments(mine.enrolments, theirs.enrolments)
    mine_at = _places(mine.enrolments, enrolments)
    theirs_at = _places(theirs.enrolments, enrolments)
    own = [_on(each, mine_at) for each in mine.entries]
    others = [_on(each, theirs_at) for each in theirs.entries]
    entries = _joined(own, others, _entry_key, lambda each: each.made_at)
    return mine.model_copy(
        update={
            "learner": mine.learner.model_copy(
                update={
                    "created_at": min(mine.learner.created_at, theirs.learner.created_at),
                    "run_told": _latest(mine.learner.run_told, theirs.learner.run_told),
                }
            ),
            "settings": _settings(mine, theirs),
            "enrolments": enrolments,
            "entries": entries,
            "pauses": _joined(
                mine.pauses,
                theirs.pauses,
                lambda each: (each.asked_at, each.first, each.asked_last),
                lambda each: each.asked_at,
            ),
            "checkins": _answered(
                [_on(each, mine_at) for each in mine.checkins],
                [_on(each, theirs_at) for each in theirs.checkins],
            ),
            "reviews": _answered(mine.reviews, theirs.reviews),
            "explanations": _joined(
                mine.explanations,
                theirs.explanations,
                lambda each: each.made_at,
                lambda each: each.made_at,
            ),
            "marks": _joined(
                mine.marks,
                theirs.marks,
                lambda each: (each.roadmap, each.item, each.made_at),
                lambda each: each.made_at,
            ),
            "offers": _joined(
                [_after(each, own, entries) for each in mine.offers],
                [_after(each, others, entries) for each in theirs.offers],
                lambda each: (each.roadmap, each.week, each.day, each.made_at, each.tasks),
                lambda each: each.made_at,
            ),
            "bookings": _joined(
                mine.bookings,
                theirs.bookings,
                lambda each: (each.kind, each.day),
                lambda each: each.starts_at,
            ),
            "milestones": _joined(
                mine.milestones,
                theirs.milestones,
                lambda each: each.name,
                lambda each: each.reached_at,
            ),
            "messages": _joined(
                mine.messages,
                theirs.messages,
                lambda each: (each.kind, each.day, each.at),
                lambda each: each.at,
            ),
        }
    )


def added(mine: Archive | None, now: Archive) -> dict[str, int]:
    """How many more of each there are; None stands for nothing."""
    counts = {name: len(getattr(now, name)) - len(getattr(mine, name, ())) for name in HISTORY}
    return {name: count for name, count in counts.items() if count > 0}


def same(mine: Archive, now: Archive) -> bool:
    """Whether nothing came to it."""
    return all(getattr(mine, name) == getattr(now, name) for name in HISTORY)


def _joined(
    mine: Iterable[Part], theirs: Iterable[Part], key: Key, at: Callable[[Any], datetime]
) -> tuple[Part, ...]:
    """What of theirs is not among mine, each as often as it is there more, in order of time."""
    own = list(mine)
    known, new = Counter(map(key, own)), []
    for each in theirs:
        if known[key(each)]:
            known[key(each)] -= 1
        else:
            new.append(each)
    return tuple(sorted([*own, *new], key=at)) if new else tuple(own)


def _entry_key(each: ArchivedEntry) -> Hashable:
    """What of an entry never changes: minutes may be added, and it may be taken back.

    What a timer logged may be named later.
    """
    note = "" if each.kind is EntryKind.FOCUS else each.note
    return each.kind, each.made_at, each.day, each.topic, note


def _enrolments(
    mine: Sequence[ArchivedEnrolment], theirs: Sequence[ArchivedEnrolment]
) -> tuple[ArchivedEnrolment, ...]:
    """The roadmap that goes on stays the last one."""
    others = {_enrolment_key(each): each for each in theirs}
    own = [_walked(each, others.pop(_enrolment_key(each), None)) for each in mine]
    if not others:
        return tuple(own)
    earlier = [*own[:-1], *others.values()]
    before = sorted(earlier, key=lambda each: (each.ended_at is None, each.started_at))
    return (*before, *own[-1:])


def _enrolment_key(each: ArchivedEnrolment) -> Hashable:
    return each.roadmap, each.started_at


def _walked(mine: ArchivedEnrolment, theirs: ArchivedEnrolment | None) -> ArchivedEnrolment:
    """The same enrolment with what belongs to it of both."""
    if theirs is None:
        return mine
    parts = {
        name: _joined(
            getattr(mine, name), getattr(theirs, name), lambda each: each, lambda each: each.made_at
        )
        for name in ("moves", "paces", "choices", "forecasts")
    }
    return mine.model_copy(update=parts)


def _places(
    before: Sequence[ArchivedEnrolment], after: Sequence[ArchivedEnrolment]
) -> dict[int | None, int | None]:
    """Where each enrolment of one list stands in the other."""
    places = {_enrolment_key(each): place for place, each in enumerate(after)}
    return {None: None, **{at: places[_enrolment_key(each)] for at, each in enumerate(before)}}


def _on(each: Any, places: dict[int | None, int | None]) -> Any:
    return each.model_copy(update={"enrolment": places[each.enrolment]})


def _settings(mine: Archive, theirs: Archive) -> tuple[ArchivedSetting, ...]:
    """Theirs as long as they held: from the beginning of my roadmap on, mine hold."""
    begun = {_enrolment_key(each) for each in theirs.enrolments}
    own, others = list(mine.settings), list(theirs.settings)
    if mine.enrolments and _enrolment_key(mine.enrolments[-1]) not in begun:
        others = [each for each in others if each.made_at < mine.enrolments[-1].started_at]
        first = min((each.started_at for each in theirs.enrolments), default=None)
        if first is None or mine.enrolments[0].started_at < first:
            others = []
        elif _enrolment_key(mine.enrolments[0]) not in begun:
            own = [each.model_copy(update={"proposal": False}) for each in own]
    return _joined(own, others, lambda each: (each.key, each.value, each.made_at), _made_at)


def _made_at(each: ArchivedSetting) -> datetime:
    return each.made_at


def _answered(mine: Sequence[Asking], theirs: Sequence[Asking]) -> tuple[Asking, ...]:
    """The answers of both; one of theirs that was open is closed as it stands."""
    answers: dict[datetime, Sequence[Any]] = {each.opened_at: each.answers for each in theirs}
    own = [
        each.model_copy(
            update={
                "answers": _joined(
                    each.answers,
                    answers.get(each.opened_at, ()),
                    lambda answer: answer,
                    lambda answer: answer.made_at,
                )
            }
        )
        for each in mine
    ]
    others = [
        each.model_copy(update={"closed_at": each.closed_at or each.opened_at}) for each in theirs
    ]
    return _joined(own, others, lambda each: each.opened_at, lambda each: each.opened_at)


def _after(
    each: ArchivedOffer, before: Sequence[ArchivedEntry], entries: Sequence[ArchivedEntry]
) -> ArchivedOffer:
    """An offer comes after the same entries as before, wherever these stand now."""
    passed = {_entry_key(entry) for entry in before[: each.after]}
    last = (
        place for place in range(len(entries), 0, -1) if _entry_key(entries[place - 1]) in passed
    )
    return each.model_copy(update={"after": next(last, 0)})


def _latest(one: Any, other: Any) -> Any:
    return max((each for each in (one, other) if each is not None), default=None)
