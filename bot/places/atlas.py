"""The names of zones, cities and countries, read when they are first asked for.

They come from tzdata's own tables and from the lists in `data`.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

NO_CITIES: Final = ("Etc/", "Brazil/", "Chile/", "Mexico/")
"""Parts of tzdata whose names end in no city's name, or in a sign that reads the wrong way."""

LETTERS: Final = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i", "'": "", "’": "", ".": ""}  # noqa: RUF001
)
FILLERS: Final = frozenset({"and", "the"})


@dataclass(frozen=True, slots=True)
class Atlas:
    """All names. Keys are folded (`fold`), those of `zones` only in their case.

    `zones` leads to an IANA name as it is written, `ranks` from such a name to its place among
    the zones of most people, `cities` to zones, `countries` (by name or code) to an ISO code and
    `homes` from that to zones, the main one first.
    """

    zones: Mapping[str, str]
    ranks: Mapping[str, int]
    cities: Mapping[str, tuple[str, ...]]
    countries: Mapping[str, str]
    homes: Mapping[str, tuple[str, ...]]

    def zones_named(self, name: str) -> tuple[str, ...]:
        """The zones of the country or of the cities with this folded name."""
        return self.homes.get(self.countries.get(name, ""), ()) + self.cities.get(name, ())


def fold(text: str) -> str:
    """Only what tells names apart: `St. John's` is `st johns`, `Österreich` is `osterreich`."""
    whole = unicodedata.normalize("NFKD", text.casefold()).translate(LETTERS)
    bare = (one for one in whole if not unicodedata.combining(one))
    words = "".join(one if one.isalnum() else " " for one in bare).split()
    return " ".join(word for word in words if word not in FILLERS)


@cache
def atlas() -> Atlas:
    """The one atlas."""
    zones = [zone for zone in _lines("tzdata", "zones") if zone != "Factory"]
    cities = dict(_named(_lines("bot.places", "data/cities.txt")))
    named = dict(_named(_lines("bot.places", "data/countries.txt")))
    rows = [line.split("\t") for line in _lines("tzdata", "zoneinfo/zone.tab")]
    homes = _homes(named, [(row[0], row[2]) for row in rows])
    return Atlas(
        zones={zone.casefold(): zone for zone in zones},
        ranks={zone: rank for rank, zone in enumerate(cities)},
        cities=_cities(cities, [row[2] for row in rows], zones),
        countries=_countries(named, homes),
        homes=homes,
    )


@cache
def all_names() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Every folded name with the zones it stands for."""
    known = atlas()
    countries = ((name, known.homes[code]) for name, code in known.countries.items())
    zones = ((fold(zone), (zone,)) for zone in known.zones.values())
    return (*countries, *known.cities.items(), *zones)


@cache
def languages() -> Mapping[str, str]:
    """From a language's code to the ISO code of the country it is most likely spoken in."""
    pairs = (line.partition(" ") for line in _lines("bot.places", "data/languages.txt"))
    return {language: country for language, _, country in pairs}


def _lines(package: str, path: str) -> Iterator[str]:
    text = files(package).joinpath(path).read_text("utf-8")
    return (line for line in text.splitlines() if line and not line.startswith("#"))


def _named(lines: Iterable[str]) -> Iterator[tuple[str, list[str]]]:
    """What stands before each colon, with the folded names after it."""
    for line in lines:
        head, _, names = line.partition(":")
        yield head, [fold(name) for name in names.split(",") if name.strip()]


def _homes(
    named: Mapping[str, list[str]], rows: Iterable[tuple[str, str]]
) -> dict[str, tuple[str, ...]]:
    heads = (head.rstrip("]").partition(" [") for head in named)
    homes = {code: main.split() for code, _, main in heads}
    for code, zone in rows:
        homes.setdefault(code, []).append(zone)
    return {code: tuple(dict.fromkeys(zones)) for code, zones in homes.items()}


def _countries(
    named: Mapping[str, list[str]], homes: Mapping[str, tuple[str, ...]]
) -> dict[str, str]:
    pairs = (line.split("\t") for line in _lines("tzdata", "zoneinfo/iso3166.tab"))
    countries = {fold(name): code for code, name in pairs if code in homes}
    countries |= {code.lower(): code for code in homes}
    for head, names in named.items():
        countries |= dict.fromkeys(names, head[:2])
    return countries


def _cities(
    named: Mapping[str, list[str]], main: Iterable[str], zones: Iterable[str]
) -> dict[str, tuple[str, ...]]:
    """Well-known cities first, then tzdata's own; its older names where nothing else bears them."""
    cities: dict[str, list[str]] = {}
    for zone, names in named.items():
        for name in names:
            cities.setdefault(name, []).append(zone)
    for zone in main:
        cities.setdefault(_last_part(zone), []).append(zone)
    known = frozenset(cities)
    for zone in zones:
        name = _last_part(zone)
        if name not in known and "/" in zone and not zone.startswith(NO_CITIES):
            cities.setdefault(name, []).append(zone)
    return {name: tuple(dict.fromkeys(found)) for name, found in cities.items()}


def _last_part(zone: str) -> str:
    return fold(zone.rpartition("/")[2])
