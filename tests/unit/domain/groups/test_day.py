"""Group days by example: five friends who study every day, far apart (promises 6.2 to 6.4)."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain.calendar import Rule, resolve
from bot.domain.groups.count import QuorumChange, needed
from bot.domain.groups.history import Known, pause_versions
from bot.domain.groups.known import Diary, Knowledge
from bot.domain.groups.streak import Settlement, SettlementOutcome, streak
from bot.domain.history import Pause
from oracle.group_world import DAY, GroupWorld, MemberWorld
from support.whole_group import Standing, WholeGroup

ZONES = {
    "Auckland": "Pacific/Auckland", "Kathmandu": "Asia/Kathmandu", "Berlin": "Europe/Berlin",
    "New York": "America/New_York", "Honolulu": "Pacific/Honolulu",
}  # fmt: skip
NAMES = tuple(ZONES)
MONDAY = date(2026, 3, 2)
TUESDAY, WEDNESDAY, THURSDAY = MONDAY + DAY, MONDAY + 2 * DAY, MONDAY + 3 * DAY
START = datetime(2026, 3, 2, 16, tzinfo=UTC)


class Friends(GroupWorld):
    """They all join on Monday at 16:00 UTC, which is Tuesday morning in Auckland."""

    def __init__(self, *names: str, weekdays: frozenset[int] = frozenset(range(7))) -> None:
        members = [
            MemberWorld(NAMES.index(name), START, Rule(ZONES[name]), weekdays)
            for name in names or NAMES
        ]
        super().__init__(members, START)
        for member in members:
            member.join()

    def __getitem__(self, name: str) -> MemberWorld:
        return next(each for each in self.members if each.id == NAMES.index(name))

    def when(self, name: str, day: date, hour: float) -> datetime:
        """An hour of somebody's calendar."""
        wall = datetime.combine(day, datetime.min.time()) + timedelta(hours=hour)
        return resolve(wall, self[name].timeline.rule(self.now).zone)

    def go(self, name: str, day: date, hour: float = 12) -> MemberWorld:
        """Time moves on to an hour of somebody's calendar."""
        self.at(self.when(name, day, hour))
        return self[name]

    def settled(self, day: date) -> Settlement | None:
        return self.group().settlement(day, self.now)

    def outcome(self, day: date) -> str | None:
        settled = self.settled(day)
        return settled.outcome.value if settled else None

    def standing(self, day: date) -> Standing:
        standing = self.group().standing(day, self.now)
        assert standing
        return standing

    def expected(self, day: date) -> set[str]:
        return {NAMES[who] for who in self.standing(day).expected}

    def done(self, day: date) -> set[str]:
        return {NAMES[who] for who in self.standing(day).done}

    def close(self, day: date) -> "Friends":
        """Time moves on until all of a day's late-log windows have closed."""
        self.at(max(self.now, *(each.timeline.ends(day + DAY) for each in self.members)))
        return self


def test_a_day_begins_with_the_first_of_its_members() -> None:
    friends = Friends()
    assert friends.group().began(WEDNESDAY) == friends.when("Auckland", WEDNESDAY, 4)
    assert friends.group().standing(WEDNESDAY, friends.when("Auckland", WEDNESDAY, 3)) is None
    assert friends.group().settlement(WEDNESDAY, friends.when("Auckland", WEDNESDAY, 3)) is None


def test_success_comes_with_the_third_of_five() -> None:
    """It is Wednesday morning in Berlin then, and Tuesday evening in Honolulu (6.3)."""
    friends = Friends()
    friends.go("Auckland", WEDNESDAY, 9).log()
    friends.go("Kathmandu", WEDNESDAY, 7).log()
    assert friends.expected(WEDNESDAY) == set(NAMES)
    assert friends.outcome(WEDNESDAY) is None
    friends.go("Berlin", WEDNESDAY, 8).log()
    settled = Settlement(
        WEDNESDAY, SettlementOutcome.SUCCESS, friends.now, done=3, expected=5, needed=3
    )
    assert friends.settled(WEDNESDAY) == settled
    assert friends["Honolulu"].today == TUESDAY
    friends.wait(days=30)
    assert friends.settled(WEDNESDAY) == settled


