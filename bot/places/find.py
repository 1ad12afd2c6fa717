"""Find a time zone from a zone's name, a city, a country or a clock (promise 1.7)."""

import os
import re
import zoneinfo
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from bot.chat.reading.slips import slips
from bot.places.atlas import all_names, atlas, fold, languages

ZONES_MOST: Final = 6
SUGGESTIONS_MOST: Final = 25
QUERY_MOST: Final = 80
"""Characters of the longest query that is looked at."""

CLOCK_OFF_MOST: Final = 10
"""Minutes by which a learner's clock may differ from ours."""

CLOSE_NAMES_MOST: Final = 3
CLOSE_LETTERS_LEAST: Final = 4
LETTERS_A_SLIP: Final = 7
"""What counts as a misspelling: how many names at most; the least letters of a query; a slip of
the finger may come once, and once more for each so many letters (promise 8.1)."""

ABBREVIATION: Final = re.compile(r"[A-Z]{3,4}|[A-Z]{3}\d[A-Z]{3}", re.IGNORECASE | re.ASCII)
NO_ABBREVIATIONS: Final = frozenset({"utc", "gmt", "uct", "prc", "roc", "rok"})
"""Names that look like an abbreviation and mean the same all year."""

AROUND_PLACE: Final = re.compile(
    r"(?i)^(?:i(?:['\u2019]?m| am)?|we(?: are)?|my)?\s*(?:live|living|based|zone is|city is)?\s*"
    r"\b(?:in|near|from|at)\s+|\s+(?:(?:standard|daylight|summer)\s+)?time$"
)
"""What people say around a place: `I live in Berlin`, `Eastern time`."""

HALF_A_YEAR: Final = timedelta(days=182)
HOURS_A_DAY: Final = 24
NOON: Final = 12
MINUTES_AN_HOUR: Final = 60
MINUTES_A_DAY: Final = HOURS_A_DAY * MINUTES_AN_HOUR

TIME: Final = (
    r"(?i)(?<![\d+-])(\d{1,2})(?:[:.h](\d{2})(?::\d{2})?(?!\d)\s*([ap]\.?m\b)?|\s*([ap]\.?m\b))"
)
OFFSET: Final = r"(?i)(?:utc|gmt)?\s*([+-])\s*(\d{1,2})(?::?(\d{2}))?"


class MatchedBy(StrEnum):
    """By what the zones were found. `ZONE` is a zone's own name, exactly; the others are guesses."""

    ZONE = "zone"
    CITY = "city"
    COUNTRY = "country"
    CLOCK = "clock"


@dataclass(frozen=True, slots=True)
class ZoneMatch:
    """Zones that may be meant, best first; none where nothing was found.

    `close` says that nothing bears the name asked for, only similar ones.
    """

    zones: tuple[str, ...]
    how: MatchedBy
    close: bool = False


NO_MATCH: Final = ZoneMatch((), MatchedBy.CITY)


def find(query: str, now: datetime) -> ZoneMatch:
    """The zones that a learner may mean by what they typed, at the instant `now`."""
    text = query.strip()
    if not text or len(text) > QUERY_MOST:
        return NO_MATCH
    place = AROUND_PLACE.sub("", text)
    return _find(text, now) or (_find(place, now) if place != text else None) or NO_MATCH


def _find(text: str, now: datetime) -> ZoneMatch | None:
    return (
        _by_abbreviation(text, now)
        or _by_zone(text)
        or _by_offset(text, now)
        or _by_clock(text, now)
        or _by_name(text, now)
        or _by_close_name(text, now)
    )


def suggest(prefix: str) -> tuple[str, ...]:
    """Zones to complete what was typed so far, as a zone, city or country begins with it."""
    ranks, start = atlas().ranks, fold(prefix[:QUERY_MOST])
    if not start:
        return () if prefix.strip() else tuple(ranks)[:SUGGESTIONS_MOST]
    best: dict[str, tuple[bool, int, str]] = {}
    for name, zones in all_names():
        if name.startswith(start) or f" {start}" in name:
            for zone in zones:
                order = name != start, ranks.get(zone, len(ranks)), zone
                best[zone] = min(order, best.get(zone, order))
    return tuple(sorted(best, key=best.__getitem__)[:SUGGESTIONS_MOST])


