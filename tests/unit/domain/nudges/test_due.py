"""When nudges are due: by example, and against an independent clock (promises 1.3 to 1.6, 4.1)."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whenever import PlainDateTime, reset_tzpath

from bot.domain.calendar import Rule, RuleChange, Timeline, day_begins, resolve, wall_at
from bot.domain.delivery import Due, MessageKind, Nudge
from bot.domain.history import Pause
from bot.domain.learner import Enrolment, Learner, Move, MoveCause, Pacing
from bot.domain.nudges.due import dues, in_quiet, instant_of
from bot.domain.nudges.rhythm import heard
from bot.domain.plan import Anchor
from bot.domain.preferences import SettingChange, write_days
from bot.domain.reflection import Answer, Checkin, Question
from bot.domain.streak.ledger import is_study_day

BERLIN = "Europe/Berlin"
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
MONDAY = date(2026, 3, 2)
EVERY_DAY = "mon-sun"


@pytest.fixture(autouse=True, scope="module")
def _one_tzdata() -> None:
    """`whenever` reads the pinned zones as well."""
    reset_tzpath(())


def on(wall: str, zone: str = BERLIN) -> datetime:
    """`03-02 18:00` in 2026."""
    return resolve(datetime.fromisoformat(f"2026-{wall}"), zone)


def person(
    start: str = "03-02 18:00", *, zone: str = BERLIN, begins: date | None = None, **chosen: str
) -> Learner:
    """Somebody who set up at `start` in `zone`."""
    now = on(start, zone)
    day = (wall_at(now, zone) - 4 * HOUR).date()
    changes = {"tz": zone, "days": "mon-sat", "rollover": "4", **chosen}
    enrolment = Enrolment(
        1,
        "six-month",
        "1",
        now,
        day,
        moves=(Move(1, MoveCause.START, now, day),),
        pacings=(Pacing(Anchor(1, begins or day), "standard", now),),
    )
    return Learner(
        1,
        "me",
        now,
        settings=tuple(SettingChange(key, value, now, day) for key, value in changes.items()),
        enrolments=(enrolment,),
    )


def setting(learner: Learner, key: str, value: str, wall: str) -> Learner:
    """The learner after a change of settings."""
    made = on(wall)
    change = SettingChange(key, value, made, learner.today(made))
    return replace(learner, settings=(*learner.settings, change))


def moved(learner: Learner, cause: MoveCause, week: int, wall: str) -> Learner:
    """The learner after a step through the weeks."""
    made = on(wall)
    step = Move(week, cause, made, learner.today(made))
    enrolment = learner.enrolments[-1]
    return replace(learner, enrolments=(replace(enrolment, moves=(*enrolment.moves, step)),))


def sent(learner: Learner, kind: MessageKind, wall: str, *, went_out: bool = True) -> Learner:
    """The learner after a nudge, heard of since."""
    made = on(wall)
    nudge = Nudge(kind, learner.today(made), made, went_out)
    return replace(learner, nudges=learner.nudges.plus(nudge), heard_at=(made,))


def asked(learner: Learner, wall: str, *answers: Answer) -> Learner:
    """The learner after a check-in."""
    made = on(wall)
    checkin = Checkin(1, made, learner.today(made), 1, answers)
    return replace(
        sent(learner, MessageKind.CHECKIN, wall), checkins=learner.checkins.plus(checkin)
    )


def due(learner: Learner, kind: MessageKind, now: str, since: str | None = None) -> str | None:
    """The next nudge of a kind, as the learner's clock shows it, or the day where they differ."""
    found = [
        each for each in dues(learner, on(now), on(since) if since else None) if each.kind is kind
    ]
    if not found:
        return None
    wall = wall_at(found[0].at, learner.timeline.rule(found[0].at).zone)
    late = "" if wall.date() == found[0].day else f" for {found[0].day:%m-%d}"
    return f"{wall:%m-%d %H:%M}{late}"


def prompt(learner: Learner, now: str, since: str | None = None) -> str | None:
    return due(learner, MessageKind.DAILY_PROMPT, now, since)


