"""What a learner can set: how each value is written, read and defaulted (promise 8, `/settings`)."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any, Final

from bot.domain import policy
from bot.errors import CoachError, shortened

WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
LOOKS: Final = ("light", "dark")
"""On what ground pictures are drawn (promise 14.2)."""

Quiet = tuple[time, ...]
"""Quiet hours from a time to a time; empty when there are none."""

_TIME: Final = re.compile(
    r"(\d{1,2})(?:[:.](\d\d)|h(\d\d)?)?\s*(?:([ap])\.?m\.?|h|o'clock)?", re.ASCII
)
_TO: Final = re.compile(r"\s*(?:\b(?:to|until|till|through|thru)\b|\.{2,})\s*")
_AND: Final = re.compile(r"\band\b|[ ;/+&]")
_AT: Final = re.compile(r"\s+at\s+|\s+|(?<=[a-z])-(?=\d)")
_EVERY_DAY: Final = frozenset(
    {"daily", "all", "every day", "everyday", "all days", "all week", "any day", "the whole week"}
)
_AROUND_DAYS: Final = re.compile(r"\b(?:only|just|on|every|please|the|i can(?: do| study)?)\b")
_BUT: Final = re.compile(r"\s*\b(?:but not|but|except for|except|without|not|no)\b\s*")
_SEVERAL_DAYS: Final = {
    "weekdays": "mon-fri",
    "workdays": "mon-fri",
    "weekends": "sat-sun",
    "weekend": "sat-sun",
}


@dataclass(frozen=True, slots=True)
class SettingChange:
    """One setting's new value in its written form, with the instant and learner-day it was made.

    `proposal` says that it was part of the proposal, before the learner was set up.
    """

    key: str
    value: str
    made_at: datetime
    made_on: date
    proposal: bool = False


@dataclass(frozen=True, slots=True)
class Preferences:
    """A learner's settings. `start` is the plan's first day as proposed, None for today.

    `silent` holds from "stop writing to me" until the learner's next word (promise 4.2).
    `prompts` is the id of the group in whose chat they want the daily prompt, 0 for the private one.
    """

    tz: str = "UTC"
    at: time = policy.PROMPT_TIME_DEFAULT
    days: frozenset[int] = policy.STUDY_DAYS_DEFAULT
    rollover: int = policy.ROLLOVER_DEFAULT
    quiet: Quiet = policy.QUIET_DEFAULT
    checkin: tuple[int, time] = (policy.CHECKIN_WEEKDAY_DEFAULT, policy.CHECKIN_TIME_DEFAULT)
    streak: bool = True
    saver: bool = False
    names: bool = False
    prompts: int = 0
    look: str = LOOKS[0]
    language: str = "en"
    roadmap: str = "six-month"
    pace: str = "standard"
    start: date | None = None
    silent: bool = False

    @classmethod
    def of(
        cls, changes: Iterable[SettingChange], proposed: "Preferences | None" = None
    ) -> "Preferences":
        """The settings after all `changes` to what was `proposed`; the last of each key counts."""
        latest = {change.key: change.value for change in changes}
        values: Mapping[str, Any] = {key: READ[key](value) for key, value in latest.items()}
        return replace(proposed or cls(), **values)


def read_time(word: str) -> time:
    """`08:00`, `8.00`, `8h`, `8`, `8 a.m.`. Raises CoachError."""
    match = _TIME.fullmatch(word.strip().lower())
    if match is None:
        raise CoachError("{word} is not a time of day; write it like 08:00.", word=shortened(word))
    hour, minute = int(match[1]), int(match[2] or match[3] or 0)
    if match[4]:
        hour = hour % 12 + (12 if match[4] == "p" else 0) if 1 <= hour <= 12 else 24
    if hour > 23 or minute > 59:
        raise CoachError("{word} is not a time of day; write it like 08:00.", word=shortened(word))
    return time(hour, minute)


def read_weekday(word: str) -> int:
    """`mon` or `Monday`, as 0. Raises CoachError."""
    key = word.strip().lower()
    key = key[:-1] if key.endswith("days") else key
    for number, name in enumerate(
        ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    ):
        if len(key) >= 3 and name.startswith(key):
            return number
    raise CoachError("{word} is not a weekday; write it like mon or sat.", word=shortened(word))


def read_days(word: str) -> frozenset[int]:
    """`mon-sat`, `fri-mon`, `mon,wed,fri` (promise 2.3: at least three). Raises CoachError."""
    if not word.strip():
        raise CoachError("Name at least three study days, like days=mon-sat or days=mon,wed,fri.")
    told, *left_out = _BUT.split(word.strip().lower(), maxsplit=1)
    if left_out == [""]:
        read_weekday(word)
    days = _days(told or "daily") - (_days(left_out[0]) if left_out else set())
    if len(days) < policy.STUDY_DAYS_LEAST:
        raise CoachError("A plan needs at least three study days a week, like days=mon,wed,fri.")
    return frozenset(days)


def _days(told: str) -> set[int]:
    """The days of `mon-sat`, `weekdays and sunday`, `every day`. Raises CoachError."""
    if told in _EVERY_DAY:
        return set(range(7))
    for several, range_told in _SEVERAL_DAYS.items():
        told = told.replace(several, range_told)
    days: set[int] = set()
    for part in _AND.sub(",", _TO.sub("-", _AROUND_DAYS.sub(" ", told).strip())).split(","):
        if part:
            first, _, last = part.partition("-")
            days |= _range(read_weekday(first), read_weekday(last or first))
    return days


def _range(first: int, last: int) -> set[int]:
    return {day % 7 for day in range(first, last + 1 if last >= first else last + 8)}


def read_hour(word: str) -> int:
    """An hour from 0 to 23. Raises CoachError."""
    hour = int(word) if word.isascii() and word.isdigit() and len(word) <= 2 else 24
    if hour > 23:
        raise CoachError("Your day can begin at any full hour from 0 to 23, like rollover=4.")
    return hour


def read_quiet(word: str) -> Quiet:
    """`22:00-07:00`, or `off`. Raises CoachError."""
    told = word.strip().lower()
    if told in {"off", "none"}:
        return ()
    first, dash, last = _TO.sub("-", told.removeprefix("from ")).partition("-")
    if not dash:
        raise CoachError("Quiet hours run from a time to a time, like quiet=22:00-07:00.")
    begins, ends = read_time(first), read_time(last)
    if begins == ends:
        raise CoachError("Quiet hours need two different times, like quiet=22:00-07:00.")
    return begins, ends


def read_checkin(word: str) -> tuple[int, time]:
    """`sun-18:00`. Raises CoachError."""
    weekday, *at = _AT.split(word.strip().lower(), maxsplit=1)
    if not at:
        raise CoachError("The check-in has a weekday and a time, like checkin=sun-18:00.")
    return read_weekday(weekday), read_time(at[0])


def read_switch(word: str) -> bool:
    """`on` or `off`. Raises CoachError."""
    if word.strip().lower() not in {"on", "off"}:
        raise CoachError("{word} should be on or off, like saver=on.", word=shortened(word))
    return word.strip().lower() == "on"


def read_look(word: str) -> str:
    """`light` or `dark`. Raises CoachError."""
    told = word.strip().lower()
    if told not in LOOKS:
        raise CoachError("Pictures are light or dark; for example: look=dark")
    return told


def read_date(word: str) -> date:
    """An ISO date. Raises CoachError."""
    try:
        if not re.fullmatch(r"\d{4}-\d\d-\d\d", word, re.ASCII):
            raise ValueError(word)
        return date.fromisoformat(word)
    except ValueError:
        raise CoachError(
            "{word} is not a date in the calendar; write it like 2026-03-02.", word=shortened(word)
        ) from None


def write_days(days: frozenset[int]) -> str:
    """`mon-sat`, `mon,wed,fri`: what `read_days` reads back."""
    if len(days) == 7:
        return "mon-sun"
    first = next(day for day in sorted(days) if (day - 1) % 7 not in days)
    runs: list[list[int]] = []
    for day in ((first + step) % 7 for step in range(7)):
        if day in days:
            if runs and (runs[-1][-1] + 1) % 7 == day:
                runs[-1].append(day)
            else:
                runs.append([day])
    return ",".join(
        f"{WEEKDAYS[run[0]]}-{WEEKDAYS[run[-1]]}"
        if len(run) > 2
        else ",".join(WEEKDAYS[day] for day in run)
        for run in runs
    )


def write_quiet(quiet: Quiet) -> str:
    """`22:00-07:00` or `off`."""
    return "-".join(f"{each:%H:%M}" for each in quiet) or "off"


def write_checkin(checkin: tuple[int, time]) -> str:
    """`sun-18:00`."""
    return f"{WEEKDAYS[checkin[0]]}-{checkin[1]:%H:%M}"


def write_switch(on: bool) -> str:
    """`on` or `off`."""
    return "on" if on else "off"


def _read_start(word: str) -> date | None:
    return read_date(word) if word else None


READ: Final[Mapping[str, Callable[[str], Any]]] = {
    "tz": str,
    "at": read_time,
    "days": read_days,
    "rollover": read_hour,
    "quiet": read_quiet,
    "checkin": read_checkin,
    "streak": read_switch,
    "saver": read_switch,
    "names": read_switch,
    "prompts": int,
    "look": read_look,
    "language": str,
    "roadmap": str,
    "pace": str,
    "start": _read_start,
    "silent": read_switch,
}
"""How each setting's written form is read."""

WRITE: Final[Mapping[str, Callable[[Any], str]]] = {
    "tz": str,
    "at": "{:%H:%M}".format,
    "days": write_days,
    "rollover": str,
    "quiet": write_quiet,
    "checkin": write_checkin,
    "streak": write_switch,
    "saver": write_switch,
    "names": write_switch,
    "prompts": str,
    "look": str,
    "language": str,
    "roadmap": str,
    "pace": str,
    "start": lambda start: start.isoformat() if start else "",
    "silent": write_switch,
}
"""How each setting's value is written down."""
