"""Every roadmap, walked evening by evening: each has something to do, and it fits (promise 3.4)."""

import math
from collections.abc import Iterator
from itertools import groupby

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.day.tasks import TaskKind, exercise_minutes, in_fives
from bot.domain.policy import TEST_LEAST
from bot.domain.preferences import WEEKDAYS
from bot.domain.roadmap.model import Topic
from support.studying import DAY, MONDAY, PAGES_MOST, SETS, Lived, Student, Walked, Way, ways

WAYS = tuple(ways())
STANDARD = tuple(way for way in WAYS if way.pace == "standard")
DEFAULTS = tuple(way for way in STANDARD if way.is_default)
OTHERS = tuple(way for way in WAYS if way not in DEFAULTS)
MON_TO_SAT, MON_TO_SUN = frozenset(range(6)), frozenset(range(7))
FIXED = (MON_TO_SAT, frozenset({0, 2, 5}), frozenset({4, 5, 6}))
STARTS = tuple(MONDAY + DAY * number for number in range(7))
FIVE_WEEKS = 35
LOOKS_ALIKE_MOST = 3


def holds_for_a_faithful_learner(
    way: Way, days: frozenset[int], start: int, *, quick: bool, pages: int = PAGES_MOST
) -> Walked:
    """Walk it, and look at every evening; each is named where something is wrong with it."""
    student = Student(way, days, STARTS[start], quick=quick, pages=pages)
    walked = student.walk()
    for lived in walked.days:
        at = f"{way.name}, days {sorted(days)}, start {start}, week {lived.week}, {lived.day}"
        assert all(page.tasks for page in lived.pages), f"nothing to do: {at}"
        assert lived.minutes <= lived.row.minutes, f"larger than the day: {at}"
        assert all(len(page.tasks) <= 3 for page in lived.pages), at
        assert builds_something(lived), f"nothing to build: {at}"
        assert asks_for_sensible_tests(way, lived), f"no test makes sense here: {at}"
        assert begins_nothing_in_a_gap(student, lived), f"too short for a sitting: {at}"
    goes_on_when_the_week_is_over(student, walked)
    takes_as_long_as_printed(way, student, walked)
    counts_each_sitting(student, walked)
    if pages == PAGES_MOST:
        fills_each_week(student, walked)
    return walked


def builds_something(lived: Lived) -> bool:
    """A day of building has a slice, once the week is begun, until no slice is left.

    A day that is called one has a slice in any case.
    """
    first = lived.pages[0]
    has_slice = any(task.kind is TaskKind.SLICE for task in first.tasks)
    may_not = lived.row.activity != "project" or not lived.begun or lived.built
    return has_slice or (may_not and first.activity != "project")


def asks_for_sensible_tests(way: Way, lived: Lived) -> bool:
    """No test of a page that was written or a choice that was made, and time for each."""
    tests = (task for page in lived.pages for task in page.tasks if task.kind is TaskKind.TEST)
    return all(task.item in way.testable and task.minutes >= TEST_LEAST for task in tests)


def begins_nothing_in_a_gap(student: Student, lived: Lived) -> bool:
    """Half of a sitting at least, as it counts as one, up to the last one of a topic.

    A week that is not begun begins as it can.
    """
    topics = {topic.id: topic for topic in student.way.weeks[lived.week - 1].topics}
    return not lived.begun or all(
        2 * task.minutes >= in_fives(topics[task.item].work, task.sittings)
        for page in lived.pages
        for task in page.tasks
        if task.kind is TaskKind.TOPIC and task.item in topics and not task.is_last_sitting
    )


def goes_on_when_the_week_is_over(student: Student, walked: Walked) -> None:
    """Each week is left on its last study day; before it only by who said that it is done."""
    for week, lived in groupby(walked.days, lambda each: each.week):
        *_, last = lived
        said_done = student.quick and not walked.left[week]
        assert last.is_last or said_done, (student.way.name, student.weekdays, week)


def takes_as_long_as_printed(way: Way, student: Student, walked: Walked) -> None:
    """From nine tenths of the shortest printed time to eleven of the longest, in weeks begun."""
    assert walked.finish is not None
    weeks = math.ceil(((walked.finish - student.start).days + 1) / 7)
    printed = way.roadmap.pace(way.pace).calendar_weeks
    least, most = 0.9 * (printed.min or 0), 1.1 * (printed.max or 0)
    assert least <= weeks <= most, (way.name, sorted(student.weekdays), weeks)