def checkin(learner: Learner, now: str, since: str | None = None) -> str | None:
    return due(learner, MessageKind.CHECKIN, now, since)


def test_nothing_is_due_before_set_up_and_after_the_finish() -> None:
    me = person()
    assert dues(replace(me, enrolments=()), on("03-02 18:00")) == ()
    done = moved(me, MoveCause.FINISH, 25, "03-03 12:00")
    assert dues(done, on("03-03 12:00")) == ()
    back = moved(done, MoveCause.BACK, 24, "03-05 12:00")
    assert prompt(back, "03-05 12:00") == "03-06 08:00"


@pytest.mark.parametrize(
    ("now", "next_prompt"),
    [
        ("03-02 18:00", "03-03 08:00"),
        ("03-03 07:59", "03-03 08:00"),
        ("03-03 08:00", "03-04 08:00"),
        ("03-07 08:00", "03-09 08:00"),
        ("03-28 12:00", "03-30 08:00"),
    ],
)
def test_the_next_prompt_is_on_the_next_study_day(now: str, next_prompt: str) -> None:
    assert prompt(person(), now) == next_prompt


def test_the_small_hours_belong_to_the_day_before() -> None:
    owl = person(at="01:00")
    assert prompt(owl, "03-02 18:00") == "03-03 01:00 for 03-02"
    assert prompt(owl, "03-07 12:00") == "03-08 01:00 for 03-07"
    assert prompt(owl, "03-08 12:00") == "03-10 01:00 for 03-09"
    assert prompt(person(at="05:00", rollover="5"), "03-03 04:59") == "03-03 05:00"
    assert prompt(person(at="04:59", rollover="5"), "03-03 05:00") == "03-04 04:59 for 03-03"


def test_one_prompt_a_learner_day_whatever_is_changed() -> None:
    me = sent(person(at="08:00"), MessageKind.DAILY_PROMPT, "03-03 08:00")
    assert prompt(setting(me, "at", "20:00", "03-03 10:00"), "03-03 10:00") == "03-04 20:00"
    skipped = sent(person(at="08:00"), MessageKind.DAILY_PROMPT, "03-03 08:00", went_out=False)
    assert prompt(setting(skipped, "at", "20:00", "03-03 10:00"), "03-03 10:00") == "03-04 20:00"
    welcomed = sent(person(at="08:00"), MessageKind.COMEBACK, "03-03 08:00")
    assert prompt(setting(welcomed, "at", "20:00", "03-03 10:00"), "03-03 10:00") == "03-04 20:00"


def test_a_changed_time_counts_from_the_moment_it_is_set() -> None:
    me = person(at="08:00")
    assert prompt(setting(me, "at", "06:30", "03-03 07:00"), "03-03 07:00") == "03-04 06:30"
    assert prompt(setting(me, "at", "07:01", "03-03 07:00"), "03-03 07:00") == "03-03 07:01"
    assert prompt(setting(me, "at", "07:00", "03-03 07:00"), "03-03 07:00") == "03-04 07:00"
    assert prompt(setting(me, "at", "09:00", "03-03 07:00"), "03-03 07:00") == "03-03 09:00"


def test_pauses_and_a_plan_to_come_are_passed_over() -> None:
    pause = Pause(1, on("03-02 19:00"), MONDAY, MONDAY + DAY, MONDAY + 9 * DAY, MONDAY + 9 * DAY)
    paused = replace(person(saver="on"), pauses=(pause,))
    assert prompt(paused, "03-02 19:00") == "03-12 08:00"
    assert checkin(paused, "03-02 19:00") == "03-15 18:00"
    assert due(paused, MessageKind.STREAK_SAVER, "03-02 21:00") == "03-12 20:00"
    later = person(begins=date(2026, 10, 19))
    assert prompt(later, "03-02 19:00") == "10-19 08:00"
    assert checkin(later, "03-02 19:00") == "10-25 18:00"


