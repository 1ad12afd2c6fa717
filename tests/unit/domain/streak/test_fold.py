"""The streak by example. A diary has one letter a day, and so has the ledger that it makes.

Diary: `d` an entry, `D` two of 15 minutes, `y` one for yesterday, `Y` that and one for today, `.`
nothing; the last letter is today. Ledger: `d` done, `-` rest, `p` paused, `x` excused, `f` frozen,
`R` repaired, `m` missed, `?` pending.
"""

from datetime import date, timedelta

import pytest

from bot.domain.calendar import Rule
from bot.domain.history import StudyDays
from bot.domain.streak.fold import Counts, DayState, Why, counts, ledger
from bot.domain.streak.ledger import is_study_day, weekdays_on
from oracle.world import BERLIN, DAY, EVERY_DAY, MON_SAT, World

LETTERS = {
    DayState.DONE: "d", DayState.REST: "-", DayState.PAUSED: "p", DayState.EXCUSED: "x", DayState.FROZEN: "f",
    DayState.REPAIRED: "R", DayState.MISSED: "m", DayState.PENDING: "?",
}  # fmt: skip
MONDAY = date(2026, 3, 2)
AUCKLAND, HONOLULU = Rule("Pacific/Auckland"), Rule("Pacific/Honolulu")
KIRITIMATI = Rule("Pacific/Kiritimati")


def keep(world: World, diary: str) -> World:
    """Goes on with a diary, today first."""
    for number, letter in enumerate(diary):
        world.wait(days=1 if number else 0)
        if letter == "d":
            world.log()
        elif letter == "D":
            world.log(15)
            world.log(15)
        elif letter in "yY":
            world.log_yesterday()
        if letter == "Y":
            world.log()
    return world


def kept(diary: str, weekdays: frozenset[int] = EVERY_DAY, rule: Rule = BERLIN) -> World:
    return keep(World(rule=rule, weekdays=weekdays), diary)


def told(world: World) -> tuple[str, int, int]:
    """The letters of the ledger, the streak and the freezes."""
    now = world.ledger()
    return "".join(LETTERS[row.state] for row in now.days), now.streak, now.freezes


@pytest.mark.parametrize(
    ("diary", "letters", "streak", "freezes"),
    [
        ("d", "d", 1, 2),
        ("d.", "d?", 1, 2),
        ("d..", "df?", 1, 1),
        ("d...", "dff?", 1, 0),
        ("d....", "dmmm?", 0, 2),
        ("d.d..d", "dfdmmd", 1, 1),
        ("d..d..", "dffdm?", 0, 0),
        ("d...dd", "dmmmdd", 2, 2),
        ("d.....d..d", "dmmmmmdffd", 2, 0),
        ("..d", "d", 1, 2),
    ],
)
def test_freezes_save_a_gap_or_come_back(
    diary: str, letters: str, streak: int, freezes: int
) -> None:
    """Promise 2.4."""
    assert told(kept(diary)) == (letters, streak, freezes)


@pytest.mark.parametrize(
    ("diary", "streak", "freezes"),
    [
        ("d" * 7, 7, 2),
        ("d.ddddd", 6, 1),
        ("d.dddddd", 7, 2),
        ("d..dddddd", 7, 1),
        ("d..ddddddddddddd", 14, 2),
        ("d..ddddddd.d", 9, 0),
        ("d..ddddddd..d", 1, 1),
        ("d....dddddd.d", 7, 2),
    ],
)
def test_each_seventh_day_earns_a_freeze(diary: str, streak: int, freezes: int) -> None:
    """Promise 2.4."""
    assert told(kept(diary))[1:] == (streak, freezes)


def test_rows_show_the_streak_and_freezes_after_each_day() -> None:
    broken = kept("d...d" + "....", frozenset({0, 1, 2, 4, 5})).ledger().days
    assert [(LETTERS[row.state], row.streak, row.freezes) for row in broken] == [
        ("d", 1, 2), ("f", 1, 1), ("f", 1, 0), ("-", 1, 0), ("d", 2, 0), ("m", 0, 0), ("-", 0, 0),
        ("m", 0, 0), ("?", 0, 0),
    ]  # fmt: skip


def test_a_broken_gap_rewrites_the_rest_days_within() -> None:
    rows = kept("d...." + "..", frozenset({0, 1, 3, 4, 5})).ledger().days
    assert [(LETTERS[row.state], row.streak, row.freezes) for row in rows] == [
        ("d", 1, 2), ("m", 0, 2), ("-", 0, 2), ("m", 0, 2), ("m", 0, 2), ("m", 0, 2), ("-", 0, 2),
    ]  # fmt: skip