def test_each_day_is_each_members_own() -> None:
    """At one instant three days are done: what counts is the learner-day of the entry."""
    friends = Friends()
    friends.go("Auckland", THURSDAY, 4)
    assert [friends[name].today for name in NAMES] == [
        THURSDAY, WEDNESDAY, WEDNESDAY, WEDNESDAY, WEDNESDAY
    ]  # fmt: skip
    for name in NAMES:
        friends[name].log()
    assert friends.done(WEDNESDAY) == set(NAMES) - {"Auckland"}
    assert friends.done(THURSDAY) == {"Auckland"}


def test_failure_waits_for_the_last_window() -> None:
    """The window of Wednesday closes in Honolulu on Friday at 4:00 (6.3)."""
    friends = Friends()
    friends.go("Berlin", WEDNESDAY).log()
    friends.go("Auckland", THURSDAY, 12).log_yesterday()
    closes = friends.when("Honolulu", THURSDAY + DAY, 4)
    friends.at(closes - timedelta.resolution)
    assert friends.outcome(WEDNESDAY) is None
    friends.wait(days=9)
    assert friends.settled(WEDNESDAY) == Settlement(
        WEDNESDAY, SettlementOutcome.FAILURE, closes, done=2, expected=5, needed=3
    )


def test_a_late_log_in_the_last_window_still_brings_success() -> None:
    friends = Friends()
    friends.go("Berlin", WEDNESDAY).log()
    friends.go("Kathmandu", WEDNESDAY, 22).log()
    friends.go("Honolulu", THURSDAY + DAY, 3.9).log_yesterday()
    settled = friends.settled(WEDNESDAY)
    assert settled
    assert (settled.outcome, settled.at) == (SettlementOutcome.SUCCESS, friends.now)


def test_the_third_late_log_counts_for_nothing() -> None:
    """Promise 2.5: at most 2 in any 7 days."""
    friends = Friends()
    for day in (TUESDAY, WEDNESDAY, THURSDAY):
        friends.go("Berlin", day + DAY).log_yesterday()
    assert friends.done(WEDNESDAY) == {"Berlin"}
    assert friends.done(THURSDAY) == set()


def test_undo_counts_before_the_quorum_stands_and_never_after() -> None:
    friends = Friends()
    friends.go("Auckland", WEDNESDAY).log()
    friends.wait(hours=1)
    friends["Auckland"].undo()
    friends.go("Kathmandu", WEDNESDAY).log()
    friends.go("Berlin", WEDNESDAY).log()
    assert friends.outcome(WEDNESDAY) is None
    friends.go("New York", WEDNESDAY, 8).log()
    assert friends.outcome(WEDNESDAY) == "success"
    friends.wait(hours=1)
    friends["New York"].undo()
    assert friends.done(WEDNESDAY) == {"Kathmandu", "Berlin"}
    assert friends.close(WEDNESDAY).outcome(WEDNESDAY) == "success"


def test_joining_counts_from_the_next_day() -> None:
    friends = Friends()
    assert friends.group().began(MONDAY) is None
    assert friends.settled(MONDAY) is None
    friends.go("Berlin", TUESDAY).log()
    assert friends.expected(TUESDAY) == set(NAMES) - {"Auckland"}


def test_who_joins_a_day_that_has_begun_is_in_only_by_doing_it() -> None:
    """In Berlin it is Tuesday when she joins, but Wednesday has begun in Auckland (6.2)."""
    friends = Friends("Auckland", "Berlin")
    late = MemberWorld(4, START, Rule(ZONES["Honolulu"]))
    friends.members.append(late)
    friends.go("Berlin", TUESDAY, 20)
    late.join()
    friends.go("Honolulu", WEDNESDAY, 10)
    assert late.today == WEDNESDAY
    assert friends.expected(WEDNESDAY) == {"Auckland", "Berlin"}
    late.log()
    assert friends.expected(WEDNESDAY) == {"Auckland", "Berlin", "Honolulu"}
    friends.wait(hours=1)
    late.undo()
    assert friends.expected(WEDNESDAY) == {"Auckland", "Berlin"}