@pytest.mark.parametrize(
    ("zone", "at", "rollover", "around"),
    [
        (BERLIN, "02:30", 0, ["03-28 02:30", "03-29 03:30", "03-30 02:30"]),
        (BERLIN, "02:30", 4, ["03-28 02:30 for 03-27", "03-29 03:30 for 03-28"]),
        (BERLIN, "02:30", 3, ["03-28 02:30 for 03-27", "03-29 03:30", "03-31 02:30 for 03-30"]),
        (BERLIN, "02:30", 2, ["03-28 02:30", "03-29 03:30", "03-30 02:30"]),
        ("America/Santiago", "00:30", 0, ["09-05 00:30", "09-06 01:30", "09-07 00:30"]),
        ("Africa/Cairo", "00:15", 0, ["04-23 00:15", "04-24 01:15", "04-25 00:15"]),
        ("Africa/Cairo", "23:30", 0, ["10-28 23:30", "10-29 23:30", "10-30 23:30"]),
        ("America/New_York", "01:30", 0, ["10-31 01:30", "11-01 01:30", "11-02 01:30"]),
    ],
)
def test_when_the_clocks_change(zone: str, at: str, rollover: int, around: list[str]) -> None:
    first = date.fromisoformat(f"2026-{around[0][:5]}")
    me = person(
        "03-02 18:00", zone=zone, at=at, rollover=str(rollover), days=EVERY_DAY, quiet="off"
    )
    now = on(f"{first - DAY:%m-%d} 23:45", zone)
    found = []
    for _ in around:
        each = next(each for each in dues(me, now) if each.kind is MessageKind.DAILY_PROMPT)
        now = each.at
        wall = wall_at(now, zone)
        found.append(f"{wall:%m-%d %H:%M}" + f" for {each.day:%m-%d}" * (each.day != wall.date()))
    assert found == around


def test_of_a_time_that_comes_twice_the_first_counts() -> None:
    line = Timeline.of(RuleChange(on("03-02 18:00"), Rule(BERLIN, 0)))
    first = instant_of(line, date(2026, 10, 25), time(2, 30))
    assert first == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    # For somebody who arrives between the two, a move jumped over it.
    line = Timeline.of(
        RuleChange(on("03-02 18:00"), Rule("Asia/Tbilisi", 5)),
        [RuleChange(on("10-24 18:00"), Rule(BERLIN, 1))],
    )
    begins = line.begins(date(2026, 10, 25))
    assert begins == datetime(2026, 10, 25, 1, 0, tzinfo=UTC)
    assert instant_of(line, date(2026, 10, 25), time(2, 30)) == begins


MOVES = [
    # from, to, time, instant of the first day there by its clock; None where the day has no prompt
    ("Pacific/Honolulu", "Pacific/Auckland", "08:00", None),
    ("Pacific/Honolulu", "Pacific/Auckland", "03:59", "03-12 03:59"),
    ("Europe/Berlin", "Asia/Kathmandu", "08:00", "03-11 08:45"),
    ("Europe/Berlin", "Asia/Kathmandu", "05:45", "03-11 08:45"),
    ("Europe/Berlin", "Asia/Kathmandu", "05:44", None),
    ("Europe/Berlin", "Asia/Kathmandu", "08:45", "03-11 08:45"),
    ("Europe/Berlin", "Asia/Kathmandu", "08:46", "03-11 08:46"),
    ("Europe/Berlin", "Asia/Kathmandu", "03:30", "03-12 03:30"),
    ("Europe/Berlin", "Pacific/Auckland", "15:00", "03-11 16:00"),
    ("Europe/Berlin", "Pacific/Auckland", "12:00", None),
]


@pytest.mark.parametrize(("old", "new", "at", "expected"), MOVES)
def test_a_prompt_that_a_move_jumped_over(
    old: str, new: str, at: str, expected: str | None
) -> None:
    change = RuleChange(on("03-10 12:00", old), Rule(new))
    line = Timeline.of(RuleChange(on("03-02 18:00", old), Rule(old)), [change])
    day = line.day(line.ends(line.day(change.made_at)))
    found = instant_of(line, day, time.fromisoformat(at))
    assert (found and f"{wall_at(found, new):%m-%d %H:%M}") == expected
    if found is not None:
        assert line.begins(day) <= found < line.ends(day)