def test_each_day_says_why() -> None:
    world = World(weekdays=MON_SAT)
    world.plan_from += DAY
    keep(world, "d.dd..d...")
    assert [row.why for row in world.ledger().days] == [
        Why.DONE_EXTRA, Why.FROZEN, Why.DONE, Why.DONE, Why.MISSED_GAP, Why.MISSED_NO_FREEZE,
        Why.DONE_EXTRA, Why.MISSED_GAP, Why.MISSED_NO_FREEZE, Why.PENDING,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("diary", "letters", "streak"),
    [
        ("d..d.D", "dffdRD", 4),
        ("d..d.d", "dffdmd", 1),
        ("d..d..D", "dffdmmd", 1),
        ("d.dd..D", "dfddmmd", 1),
        ("d..d.Dd.D", "dffdRddmd", 1),
        ("d....d..D", "dmmmmdffd", 2),
    ],
)
def test_a_single_missed_day_is_repaired(diary: str, letters: str, streak: int) -> None:
    """Promise 2.6: a gap of exactly one, two entries on the next study day, once in 28 days."""
    got = told(kept(diary))
    assert (got[0], got[1]) == (letters.replace("D", "d"), streak)


@pytest.mark.parametrize(("between", "repaired"), [(27, False), (28, True)])
def test_one_repair_in_28_days(between: int, repaired: bool) -> None:
    diary = "d..d.D" + "ddd." + "ddddddd." + "ddddddd." + "d" * (between - 22) + ".D"
    letters = told(kept(diary))[0]
    assert letters[4] == "R"
    assert letters[4 + between] == ("R" if repaired else "m")


def test_a_repair_counts_towards_a_freeze() -> None:
    world = kept("d..ddddd.D")
    rows = world.ledger().days
    assert [row.streak for row in rows[-2:]] == [7, 8]
    assert [row.freezes for row in rows[-2:]] == [1, 1]


@pytest.mark.parametrize(
    ("minutes", "repaired"),
    [((10, 10), True), ((10, 9), False), ((60,), False), ((30, None), False)],
)
def test_a_repair_takes_two_entries_of_ten_minutes(
    minutes: tuple[int | None, ...], repaired: bool
) -> None:
    world = kept("d..d..")
    for long in minutes:
        world.log(long)
    assert told(world)[0] == f"dffd{'R' if repaired else 'm'}d"


def test_entries_made_late_repair_nothing() -> None:
    world = kept("d..d..")
    world.log(20)
    world.wait(days=1)
    world.log_yesterday(20)
    assert told(world)[0] == "dffdmd?"


def test_the_ledger_names_the_day_that_today_can_repair() -> None:
    """For the prompt of that day (promise 2.6), until it is repaired or today is over."""
    world = kept("d..d..")
    missed = world.today - DAY
    assert world.ledger().repairable == missed
    world.log(15)
    assert world.ledger().repairable == missed
    world.log(15)
    assert world.ledger().repairable is None
    assert kept("d..d...").ledger().repairable is None


def test_rest_paused_and_excused_days_wait_for_the_repair() -> None:
    assert told(kept("d..d...D", frozenset({0, 1, 2, 3, 4})))[0] == "dffdR--d"
    world = kept("d..d..")
    world.outages.add(world.today)
    world.wait(days=1)
    world.pause(3)
    world.wait(days=3)
    assert told(world)[0] == "dffdmxppp?"
    assert world.ledger().repairable == world.today - 5 * DAY
    keep(world, "D")
    assert told(world) == ("dffdRxpppd", 4, 0)


def test_two_entries_on_a_day_that_need_not_be_done_repair_too() -> None:
    """The day of two entries is done, so it is neither paused nor excused; one entry is no harm."""
    world = kept("d..d..")
    world.pause(3)
    keep(world, "..D")
    assert told(world)[0] == "dffdRppd"
    world = kept("d..d..")
    world.pause(3)
    keep(world, "..d")
    assert told(world)[0] == "dffdmppd"
    world.wait(days=1)
    keep(world, "D")
    assert told(world)[0] == "dffdRppdd"


def test_a_rest_day_repairs_nothing() -> None:
    """Two entries on Sunday are work on a rest day; the next study day is Monday."""
    world = kept("d..dd.", MON_SAT)
    keep(world, ".D")
    assert told(world)[0] == "dffddmd"
    assert world.ledger().repairable is None
    world.wait(days=1)
    assert world.ledger().repairable == world.today - 2 * DAY
    keep(world, "D")
    assert told(world)[0] == "dffddRdd"


# --- rest


