"""What was misread once, each kind with other examples: right, or refused as a whole."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.chat.arguments import parse
from bot.chat.reading.days import resolved
from bot.domain.links import links
from bot.errors import CoachError
from bot.features.setup.settings import SettingsArguments
from bot.features.study.done import DoneArguments
from bot.places.find import find
from support.terminal import Terminal

START = "/start roadmap=six-month tz=Europe/Berlin from=2026-02-23"
Rows = dict[str, str]
"""What is said, and what must be in the answer."""

MONDAY = date(2026, 3, 2)
WINTER = datetime(2026, 1, 15, 12, tzinfo=UTC)
RLI, PDI = "\u2068", "\u2069"


INVISIBLE = (
    *("\u200f", "\u200b", "\u202a", "\u2066", "\ufeff", "\u2060", "\u00ad", "\u061c", "\u180e"),
    *("\u034f", "\ufe0f", "\u3164", "\u2800", "\U000e0001", "\x07"),
)
AMOUNTS = {
    "2 hours": 120,
    "1h 30m": 90,
    "1 h. 30 min.": 90,
    "an hour and 15 minutes": 75,
    "three quarters of an hour": 45,
    "a hundred and ten minutes": 110,
    "(25 min)": 25,
    "about 2 full hours": 120,
    "2 huors": 120,
    "one hour thirty": 90,
    "at least 30 min": 30,
    "\u23f1\ufe0f 45 min": 45,
    "half an hour or so": 30,
    "1,5h": 90,
    "1:30": 90,
    "1h30min": 90,
    "45\u2019": 45,
    "1\u00bdh": 90,
    ".5h": 30,
    "\u0661:\u0663\u0660": 90,
    "\uff11\uff1a\uff13\uff10": 90,
}
DAYS = (
    *("yesterday.", "yesterday,", "(yesterday)", "yesterday\u2026", "- yesterday -", "1d ago"),
    *("2026-03-01.", "2026\u201103\u201101", "2026\u201303\u201301:", "1 March,", "1-Mar"),
    *("Sun 1 March", "sunday, 1 march 2026", "Sunday the 1st", "the 1st of March", "on Sunday."),
)
"""The day before Monday 2 March."""

REFUSED = (
    *("1:75", "1:30:00", "25-30", "25 to 30 min", "1h 90", "2 2 hours", "20/30 min", "2x25"),
    *("half a day", "the whole evening", "a few minutes", "hours", "less than an hour", "zero"),
    *("hours 2", "minutes 25", "mins: 25 loops", "min 25"),
    *("25 last week", "25 the other day", "25 next monday", "25 2026-03-02T08:00", "25 1.3."),
    *("25 Tue 2 March", "25 yesteday", "2 hours ago", "25 30 february", "25 2026/03/02"),
)
DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"


async def misheard(term: Terminal, rows: Rows) -> Rows:
    """The rows that were answered otherwise."""
    answers = {said: await term.say(said) for said in rows}
    return {said: answers[said] for said, heard in rows.items() if heard not in answers[said]}


async def misheard_anew(term: Terminal, before: tuple[str, ...], rows: Rows) -> Rows:
    """The same, each said by somebody new who said the lines `before` it."""
    wrong: Rows = {}
    for place, (said, heard) in enumerate(rows.items()):
        await term.say(f"!as learner {place}", *before)
        answer = await term.screen(said)
        wrong |= {} if heard in answer else {said: answer}
    return wrong


def told(words: str) -> tuple[int | None, date | None, str]:
    """What `/done` is given: minutes, day and note."""
    given = parse(words, DoneArguments, "/done 25")
    day = None if given.when is None else resolved(given.when, MONDAY, MONDAY - timedelta(days=1))
    return given.minutes, day, given.note


def test_an_amount_over_several_words() -> None:
    """Rows: an amount over several words; amounts that look like a time."""
    wanted = {said: (minutes, None, "flask") for said, minutes in AMOUNTS.items()}
    assert {said: told(f"{said} flask") for said in AMOUNTS} == wanted


def test_a_day_word_with_punctuation() -> None:
    """Row: a day word with punctuation or after a unit."""
    lines = [
        line
        for day in DAYS
        for line in (f"25 {day} flask", f"{day} 25 min flask", f"25 min {day} flask")
    ]
    wanted = (25, MONDAY - timedelta(days=1), "flask")
    assert {line: told(line) for line in lines} == dict.fromkeys(lines, wanted)


def test_what_only_begins_like_one_is_refused() -> None:
    """Row: amounts that look like a time, or refused as a whole."""
    for said in REFUSED:
        with pytest.raises(CoachError):
            told(said)


def test_invisible_marks_in_words() -> None:
    """Row: invisible marks around words."""
    wanted = (25, MONDAY - timedelta(days=1), "")
    assert {
        mark: told(f"{mark}25{mark} {mark}yester{mark}day{mark}") for mark in INVISIBLE
    } == dict.fromkeys(INVISIBLE, wanted)


async def test_what_was_read_is_what_is_logged(term: Terminal) -> None:
    """The first of each kind, through the whole program."""
    await term.say(START)
    before = await term.say("/progress")
    for said in REFUSED[::12]:
        assert "Logged" not in await term.say(f"/done {said}"), said
    assert await term.say("/progress") == before
    rows = {
        "/done 2 hours flask": "Logged 2 h for Mon 2 March. \u201cflask\u201d",
        "/done 25 min - yesterday - flask": "Logged 25 min for Sun 1 March. \u201cflask\u201d",
        "\u200f/to\u200fday\u200f": "Week 1 of 24",
        "\ufeff/done\ufeff 25\ufeff yester\ufeffday": "Logged 25 min for Sun 1 March.",
    }
    assert await misheard(term, rows) == {}


@pytest.mark.soak
async def test_whatever_was_read_is_what_is_logged(term: Terminal) -> None:
    """All of each kind, through the whole program."""
    await term.say(START)
    before = await term.say("/progress")
    for said in REFUSED:
        assert "Logged" not in await term.say(f"/done {said}"), said
    assert await term.say("/progress") == before
    day = "Logged 25 min for Sun 1 March."
    rows = {f"/done {said} flask": "for Mon 2 March. \u201cflask\u201d" for said in AMOUNTS}
    rows |= {f"/done {each} 25 min flask": day for each in DAYS}
    for mark in INVISIBLE:
        rows[f"{mark}/to{mark}day{mark}"] = "Week 1 of 24"
        rows[f"{mark}/done{mark} {mark}25{mark} {mark}yester{mark}day{mark}"] = day
    assert await misheard(term, rows) == {}


async def test_yesterdays_prompt_logs_for_yesterday(term: Terminal) -> None:
    """Row: [Done] on yesterday's prompt pressed the next morning."""
    await term.say(START, "!skip 15h")
    assert "Done" in term.buttons
    await term.say("!skip 22h30m")
    answer = await term.say("!press Done")
    assert "for Tue 3 March" in answer