def test_a_jump_over_midnight_is_one_of_the_evening_before() -> None:
    """The day begins at 01:00 in Kathmandu's yesterday; 23:30 was an hour and a half before."""
    line = Timeline.of(
        RuleChange(on("03-02 18:00", "Pacific/Honolulu"), Rule("Pacific/Honolulu", 9)),
        [RuleChange(on("03-10 12:00", "Pacific/Honolulu"), Rule("Asia/Kathmandu", 9))],
    )
    day = date(2026, 3, 11)
    assert f"{wall_at(line.begins(day), 'Asia/Kathmandu'):%m-%d %H:%M}" == "03-12 00:45"
    assert instant_of(line, day, time(23, 30)) == line.begins(day)
    assert instant_of(line, day, time(21, 45)) == line.begins(day)
    assert instant_of(line, day, time(21, 44)) is None
    assert instant_of(line, day, time(1, 0)) == line.begins(day) + timedelta(minutes=15)


def test_only_a_move_jumps_over_a_time() -> None:
    """03:30 falls in a gap that ends where the next day begins: it is the next day's prompt."""
    line = Timeline.of(RuleChange(on("03-02 18:00"), Rule("Europe/Athens", 4)))
    assert instant_of(line, date(2026, 3, 27), time(3, 30)) == on("03-28 03:30", "Europe/Athens")
    assert instant_of(line, date(2026, 3, 28), time(3, 30)) is None
    assert instant_of(line, date(2026, 3, 29), time(3, 30)) == on("03-29 04:30", "Europe/Athens")


def test_a_day_that_goes_on_after_a_move_west_has_one_prompt() -> None:
    me = person("03-02 18:00", zone="Pacific/Auckland", days=EVERY_DAY)
    there = on("03-10 12:00", "Pacific/Auckland")
    me = replace(
        me,
        settings=(
            *me.settings,
            SettingChange("tz", "Pacific/Honolulu", there, me.today(there)),
        ),
    )
    now, days = on("03-08 12:00", "Pacific/Auckland"), []
    for _ in range(5):
        each = next(each for each in dues(me, now) if each.kind is MessageKind.DAILY_PROMPT)
        days.append(each.day.day)
        now = each.at
    assert days == [9, 10, 11, 12, 13]


def test_a_skipped_day_has_no_prompt() -> None:
    line = Timeline.of(
        RuleChange(on("03-02 18:00", "Pacific/Honolulu"), Rule("Pacific/Honolulu")),
        [RuleChange(on("03-10 12:00", "Pacific/Honolulu"), Rule("Pacific/Kiritimati"))],
    )
    assert line.begins(date(2026, 3, 11)) == line.ends(date(2026, 3, 11))
    assert instant_of(line, date(2026, 3, 11), time(8)) is None


@pytest.mark.parametrize(
    ("quiet", "at", "inside"),
    [
        ((time(22), time(7)), time(22), True),
        ((time(22), time(7)), time(21, 59), False),
        ((time(22), time(7)), time(6, 59), True),
        ((time(22), time(7)), time(7), False),
        ((time(12), time(14)), time(13), True),
        ((time(12), time(14)), time(14), False),
        ((time(12), time(14)), time(11), False),
        ((), time(3), False),
    ],
)
def test_quiet_hours(quiet: tuple[time, ...], at: time, inside: bool) -> None:
    assert in_quiet(quiet, at) is inside


def test_default_times_move_to_the_end_of_quiet_hours_and_chosen_ones_stay() -> None:
    assert prompt(person(quiet="22:00-09:30"), "03-02 18:00") == "03-03 09:30"
    assert prompt(person(quiet="22:00-09:30", at="08:00"), "03-02 18:00") == "03-03 08:00"
    assert prompt(person(quiet="off"), "03-02 18:00") == "03-03 08:00"
    assert checkin(person(quiet="17:00-19:00"), "03-02 18:00") == "03-08 19:00"
    chosen = person(quiet="17:00-19:00", checkin="sun-18:00")
    assert checkin(chosen, "03-02 18:00") == "03-08 18:00"