def test_leaving_counts_from_the_next_day() -> None:
    friends = Friends()
    friends.go("Berlin", WEDNESDAY).log()
    friends["Berlin"].leave()
    friends.go("Berlin", THURSDAY).log()
    assert "Berlin" in friends.done(WEDNESDAY)
    assert "Berlin" not in friends.expected(THURSDAY) | friends.done(THURSDAY)


def test_leaving_before_ones_own_day_takes_out_and_may_settle_it() -> None:
    friends = Friends("Auckland", "Kathmandu", "Berlin", "Honolulu")
    friends.go("Auckland", WEDNESDAY).log()
    friends.go("Kathmandu", WEDNESDAY, 7).log()
    assert friends.standing(WEDNESDAY).needed == 3
    friends["Honolulu"].leave()
    settled = friends.settled(WEDNESDAY)
    assert settled
    assert (settled.at, settled.needed, settled.expected) == (friends.now, 2, 3)
    friends.wait(hours=1)
    friends["Honolulu"].join()
    assert "Honolulu" not in friends.expected(WEDNESDAY)


def test_a_pause_takes_out_and_resuming_does_not_put_in() -> None:
    friends = Friends()
    friends.go("Auckland", WEDNESDAY, 5)
    friends["Honolulu"].pause(5)
    assert "Honolulu" not in friends.expected(WEDNESDAY)
    friends.wait(hours=1)
    friends["Honolulu"].resume()
    friends.go("Honolulu", WEDNESDAY)
    assert "Honolulu" not in friends.expected(WEDNESDAY)
    friends["Honolulu"].log()
    assert "Honolulu" in friends.done(WEDNESDAY)


def test_new_study_days_take_out_and_do_not_put_in() -> None:
    friends = Friends(weekdays=frozenset({0, 1, 2}))
    friends.go("Auckland", WEDNESDAY, 5)
    friends["Honolulu"].study_on(frozenset({3, 4, 5}))
    friends.go("Auckland", THURSDAY, 5)
    friends["Berlin"].study_on(frozenset({3, 4, 5}))
    friends.go("Honolulu", THURSDAY)
    assert "Honolulu" not in friends.expected(WEDNESDAY)
    assert friends.expected(THURSDAY) == {"Honolulu"}


def test_a_finished_roadmap_rests_until_back() -> None:
    """Promise 3.2: a day not done is rest from then on, in groups too."""
    friends = Friends()
    friends.go("Berlin", WEDNESDAY).finish()
    assert "Berlin" not in friends.expected(WEDNESDAY)
    friends.go("Berlin", THURSDAY + DAY).go_back()
    assert "Berlin" not in friends.expected(THURSDAY)
    friends.go("Berlin", THURSDAY + 2 * DAY)
    assert "Berlin" in friends.expected(THURSDAY + 2 * DAY)


def test_days_before_the_first_entry_are_expected() -> None:
    """Promise 6.3."""
    friends = Friends()
    friends.go("Berlin", WEDNESDAY)
    assert not any(each.entries for each in friends.members)
    assert friends.expected(WEDNESDAY) == set(NAMES)


def test_days_before_the_plan_begins_are_rest() -> None:
    friends = Friends()
    friends["Berlin"].plan_from = THURSDAY
    friends.go("Berlin", THURSDAY)
    assert "Berlin" not in friends.expected(WEDNESDAY)
    assert "Berlin" in friends.expected(THURSDAY)


