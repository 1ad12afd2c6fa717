"""What was misread once, each kind with other examples: right, or refused as a whole."""

import re
from datetime import UTC, datetime

import pytest

from bot.domain.links import links
from bot.places.find import find
from support.terminal import Terminal

START = "/start roadmap=six-month tz=Europe/Berlin from=2026-02-23"
WINTER = datetime(2026, 1, 15, 12, tzinfo=UTC)
RLI, PDI = "\u2068", "\u2069"


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ("2 hours", "2 h"),
        ("1h 30m", "1 h 30 min"),
        ("1 h. 30 min.", "1 h 30 min"),
        ("an hour and 15 minutes", "1 h 15 min"),
        ("three quarters of an hour", "45 min"),
        ("a hundred and ten minutes", "1 h 50 min"),
        ("about 2 full hours", "2 h"),
        ("(25 min)", "25 min"),
        ("2 huors", "2 h"),
        ("one hour thirty", "1 h 30 min"),
        ("at least 30 min", "30 min"),
        ("\u23f1\ufe0f 45 min", "45 min"),
        ("half an hour or so", "30 min"),
    ],
)
async def test_an_amount_over_several_words(term: Terminal, said: str, heard: str) -> None:
    """Row: an amount over several words."""
    await term.say(START)
    assert f"Logged {heard} for Mon 2 March. \u201cflask\u201d" in await term.say(
        f"/done {said} flask"
    )


@pytest.mark.parametrize(
    "day",
    [
        *("yesterday.", "yesterday,", "(yesterday)", "yesterday\u2026", "- yesterday -", "1d ago"),
        *("2026-03-01.", "2026\u201103\u201101", "2026\u201303\u201301:", "1 March,", "1-Mar"),
        *(
            "Sun 1 March",
            "sunday, 1 march 2026",
            "Sunday the 1st",
            "the 1st of March",
            "on Sunday.",
        ),
    ],
)
async def test_a_day_word_with_punctuation(term: Terminal, day: str) -> None:
    """Row: a day word with punctuation or after a unit."""
    await term.say(START)
    for line in (f"/done 25 {day} flask", f"/done {day} 25 min flask", f"/done 25 min {day} flask"):
        answer = await term.say(line)
        assert "Logged 25 min for Sun 1 March. \u201cflask\u201d" in answer, line


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        *(("1,5h", "1 h 30 min"), ("1:30", "1 h 30 min"), ("1h30min", "1 h 30 min")),
        *(("45\u2019", "45 min"), ("1\u00bdh", "1 h 30 min"), (".5h", "30 min")),
        *(("\u0661:\u0663\u0660", "1 h 30 min"), ("\uff11\uff1a\uff13\uff10", "1 h 30 min")),
    ],
)
async def test_what_looks_like_a_time_is_an_amount(term: Terminal, said: str, heard: str) -> None:
    """Row: amounts that look like a time."""
    await term.say(START)
    assert f"Logged {heard} for" in await term.say(f"/done {said}")


@pytest.mark.parametrize(
    "said",
    [
        *("1:75", "1:30:00", "25-30", "25 to 30 min", "1h 90", "2 2 hours", "20/30 min", "2x25"),
        *("half a day", "the whole evening", "a few minutes", "hours", "less than an hour", "zero"),
        *("25 last week", "25 the other day", "25 next monday", "25 2026-03-02T08:00", "25 1.3."),
        *("25 Tue 2 March", "25 yesteday", "2 hours ago", "25 30 february", "25 2026/03/02"),
    ],
)
async def test_what_only_begins_like_one_is_refused(term: Terminal, said: str) -> None:
    """Row: amounts that look like a time, or refused as a whole."""
    await term.say(START)
    before = await term.say("/progress")
    assert "Logged" not in await term.say(f"/done {said}")
    assert await term.say("/progress") == before


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


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        *(("skip", "2 of 5"), ("Skip!", "2 of 5"), ("\u201cskip\u201d", "2 of 5")),
        *(("SKIP please", "2 of 5"), ("skip this one", "2 of 5"), ("[Skip]", "2 of 5")),
        *(("just move on", "Week 2 of 24"), ("today I learnt loops", "2 of 5")),
        *(("done", "your answer"), ("HELP", "your answer"), ("stop!", "your answer")),
        *(("quit", "your answer"), ("today.", "your answer"), ("done 25", "your answer")),
    ],
)
async def test_labels_and_reserved_words_are_no_answers(
    term: Terminal, said: str, heard: str
) -> None:
    """Row: a label typed instead of pressed; `skip` in a check-in."""
    await term.say(START, "/checkin")
    assert heard in await term.say(said)


async def test_a_label_of_the_first_question_is_a_press_at_the_third(term: Terminal) -> None:
    """Row: a label typed instead of pressed."""
    await term.say(START, "/checkin", "lists", "a game")
    assert "Week 2 of 24" in await term.say("Just move on")
    assert "move on" not in await term.say("/journal")


