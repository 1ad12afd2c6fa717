"""How Waymark grows quieter, and what makes it speak again (promise 4.2)."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.delivery import MessageKind, Nudge
from bot.domain.learner import Enrolment, Learner, Move, MoveCause, Pacing
from bot.domain.nudges.rhythm import Rhythm, heard, rhythm
from bot.domain.plan import Anchor
from bot.domain.preferences import SettingChange

DAY = timedelta(days=1)
MONDAY = date(2026, 3, 2)
SET_UP = datetime(2026, 3, 2, 17, tzinfo=UTC)

LETTERS = {
    "p": MessageKind.DAILY_PROMPT, "b": MessageKind.COMEBACK, "c": MessageKind.CHECKIN, "r": MessageKind.CHECKIN_REMINDER,
    "a": MessageKind.ASK_TO_GO_ON, "s": MessageKind.STREAK_SAVER, "m": MessageKind.MILESTONE,
}  # fmt: skip


def person(days: str = "mon-sun", at: datetime = SET_UP) -> Learner:
    """Somebody in London who set up on a Monday."""
    changes = {"tz": "Europe/London", "days": days}
    start = Move(1, MoveCause.START, at, MONDAY)
    pacing = Pacing(Anchor(1, MONDAY), "standard", at)
    enrolment = Enrolment(1, "six-month", "1", at, MONDAY, (start,), (pacing,))
    return Learner(
        1,
        "me",
        at,
        settings=tuple(SettingChange(key, value, at, MONDAY) for key, value in changes.items()),
        enrolments=(enrolment,),
        heard_at=(at,),
    )


def noon(day: int) -> datetime:
    """Noon of the day that many days after the Monday of the set-up."""
    return datetime(2026, 3, 2, 12, tzinfo=UTC) + day * DAY


def keep(diary: str, me: Learner | None = None, first: int = 1) -> tuple[Learner, date]:
    """After a diary with a letter a day: `.` nothing, `h` heard, `p` a prompt ignored and so on.

    An upper-case letter is a nudge that was skipped. The day after the last is handed back.
    """
    me = me or person()
    for number, letter in enumerate(diary, first):
        if letter == "h":
            me = heard(me, noon(number))
        elif letter != ".":
            day = MONDAY + number * DAY
            nudge = Nudge(LETTERS[letter.lower()], day, noon(number), went_out=letter.islower())
            me = replace(me, nudges=me.nudges.plus(nudge))
    return me, MONDAY + (first + len(diary)) * DAY


@pytest.mark.parametrize(
    ("diary", "expected"),
    [
        ("", Rhythm.FULL),
        ("pp", Rhythm.FULL),
        ("ppp", Rhythm.CHECKINS),
        ("pbp", Rhythm.CHECKINS),
        ("ppP", Rhythm.FULL),
        ("pprsmc", Rhythm.FULL),
        ("pphp", Rhythm.FULL),
        ("pphppp", Rhythm.CHECKINS),
        ("pppcc", Rhythm.CHECKINS),
        ("pppccc", Rhythm.ASK),
        ("pppcCc", Rhythm.CHECKINS),
        ("ppcpcc", Rhythm.CHECKINS),
        ("ppcpccc", Rhythm.ASK),
        ("pppccca", Rhythm.SILENT),
        ("pppccca" + 40 * ".", Rhythm.SILENT),
        ("pppcccA", Rhythm.ASK),
        ("pppcccah", Rhythm.FULL),
        ("pppcch", Rhythm.FULL),
        ("pppcchppp", Rhythm.CHECKINS),
        ("pppcccahpppccc", Rhythm.ASK),
    ],
)
def test_the_rhythm_after(diary: str, expected: Rhythm) -> None:
    assert rhythm(*keep(diary)) is expected


def test_a_reaction_counts_from_the_next_day_on() -> None:
    me, _ = keep("ppph")
    assert rhythm(me, MONDAY + 4 * DAY) is Rhythm.CHECKINS
    assert rhythm(me, MONDAY + 5 * DAY) is Rhythm.FULL


def test_a_reaction_counts_from_the_next_study_day_on() -> None:
    """Heard on a Saturday: the Sunday is no study day, so Monday is the first in full rhythm."""
    me, sunday = keep("..ppph", person("mon-sat"), first=0)
    assert sunday.weekday() == 6
    assert rhythm(me, sunday) is Rhythm.CHECKINS
    assert rhythm(me, sunday + DAY) is Rhythm.FULL
    me, _ = keep("h", me, first=6)
    assert rhythm(me, sunday) is Rhythm.CHECKINS
    assert rhythm(me, sunday + DAY) is Rhythm.FULL


def test_whoever_reacted_is_not_asked_whether_to_go_on() -> None:
    diary = "ppp" + "..c" + "......c" + "......c" + ".....h"
    me, sunday = keep(diary, person("mon-sat"), first=1)
    assert sunday.weekday() == 6
    assert rhythm(me, sunday - DAY) is Rhythm.CHECKINS
    assert rhythm(me, sunday) is Rhythm.CHECKINS
    assert rhythm(replace(me, heard_at=(SET_UP,)), sunday) is Rhythm.ASK


def test_who_reacts_every_day_stays_in_full_rhythm_on_rest_days_too() -> None:
    me = person("mon-sat")
    for number in range(1, 40):
        day = MONDAY + number * DAY
        assert rhythm(me, day) is Rhythm.FULL, day
        kind = MessageKind.CHECKIN if day.weekday() == 6 else MessageKind.DAILY_PROMPT
        me = replace(me, nudges=me.nudges.plus(Nudge(kind, day, noon(number), went_out=True)))
        me = heard(heard(me, noon(number) + DAY / 24), noon(number) + DAY / 12)
        assert len(me.heard_at) == 2


def test_a_reaction_at_the_first_instant_of_a_day_is_one_of_that_day() -> None:
    me, day = keep("ppp")
    begins = me.timeline.begins(day)
    assert rhythm(heard(me, begins), day) is Rhythm.CHECKINS
    assert rhythm(heard(me, begins - timedelta.resolution), day) is Rhythm.FULL


def test_reactions_before_set_up() -> None:
    me = replace(person(), enrolments=(), heard_at=())
    me = heard(me, noon(0))
    assert me.heard_at == (noon(0),)
    assert heard(me, noon(1)).heard_at == (noon(1), noon(0))
    assert rhythm(me, MONDAY) is Rhythm.FULL


def test_before_the_plan_begins_every_day_counts() -> None:
    me, day = keep("ppph")
    later = Pacing(Anchor(1, MONDAY + 60 * DAY), "standard", SET_UP)
    me = replace(me, enrolments=(replace(me.enrolments[0], pacings=(later,)),))
    assert rhythm(me, day - DAY) is Rhythm.CHECKINS
    assert rhythm(me, day) is Rhythm.FULL


@given(st.lists(st.sampled_from("pbcram.h"), max_size=60).map("".join))
def test_two_reactions_are_all_that_need_be_kept(diary: str) -> None:
    """The rhythm of today and later is the same as with every reaction kept."""
    me, today = keep(diary, person("mon-sat"))
    ats = tuple(noon(number) for number, letter in enumerate(diary, 1) if letter == "h")
    whole = replace(me, heard_at=(*reversed(ats), SET_UP))
    for ahead in range(-1, 8):
        day = today + ahead * DAY
        assert rhythm(me, day) is rhythm(whole, day)


@given(st.lists(st.sampled_from("pbcrasm."), max_size=60).map("".join))
def test_silence_only_grows_until_somebody_reacts(diary: str) -> None:
    order = list(Rhythm)
    moods = [rhythm(*keep(diary[:days])) for days in range(len(diary) + 1)]
    assert moods == sorted(moods, key=order.index)
    assert rhythm(*keep(f"{diary}h")) is Rhythm.FULL