async def test_a_logging_button_logs_once(term: Terminal) -> None:
    """Row: the same logging button twice."""
    await term.say(START, "!skip 15h", "!press Done")
    page = await term.say("/progress")
    assert "logged already" in await term.say("!press Done")
    assert await term.say("/progress") == page


LABELS = {
    **dict.fromkeys(("SKIP please", "\u201cskip\u201d", "today I learnt loops"), "2 of 5"),
    "just move on": "Week 2 of 24",
    "HELP": "your answer",
    "done 25": "your answer",
    **dict.fromkeys(("skip", "Skip!", "skip this one", "[Skip]"), "2 of 5"),
    **dict.fromkeys(("done", "stop!", "quit", "today."), "your answer"),
}


async def test_labels_and_reserved_words_are_no_answers(term: Terminal) -> None:
    """Row: a label typed instead of pressed; `skip` in a check-in."""
    rows = dict(list(LABELS.items())[:6])
    assert await misheard_anew(term, (START, "/checkin"), rows) == {}


@pytest.mark.soak
async def test_no_label_and_no_reserved_word_is_an_answer(term: Terminal) -> None:
    """The same, all of them."""
    assert await misheard_anew(term, (START, "/checkin"), LABELS) == {}


async def test_a_label_of_the_first_question_is_a_press_at_the_third(term: Terminal) -> None:
    """Row: a label typed instead of pressed."""
    await term.say(START, "/checkin", "lists", "a game")
    assert "Week 2 of 24" in await term.say("Just move on")
    assert "move on" not in await term.say("/journal")