def test_a_freeze_keeps_out_even_if_the_gap_breaks_later() -> None:
    """Promise 6.2: two freezes for Tuesday and Wednesday, none for Thursday."""
    friends = Friends()
    friends["Berlin"].log()
    friends.go("Berlin", WEDNESDAY, 3.9)
    assert "Berlin" in friends.expected(TUESDAY)
    friends.go("Berlin", WEDNESDAY, 4)
    assert "Berlin" not in friends.expected(TUESDAY)
    friends.go("Berlin", THURSDAY + 5 * DAY)
    days = {row.day: row.state.value for row in friends["Berlin"].ledger().days}
    assert days[TUESDAY] == days[WEDNESDAY] == days[THURSDAY] == "missed"
    assert "Berlin" not in friends.expected(TUESDAY) | friends.expected(WEDNESDAY)
    assert "Berlin" in friends.expected(THURSDAY)


def test_a_freeze_can_bring_success_at_a_days_end() -> None:
    """Three of six would be too few: once Berlin's freeze is used, three of five are enough."""
    friends = Friends()
    friends.members.append(MemberWorld(5, START, Rule("Europe/Paris")))
    friends.members[-1].join()
    friends["Berlin"].log()
    for name, hour in (("Auckland", 12), ("Kathmandu", 12), ("New York", 9)):
        friends.go(name, WEDNESDAY, hour).log()
    assert (friends.standing(WEDNESDAY).needed, friends.outcome(WEDNESDAY)) == (4, None)
    friends.go("Berlin", THURSDAY, 6)
    settled = friends.settled(WEDNESDAY)
    assert settled
    assert (settled.at, settled.done, settled.expected, settled.needed) == (
        friends.when("Berlin", THURSDAY, 4), 3, 5, 3
    )  # fmt: skip


def test_whoever_did_a_frozen_day_after_all_is_in() -> None:
    friends = Friends()
    friends["Berlin"].log()
    friends.go("Berlin", THURSDAY)
    assert "Berlin" not in friends.expected(WEDNESDAY)
    friends["Berlin"].log_yesterday()
    assert "Berlin" in friends.done(WEDNESDAY)


def test_a_repair_is_not_doing_the_day() -> None:
    """Promise 2.6 mends a learner's own streak; the group was one member short that day."""
    friends = Friends("Berlin", "New York")
    berlin = friends["Berlin"]
    berlin.log()
    friends.go("Berlin", THURSDAY).log()
    friends.go("Berlin", THURSDAY + 2 * DAY).log(10)
    berlin.log(10)
    days = {row.day: row.state.value for row in berlin.ledger().days}
    assert days[THURSDAY + DAY] == "repaired"
    assert "Berlin" in friends.expected(THURSDAY + DAY)
    assert "Berlin" not in friends.done(THURSDAY + DAY)


def test_an_outage_excuses_from_the_days_end() -> None:
    friends = Friends()
    friends.go("Berlin", WEDNESDAY, 23).outage(WEDNESDAY)
    assert "Berlin" in friends.expected(WEDNESDAY)
    friends.go("Berlin", THURSDAY, 4)
    assert "Berlin" not in friends.expected(WEDNESDAY)


def round_the_world(before: Callable[[MemberWorld], object]) -> tuple[bool, bool]:
    """Two moves from Honolulu across the date line skip two days; is the member out of them?"""
    friends = Friends()
    honolulu = friends.go("Honolulu", TUESDAY)
    before(honolulu)
    honolulu.set_rule(Rule("Pacific/Kiritimati"))
    friends.wait(days=1)
    honolulu.set_rule(Rule("Pacific/Honolulu"))
    friends.wait(days=2)
    honolulu.set_rule(Rule("Pacific/Kiritimati"))
    friends.wait(days=3)
    first, second = honolulu.timeline.short_days(friends.now)
    assert first == WEDNESDAY
    return (
        "Honolulu" not in friends.expected(first),
        "Honolulu" not in friends.expected(second),
    )


def test_a_move_excuses_one_day_in_seven_before_any_entry_too() -> None:
    """Promise 1.3."""
    assert round_the_world(lambda member: None) == (True, False)


def test_a_skipped_day_that_was_paused_uses_no_excuse_up() -> None:
    def pause(member: MemberWorld) -> None:
        member.log()
        member.pause(1)

    assert round_the_world(pause) == (True, True)


