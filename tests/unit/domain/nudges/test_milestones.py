"""What a learner has reached: named once, whatever is undone (promise 4.3)."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.domain.calendar import resolve
from bot.domain.checkins import CheckinLog
from bot.domain.history import EntryKind
from bot.domain.learner import Enrolment, Learner, Move, MoveCause, Pacing, stamped
from bot.domain.links import links
from bot.domain.nudges.milestones import reached
from bot.domain.plan import Anchor
from bot.domain.preferences import SettingChange
from bot.domain.reflection import Answer, Checkin, Question
from bot.domain.roadmap.pages import has_own_link
from bot.domain.streak.fold import ledger
from bot.roadmaps.files import Roadmaps

ZONE = "Europe/Berlin"
SET_UP = resolve(datetime.fromisoformat("2026-03-02 18:00"), ZONE)
MONDAY = SET_UP.date()
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
ROADMAPS = Roadmaps()
LINK = "https://github.com/me/calculator"


def person(roadmap: str = "six-month") -> Learner:
    days = SettingChange("days", "mon-sun", SET_UP, MONDAY, proposal=True)
    zone = SettingChange("tz", ZONE, SET_UP, MONDAY, proposal=True)
    start = Move(1, MoveCause.START, SET_UP, MONDAY)
    pacing = Pacing(Anchor(1, MONDAY), "standard", SET_UP)
    enrolment = Enrolment(1, roadmap, "1", SET_UP, MONDAY, (start,), (pacing,))
    return Learner(1, "me", SET_UP, settings=(zone, days), enrolments=(enrolment,))


def log(me: Learner, after: int, /, **what: Any) -> Learner:
    """After an entry so many days after the set-up."""
    entry = stamped(me, SET_UP + after * DAY + MINUTE, EntryKind.DONE, **what)
    entry = replace(entry, id=len(me.entries) + 1)
    return replace(me, entries=me.entries.plus(entry))


def go(me: Learner, week: int, day: int, cause: MoveCause = MoveCause.NEXT) -> Learner:
    """In another week, so many days after the set-up."""
    made = SET_UP + day * DAY
    enrolment = me.enrolments[-1]
    moves = (*enrolment.moves, Move(week, cause, made, me.today(made)))
    return replace(me, enrolments=(*me.enrolments[:-1], replace(enrolment, moves=moves)))


def reflect(me: Learner, day: int, text: str | None, **more: Any) -> Learner:
    """After a check-in that was finished."""
    at = SET_UP + day * DAY
    answers = (Answer(Question.BUILT, text, at),)
    week = more.pop("week", me.enrolments[-1].week)
    checkin = Checkin(len(me.checkins) + 1, at, me.today(at), week, answers, closed_at=at)
    return replace(me, checkins=me.checkins.plus(replace(checkin, **more)))


def names(me: Learner, kind: str, day: int = 400) -> list[str]:
    roadmap = ROADMAPS.get(me.enrolments[-1].roadmap)
    found = reached(me, roadmap, ledger(me.history, SET_UP + day * DAY + MINUTE))
    assert len(set(found)) == len(found)
    return [name.rpartition(":")[2] for name in found if name.startswith(f"{kind}:")]


def test_nothing_is_reached_at_the_start() -> None:
    me = person()
    assert reached(me, ROADMAPS.get("six-month"), ledger(me.history, SET_UP)) == ()


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (2, []),
        (3, ["3"]),
        (7, ["3", "7"]),
        (29, ["3", "7", "14"]),
        (30, ["3", "7", "14", "30"]),
        (365, ["3", "7", "14", "30", "50", "100", "200", "365"]),
    ],
)
def test_the_streak(days: int, expected: list[str]) -> None:
    me = person()
    for day in range(days):
        me = log(me, day)
    assert names(me, "streak", days - 1) == expected


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [
        (599, []),
        (600, ["10"]),
        (1500, ["10", "25"]),
        (18_000, ["10", "25", "50", "100", "150", "200", "250", "300"]),
    ],
)
def test_the_hours(minutes: int, expected: list[str]) -> None:
    me = person()
    while minutes > me.minutes():
        me = log(me, 1, minutes=min(720, minutes - me.minutes()))
    assert names(me, "hours") == expected


def test_late_and_old_entries_count_for_the_hours() -> None:
    me = log(person(), 20, minutes=600, day=MONDAY + DAY)
    assert names(me, "hours") == ["10"]
    assert names(me, "streak") == []


def test_reflections_that_were_finished_or_closed_with_an_answer() -> None:
    me = person()
    for week in range(4):
        me = reflect(me, 7 * week, "a parser")
    assert names(me, "reflections") == ["1", "4"]
    assert names(replace(me, checkins=CheckinLog(me.checkins[:1])), "reflections") == ["1"]
    assert names(reflect(person(), 7, None), "reflections") == []
    assert names(reflect(person(), 7, "a parser", closed_at=None), "reflections") == []


def test_weeks_phases_and_checkpoints_lie_behind_the_learner() -> None:
    me = go(person(), 2, 7)
    assert names(me, "week") == ["1"]
    assert names(me, "phase") == names(me, "checkpoint") == []
    me = go(me, 5, 28, MoveCause.CHECKIN)
    assert names(me, "week") == ["1", "2", "3", "4"]
    assert names(me, "phase") == ["month-1"]
    assert names(me, "checkpoint") == ["4"]
    assert names(go(me, 4, 29, MoveCause.BACK), "phase") == []


def test_the_finish() -> None:
    me = go(go(person(), 24, 160), 25, 167, MoveCause.FINISH)
    assert names(me, "week") == [str(week) for week in range(1, 25)]
    assert names(me, "checkpoint") == ["4", "8", "12", "16", "20", "24"]
    assert names(me, "phase") == [f"month-{month}" for month in range(1, 7)]
    assert names(me, "roadmap") == ["six-month"]
    assert names(go(me, 24, 168, MoveCause.BACK), "roadmap") == []


@pytest.mark.parametrize("roadmap", ROADMAPS.ids())
def test_every_phase_of_every_roadmap_ends_once(roadmap: str) -> None:
    whole = ROADMAPS.get(roadmap)
    ended: list[str] = []
    for week in range(1, whole.weeks + 1):
        found = names(go(person(roadmap), week + 1, 7), "phase")
        ended += [phase for phase in found if phase not in ended]
        if week < whole.weeks and whole.phase_of(week) is not whole.phase_of(week + 1):
            assert ended[-1] == whole.phase_of(week).id
    assert ended == [phase.id for phase in whole.phases]


def test_a_project_is_shipped_with_a_link_in_its_week() -> None:
    me = log(person(), 1, note="wrote a calculator")
    assert names(me, "project") == []
    me = log(me, 2, note=f"see {LINK}")
    assert names(me, "project") == ["week-01"]
    me = log(go(me, 2, 7), 7, note=LINK)
    assert names(me, "project") == ["week-01", "week-02"]


def test_a_link_in_a_checkin_ships_the_project_of_its_week() -> None:
    me = reflect(go(person(), 3, 14), 14, f"pushed it: {LINK}")
    assert names(me, "project") == ["week-03"]
    assert names(reflect(me, 15, LINK, week=3), "project") == ["week-03"]
    assert names(reflect(person(), 7, None), "project") == []
    assert names(reflect(person(), 7, LINK, week=25), "project") == ["week-24"]


def test_right_after_the_finish_a_link_ships_the_last_project() -> None:
    me = go(go(person(), 24, 160), 25, 167, MoveCause.FINISH)
    assert names(log(me, 167, note=LINK), "project") == ["week-24"]


def test_a_link_from_before_a_roadmap_is_none_of_its() -> None:
    me = reflect(log(person(), 1, note=LINK), 2, LINK)
    again = replace(person().enrolments[0], id=2, started_at=SET_UP + 9 * DAY, moves=())
    me = go(replace(me, enrolments=(*me.enrolments, again)), 1, 9, MoveCause.START)
    assert names(me, "project") == []


def test_a_week_without_a_project_ships_none() -> None:
    me = log(person("islands"), 1, note=LINK)
    assert names(me, "project") == ["data-structures-1"]
    whole = ROADMAPS.get("islands")
    bare = [
        phase.model_copy(
            update={"steps": tuple(s.model_copy(update={"project": None}) for s in phase.steps)}
        )
        for phase in whole.phases
    ]
    without = whole.model_copy(update={"phases": tuple(bare)})
    found = reached(me, without, ledger(me.history, SET_UP + 400 * DAY))
    assert not [name for name in found if name.startswith("project:")]


@pytest.mark.parametrize(
    ("text", "linked"),
    [
        (LINK, True),
        ("see HTTP://example.org/x, it works", True),
        ("http://127.0.0.1:8000/docs", True),
        ("(https://me.example/calc)", True),
        ("read https://docs.python.org/3/library/os.html and built https://me.example", True),
        ("https://localhost", False),
        ("github.com/me", False),
        ("http:// .", False),
        ("http://[::1", False),
        ("", False),
    ],
)
def test_an_artefact_is_a_link(text: str, linked: bool) -> None:
    assert has_own_link(text, frozenset()) is linked


@pytest.mark.parametrize(
    "link",
    [
        "https://docs.python.org/3/whatsnew/3.13.html",
        "https://developer.mozilla.org/en-US/docs/Web",
        "https://docs.djangoproject.com/en/5.2/",
        "https://requests.readthedocs.io/en/latest/",
        "https://en.wikipedia.org/wiki/Python",
        "https://stackoverflow.com/questions/1",
    ],
)
def test_documentation_is_nobodys_project(link: str) -> None:
    assert names(log(person(), 1, note=f"read {link}."), "project") == []


def test_a_page_that_the_roadmap_names_is_nobodys_project() -> None:
    found = ROADMAPS.get("six-month")
    pages = [step.resource.url for step in found.steps]
    pages += [topic.resource.url for step in found.steps for topic in step.topics if topic.resource]
    assert len(pages) > 100
    assert names(log(person(), 1, note=" ".join(pages)), "project") == []
    for page in pages[:20]:
        written = page.replace("https://", "http://WWW.").rstrip("/") + "/#there?x=1"
        assert names(log(person(), 1, note=f"({written})"), "project") == []


def test_a_link_ends_before_what_only_follows_it() -> None:
    said = "see (https://a.example/x), https://b.example/f_(1)! “https://c.example/”"
    assert links(said) == [
        "https://a.example/x",
        "https://b.example/f_(1)",
        "https://c.example/",
    ]


def at_once(me: Learner, *steps: Any) -> Learner:
    """What happens at one instant, one after the other: a note to log, or a week to go to."""
    for step in steps:
        if isinstance(step, int):
            enrolment = me.enrolments[-1]
            move = Move(step, MoveCause.NEXT, SET_UP, MONDAY)
            me = replace(me, enrolments=(replace(enrolment, moves=(*enrolment.moves, move)),))
        else:
            entry = replace(stamped(me, SET_UP, EntryKind.DONE, note=step), id=len(me.entries) + 1)
            me = replace(me, entries=me.entries.plus(entry))
    return me


def test_events_of_one_instant_follow_their_order() -> None:
    assert names(at_once(person(), LINK, 2, 3), "project") == ["week-01"]
    assert names(at_once(person(), 2, LINK, 3, 4), "project") == ["week-02"]
    assert names(at_once(person(), 2, 3, LINK), "project") == ["week-03"]


def test_weeks_that_a_choice_shifts_are_not_finished_by_it() -> None:
    me = go(go(go(person("complete-2025"), 20, 1), 23, 2, MoveCause.CHOICE), 24, 3)
    assert names(me, "week") == [str(week) for week in (*range(1, 20), 23)]
    back = go(me, 21, 4, MoveCause.CHOICE)
    assert names(back, "week") == [str(week) for week in range(1, 20)]


def test_a_choice_is_no_progress() -> None:
    me = go(go(go(person("complete-2025"), 20, 1), 23, 2, MoveCause.CHOICE), 24, 3)
    days = [(MONDAY + day * DAY, week) for day, week in ((0, 1), (1, 20), (2, 20), (3, 21))]
    assert me.enrolments[-1].walked == days