async def test_the_form_that_a_question_names(term: Terminal) -> None:
    """Row: the form that a question names."""
    asks = "When shall I write"
    days = (
        "days=mon,wed,fri",
        "Days = mon\u2013wed, fri.",
        "mon to thu",
        "monday, wednesday and friday",
    )
    zones = {
        "tz=Asia/Tokyo": "Asia/Tokyo",
        "tz=\u201cAsia/Tokyo\u201d": "Asia/Tokyo",
        "I live in Berlin": "Europe/Berlin",
    }
    assert await misheard_anew(term, ("/start", "!press Days"), dict.fromkeys(days, asks)) == {}
    await term.say("!as another")
    for press, rows in {"Zone": zones, "Pace": {"pace=slow": "Slow"}}.items():
        for said, heard in rows.items():
            await term.say("/start", f"!press {press}")
            assert heard in await term.screen(said), said


async def test_the_form_of_a_time(term: Terminal) -> None:
    """Row: the form that a question names."""
    times = ("at=19.30", "7:30 p.m.", "19h30", "At=19:30.")
    rows = dict.fromkeys(times, "I write at 19:30")
    assert await misheard_anew(term, ("/start", "!press Days", "mon-fri"), rows) == {}


@pytest.mark.parametrize(
    ("said", "place"),
    [
        *(("EST", "America/New_York"), ("est", "America/New_York"), ("E.S.T.", "America/New_York")),
        *(
            ("EST/EDT", "America/New_York"),
            ("MST7MDT", "America/Denver"),
            ("HST", "Pacific/Honolulu"),
        ),
        *(("MET", "Europe/Berlin"), ("CET", "Europe/Paris"), ("EET", "Europe/Helsinki")),
        *(("PST time", "America/Los_Angeles"), ("IST", "Asia/Kolkata"), ("BST", "Europe/London")),
    ],
)
def test_an_abbreviation_is_no_zone(said: str, place: str) -> None:
    """Row: `tz=EST`."""
    found = find(said, WINTER)
    assert place in found.zones
    assert found.close


async def test_an_unknown_place_is_said_to_be_unknown(term: Terminal) -> None:
    """Row: `tz=EST`; a place that no rule finds."""
    await term.say(START)
    places = [
        "Mars",
        "Moon",
        "Narnia",
        "Pluto",
        "home",
        "here",
        "somewhere",
        "asdf",
        "my\xa0place",
        "Gotham",
        "Mordor",
    ]
    rows = {f"/settings tz={place}": "a place called" for place in places}
    assert await misheard(term, rows) == {}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        *(("(", ")"), ("[", "]"), ("\u201c", "\u201d"), ("\u00ab", "\u00bb"), ("\u2039", "\u203a")),
        *(
            ("\u300c", "\u300d"),
            ("\uff08", "\uff09"),
            ("\u3010", "\u3011"),
            ("'", "'."),
            ("", "\u2026"),
        ),
        *(("", "\u3002"), ("", "\u060c"), ("**", "**"), ("~", "~"), ("||", "||"), ("see <", ">!")),
        *(("", "\u200f."), ("", "\u2014done"), ("", "\U0001f389"), ("(see ", ")).")),
    ],
)
def test_what_stands_around_a_link(before: str, after: str) -> None:
    """Row: a closing quote or bracket behind a link."""
    for link in ("https://github.com/me/x", "https://a.example/x_(y)?q=[1]"):
        assert links(f"{before}{link}{after}") == [link]
        assert links(f"{before}{link}{after} and {link},{link};") == [link] * 3


async def test_joiners_are_shown_as_written(term: Terminal) -> None:
    """Row: joiners inside an emoji or a Persian word."""
    written = (
        *(
            "\U0001f469\u200d\U0001f4bb",
            "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466",
        ),
        *(
            "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
            "\u0915\u094d\u200d\u0937",
            "\u2764\ufe0f",
        ),
        "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
        *("\U0001f44d\U0001f3fd", "1\ufe0f\u20e3x", "\U0001f1e9\U0001f1ea", "e\u0301"),
    )
    await term.say(START)
    isolates = str.maketrans(dict.fromkeys("\u2068\u2069"))
    for each in written:
        answer = await term.say(f"/done 25 with {each}")
        assert f"with {each}\u201d" in answer.translate(isolates), each