def guess(language: str | None) -> str:
    """A zone to propose to someone of whom only a language tag (`de`, `pt-BR`) is known."""
    parts = (language or "").lower().replace("_", "-").split("-")
    homes, spoken = atlas().homes, languages()
    regions = [part.upper() for part in parts[1:] if part.upper() in homes]
    likely = [spoken[tag] for tag in ("-".join(parts[:2]), parts[0]) if tag in spoken]
    return next((homes[country][0] for country in regions + likely), "UTC")


def machine_zone(environ: Mapping[str, str] = os.environ, etc: Path = Path("/etc")) -> str:
    """The zone this machine is set to, UTC where none can be told."""
    zones = atlas().zones
    for told in _machine_names(environ, etc):
        name = told.strip().removeprefix(":").rpartition("zoneinfo/")[2]
        zone = zones.get(name.removeprefix("posix/").removeprefix("right/").casefold())
        if zone:
            return zone
    return "UTC"


def pin_tzdata() -> None:
    """Take zones from the pinned tzdata package, whatever this machine has. Call it once."""
    zoneinfo.reset_tzpath(to=())
    ZoneInfo.clear_cache()
    _clock_of.cache_clear()


def _machine_names(environ: Mapping[str, str], etc: Path) -> Iterator[str]:
    yield environ.get("TZ", "")
    with suppress(OSError):
        yield str((etc / "localtime").readlink())
    with suppress(OSError):
        yield (etc / "timezone").read_text("utf-8", "replace")


def _by_zone(text: str) -> ZoneMatch | None:
    """An IANA name. One that is also a country (`Japan`, `NZ`) is left to the countries."""
    zone = atlas().zones.get(text.casefold().replace(" ", "_"))
    if zone is None or ("/" not in zone and fold(zone) in atlas().countries):
        return None
    return ZoneMatch((zone,), MatchedBy.ZONE)


def _by_abbreviation(text: str, now: datetime) -> ZoneMatch | None:
    """`EST` is no place: the zones whose clocks bear it now or in half a year (promise 8.1)."""
    name = text.upper().replace(".", "").partition("/")[0]
    if not ABBREVIATION.fullmatch(name) or name.lower() in NO_ABBREVIATIONS:
        return None
    if name.casefold() in atlas().countries or name.casefold() in atlas().cities:
        return None
    known = atlas().ranks
    bearing = [zone for zone in known if not {name, name[:3]}.isdisjoint(_clocks(zone, now))]
    if not bearing and (alias := atlas().zones.get(name.casefold())):  # `MET`
        bearing = [zone for zone in known if _habit(zone, now) == _habit(alias, now)]
    found = _varied(bearing, now)
    return ZoneMatch(found, MatchedBy.CITY, close=True) if found else None


def _clocks(zone: str, now: datetime) -> tuple[str | None, ...]:
    """What the clocks of a zone are called now and in half a year."""
    clock = _clock_of(zone)
    return tuple(each.astimezone(clock).tzname() for each in (now, now + HALF_A_YEAR))


def _by_offset(text: str, now: datetime) -> ZoneMatch | None:
    """`UTC+2` as the clocks show it today."""
    told = re.fullmatch(OFFSET, text)
    if not told:
        return None
    minutes = int(told[2]) * MINUTES_AN_HOUR + int(told[3] or 0)
    offset = timedelta(minutes=-minutes if told[1] == "-" else minutes)
    fitting = (zone for zone in atlas().ranks if _clock_of(zone).utcoffset(now) == offset)
    return ZoneMatch(_varied(fitting, now), MatchedBy.CLOCK)


def _by_clock(text: str, now: datetime) -> ZoneMatch | None:
    """A wall time, with words around it or without."""
    told = re.search(TIME, text)
    if not told:
        return None
    minute = _minute_of_day(told)
    if minute is None:
        return ZoneMatch((), MatchedBy.CLOCK)
    fitting = (zone for zone in atlas().ranks if _apart(zone, now, minute) <= CLOCK_OFF_MOST)
    return ZoneMatch(_varied(fitting, now), MatchedBy.CLOCK)


