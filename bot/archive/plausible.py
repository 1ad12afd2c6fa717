"""What stands in a file in good order and cannot be all the same (promise 7.4)."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.archive.model import Archive, ArchivedEnrolment
from bot.archive.parts import ArchivedBooking, ArchivePart
from bot.domain import policy
from bot.domain.day.offers import read_tasks
from bot.domain.enrolment import MoveCause
from bot.domain.preferences import READ
from bot.domain.reflection import Question
from bot.errors import CoachError

if TYPE_CHECKING:  # start-up time
    from bot.domain.roadmap.model import Roadmap

EARLIEST: Final = datetime(2000, 1, 1, tzinfo=UTC)
LATER_MOST: Final = timedelta(minutes=10)
"""Clocks of two machines may differ by so much."""

AHEAD_MOST: Final = timedelta(days=policy.START_WITHIN_DAYS + 35)
"""How far ahead a plan may begin, and a pause end."""

BOOKED_AHEAD: Final = timedelta(days=policy.CALENDAR_DAYS + 2)
"""How far ahead a calendar file goes, a day for zones with it."""

_NEAR: Final = timedelta(days=2)
"""So far a learner-day may lie from the date of its instant in UTC."""

_NUMBERS: Final = {Question.CONFIDENCE: 5, Question.WEEK: 1000}
"""The highest number that answers a question; other questions take words."""


def problems(archive: Archive, now: datetime) -> Iterator[tuple[str, str]]:
    """What is well formed and cannot be all the same, by its place."""
    yield from _impossible_times(archive, "", now)
    for number, setting in enumerate(archive.settings):
        if setting.key not in READ or not _reads(setting.key, setting.value):
            yield f"settings[{number}]", f"{setting.key}={setting.value}"
    if not archive.enrolments and not archive.is_empty:
        yield "enrolments", "[]"
    for name in ("entries", "checkins"):
        for number, each in enumerate(getattr(archive, name)):
            if each.enrolment is not None and each.enrolment >= len(archive.enrolments):
                yield f"{name}[{number}].enrolment", str(each.enrolment)
    for rule in _RULES:
        yield from rule(archive)
    names = [each.name for each in archive.milestones]
    for number, name in enumerate(names):
        if name in names[:number]:
            yield f"milestones[{number}].name", name


def _impossible_times(part: Any, place: str, now: datetime) -> Iterator[tuple[str, str]]:
    if isinstance(part, datetime):
        if not EARLIEST <= part <= now + LATER_MOST:
            yield place, part.isoformat()
    elif isinstance(part, date):
        if not EARLIEST.date() - _NEAR <= part <= now.date() + AHEAD_MOST:
            yield place, part.isoformat()
    elif isinstance(part, ArchivePart):
        latest = now + BOOKED_AHEAD if isinstance(part, ArchivedBooking) else now
        for name in type(part).model_fields:
            yield from _impossible_times(
                getattr(part, name), f"{place}.{name}".removeprefix("."), latest
            )
    elif isinstance(part, tuple):
        for number, each in enumerate(part):
            yield from _impossible_times(each, f"{place}[{number}]", now)


def _reads(key: str, value: str) -> bool:
    try:
        READ[key](value)
    except (CoachError, ValueError):
        return False
    return _is_zone(value) if key == "tz" else True


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ValueError, OSError, ZoneInfoNotFoundError):
        return False
    return True


def impossible_ways(
    archive: Archive, contents: "Sequence[Sequence[Roadmap | None]]"
) -> Iterator[tuple[str, str]]:
    """What cannot be on the roadmaps that it is about, by its place.

    `contents` has the roadmap of each enrolment in each of its versions, None where it is unknown.
    """
    weeks = []
    for number, (enrolment, found) in enumerate(zip(archive.enrolments, contents, strict=True)):
        roadmaps = [each for each in found if each is not None]
        if len(roadmaps) < len(found):
            yield f"enrolments[{number}].roadmap", enrolment.roadmap
            return
        weeks.append(max(map(_weeks_most, roadmaps)))
        yield from _impossible_way(enrolment, f"enrolments[{number}]", roadmaps, weeks[-1])
    for name in ("entries", "checkins"):
        for number, each in enumerate(getattr(archive, name)):
            if each.enrolment is not None and (each.week or 1) > weeks[each.enrolment] + 1:
                yield f"{name}[{number}].week", str(each.week)


def _weeks_most(roadmap: "Roadmap") -> int:
    """How many weeks it has, whatever is taken at its forks."""
    overflows = (max(each.overflow_weeks for each in fork.options) for fork in roadmap.branches)
    return roadmap.weeks + sum(overflows)


def _impossible_way(
    enrolment: ArchivedEnrolment, place: str, roadmaps: "Sequence[Roadmap]", weeks: int
) -> Iterator[tuple[str, str]]:
    """Paces and moves that none of these roadmaps has, the longest of them with so many weeks."""
    paces = {each.id for roadmap in roadmaps for each in roadmap.paces}
    for number, pace in enumerate(enrolment.paces):
        if pace.pace not in paces or not 1 <= pace.week <= weeks + 1:
            yield f"{place}.paces[{number}]", f"pace={pace.pace}, week={pace.week}"
    before = enrolment.started_at
    for number, move in enumerate(enrolment.moves):
        last = weeks + (move.cause is MoveCause.FINISH)
        if move.made_at < before or not 1 <= move.week <= last:
            yield (
                f"{place}.moves[{number}]",
                f"week={move.week}, made_at={move.made_at.isoformat()}",
            )
        before = move.made_at


def _impossible_ends(archive: Archive) -> Iterator[tuple[str, str]]:
    """The enrolment that goes on is the last one, and none ended before it began."""
    for number, each in enumerate(archive.enrolments):
        last = number + 1 == len(archive.enrolments)
        if each.ended_at is not None and (last or each.ended_at < each.started_at):
            yield f"enrolments[{number}].ended_at", each.ended_at.isoformat()


def _impossible_entries(archive: Archive) -> Iterator[tuple[str, str]]:
    """Entries whose days do not belong to their instants."""
    for number, entry in enumerate(archive.entries):
        place = f"entries[{number}]"
        if not _is_zone(entry.zone):
            yield f"{place}.zone", entry.zone
        if abs(entry.made_on - entry.made_at.date()) > _NEAR:
            yield f"{place}.made_on", entry.made_on.isoformat()
        age = (entry.made_on - entry.day).days
        if not 0 <= age <= policy.OLDEST_ENTRY_DAYS + 1:
            yield f"{place}.day", entry.day.isoformat()


def _impossible_pauses(archive: Archive) -> Iterator[tuple[str, str]]:
    for number, pause in enumerate(archive.pauses):
        length = (pause.asked_last - pause.first).days + 1
        ends = (pause.last, *(each.last for each in pause.cuts))
        if not 1 <= length <= policy.PAUSE_DAYS_MOST or max(ends) > pause.asked_last:
            yield f"pauses[{number}]", f"{length}d"


def _impossible_answers(archive: Archive) -> Iterator[tuple[str, str]]:
    for number, checkin in enumerate(archive.checkins):
        for at, answer in enumerate(checkin.answers):
            most = _NUMBERS.get(answer.question)
            if most and answer.text is not None and not _is_number(answer.text, most):
                yield f"checkins[{number}].answers[{at}].text", answer.text


def _impossible_questions(archive: Archive) -> Iterator[tuple[str, str]]:
    """Options that a question about one's own code does not have."""
    for number, explanation in enumerate(archive.explanations):
        for at, each in enumerate(explanation.questions):
            for name, picked in (("right", each.right), ("picked", each.picked or 0)):
                if picked >= len(each.options):
                    yield f"explanations[{number}].questions[{at}].{name}", str(picked)


