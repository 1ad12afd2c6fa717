"""Reading a file that comes back: all of it holds, or nothing is taken (promises 7.4 and 11.6)."""

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final, NoReturn
from zoneinfo import ZoneInfo

from pydantic import ValidationError

from bot.archive.model import BYTES_MOST, FORMAT, VERSION, Archive, ArchivedEnrolment, ArchivePart
from bot.domain import policy
from bot.domain.day.offers import read_tasks
from bot.domain.preferences import READ
from bot.domain.reflection import Question
from bot.domain.roadmap.model import Roadmap
from bot.errors import CoachError, shortened

DEPTH_MOST: Final = 8
EARLIEST: Final = datetime(2000, 1, 1, tzinfo=UTC)
LATER_MOST: Final = timedelta(minutes=10)
"""Clocks of two machines may differ by so much."""

AHEAD_MOST: Final = timedelta(days=policy.START_WITHIN_DAYS + 35)
"""How far ahead a plan may begin, and a pause end."""

_NEAR: Final = timedelta(days=2)
"""So far a learner-day may lie from the date of its instant in UTC."""

_ROOT: Final = "the file"


def read(content: bytes, now: datetime) -> Archive:
    """The archive in a file, without the ids in it that mean something only where it was made.

    Raises CoachError, in one sentence that names the place.
    """
    if len(content) > BYTES_MOST:
        raise CoachError("That file is too large: I take up to 5 MB.")
    _check_shape(content)
    try:
        archive = Archive.model_validate_json(content)
    except ValidationError as error:
        _refuse(error)
    _raise_first(_problems(archive, now))
    return _without_ids(archive)


def check_ways(archive: Archive, roadmaps: "Sequence[Roadmap | None]") -> None:
    """Whether each enrolment can go on with its roadmap, None where that is unknown here.

    Raises CoachError.
    """
    for number, (enrolment, roadmap) in enumerate(zip(archive.enrolments, roadmaps, strict=True)):
        _raise_first(_impossible_ways(enrolment, f"enrolments[{number}]", roadmap))


def _without_ids(archive: Archive) -> Archive:
    """A group to be prompted in, and messages whose buttons were pressed, are of another place."""
    settings = tuple(each for each in archive.settings if each.key != "prompts")
    entries = tuple(each.model_copy(update={"message": None}) for each in archive.entries)
    return archive.model_copy(update={"settings": settings, "entries": entries})


def _raise_first(problems: Iterator[tuple[str, str]]) -> None:
    for place, problem in problems:
        raise _cannot_be(place, problem)


def _cannot_be(place: str, problem: str) -> CoachError:
    return CoachError(
        "I took nothing from that file: {place} is {problem}, which cannot be.",
        place=shortened(place, 80),
        problem=shortened(problem),
    )


def _refuse(error: ValidationError) -> NoReturn:
    first = error.errors(include_url=False)[0]
    place = _named(first["loc"])
    if first["type"] == "missing":
        raise CoachError(
            "I took nothing from that file: {place} is missing.", place=shortened(place, 80)
        )
    if first["type"] == "extra_forbidden":
        raise CoachError(
            "I took nothing from that file: I don't know what {place} is.",
            place=shortened(place, 80),
        )
    raise _cannot_be(place, _as_text(first["input"]))


def _named(location: Sequence[str | int]) -> str:
    """A place as people write it: `entries[3].minutes`."""
    text = ""
    for each in location:
        text += f"[{each}]" if isinstance(each, int) else f".{each}"
    return text.removeprefix(".") or _ROOT


def _as_text(value: object) -> str:
    match value:
        case dict():
            return "{}"
        case list() | tuple():
            return "[]"
        case _:
            return json.dumps(value, ensure_ascii=True, default=str)[:200]


class _Twice(dict[str, Any]):
    """An object in which a key stands twice."""

    key = ""


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = _Twice(pairs)
    if len(found) == len(pairs):
        return dict(pairs)
    seen: set[str] = set()
    for key, _ in pairs:
        if key in seen:
            found.key = key
        seen.add(key)
    return found


def _check_shape(content: bytes) -> None:
    """Whether it is JSON of ours at all, of this version, and nothing in it stands twice."""
    try:
        found = json.loads(content.decode("utf-8"), object_pairs_hook=_object, parse_constant=_Odd)
    except (ValueError, RecursionError):
        raise CoachError("That is no file of mine: I take what /export made.") from None
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise CoachError("That is no file of mine: I take what /export made.")
    version = found.get("version")
    if type(version) is int and version > VERSION:
        raise CoachError(
            "That file is from a newer Waymark, with version {version}; I read version {known}.",
            version=shortened(str(version)),
            known=VERSION,
        )
    for place, problem in _oddities(found, ()):
        if problem is None:
            raise CoachError(
                "I took nothing from that file: {place} stands there twice.",
                place=shortened(_named(place), 80),
            )
        raise _cannot_be(_named(place), problem)


