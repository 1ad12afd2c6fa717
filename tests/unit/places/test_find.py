"""Zones are found by name, city, country and clock, and nothing else finds any."""

import re
import zoneinfo
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.places import atlas
from bot.places import find as places
from bot.places.find import MatchedBy, ZoneMatch, find, guess, machine_zone, suggest

WINTER = datetime(2026, 1, 14, 13, 35, 20, tzinfo=UTC)
SUMMER = datetime(2026, 7, 14, 13, 35, 20, tzinfo=UTC)
ZONES = [
    zone for zone in files("tzdata").joinpath("zones").read_text().split() if zone != "Factory"
]
CITIES = files("bot.places").joinpath("data/cities.txt").read_text("utf-8")


@pytest.fixture(autouse=True)
def pinned() -> Iterator[None]:
    before = zoneinfo.TZPATH
    places.pin_tzdata()
    yield
    zoneinfo.reset_tzpath(to=before)


def first(query: str, now: datetime = WINTER) -> str:
    return find(query, now).zones[0]


def test_every_zone_is_found_by_its_name_in_any_case() -> None:
    for zone in ZONES:
        assert find(zone, WINTER).zones, zone
        if "/" in zone:
            for written in (zone, zone.lower(), f" {zone.upper().replace('_', ' ')} "):
                assert find(written, WINTER) == ZoneMatch((zone,), MatchedBy.ZONE)


@pytest.mark.parametrize("zone", ["UTC", "GMT"])
def test_zones_without_a_continent_are_names_too(zone: str) -> None:
    assert find(zone.lower(), WINTER) == ZoneMatch((zone,), MatchedBy.ZONE)


@pytest.mark.parametrize(
    ("abbreviation", "place"),
    [
        *(("EST", "America/New_York"), ("est", "America/New_York"), ("MST", "America/Denver")),
        *(
            ("HST", "Pacific/Honolulu"),
            ("CET", "Europe/Berlin"),
            ("PST8PDT", "America/Los_Angeles"),
        ),
        *(("AEST", "Australia/Sydney"), ("IST", "Asia/Kolkata"), ("EDT", "America/New_York")),
    ],
)
def test_an_abbreviation_is_no_zone_and_gets_places(abbreviation: str, place: str) -> None:
    """`EST` has no summer time: who means New York would be an hour late from March on (8.1)."""
    found = find(abbreviation, WINTER)
    assert found.close
    assert place in found.zones
    assert abbreviation.upper() not in found.zones


@pytest.mark.parametrize("nowhere", ["Mars", "Narnia", "Hogwarts", "Jupiter", "xyz", "Home sweet"])
def test_nothing_is_guessed_across_half_the_letters(nowhere: str) -> None:
    assert find(nowhere, WINTER) == places.NO_MATCH


@pytest.mark.parametrize(
    ("query", "zone"),
    [
        ("new york", "America/New_York"),
        ("New_York", "America/New_York"),
        ("Ho Chi Minh", "Asia/Ho_Chi_Minh"),
        ("port-au-prince", "America/Port-au-Prince"),
        ("Munich", "Europe/Berlin"),
        ("münchen", "Europe/Berlin"),
        ("MUENCHEN", "Europe/Berlin"),
        ("San Francisco", "America/Los_Angeles"),
        ("Mumbai", "Asia/Kolkata"),
        ("bangalore", "Asia/Kolkata"),
        ("Shenzhen", "Asia/Shanghai"),
        ("Osaka", "Asia/Tokyo"),
        ("Rio de Janeiro", "America/Sao_Paulo"),
        ("Barcelona", "Europe/Madrid"),
        ("St. Petersburg", "Europe/Moscow"),
        ("Petersburg", "Europe/Moscow"),
        ("lviv", "Europe/Kyiv"),
        ("Lodz", "Europe/Warsaw"),
        ("Łódź", "Europe/Warsaw"),
        ("Pokhara", "Asia/Kathmandu"),
        ("Wellington", "Pacific/Auckland"),
        ("Christchurch", "Pacific/Auckland"),
        ("St. John's", "America/St_Johns"),
        ("Kiev", "Europe/Kyiv"),
        ("Saigon", "Asia/Ho_Chi_Minh"),
    ],
)
def test_cities(query: str, zone: str) -> None:
    assert find(query, WINTER).how is MatchedBy.CITY
    assert first(query) == zone