@pytest.mark.parametrize(
    ("start", "first"),
    [
        ("03-02 18:00", "03-08 18:00"),
        ("03-05 18:00", "03-08 18:00"),
        ("03-06 03:59", "03-08 18:00"),
        ("03-06 04:00", "03-15 18:00"),
        ("03-08 17:00", "03-15 18:00"),
    ],
)
def test_no_checkin_within_three_days_of_the_start(start: str, first: str) -> None:
    assert checkin(person(start), start) == first


def test_checkins_are_weekly_and_each_comes_once() -> None:
    me = person()
    assert checkin(me, "03-08 18:00") == "03-15 18:00"
    early = setting(asked(me, "03-08 18:00"), "checkin", "sun-20:00", "03-08 19:00")
    assert checkin(early, "03-08 19:00") == "03-15 20:00"
    asked_to_go_on = sent(me, MessageKind.ASK_TO_GO_ON, "03-08 18:00")
    assert checkin(asked_to_go_on, "03-08 17:00") == "03-15 18:00"


def reminder(learner: Learner, now: str, since: str | None = None) -> str | None:
    return due(learner, MessageKind.CHECKIN_REMINDER, now, since)


def test_one_reminder_a_day_later_if_nothing_was_answered() -> None:
    me = asked(person(), "03-08 18:00")
    assert reminder(person(), "03-08 18:00") is None
    assert reminder(me, "03-08 18:00") == "03-09 18:00"
    assert reminder(me, "03-09 18:00") is None
    reminded = sent(me, MessageKind.CHECKIN_REMINDER, "03-09 18:00")
    assert reminder(reminded, "03-09 17:00") is None
    again = asked(reminded, "03-15 18:00")
    assert reminder(again, "03-15 18:00") == "03-16 18:00"
    answer = Answer(Question.HARD, "loops", on("03-08 18:10"))
    assert reminder(asked(person(), "03-08 18:00", answer), "03-08 19:00") is None
    skipped = Answer(Question.HARD, None, on("03-08 18:10"))
    assert reminder(asked(person(), "03-08 18:00", skipped), "03-08 19:00") == "03-09 18:00"
    closed = replace(
        me, checkins=me.checkins.changed(replace(me.checkins[0], closed_at=on("03-08 18:20")))
    )
    assert reminder(closed, "03-08 19:00") is None


def test_the_reminder_keeps_out_of_quiet_hours() -> None:
    """24 hours after 21:30 it can be 22:30, or quiet hours were set meanwhile."""
    spring = asked(person(checkin="sat-21:30"), "03-28 21:30")
    assert reminder(spring, "03-28 21:30") == "03-30 07:00"
    now_quiet = setting(asked(person(), "03-08 18:00"), "quiet", "17:00-09:00", "03-08 19:00")
    assert reminder(now_quiet, "03-08 19:00") == "03-10 09:00"
    at_night = asked(person(checkin="sun-23:00"), "03-08 23:00")
    assert reminder(at_night, "03-08 23:00") == "03-09 23:00"


def saver(learner: Learner, now: str, since: str | None = None) -> str | None:
    return due(learner, MessageKind.STREAK_SAVER, now, since)


def test_the_streak_saver_is_for_those_who_want_it() -> None:
    assert saver(person(), "03-02 18:00") is None
    me = person(saver="on")
    assert saver(me, "03-02 18:00") == "03-02 20:00"
    assert saver(sent(me, MessageKind.STREAK_SAVER, "03-02 20:00"), "03-02 19:00") == "03-03 20:00"
    assert saver(me, "03-07 20:00") == "03-09 20:00"


def test_the_streak_saver_moves_out_of_quiet_hours_but_not_into_another_day() -> None:
    assert saver(person(saver="on", quiet="19:00-21:00"), "03-02 18:00") == "03-02 21:00"
    assert saver(person(saver="on", quiet="19:00-07:00"), "03-02 18:00") is None