def test_rest_days_neither_add_nor_break() -> None:
    assert told(kept("dddddd." + "d", MON_SAT)) == ("dddddd-d", 7, 2)
    assert told(kept("ddddddd", MON_SAT)) == ("ddddddd", 7, 2)


def test_days_before_the_plan_and_after_its_end_are_rest() -> None:
    world = World(weekdays=EVERY_DAY, plan_in=2)
    keep(world, "d..d.")
    world.finish()
    keep(world, "..d.")
    assert told(world) == ("d-fd--d-", 3, 1)
    assert [row.why for row in world.ledger().days if row.state is DayState.REST] == [
        Why.REST_BEFORE_PLAN, Why.REST_FINISHED, Why.REST_FINISHED, Why.REST_FINISHED,
    ]  # fmt: skip
    world.wait(days=1)
    world.go_back()
    assert told(world) == ("d-fd--d-?", 3, 1)


def test_study_days_are_those_that_were_in_force() -> None:
    """Promise 2.3: a change says from when on it holds."""
    world = kept("d")
    world.study_on(frozenset({0, 1, 2}))
    history = world.history()
    assert weekdays_on(history, MONDAY - DAY) == EVERY_DAY
    assert weekdays_on(history, MONDAY) == EVERY_DAY
    assert weekdays_on(history, MONDAY + DAY) == {0, 1, 2}
    assert is_study_day(history, MONDAY + 2 * DAY)
    assert not is_study_day(history, MONDAY + 3 * DAY)
    world.study_days = []
    assert weekdays_on(world.history(), MONDAY) == MON_SAT


# --- late


def test_a_late_entry_makes_the_day_done_and_gives_its_freeze_back() -> None:
    """Promise 2.5."""
    world = kept("d..")
    assert told(world) == ("df?", 1, 1)
    entry = world.log_yesterday()
    assert told(world) == ("dd?", 2, 2)
    assert counts(world.history(), entry) is Counts.LATE
    assert world.ledger().days[1].why is Why.DONE_LATE


def test_the_third_late_entry_in_seven_days_counts_for_hours() -> None:
    world = kept("d.Y.Y.")
    world.wait(days=1)
    third = world.log_yesterday(40)
    assert counts(world.history(), third) is Counts.TOO_MANY_LATE
    assert told(world)[0] == "dddddf?"
    assert world.ledger().days[-2].minutes == 40


@pytest.mark.parametrize(("days", "verdict"), [(6, Counts.TOO_MANY_LATE), (7, Counts.LATE)])
def test_the_seven_days_of_late_entries_end_with_the_new_one(days: int, verdict: Counts) -> None:
    """Late entries on the third and the fifth day, and one so many days after the third."""
    world = kept("d.Y.Y")
    world.wait(days=days - 2)
    third = world.log_yesterday()
    assert counts(world.history(), third) is verdict


def test_a_late_entry_for_a_done_day_uses_nothing_up() -> None:
    world = kept("dydy")
    keep(world, ".")
    verdicts = [counts(world.history(), entry) for entry in world.entries]
    assert verdicts == [
        Counts.ON_THE_DAY, Counts.ALREADY_DONE, Counts.ON_THE_DAY, Counts.ALREADY_DONE,
    ]  # fmt: skip
    world.wait(days=2)
    late = world.log_yesterday()
    assert counts(world.history(), late) is Counts.LATE


def test_what_counts_for_hours_only() -> None:
    world = kept("d")
    world.wait(days=3)
    older = world.log(60, world.today - 2 * DAY)
    assert counts(world.history(), older) is Counts.NOT_YESTERDAY
    assert [verdict.hours_only for verdict in Counts] == [False, False, False, True, True, True]
    assert [verdict.makes_done for verdict in Counts] == [True, True, False, False, False, False]
    assert world.ledger().days[1].state is DayState.FROZEN
    assert world.ledger().days[1].minutes == 60


def test_the_day_before_the_set_up_cannot_be_done() -> None:
    """Promise 2.5."""
    world = World()
    eve = world.log(30, world.today - DAY)
    assert counts(world.history(), eve) is Counts.BEFORE_SET_UP
    assert world.ledger().days == ()


def test_after_a_skipped_day_yesterday_is_the_day_lived_before() -> None:
    world = kept("d.", rule=HONOLULU)
    world.set_rule(KIRITIMATI)
    world.wait(days=1)
    entry = world.log_yesterday()
    assert world.today - entry.day == 2 * DAY
    assert counts(world.history(), entry) is Counts.LATE
    assert told(world)[0] == "ddx?"


# --- excused


