"""Any amount and any day, in any of its German spellings, reads back as itself (promise 8.1)."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.chat.reading.amounts import read_minutes
from bot.chat.reading.days import read_when, resolved

TODAY = date(2026, 3, 18)
ONES = [
    "null",
    "ein",
    "zwei",
    "drei",
    "vier",
    "fünf",
    "sechs",
    "sieben",
    "acht",
    "neun",
    "zehn",
    "elf",
    "zwölf",
]
TEENS = {13: "dreizehn", 14: "vierzehn", 15: "fünfzehn", 16: "sechzehn", 17: "siebzehn"}
TEENS |= {18: "achtzehn", 19: "neunzehn"}
TENS = {2: "zwanzig", 3: "dreißig", 4: "vierzig", 5: "fünfzig"}
TENS |= {6: "sechzig", 7: "siebzig", 8: "achtzig", 9: "neunzig"}
WEEKDAYS = ["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"]
MONTHS = [
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
]


def spelt(number: int) -> str:
    """A number from 1 to 999 as it stands before a noun."""
    hundreds, rest = divmod(number, 100)
    head = f"{ONES[hundreds] if hundreds > 1 else ''}hundert" if hundreds else ""
    if not rest:
        return head
    if rest <= 12:
        return head + ONES[rest]
    if rest < 20:
        return head + TEENS[rest]
    tens, ones = divmod(rest, 10)
    return f"{head}{ONES[ones]}und{TENS[tens]}" if ones else head + TENS[tens]


def lengths(minutes: int) -> Iterator[str]:
    """How one may write so many minutes."""
    hours, rest = divmod(minutes, 60)
    yield from (f"{minutes}", f"{minutes} min", f"{minutes}min", f"{minutes} Min.", f"{minutes} m")
    if minutes > 1:
        yield from (f"{minutes} Minuten", f"{spelt(minutes)} Minuten")
    yield from {15: ["eine Viertelstunde", "viertel Stunde"], 45: ["dreiviertel Stunde"]}.get(
        minutes, []
    )
    if minutes == 30:
        yield from ("halbe Stunde", "eine halbe Stunde", "ne halbe Std", "0,5 h", "½ Stunde")
    if not hours:
        return
    yield from (f"{hours}:{rest:02}", f"{hours}:{rest:02} h", f"{hours}h{rest:02}")
    if rest == 0:
        yield from (f"{hours} h", f"{hours}h", f"{hours} Std.", f"{hours},0 h")
        yield "eine Stunde" if hours == 1 else f"{spelt(hours)} Stunden"
    else:
        yield f"{hours} Std {rest} Min"
        yield f"{hours} Stunde{'n' if hours > 1 else ''} und {rest} Minuten"
    if rest == 30:
        yield from (f"{hours},5 Stunden", f"{hours}.5h", f"{hours}½ Std", f"{hours} 1/2 h")
        yield f"{ONES[hours]}einhalb Stunden" if hours < 10 else f"{hours},5 h"
    if minutes == 90:
        yield from ("anderthalb Stunden", "eine Stunde dreißig")


def days(day: date) -> Iterator[str]:
    """How one may name a day that is at most six days back, or an older one."""
    back, month = (TODAY - day).days, MONTHS[day.month - 1]
    yield from {0: ["heute", "heute früh"], 1: ["gestern", "gestern Abend"]}.get(back, [])
    yield from {2: ["vorgestern"], 7: ["vor einer Woche"]}.get(back, [])
    if back > 1:
        yield from (f"vor {back} Tagen", f"vor {spelt(back)} Tagen")
    if 0 < back <= 7:
        name = WEEKDAYS[day.weekday()]
        yield from (
            name,
            f"am {name}",
            f"letzten {name}",
            f"{name}abend",
            name[:2],
            f"am {name[:2]}.",
        )
        yield f"{name}, {day.day}.{day.month}."
    yield from (f"{day.day}. {month}", f"am {day.day}. {month[:3]}", f"{day.day}.{day.month}.")
    yield from (f"{day:%d.%m.%Y}", f"{day.day}.{day.month}.{day:%y}", day.isoformat())
    yield from (f"am {day.day}. {month} {day.year}", f"der {day.day}. {month}")


def typed(draw: st.DrawFn, text: str) -> str:
    """A text as hands and keyboards may have it."""
    plain = text.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue").replace("ß", "ss")
    text = draw(st.sampled_from([text, plain]))
    return draw(st.sampled_from([text, text.lower(), text.upper(), text.capitalize()]))


@st.composite
def amounts(draw: st.DrawFn) -> tuple[int, str]:
    minutes = draw(st.one_of(st.integers(1, 720), st.sampled_from([15, 30, 45, 90, 120, 150])))
    return minutes, typed(draw, draw(st.sampled_from(list(lengths(minutes)))))


@st.composite
def named_days(draw: st.DrawFn) -> tuple[date, str]:
    day = TODAY - timedelta(days=draw(st.integers(0, 30)))
    return day, typed(draw, draw(st.sampled_from(list(days(day)))))


def reads_amount(told: tuple[int, str]) -> None:
    minutes, text = told
    assert read_minutes(text, "de") == minutes


def reads_day(told: tuple[date, str]) -> None:
    day, text = told
    found = read_when(text, "de")
    assert resolved(found, TODAY, TODAY - timedelta(days=1)) == day


@settings(max_examples=60, deadline=None)
@given(amounts())
def test_an_amount_reads_back_as_itself(told: tuple[int, str]) -> None:
    reads_amount(told)


@settings(max_examples=60, deadline=None)
@given(named_days())
def test_a_day_reads_back_as_itself(told: tuple[date, str]) -> None:
    reads_day(told)


@pytest.mark.soak
@settings(max_examples=20_000, deadline=None)
@given(amounts())
def test_many_amounts_do(told: tuple[int, str]) -> None:
    reads_amount(told)


@pytest.mark.soak
@settings(max_examples=20_000, deadline=None)
@given(named_days())
def test_many_days_do(told: tuple[date, str]) -> None:
    reads_day(told)