def test_no_prompt_is_due_on_a_day_on_which_silence_was_broken() -> None:
    """A reaction restores the full rhythm from the next study day on, and plans it right away."""
    me = person(saver="on")
    for day in (3, 4, 5):
        me = sent(me, MessageKind.DAILY_PROMPT, f"03-{day:02} 08:00")
    silent = replace(me, heard_at=(on("03-02 18:00"),))
    assert prompt(silent, "03-05 09:00") is None
    assert saver(silent, "03-05 09:00") is None
    assert checkin(silent, "03-05 09:00") == "03-08 18:00"
    back = replace(me, heard_at=(on("03-06 07:00"), on("03-02 18:00")))
    assert prompt(back, "03-06 07:00") == "03-07 08:00"
    assert saver(back, "03-06 07:00") == "03-07 20:00"


def test_checkins_return_after_silence() -> None:
    me = person()
    for day in (3, 4, 5):
        me = sent(me, MessageKind.DAILY_PROMPT, f"03-{day:02} 08:00")
    for wall in ("03-08 18:00", "03-15 18:00", "03-22 18:00"):
        me = sent(me, MessageKind.CHECKIN, wall)
    me = sent(me, MessageKind.ASK_TO_GO_ON, "03-29 18:00")
    silent = replace(me, heard_at=(on("03-02 18:00"),))
    assert dues(silent, on("03-30 12:00")) == ()
    back = replace(me, heard_at=(on("04-05 10:00"), on("03-02 18:00")))
    assert checkin(back, "04-05 10:00") == "04-12 18:00"
    assert prompt(back, "04-05 10:00") == "04-06 08:00"


def test_after_an_outage_what_may_still_go_out_is_found() -> None:
    """Down since Monday evening, up again on Thursday (promise 4.5)."""
    me = person(saver="on")
    assert prompt(me, "03-05 10:00", since="03-03 08:00") == "03-05 08:00"
    assert prompt(me, "03-05 11:00", since="03-03 08:00") == "03-06 08:00"
    assert prompt(me, "03-05 10:00", since="03-05 09:00") == "03-06 08:00"
    assert prompt(me, "03-05 10:00", since="03-05 12:00") == "03-06 08:00"
    assert saver(me, "03-05 21:00", since="03-02 20:00") == "03-05 20:00"
    assert checkin(me, "03-17 12:00", since="03-08 18:00") == "03-15 18:00"
    assert checkin(me, "03-18 19:00", since="03-08 18:00") == "03-22 18:00"
    waiting = asked(me, "03-08 18:00")
    assert reminder(waiting, "03-09 20:00", since="03-08 18:00") == "03-09 18:00"
    assert reminder(waiting, "03-09 21:00", since="03-08 18:00") is None


ZONES = (
    "Africa/Cairo", "America/New_York", "America/Nuuk", "America/Santiago", "Asia/Kathmandu",
    "Australia/Lord_Howe", "Europe/Athens", "Europe/Berlin", "Pacific/Apia", "Pacific/Auckland",
    "Pacific/Honolulu", "Pacific/Kiritimati",
)  # fmt: skip
CHANGES = ("03-01", "03-21", "04-01", "04-20", "08-30", "09-20", "10-20", "10-28")
rules = st.builds(Rule, st.sampled_from(ZONES), st.integers(0, 23))
times = st.builds(time, st.integers(0, 23), st.sampled_from((0, 1, 30, 59)))
study_days = st.sets(st.integers(0, 6), min_size=3).map(frozenset).map(write_days)
starts = st.builds(
    lambda day, hours: on(f"{day} 00:00") + hours * HOUR,
    st.sampled_from(CHANGES),
    st.integers(0, 200),
)
moves = st.lists(st.tuples(st.timedeltas(HOUR, 14 * DAY), rules), max_size=4)


def judged(line: Timeline, day: date, at: time) -> datetime | None:
    """The instant of a day's prompt as another library tells the time (promise 1.6)."""
    begins, ends = line.begins(day), line.ends(day)
    if begins == ends:
        return None
    near = [begins.date() + n * DAY for n in range(-2, 5)]

    def shown(zone: str) -> list[datetime]:
        walls = (PlainDateTime(datetime.combine(each, at)) for each in near)
        return [
            wall.assume_tz(zone, disambiguation="compatible").to_instant().to_stdlib()
            for wall in walls
        ]

    parts = [
        instant
        for first, last, zone in line.zones_in(day)
        for instant in shown(zone)
        if first <= instant < last
    ]
    if parts:
        return min(parts)
    rule = line.rule(begins)
    planned = min(each for each in shown(rule.zone) if each >= day_begins(rule, day))
    return begins if planned < begins <= planned + 3 * HOUR else None