def test_any_dash_makes_a_range() -> None:
    """Row: dashes in ranges."""
    wanted = parse("days=mon-thu quiet=23:00-06:00 checkin=fri-17:00", SettingsArguments, "")
    for dash in DASHES:
        for between in (dash, f" {dash} "):
            line = f"days=mon{between}thu quiet=23:00{between}06:00 checkin=fri{between}17:00"
            assert parse(line, SettingsArguments, "") == wanted, line


async def test_a_range_with_another_dash_is_kept(term: Terminal) -> None:
    """Row: dashes in ranges."""
    await term.say(START)
    page = await term.say("/settings days=mon\u2013thu checkin=fri \u2014 17:00")
    assert "Mon-Thu" in page
    assert "17:00" in page


async def test_names_that_differ_by_case_only(term: Terminal) -> None:
    """Row: names that differ only by case; right-to-left names."""
    name = "\u05d0\u05d1\u05d9"
    for each in ("Anna", "anna", name, "ben"):
        await term.say("!in me", f"!as {each}", START, "/settings names=on", "!in club")
        await term.say("/group start" if each == "Anna" else "/today", "/group join")
    await term.say("!skip 1d")
    for each in ("Anna", "anna", name):
        await term.say(f"!as {each}", "/done 25", "!as ben")
        shown = f"{RLI}{name}{PDI}" if each == name else each
        assert f"ben gives {shown} kudos" in await term.say(f"/kudos {each}")
    assert "More than one" in await term.say("/kudos ANNA")


async def test_nothing_is_earlier_by_nothing(term: Terminal) -> None:
    """Row: 0 days earlier; "from Tue to Tue"; two clocks in one line."""
    await term.say(START.replace("02-23", "03-02"), "/done 25")
    assert "0 days" not in await term.say("/progress")
    assert "Paused on Tue 3 March." in await term.say("/pause 1d")
    moved = await term.say("/settings tz=Asia/Tokyo")
    assert len(re.findall(r"\d\d:\d\d", moved)) <= 1, moved


async def test_only_ones_own_link_ships_a_project(term: Terminal) -> None:
    """Row: a link to a page that the roadmap names."""
    await term.say(START)
    for page in (
        "https://docs.python.org/3/tutorial/",
        "(https://docs.python.org/3/library/os.html)",
    ):
        assert "shipped" not in await term.say(f"/done 25 read {page}")
    assert "You shipped it" in await term.say(
        "/done 25 done: \u201chttps://github.com/me/calc\u201d."
    )


@pytest.mark.parametrize(
    "note",
    ["abc =1+1", "=1+1", "a=b", "\u201cquoted\u201d", "x \u2013 y", "tz=Mars", "25 min", "- item"],
)
def test_a_note_of_its_own_is_kept_letter_by_letter(note: str) -> None:
    """Row: a note given as an option in Discord."""
    given = parse("25", DoneArguments, "/done 25", options={"note": note})
    assert (given.minutes, given.note) == (25, note)


async def test_no_day_is_a_day_early_or_late_by_nothing(term: Terminal) -> None:
    """Row: 0 days earlier: on whatever day one looks, before and after going on."""
    await term.say(START.replace("02-23", "03-02"))
    for day in range(11):
        await term.say("!skip 1d", *(["/next"] if day % 6 == 4 else []))
        page = await term.say("/progress")
        assert not re.search(r"\b0 days (earlier|later)", page), page


async def test_what_holds_from_when_is_told_by_one_clock(term: Terminal) -> None:
    """Row: two clocks in one line."""
    for zone in ("America/New_York", "Asia/Kolkata", "Pacific/Auckland"):
        await term.say(f"!as {zone.partition('/')[2]}", START)
        moved = await term.say(f"/settings tz={zone}")
        assert "from Tue 3 March" in moved
        assert len(re.findall(r"\d\d:\d\d", moved)) <= 1, moved