class _Odd(str):
    """NaN or Infinity, which no number of ours is."""

    __slots__ = ()


def _oddities(part: Any, place: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], str | None]]:
    if isinstance(part, _Twice):
        yield (*place, part.key), None
    if len(place) > DEPTH_MOST:
        yield place, "too deep"
        return
    if isinstance(part, _Odd):
        yield place, part
    elif isinstance(part, str) and not _is_text(part):
        yield place, "no text"
    elif isinstance(part, dict):
        for key, value in part.items():
            if not _is_text(key):
                yield (*place, "key"), "no text"
            yield from _oddities(value, (*place, key))
    elif isinstance(part, list):
        for number, value in enumerate(part):
            yield from _oddities(value, (*place, number))


def _is_text(text: str) -> bool:
    """Whether every database can hold it."""
    return "\0" not in text and not any("\ud800" <= char <= "\udfff" for char in text)


def _problems(archive: Archive, now: datetime) -> Iterator[tuple[str, str]]:
    """What is well formed and cannot be all the same, by its place."""
    yield from _impossible_times(archive, "", now)
    for number, setting in enumerate(archive.settings):
        if setting.key not in READ or not _reads(setting.key, setting.value):
            yield f"settings[{number}]", f"{setting.key}={setting.value}"
    if not archive.enrolments and not archive.is_empty:
        yield "enrolments", "empty"
    for name in ("entries", "checkins"):
        for number, each in enumerate(getattr(archive, name)):
            if each.enrolment is not None and each.enrolment >= len(archive.enrolments):
                yield f"{name}[{number}].enrolment", str(each.enrolment)
    yield from _impossible_days(archive)
    names = [each.name for each in archive.milestones]
    if len(set(names)) < len(names):
        yield "milestones", "a name twice"


def _impossible_times(part: Any, place: str, now: datetime) -> Iterator[tuple[str, str]]:
    if isinstance(part, datetime):
        if not EARLIEST <= part <= now + LATER_MOST:
            yield place, part.isoformat()
    elif isinstance(part, date):
        if not EARLIEST.date() - _NEAR <= part <= now.date() + AHEAD_MOST:
            yield place, part.isoformat()
    elif isinstance(part, ArchivePart):
        for name in type(part).model_fields:
            yield from _impossible_times(
                getattr(part, name), f"{place}.{name}".removeprefix("."), now
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
    except (ValueError, OSError, LookupError):
        return False
    return True


def _impossible_ways(
    enrolment: ArchivedEnrolment, place: str, roadmap: "Roadmap | None"
) -> Iterator[tuple[str, str]]:
    if roadmap is None:
        yield f"{place}.roadmap", enrolment.roadmap
        return
    paces = {each.id for each in roadmap.paces}
    for number, pace in enumerate(enrolment.paces):
        if pace.pace not in paces or pace.week < 1:
            yield f"{place}.paces[{number}]", f"{pace.pace}, week {pace.week}"
    before = enrolment.started_at
    for number, move in enumerate(enrolment.moves):
        if move.made_at < before or move.week < 1:
            yield f"{place}.moves[{number}]", f"week {move.week} at {move.made_at.isoformat()}"
        before = move.made_at


def _impossible_days(archive: Archive) -> Iterator[tuple[str, str]]:
    """Days that do not belong to their instants, and what no rule of ours lets be."""
    for number, entry in enumerate(archive.entries):
        place = f"entries[{number}]"
        if not _is_zone(entry.zone):
            yield f"{place}.zone", entry.zone
        if abs(entry.made_on - entry.made_at.date()) > _NEAR:
            yield f"{place}.made_on", entry.made_on.isoformat()
        age = (entry.made_on - entry.day).days
        if not 0 <= age <= policy.OLDEST_ENTRY_DAYS + 1:
            yield f"{place}.day", entry.day.isoformat()
    for number, pause in enumerate(archive.pauses):
        length = (pause.asked_last - pause.first).days + 1
        if not 1 <= length <= policy.PAUSE_DAYS_MOST or pause.last > pause.asked_last:
            yield f"pauses[{number}]", f"{length} days"
    for number, checkin in enumerate(archive.checkins):
        for at, answer in enumerate(checkin.answers):
            numbers = {Question.CONFIDENCE: 5, Question.WEEK: 1000}
            most = numbers.get(answer.question)
            if most and answer.text is not None and not _is_number(answer.text, most):
                yield f"checkins[{number}].answers[{at}].text", answer.text
    for number, offer in enumerate(archive.offers):
        if not _are_tasks(offer.tasks):
            yield f"offers[{number}].tasks", offer.tasks
        if offer.after > len(archive.entries):
            yield f"offers[{number}].after", str(offer.after)


def _is_number(text: str, most: int) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 4 and 1 <= int(text) <= most


def _are_tasks(text: str) -> bool:
    try:
        tasks = read_tasks(text)
    except ValueError:
        return False
    return all(each.minutes > 0 and 0 < each.sitting <= each.sittings for each in tasks)