def fills_each_week(student: Student, walked: Walked) -> None:
    """The tasks offered in a calendar week take what its days have: the rows of the pace."""

    def number(lived: Lived) -> int:
        return (lived.day - student.start).days // 7

    for week, lived in groupby(walked.days, number):
        days = list(lived)
        offered, time = sum(each.minutes for each in days), sum(each.row.minutes for each in days)
        assert 0.8 * time <= offered <= 1.1 * time, (student.way.name, student.weekdays, week)


def counts_each_sitting(student: Student, walked: Walked) -> None:
    """A thing that is worked at in sittings counts "1 of 3, 2 of 3, 3 of 3"."""
    counted: dict[str, tuple[int, int]] = {}
    for task in (task for lived in walked.days for page in lived.pages for task in page.tasks):
        if task.kind not in {TaskKind.TOPIC, TaskKind.SLICE}:
            continue
        before, number = counted.get(task.key, (0, task.sittings))
        expected = {(before + 1, number), (number, number) if before == number else (0, 0)}
        where = (student.way.name, sorted(student.weekdays), before, task)
        assert (task.sitting, task.sittings) in expected, where
        counted[task.key] = task.sitting, number


def has_all_days(way: Way, days: frozenset[int]) -> bool:
    """Whether each row of the example week has its own day."""
    rows = way.roadmap.template_rows(way.pace)
    return {WEEKDAYS.index(row.weekday) for row in rows} <= days


@pytest.mark.parametrize("days", FIXED, ids=str)
@pytest.mark.parametrize("way", STANDARD, ids=lambda way: way.name)
def test_a_faithful_learner(way: Way, days: frozenset[int]) -> None:
    holds_for_a_faithful_learner(way, days, 0, quick=False)


@pytest.mark.parametrize("way", DEFAULTS, ids=lambda way: way.name)
def test_whoever_says_yes_at_once(way: Way) -> None:
    """On seven days a week, where the most is gained by it."""
    holds_for_a_faithful_learner(way, MON_TO_SUN, 4, quick=True)


@pytest.mark.soak
@settings(max_examples=15)
@given(st.sampled_from(WAYS), st.sampled_from(SETS), st.integers(0, 6), st.booleans())
def test_whoever_does_as_told(way: Way, days: frozenset[int], start: int, quick: bool) -> None:
    holds_for_a_faithful_learner(way, days, start, quick=quick)


@pytest.mark.soak
@pytest.mark.parametrize("quick", [False, True], ids=["waits", "says yes"])
@pytest.mark.parametrize("start", range(7))
@pytest.mark.parametrize("way", DEFAULTS, ids=lambda way: way.name)
def test_every_roadmap_on_every_set_of_days_from_every_weekday(
    way: Way, start: int, quick: bool
) -> None:
    for days in SETS:
        holds_for_a_faithful_learner(way, days, start, quick=quick)


@pytest.mark.soak
@pytest.mark.parametrize("start", range(7))
@pytest.mark.parametrize("way", OTHERS, ids=lambda way: way.name)
def test_every_other_pace_and_option(way: Way, start: int) -> None:
    """By those who wait for the week's end and those who do not, in turn.

    A case takes a third of the sets, so that each is walked from two weekdays at least.
    """
    for number, days in list(enumerate(SETS))[start % 3 :: 3]:
        holds_for_a_faithful_learner(way, days, start, quick=(number + start) % 2 == 0)


@pytest.mark.soak
@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.name)
def test_whoever_looks_once_an_evening(way: Way) -> None:
    """On every set of days, from another weekday each."""
    for number, days in enumerate(SETS):
        holds_for_a_faithful_learner(way, days, number % 7, quick=False, pages=1)


@pytest.mark.parametrize("days", [MON_TO_SAT, MON_TO_SUN], ids=str)
@pytest.mark.parametrize("way", DEFAULTS, ids=lambda way: way.name)
def test_a_week_leaves_nothing_open(way: Way, days: frozenset[int]) -> None:
    """At the pace that the example week is made for, by whoever has its days."""
    walked = Student(way, days).walk()
    assert {week: left for week, left in walked.left.items() if left} == {}