@pytest.mark.parametrize(
    ("query", "zones"),
    [
        ("Cordoba", ("Europe/Madrid", "America/Argentina/Cordoba")),
        ("Cordoba, Argentina", ("America/Argentina/Cordoba",)),
        ("Birmingham, UK", ("Europe/London",)),
        ("Victoria, Australia", ("Australia/Melbourne",)),
        ("Portland, Oregon", ("America/Los_Angeles",)),
        ("London, Ontario", ("America/Toronto",)),
        ("Paris, Atlantis", ("Europe/Paris",)),
    ],
)
def test_cities_that_share_a_name_are_told_apart_by_what_follows_a_comma(
    query: str, zones: tuple[str, ...]
) -> None:
    assert find(query, WINTER) == ZoneMatch(zones, MatchedBy.CITY)


@pytest.mark.parametrize(
    ("query", "zone"),
    [
        ("Germany", "Europe/Berlin"),
        ("DE", "Europe/Berlin"),
        ("deutschland", "Europe/Berlin"),
        ("Nepal", "Asia/Kathmandu"),
        ("USA", "America/New_York"),
        ("U.S.A.", "America/New_York"),
        ("UK", "Europe/London"),
        ("GB", "Europe/London"),
        ("nz", "Pacific/Auckland"),
        ("Japan", "Asia/Tokyo"),
        ("Norway", "Europe/Oslo"),
        ("Brazil", "America/Sao_Paulo"),
        ("Russia", "Europe/Moscow"),
        ("Canada", "America/Toronto"),
        ("Australia", "Australia/Sydney"),
        ("the Netherlands", "Europe/Amsterdam"),
        ("Trinidad and Tobago", "America/Port_of_Spain"),
        ("Cote d'Ivoire", "Africa/Abidjan"),
        ("South Korea", "Asia/Seoul"),
        ("Türkiye", "Europe/Istanbul"),
        ("Україна", "Europe/Kyiv"),
        ("Georgia", "Asia/Tbilisi"),
    ],
)
def test_countries(query: str, zone: str) -> None:
    assert find(query, WINTER).how is MatchedBy.COUNTRY
    assert first(query) == zone


def test_every_country_is_found_by_its_code_and_its_printed_name() -> None:
    table = files("tzdata").joinpath("zoneinfo/iso3166.tab").read_text("utf-8").splitlines()
    for code, name in (line.split("\t") for line in table if not line.startswith("#")):
        if code not in {"BV", "HM"}:  # nobody lives there
            assert find(code, WINTER).zones, code
            assert find(name, WINTER).zones, name


def test_a_country_gives_one_zone_for_each_of_its_clocks() -> None:
    assert find("Germany", WINTER).zones == ("Europe/Berlin",)
    assert find("Spain", WINTER).zones == ("Europe/Madrid", "Atlantic/Canary")
    assert find("United States", WINTER).zones == (
        "America/New_York",
        "America/Chicago",
        "America/Denver",
        "America/Los_Angeles",
        "America/Anchorage",
        "Pacific/Honolulu",
    )


def test_a_name_of_a_country_and_a_state_gives_both() -> None:
    assert find("Georgia", WINTER).zones == ("Asia/Tbilisi", "America/New_York")


@pytest.mark.parametrize(
    "query",
    [
        "14:35",
        "it is 14:35 here",
        "2:35 pm",
        "2:35 P.M.",
        "14.35",
        "14h35",
        "14:35:10",
        "14:44",
        "it's 14:26",
    ],
)
def test_the_learners_clock(query: str) -> None:
    found = find(query, WINTER)
    assert found.how is MatchedBy.CLOCK
    assert found.zones[:2] == ("Europe/Berlin", "Africa/Lagos")
    assert len(found.zones) == 6


@pytest.mark.parametrize(
    ("query", "hour", "minute"),
    [("12:30 am", 0, 30), ("00:30", 0, 30), ("12 am", 0, 0), ("12:30 pm", 12, 30), ("12pm", 12, 0)],
)
def test_noon_and_midnight(query: str, hour: int, minute: int) -> None:
    assert "Europe/London" in find(query, WINTER.replace(hour=hour, minute=minute)).zones


def test_clocks_around_midnight() -> None:
    now = datetime(2026, 1, 14, 23, 58, tzinfo=UTC)
    assert "Europe/London" in find("0:03", now).zones
    assert "Europe/London" in find("23:50", now.replace(hour=0, minute=0)).zones