@pytest.mark.parametrize(
    ("press", "said", "heard"),
    [
        ("Days", "days=mon,wed,fri", "When shall I write"),
        ("Days", "Days = mon\u2013wed, fri.", "When shall I write"),
        ("Days", "mon to thu", "When shall I write"),
        ("Days", "monday, wednesday and friday", "When shall I write"),
        ("Zone", "tz=Asia/Tokyo", "Asia/Tokyo"),
        ("Zone", "tz=\u201cAsia/Tokyo\u201d", "Asia/Tokyo"),
        ("Zone", "I live in Berlin", "Europe/Berlin"),
        ("Pace", "pace=slow", "slow"),
    ],
)
async def test_the_form_that_a_question_names(
    term: Terminal, press: str, said: str, heard: str
) -> None:
    """Row: the form that a question names."""
    await term.say("/start", f"!press {press}")
    screen = await term.screen(said)
    assert heard in screen


@pytest.mark.parametrize(
    "said", ["at=19:30", "at=19.30", "19:30", "7:30 p.m.", "19h30", "At=19:30."]
)
async def test_the_form_of_a_time(term: Terminal, said: str) -> None:
    """Row: the form that a question names."""
    await term.say("/start", "!press Days", "mon-fri")
    assert "I write at 19:30" in await term.say(said)


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


@pytest.mark.parametrize(
    "said",
    ["Mars", "Moon", "Narnia", "Pluto", "home", "here", "somewhere", "asdf", "my place", "Gotham"],
)
async def test_an_unknown_place_is_said_to_be_unknown(term: Terminal, said: str) -> None:
    """Row: `tz=EST`; a place that no rule finds."""
    await term.say(START)
    assert "a place called" in await term.say(f"/settings tz={said}")


@pytest.mark.parametrize(
    "mark",
    [
        *("\u200f", "\u200b", "\u202a", "\u2066", "\ufeff", "\u2060", "\u00ad", "\u061c", "\u180e"),
        *("\u034f", "\ufe0f", "\u3164", "\u2800", "\U000e0001", "\x07"),
    ],
)
async def test_invisible_marks_around_words(term: Terminal, mark: str) -> None:
    """Row: invisible marks around words."""
    await term.say(START)
    assert "Week 1 of 24" in await term.say(f"{mark}/to{mark}day{mark}")
    line = f"{mark}/done{mark} {mark}25{mark} {mark}yester{mark}day{mark}"
    assert "Logged 25 min for Sun 1 March." in await term.say(line)


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


@pytest.mark.parametrize(
    "written",
    [
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
    ],
)
async def test_joiners_are_shown_as_written(term: Terminal, written: str) -> None:
    """Row: joiners inside an emoji or a Persian word."""
    await term.say(START)
    answer = await term.say(f"/done 25 with {written}")
    assert f"with {written}" in answer
    assert "?" not in answer.split("\u201d")[0]


@pytest.mark.parametrize("dash", [*"-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"])
@pytest.mark.parametrize("space", ["", " "])
async def test_any_dash_makes_a_range(term: Terminal, dash: str, space: str) -> None:
    """Row: dashes in ranges."""
    await term.say(START)
    between = f"{space}{dash}{space}"
    assert "Mon-Thu" in await term.say(f"/settings days=mon{between}thu")
    assert "23:00-06:00" in await term.say(f"/settings quiet=23:00{between}06:00")
    assert "17:00" in await term.say(f"/settings checkin=fri{between}17:00")


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
async def test_a_note_of_its_own_is_kept_letter_by_letter(term: Terminal, note: str) -> None:
    """Row: a note given as an option in Discord."""
    from bot.chat.arguments import parse
    from bot.features.study.done import DoneArguments

    given = parse("25", DoneArguments, "/done 25", options={"note": note})
    assert (given.minutes, given.note) == (25, note)


async def test_no_day_is_a_day_early_or_late_by_nothing(term: Terminal) -> None:
    """Row: 0 days earlier: on whatever day one looks, before and after going on."""
    await term.say(START.replace("02-23", "03-02"))
    for day in range(18):
        await term.say("!skip 1d", *(["/next"] if day % 6 == 4 else []))
        page = await term.say("/progress")
        assert not re.search(r"\b0 days (earlier|later)", page), page


@pytest.mark.parametrize(
    "line",
    ["/settings tz=America/New_York", "/settings tz=Asia/Kolkata", "/settings tz=Pacific/Auckland"],
)
async def test_what_holds_from_when_is_told_by_one_clock(term: Terminal, line: str) -> None:
    """Row: two clocks in one line."""
    await term.say(START)
    moved = await term.say(line)
    assert "from Tue 3 March" in moved
    assert len(re.findall(r"\d\d:\d\d", moved)) <= 1, moved