def _minute_of_day(told: re.Match[str]) -> int | None:
    """Minutes after midnight; None where no clock shows this."""
    hour, minute, half = int(told[1]), int(told[2] or 0), (told[3] or told[4] or "")[:1].lower()
    if half and hour <= NOON:
        hour = hour % NOON + NOON * (half == "p")
    if hour >= HOURS_A_DAY or minute >= MINUTES_AN_HOUR:
        return None
    return hour * MINUTES_AN_HOUR + minute


def _apart(zone: str, now: datetime, minute: int) -> float:
    """Minutes between this minute of the day and what the clocks of `zone` show."""
    shown = now.astimezone(_clock_of(zone))
    there = shown.hour * MINUTES_AN_HOUR + shown.minute + shown.second / 60
    ahead = abs(there - minute)
    return min(ahead, MINUTES_A_DAY - ahead)


def _by_name(text: str, now: datetime) -> ZoneMatch | None:
    """A country or a city, or a city with its country or state after a comma."""
    name, known = fold(text), atlas()
    city, comma, region = text.rpartition(",")
    if comma and name not in known.cities:
        places, around = known.zones_named(fold(city)), known.zones_named(fold(region))
        return _found([zone for zone in places if zone in around] or places, MatchedBy.CITY)
    if name not in known.countries:
        return _found(known.zones_named(name), MatchedBy.CITY)
    at_home = _varied(known.homes[known.countries[name]], now, fill=False)
    return _found(chain(at_home, known.cities.get(name, ())), MatchedBy.COUNTRY)


def _by_close_name(text: str, now: datetime) -> ZoneMatch | None:
    """What a misspelt name may have meant."""
    name = fold(text)
    if len(name) < CLOSE_LETTERS_LEAST:
        return None
    if "/" in text:
        zones = {fold(zone): zone for zone in atlas().zones.values()}
        return _found((zones[one] for one in _alike(name, zones)), MatchedBy.CITY, close=True)
    names = chain(atlas().countries, atlas().cities)
    founds = [found for one in _alike(name, names) if (found := _by_name(one, now))]
    how = founds[0].how if founds else MatchedBy.CITY
    return _found(chain.from_iterable(found.zones for found in founds), how, close=True)


def _alike(name: str, names: Iterable[str]) -> list[str]:
    """The names from which this one differs by a slip or two, the nearest first."""
    most = 1 + len(name) // LETTERS_A_SLIP
    short = len(name) < LETTERS_A_SLIP
    near = {
        one: slips(name, one)
        for one in names
        if abs(len(one) - len(name)) <= most + 1 and not (short and one[0] != name[0])
    }
    close = [one for one in near if near[one] <= most or one.startswith(name)]
    return sorted(close, key=lambda one: (near[one], -len(one)))[:CLOSE_NAMES_MOST]


def _found(zones: Iterable[str], how: MatchedBy, *, close: bool = False) -> ZoneMatch | None:
    different = tuple(dict.fromkeys(zones))[:ZONES_MOST]
    return ZoneMatch(different, how, close) if different else None


def _varied(zones: Iterable[str], now: datetime, *, fill: bool = True) -> tuple[str, ...]:
    """At most six of the zones: first one of each set of clocks that agree now and in half a
    year; then, with `fill`, the others in their order."""
    known = list(zones)
    first: dict[tuple[timedelta | None, ...], str] = {}
    for zone in known:
        first.setdefault(_habit(zone, now), zone)
    others = [zone for zone in known if zone not in first.values()] if fill else []
    return tuple([*first.values(), *others][:ZONES_MOST])


def _habit(zone: str, now: datetime) -> tuple[timedelta | None, timedelta | None]:
    """By how much a zone's clocks differ from UTC now and in half a year."""
    clock = _clock_of(zone)
    return clock.utcoffset(now), clock.utcoffset(now + HALF_A_YEAR)


@cache
def _clock_of(zone: str) -> ZoneInfo:
    return ZoneInfo(zone)