def test_clocks_that_agree_on_two_different_dates() -> None:
    zones = find("02:35", WINTER).zones
    assert {"Pacific/Auckland", "Pacific/Pago_Pago"} <= set(zones)
    offsets = {ZoneInfo(zone).utcoffset(WINTER) for zone in zones}
    assert offsets == {timedelta(hours=13), timedelta(hours=-11)}


@pytest.mark.parametrize("query", ["25:00", "13:60", "99pm", "13:35 and a half past 2", "17:17"])
def test_clocks_that_nobody_has(query: str) -> None:
    found = find(query, WINTER)
    assert found.how is MatchedBy.CLOCK
    assert all(ZoneInfo(zone).utcoffset(WINTER) == timedelta(0) for zone in found.zones)


POPULATED = [zone for zone in ZONES if "/" in zone and not zone.startswith("Etc/")]


@given(st.integers(0, 8759), st.integers(-10, 10), st.sampled_from(POPULATED))
def test_everyone_finds_zones_with_their_clock(hours: int, off: int, zone: str) -> None:
    now = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=hours)
    shown = (now + timedelta(minutes=off)).astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    zones = find(f"{shown:%H:%M}", now).zones
    assert zones
    for found in zones:
        there = now.astimezone(ZoneInfo(found)).replace(tzinfo=None)
        apart = abs(there - shown) % timedelta(days=1)
        assert min(apart, timedelta(days=1) - apart) <= timedelta(minutes=10)


@pytest.mark.parametrize("now", [WINTER, SUMMER])
def test_the_list_of_cities_has_a_zone_for_every_offset_of_the_world(now: datetime) -> None:
    listed = {ZoneInfo(zone).utcoffset(now) for zone in atlas.atlas().ranks}
    assert listed >= {ZoneInfo(zone).utcoffset(now) for zone in POPULATED}


@pytest.mark.parametrize(
    ("query", "zone"),
    [
        ("UTC+5:30", "Asia/Kolkata"),
        ("utc+0545", "Asia/Kathmandu"),
        ("GMT-5", "America/New_York"),
        ("+1", "Europe/Berlin"),
    ],
)
def test_offsets(query: str, zone: str) -> None:
    assert find(query, WINTER).how is MatchedBy.CLOCK
    assert first(query) == zone


def test_an_offset_that_nobody_has() -> None:
    assert find("UTC+25", WINTER) == ZoneMatch((), MatchedBy.CLOCK)


@pytest.mark.parametrize(
    ("query", "zone", "how"),
    [
        ("Barcelna", "Europe/Madrid", MatchedBy.CITY),
        ("Muenich", "Europe/Berlin", MatchedBy.CITY),
        ("Germny", "Europe/Berlin", MatchedBy.COUNTRY),
        ("Europe/Berln", "Europe/Berlin", MatchedBy.CITY),
    ],
)
def test_misspellings_are_found_but_never_taken_for_the_name(
    query: str, zone: str, how: MatchedBy
) -> None:
    found = find(query, WINTER)
    assert (found.zones[0], found.how, found.close) == (zone, how, True)


NONSENSE = ["", " ", "Mars/Olympus", "🙂", "🙂🙂🙂🙂🙂", "x" * 10_000, ",", "a, b", "xyz", "Factory", "\ud800", "\0", "../../etc/passwd", "/", "qwertyuiop"]  # fmt: skip


@pytest.mark.parametrize("query", NONSENSE)
def test_nonsense_finds_nothing(query: str) -> None:
    assert find(query, WINTER) == places.NO_MATCH


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=100))
def test_whatever_is_typed_only_real_zones_come_out(text: str) -> None:
    found = find(text, WINTER)
    assert len(found.zones) <= 6
    for zone in (*found.zones, *suggest(text)):
        assert zone in ZONES


def test_the_list_of_cities() -> None:
    lines = [line for line in CITIES.splitlines() if not line.startswith("#")]
    heads = [line.partition(":")[0] for line in lines]
    assert len(heads) == len(set(heads))
    assert set(heads) <= set(ZONES)
    assert sum(len(line.split(",")) for line in lines if ":" in line) >= 250
    homes = atlas.atlas().homes.values()
    assert {zone for zones in homes for zone in zones} <= set(ZONES)
    assert set(atlas.languages().values()) <= set(atlas.atlas().homes)