def test_the_ledger_knows_no_excuse_before_the_first_done_day() -> None:
    """So the second day is excused as the learner's own ledger says (promise 2.2)."""
    friends = Friends()
    honolulu = friends.go("Honolulu", TUESDAY)
    honolulu.set_rule(Rule("Pacific/Kiritimati"))
    friends.wait(days=1)
    honolulu.log()
    honolulu.set_rule(Rule("Pacific/Honolulu"))
    friends.wait(days=2)
    honolulu.set_rule(Rule("Pacific/Kiritimati"))
    friends.wait(days=3)
    first, second = honolulu.timeline.short_days(friends.now)
    rows = {row.day: row.state.value for row in honolulu.ledger().days}
    assert (rows.get(first), rows[second]) == (None, "excused")
    assert "Honolulu" not in friends.expected(first) | friends.expected(second)
    history = honolulu.member()
    assert Knowledge(history, Diary(history), friends.now).is_excused(second)


def test_fewer_than_two_expected_is_neutral() -> None:
    friends = Friends("Berlin", "New York", "Honolulu")
    friends["Berlin"].pause(4)
    friends["New York"].pause(4)
    friends.go("Honolulu", WEDNESDAY).log()
    assert friends.standing(WEDNESDAY).needed == 2
    friends.close(WEDNESDAY)
    closes = friends.when("Honolulu", THURSDAY + DAY, 4)
    settled = Settlement(WEDNESDAY, SettlementOutcome.NEUTRAL, closes, done=1, expected=1, needed=2)
    assert friends.settled(WEDNESDAY) == settled


def test_doing_it_anyway_turns_a_neutral_day_into_a_success() -> None:
    friends = Friends("Berlin", "Honolulu")
    friends["Berlin"].pause(4)
    friends.go("Honolulu", WEDNESDAY).log()
    friends.go("Berlin", THURSDAY).log_yesterday()
    assert friends.outcome(WEDNESDAY) == "success"


@pytest.mark.parametrize(
    ("expected", "percent", "many"),
    [(0, 60, 2), (2, 60, 2), (3, 60, 2), (4, 60, 3), (5, 60, 3), (6, 60, 4), (10, 60, 6), (200, 60, 120),
     (25, 28, 7), (50, 14, 7), (100, 7, 7), (3, 100, 3), (9, 1, 2)],
)  # fmt: skip
def test_the_quorum_rounds_up_exactly(expected: int, percent: int, many: int) -> None:
    """Promise 6.2; `ceil(0.28 * 25)` would be 8."""
    assert needed(expected, percent) == many


def test_a_new_quorum_is_for_days_that_have_not_begun() -> None:
    friends = Friends()
    friends.go("Auckland", WEDNESDAY, 4)
    friends.quorums.append(QuorumChange(friends.now, 80))
    friends.wait(hours=1)
    friends.quorums.append(QuorumChange(friends.now, 100))
    friends.wait(days=1)
    assert friends.standing(WEDNESDAY).needed == 4
    assert friends.standing(THURSDAY).needed == 5


def test_seven_silent_days_make_inactive() -> None:
    """Promise 6.4: from Wednesday on; the eighth day no longer counts her."""
    friends = Friends("Berlin", "New York", "Honolulu")
    berlin, eighth = friends["Berlin"], TUESDAY + 7 * DAY
    friends.go("Berlin", eighth, 3.9)
    assert berlin.id not in friends.group().inactive(friends.now)
    friends.go("Berlin", eighth, 4)
    assert berlin.id in friends.group().inactive(friends.now)
    friends.go("Berlin", eighth, 12)
    assert "Berlin" in friends.expected(eighth - DAY)
    assert "Berlin" not in friends.expected(eighth)
    berlin.log()
    assert "Berlin" in friends.done(eighth)
    assert berlin.id not in friends.group().inactive(friends.now)
    friends.go("Berlin", eighth + DAY)
    assert "Berlin" in friends.expected(eighth + DAY)