def test_a_day_that_a_move_cut_short_is_excused() -> None:
    """Promise 1.3."""
    world = kept("d", rule=HONOLULU)
    world.set_rule(KIRITIMATI)
    keep(world, "..d")
    assert told(world) == ("dxfd", 2, 1)


def flown(days_between: int, *, busy: bool = False) -> str:
    """To the east twice, so many learner-days apart; both times an hour is left of a day."""
    world = World(rule=HONOLULU, weekdays=EVERY_DAY)
    world.log()
    world.set_rule(AUCKLAND)
    first = world.today + DAY
    world.wait(hours=3.5)
    if busy:
        world.log()
    world.wait(hours=2)
    while world.today < first + (days_between - 1) * DAY:
        if world.today == first + 2 * DAY and len(world.changes) == 1:
            world.set_rule(HONOLULU)
        world.log()
        world.wait(hours=6)
    world.log()
    world.set_rule(AUCKLAND)
    world.wait(days=1.5)
    return told(world)[0]


@pytest.mark.parametrize(("days", "letter"), [(6, "f"), (7, "x")])
def test_one_excused_day_in_seven(days: int, letter: str) -> None:
    """Promise 1.3."""
    assert flown(days) == "dx" + "d" * (days - 1) + letter + "?"


def test_only_days_that_are_excused_count_for_the_seven() -> None:
    """A short day with an entry is done: the next one can still be excused."""
    assert flown(6, busy=True) == "dddddddx?"


def test_an_outage_excuses_without_limit() -> None:
    """Promise 2.8."""
    world = kept("d...")
    world.outages.update({world.today, world.today - DAY, world.today - 2 * DAY})
    assert told(world) == ("dxx?", 1, 2)
    assert world.ledger().days[1].why is Why.EXCUSED_OUTAGE
    world.wait(days=1)
    assert told(world)[0] == "dxxx?"


def test_work_on_an_excused_day_is_done() -> None:
    world = kept("dd.")
    world.outages.add(world.today - DAY)
    assert told(world) == ("dd?", 2, 2)


# --- paused


def test_paused_days_neither_add_nor_break_and_work_adds() -> None:
    """Promise 2.2."""
    world = kept("d.")
    world.pause(5)
    keep(world, "..d....")
    assert told(world) == ("dppdppf?", 2, 1)


# --- the whole


def test_before_the_first_entry_there_is_no_ledger_but_there_is_today() -> None:
    world = World()
    now = world.ledger()
    assert (now.days, now.streak, now.longest, now.freezes, now.strength) == ((), 0, 0, 2, 0.0)
    assert now.today.state is DayState.PENDING
    world.wait(days=6)
    assert world.ledger().today.why is Why.REST_WEEKDAY


def test_hours_alone_begin_no_ledger() -> None:
    world = kept("....")
    world.log(60, world.today - 3 * DAY)
    assert world.ledger().days == ()


def test_the_longest_streak_stays() -> None:
    now = kept("ddddd...." + "dd").ledger()
    assert (now.streak, now.longest) == (2, 5)


def test_strength_weighs_each_study_day() -> None:
    """Promise 2.10: thirteen study days halve what is missing."""
    assert kept("d" * 13).ledger().strength == pytest.approx(0.5)
    assert kept("d" * 13 + ".").ledger().strength == pytest.approx(0.5)
    assert kept("d" * 13 + "..").ledger().strength == pytest.approx(0.5 ** (14 / 13))
    assert kept("d" * 13 + "." * 14).ledger().strength == pytest.approx(0.25)
    assert kept("ddddddd" * 8 + ".." + "d").ledger().strength > 0.85
    rested = kept("dddddd.", MON_SAT).ledger().strength
    assert rested == kept("dddddd").ledger().strength


def test_minutes_are_those_logged_for_the_day() -> None:
    world = kept("D")
    world.log(None)
    assert [row.minutes for row in world.ledger().days] == [30]


def test_the_ledger_of_an_earlier_instant_knows_nothing_later() -> None:
    """The end of a day decides about freezes, whatever was logged since (promise 6.2)."""
    world = kept("d.y")
    eve = world.timeline.ends(MONDAY + DAY)
    rows = ledger(world.history(), eve).days
    assert [row.state for row in rows] == [DayState.DONE, DayState.FROZEN, DayState.PENDING]
    assert ledger(world.history(), eve - timedelta(seconds=1)).today.state is DayState.PENDING
    assert told(world)[0] == "dd?"


def test_the_order_of_study_days_is_no_matter() -> None:
    world = kept("d...")
    world.study_days.insert(0, StudyDays(MONDAY + DAY, frozenset({0, 2, 4})))
    assert told(world)[0] == "d-f-"