@pytest.mark.soak
@pytest.mark.parametrize("way", STANDARD, ids=lambda way: way.name)
def test_nearly_nothing_is_left_whenever_a_week_begins(way: Way) -> None:
    """By whoever has room for all rows, from each weekday: an eighth, and seldom so much.

    A week that begins with its longest day of building lives that day as learning (promise 3.4b),
    and an option that takes more weeks than the default has shorter ones.
    """
    shares = []
    items = sum(len(week.required) + len(week.pieces) for week in way.weeks)
    rows = sum(row.minutes for row in way.roadmap.template_rows(way.pace))
    for days in (each for each in SETS if len(each) >= 6):
        if sum(row.minutes for row in Student(way, days).rows.values()) < rows:
            continue
        for start in STARTS:
            left = Student(way, days, start).walk().left.values()
            shares.append(sum(map(len, left)) / items)
            assert shares[-1] <= 1 / 8, (sorted(days), start)
    assert sum(share > 0.06 for share in shares) <= len(shares) / 5


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.name)
def test_the_days_of_the_example_week_hold_the_hours_of_the_pace(way: Way) -> None:
    hours = way.roadmap.pace(way.pace).hours_a_week
    least, most = 0.8 * (hours.min or 0) * 60, 1.1 * (hours.max or 0) * 60
    for days in (MON_TO_SAT, *(each for each in SETS if has_all_days(way, each))):
        rows = Student(way, days).rows.values()
        assert least <= sum(row.minutes for row in rows) <= most, sorted(days)


@pytest.mark.parametrize(
    ("sitting", "exercise"), [(5, 15), (30, 15), (45, 25), (60, 30), (90, 45), (210, 45)]
)
def test_an_exercise_takes_half_as_long_as_reading(sitting: int, exercise: int) -> None:
    topic = Topic(id="t", title="T", minutes=sitting)
    assert exercise_minutes(topic) == exercise


def same_first_line(walked: Walked) -> int:
    """On how many study days running the first line stayed the same, at most."""
    return max(len(list(same)) for _, same in groupby(walked.days, lambda each: each.first_line))


def lazy(way: Way, days: frozenset[int], week: int) -> Iterator[Student]:
    """Who ticks nothing: they log all the same, or only look, and stay or go on."""
    for logs in (False, True):
        for moves in (False, True):
            yield Student(way, days, week=week, ticks=False, logs=logs, moves=moves, pages=1)


@pytest.mark.parametrize("way", STANDARD, ids=lambda way: way.name)
def test_nobody_sees_the_same_first_line_for_ever(way: Way) -> None:
    for week in (1, way.roadmap.weeks // 2, way.roadmap.weeks):
        for student in lazy(way, MON_TO_SAT, week):
            assert same_first_line(student.walk(FIVE_WEEKS)) <= LOOKS_ALIKE_MOST


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.name)
def test_whoever_begins_nothing_is_not_sent_to_build(way: Way) -> None:
    """As long as a topic of the week, or its exercise, was not offered in vain too often."""
    for week in range(1, way.roadmap.weeks + 1):
        student = Student(way, MON_TO_SAT, week=week, ticks=False, logs=False, moves=False)
        for day in (MONDAY + DAY * number for number in range(6)):
            waits = [topic for topic in student.here.required if has_a_side_left(student, topic)]
            page = student.study(day).pages[0]
            assert page.activity in {"learn", "practise"} or not waits, (week, day, waits)


def has_a_side_left(student: Student, topic: Topic) -> bool:
    """Whether a topic, or its exercise, was offered to a student on fewer than three days."""
    sides = (topic.id, f"exercise:{topic.id}") if topic.exercise else (topic.id,)
    return any(student.shown[side] < LOOKS_ALIKE_MOST for side in sides)


@pytest.mark.soak
@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.name)
def test_nobody_on_any_days_does(way: Way) -> None:
    """On every set of days, from another week each."""
    for number, days in enumerate(SETS):
        for student in lazy(way, days, number % way.roadmap.weeks + 1):
            walked = student.walk(FIVE_WEEKS)
            assert same_first_line(walked) <= LOOKS_ALIKE_MOST, (sorted(days), student)