def test_a_day_before_may_end_after_the_day_has_begun_elsewhere() -> None:
    """Honolulu begins its days at ten: Sunday, silent like six before, ends late on Monday."""
    friends = Friends("Auckland", "Berlin")
    friends.members.append(MemberWorld(4, START, Rule(ZONES["Honolulu"], 10)))
    friends.members[-1].join()
    tuesday = TUESDAY + 7 * DAY
    friends.go("Auckland", tuesday, 5).log()
    assert "Honolulu" in friends.expected(tuesday)
    sunday_ends = friends.when("Honolulu", tuesday - DAY, 10)
    friends.at(sunday_ends)
    assert "Honolulu" not in friends.expected(tuesday)


def test_frozen_and_paused_days_are_not_silent() -> None:
    friends = Friends("Berlin", "New York", "Honolulu")
    berlin = friends["Berlin"]
    berlin.log()
    berlin.pause(3)
    silent_from = MONDAY + 6 * DAY
    friends.go("Berlin", silent_from + 7 * DAY, 3.9)
    assert berlin.id not in friends.group().inactive(friends.now)
    friends.go("Berlin", silent_from + 7 * DAY, 4)
    assert berlin.id in friends.group().inactive(friends.now)


def test_any_entry_makes_active_again_but_not_for_a_day_that_has_begun() -> None:
    """An entry for an old day counts for hours only, and shows that she is back (6.4)."""
    friends = Friends("Berlin", "New York", "Honolulu")
    berlin, back = friends["Berlin"], TUESDAY + 10 * DAY
    friends.go("Berlin", back).log(25, day=back - 5 * DAY)
    assert berlin.id not in friends.group().inactive(friends.now)
    friends.go("Berlin", back + DAY)
    assert "Berlin" not in friends.expected(back)
    assert "Berlin" in friends.expected(back + DAY)
    friends.go("Berlin", back + 8 * DAY)
    assert berlin.id in friends.group().inactive(friends.now)


def test_an_old_entry_while_active_does_not_begin_anew() -> None:
    friends = Friends("Berlin", "New York", "Honolulu")
    friends.go("Berlin", TUESDAY + 4 * DAY).log(25, day=TUESDAY)
    friends.go("Berlin", TUESDAY + 7 * DAY)
    assert friends["Berlin"].id in friends.group().inactive(friends.now)


def test_nobody_is_inactive_whom_nothing_was_asked() -> None:
    friends = Friends("Berlin", "Honolulu")
    friends.go("Berlin", WEDNESDAY).finish()
    friends["Honolulu"].leave()
    friends.wait(days=30)
    assert friends.group().inactive(friends.now) == frozenset()


def test_which_days_wait_to_be_settled() -> None:
    friends = Friends()
    friends.go("Honolulu", WEDNESDAY, 12)
    group = friends.group()
    assert group.unsettled([], friends.now) == (TUESDAY, WEDNESDAY, THURSDAY)
    assert group.unsettled([WEDNESDAY], friends.now) == (TUESDAY, THURSDAY)
    assert WholeGroup([]).unsettled([], friends.now) == ()


CLOSES = datetime(2026, 3, 5, 10, tzinfo=UTC)
"""When the last window for Wednesday closes on Kiritimati."""


def kiritimati_and_baker() -> tuple[GroupWorld, MemberWorld]:
    """Two members are so far ahead that they settle Wednesday while it is Tuesday at the third's."""
    ahead, behind = Rule("Pacific/Kiritimati", 0), Rule("Etc/GMT+12", 23)
    world = GroupWorld([MemberWorld(number, START, ahead) for number in (1, 2)], START)
    for member in world.members:
        member.join()
    world.members.append(far_behind := MemberWorld(3, START, behind))
    return world, far_behind


def settled_at(world: GroupWorld) -> datetime:
    settled = world.group().settlement(WEDNESDAY, world.now)
    assert settled
    assert (settled.outcome, settled.done, settled.expected) == (SettlementOutcome.FAILURE, 0, 2)
    return settled.at