def test_every_listed_city_is_found_in_its_zone() -> None:
    for line in CITIES.splitlines():
        zone, _, cities = line.partition(":")
        for city in cities.split(",") if not line.startswith("#") else ():
            if city.strip():
                assert zone in find(city, WINTER).zones, city


@pytest.mark.parametrize(
    ("prefix", "zone"),
    [
        ("ber", "Europe/Berlin"),
        ("mun", "Europe/Berlin"),
        ("münch", "Europe/Berlin"),
        ("germ", "Europe/Berlin"),
        ("europe/b", "Europe/Berlin"),
        ("York", "Europe/London"),
        ("nep", "Asia/Kathmandu"),
        ("utc", "UTC"),
    ],
)
def test_suggestions(prefix: str, zone: str) -> None:
    assert suggest(prefix)[0] == zone


def test_suggestions_before_anything_is_typed_and_for_nonsense() -> None:
    assert suggest("")[:2] == ("Asia/Shanghai", "Asia/Kolkata")
    assert len(suggest("")) == len(suggest("a")) == 25
    assert suggest("🙂") == suggest("x" * 10_000) == ()


@pytest.mark.parametrize(
    ("language", "zone"),
    [
        ("de", "Europe/Berlin"),
        ("de-AT", "Europe/Vienna"),
        ("pt-BR", "America/Sao_Paulo"),
        ("pt_PT", "Europe/Lisbon"),
        ("en-GB", "Europe/London"),
        ("en-US", "America/New_York"),
        ("uk", "Europe/Kyiv"),
        ("zh-Hant", "Asia/Taipei"),
        ("zh-Hant-HK", "Asia/Hong_Kong"),
        ("zh-Hans", "Asia/Shanghai"),
        ("es-419", "America/Mexico_City"),
        ("tlh", "UTC"),
        ("", "UTC"),
        (None, "UTC"),
    ],
)
def test_a_guess_from_the_language(language: str | None, zone: str) -> None:
    assert guess(language) == zone


@pytest.mark.parametrize(
    ("told", "zone"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        (":europe/berlin", "Europe/Berlin"),
        ("/usr/share/zoneinfo/Asia/Tokyo", "Asia/Tokyo"),
        (":/usr/share/zoneinfo/posix/Asia/Tokyo", "Asia/Tokyo"),
        ("CET-1CEST", "UTC"),
        ("../../secret", "UTC"),
        ("", "UTC"),
    ],
)
def test_the_machines_zone_from_its_environment(told: str, zone: str, tmp_path: Path) -> None:
    assert machine_zone({"TZ": told}, tmp_path) == zone


def test_the_machines_zone_from_its_files(tmp_path: Path) -> None:
    assert machine_zone({}, tmp_path) == "UTC"
    (tmp_path / "timezone").write_text("Asia/Kathmandu\n")
    assert machine_zone({}, tmp_path) == "Asia/Kathmandu"
    (tmp_path / "localtime").symlink_to("../usr/share/zoneinfo/right/America/Lima")
    assert machine_zone({}, tmp_path) == "America/Lima"
    assert machine_zone({"TZ": "Nowhere/Land"}, tmp_path) == "America/Lima"
    assert machine_zone({"TZ": "UTC"}, tmp_path) == "UTC"


def test_files_that_name_no_zone(tmp_path: Path) -> None:
    (tmp_path / "localtime").write_bytes(b"TZif2")
    (tmp_path / "timezone").write_bytes(b"\xff\xfe")
    assert machine_zone({}, tmp_path) == "UTC"
    assert machine_zone() in ZONES


def test_the_pinned_tzdata_wins_over_the_machines(tmp_path: Path) -> None:
    (tmp_path / "Europe").mkdir()
    zone = files("tzdata").joinpath("zoneinfo/Asia/Tokyo").read_bytes()
    (tmp_path / "Europe" / "Berlin").write_bytes(zone)
    zoneinfo.reset_tzpath(to=[tmp_path])
    ZoneInfo.clear_cache()
    assert ZoneInfo("Europe/Berlin").utcoffset(WINTER) == timedelta(hours=9)
    places.pin_tzdata()
    assert ZoneInfo("Europe/Berlin").utcoffset(WINTER) == timedelta(hours=1)


def test_names_and_patterns_do_not_mistake_one_another() -> None:
    assert not any(re.search(places.TIME, zone) for zone in ZONES)
    assert find("2026-01-14", WINTER) == places.NO_MATCH