def _impossible_offers(archive: Archive) -> Iterator[tuple[str, str]]:
    for number, offer in enumerate(archive.offers):
        if not _are_tasks(offer.tasks):
            yield f"offers[{number}].tasks", offer.tasks
        if offer.after > len(archive.entries):
            yield f"offers[{number}].after", str(offer.after)


def _impossible_bookings(archive: Archive) -> Iterator[tuple[str, str]]:
    """What a calendar cannot have been told: another day's instant, or one of a kind twice a day."""
    known = set()
    for number, each in enumerate(archive.bookings):
        place = f"bookings[{number}]"
        if not _is_zone(each.zone):
            yield f"{place}.zone", each.zone
        if abs(each.day - each.starts_at.date()) > _NEAR:
            yield f"{place}.day", each.day.isoformat()
        if (each.kind, each.day) in known:
            yield place, f"kind={each.kind}, day={each.day.isoformat()}"
        known.add((each.kind, each.day))


def _is_number(text: str, most: int) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 4 and 1 <= int(text) <= most


def _are_tasks(text: str) -> bool:
    try:
        tasks = read_tasks(text)
    except ValueError:
        return False
    return all(each.minutes > 0 and 0 < each.sitting <= each.sittings for each in tasks)


_RULES: Final = (
    _impossible_ends,
    _impossible_entries,
    _impossible_pauses,
    _impossible_answers,
    _impossible_questions,
    _impossible_offers,
    _impossible_bookings,
)