@st.composite
def travellers(draw: st.DrawFn) -> Learner:
    """Somebody with any clock, study days, and moves to come within two weeks."""
    start, rule = draw(starts), draw(rules)
    line = Timeline.of(RuleChange(start, rule))
    chosen = {
        "tz": rule.zone,
        "rollover": str(rule.rollover),
        "days": draw(study_days),
        "at": draw(times).isoformat("minutes"),
        "saver": draw(st.sampled_from(("on", "off"))),
    }
    day = line.day(start)
    changes = [SettingChange(key, value, start, day) for key, value in chosen.items()]
    for after, new in sorted(draw(moves), key=lambda move: move[0]):
        for key, value in (("tz", new.zone), ("rollover", str(new.rollover))):
            changes.append(SettingChange(key, value, start + after, day))
    enrolment = Enrolment(
        1,
        "six-month",
        "1",
        start,
        day,
        moves=(Move(1, MoveCause.START, start, day),),
        pacings=(Pacing(Anchor(1, day), "standard", start),),
    )
    return Learner(1, "me", start, settings=tuple(changes), enrolments=(enrolment,))


def as_known(learner: Learner, now: datetime) -> Learner:
    """The learner without changes that are yet to be made."""
    known = tuple(each for each in learner.settings if each.made_at <= now)
    return replace(learner, settings=known)


def lived_with(whole: Learner, until: datetime) -> list[Due]:
    """The prompts that somebody gets who reacts to each, while changes come up one by one."""
    prompts: list[Due] = []
    now, me = whole.created_at, whole
    while True:
        me = heard(replace(as_known(whole, now), nudges=me.nudges, heard_at=me.heard_at), now)
        found = dues(me, now)
        assert all(each.at > now for each in found)
        assert all(me.today(each.at) == each.day for each in found)
        prompt = next((each for each in found if each.kind is MessageKind.DAILY_PROMPT), None)
        change = min((each.made_at for each in whole.settings if each.made_at > now), default=None)
        if change is not None and (prompt is None or change < prompt.at):
            now = change
        elif prompt is None or prompt.at > until:
            return prompts
        else:
            prompts.append(prompt)
            nudge = Nudge(prompt.kind, prompt.day, prompt.at, went_out=True)
            now, me = prompt.at, replace(me, nudges=me.nudges.plus(nudge))


@pytest.mark.soak
@settings(max_examples=60)
@given(travellers())
def test_exactly_one_prompt_for_each_study_day_that_has_the_time(whole: Learner) -> None:
    start, until = whole.created_at, whole.created_at + 18 * DAY
    line, at = whole.timeline, whole.preferences.at
    prompts = lived_with(whole, until)
    assert all(one.at < other.at for one, other in pairwise(prompts))
    assert all(one.day < other.day for one, other in pairwise(prompts))
    assert all(line.begins(each.day) <= each.at < line.ends(each.day) for each in prompts)
    days = [line.day(start) + n * DAY for n in range((line.day(until) - line.day(start)).days)]
    wanted = {day: judged(line, day, at) for day in days if is_study_day(whole.history, day)}
    for each in prompts:
        assert each.at == judged(line, each.day, at) or each.at == line.begins(each.day)
    expected = {day for day, instant in wanted.items() if instant and instant > start}
    assert {each.day for each in prompts if each.day in set(days)} == expected


@settings(max_examples=60)
@given(travellers(), st.timedeltas(timedelta(0), 20 * DAY), st.timedeltas(timedelta(0), 5 * DAY))
def test_after_an_outage_nothing_older_than_its_limit_is_due(
    me: Learner, ahead: timedelta, down: timedelta
) -> None:
    now = me.created_at + ahead
    for each in dues(me, now, now - down):
        limit = 3 * DAY if each.kind is MessageKind.CHECKIN else 3 * HOUR
        assert each.at > now - min(limit, down)
        assert me.today(each.at) == each.day
    assert all(each.at > now for each in dues(me, now))