def test_who_joins_after_the_last_window_does_not_open_it_again() -> None:
    world, far_behind = kiritimati_and_baker()
    world.at(CLOSES + timedelta(minutes=1))
    far_behind.join()
    assert far_behind.today == TUESDAY
    world.wait(days=9)
    assert settled_at(world) == CLOSES


def test_who_joins_as_the_last_window_closes_keeps_it_open() -> None:
    world, far_behind = kiritimati_and_baker()
    world.at(CLOSES)
    far_behind.join()
    world.wait(days=9)
    assert settled_at(world) == far_behind.timeline.ends(THURSDAY)


def test_who_leaves_before_their_own_day_holds_it_up_no_longer() -> None:
    world, far_behind = kiritimati_and_baker()
    far_behind.join()
    world.at(CLOSES + timedelta(minutes=1))
    assert world.group().settlement(WEDNESDAY, world.now) is None
    far_behind.leave()
    assert settled_at(world) == world.now
    world.wait(days=9)
    assert settled_at(world) == CLOSES + timedelta(minutes=1)


def test_a_pause_is_kept_as_it_was_known() -> None:
    at = [START + DAY * number for number in range(3)]
    asked = Pause(1, at[0], MONDAY, MONDAY, THURSDAY, TUESDAY)
    long, shorter, short = (
        Pause(1, at[0], MONDAY, MONDAY, THURSDAY, last) for last in (THURSDAY, WEDNESDAY, TUESDAY)
    )
    assert pause_versions(asked) == (Known(long, at[0]),)
    assert pause_versions(asked, [(at[2], TUESDAY), (at[1], WEDNESDAY)]) == (
        Known(long, at[0], at[1]), Known(shorter, at[1], at[2]), Known(short, at[2]),
    )  # fmt: skip


def told(letters: str) -> tuple[str, int, int, int]:
    """A row of settled days: `S` success, `1` one short, `F` two short, `N` neutral."""
    kinds = {
        "S": (SettlementOutcome.SUCCESS, 3, 4), "1": (SettlementOutcome.FAILURE, 2, 4), "F": (SettlementOutcome.FAILURE, 1, 4),
        "N": (SettlementOutcome.NEUTRAL, 1, 1),
    }  # fmt: skip
    settled = [
        Settlement(MONDAY + DAY * number, *_swapped(kinds[letter]))
        for number, letter in enumerate(letters)
        if letter != "."
    ]
    now = streak(settled)
    return "".join(row.state.value[:2] for row in now.days), now.streak, now.longest, now.freezes


def _swapped(
    kind: tuple[SettlementOutcome, int, int],
) -> tuple[SettlementOutcome, datetime, int, int, int]:
    outcome, done, expected = kind
    return outcome, START, done, expected, needed(expected, 60)


@pytest.mark.parametrize(
    ("letters", "states", "now", "longest", "freezes"),
    [
        ("", "", 0, 0, 0),
        ("SSN.SF", "su su ne su fa", 0, 3, 0),
        ("S1S", "su fa su", 1, 1, 0),
        ("SSSSSSS", "su " * 7, 7, 7, 1),
        ("SSSSSSS1", "su " * 7 + "fr", 7, 7, 0),
        ("SSSSSSS11", "su " * 7 + "fr fa", 0, 7, 0),
        ("SSSSSSSF1S", "su " * 7 + "fa fr su", 1, 7, 0),
        ("SSSSSSSFS", "su " * 7 + "fa su", 1, 7, 1),
        ("SSSSSSSSSSSSSS1", "su " * 14 + "fr", 14, 14, 0),
        ("SSSSSSSSSSSSSS11", "su " * 14 + "fr fa", 0, 14, 0),
        ("SSSSSS1S", "su " * 6 + "fa su", 1, 6, 0),
        ("SSSNSSSS1S", "su su su ne su su su su fr su", 8, 8, 0),
    ],
)
def test_the_group_streak(letters: str, states: str, now: int, longest: int, freezes: int) -> None:
    """Promise 6.4."""
    assert told(letters) == (states.replace(" ", ""), now, longest, freezes)
