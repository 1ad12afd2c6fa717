"""Which row of the example week each study day takes (promise 3.4a)."""

from collections.abc import Collection
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import policy
from bot.domain.day.rows import rows_by_weekday
from bot.domain.preferences import WEEKDAYS, read_days
from bot.domain.roadmap.model import TemplateRow
from bot.roadmaps.files import parse

DATA = Path(__file__).parents[4] / "roadmap_data"
SETS = st.frozensets(st.integers(0, 6), min_size=policy.STUDY_DAYS_LEAST)


def row(weekday: str, minutes: int, activity: str) -> TemplateRow:
    return TemplateRow.model_validate(
        {
            "weekday": weekday,
            "minutes": minutes,
            "activity": activity,
            "focus": "F",
            "status": "ours",
        }
    )


@st.composite
def weeks(draw: st.DrawFn) -> list[TemplateRow]:
    names = draw(st.lists(st.sampled_from(WEEKDAYS), unique=True, min_size=1))
    activities = st.sampled_from(["learn", "practise", "project", "review"])
    return [row(name, draw(st.integers(10, 300)), draw(activities)) for name in names]


def told(rows: Collection[TemplateRow], days: str) -> dict[str, tuple[str, int]]:
    placed = rows_by_weekday(list(rows), read_days(days))
    return {WEEKDAYS[day]: (each.activity, each.minutes) for day, each in sorted(placed.items())}


@given(weeks(), SETS)
def test_every_study_day_has_a_row_and_none_is_used_twice(
    rows: list[TemplateRow], days: frozenset[int]
) -> None:
    placed = rows_by_weekday(rows, days)
    assert placed.keys() == days
    own = [each for each in placed.values() if any(each is one for one in rows)]
    assert len(own) == len({id(each) for each in own})
    for day in days:
        for each in rows:
            if each.weekday == WEEKDAYS[day]:
                assert placed[day] is each


@given(weeks(), SETS)
def test_a_long_row_left_over_never_lands_on_a_working_day_beside_a_weekend(
    rows: list[TemplateRow], days: frozenset[int]
) -> None:
    for day, each in rows_by_weekday(rows, days).items():
        if each.weekday != WEEKDAYS[day] and day < 5 and days & {5, 6}:
            assert each.minutes <= policy.WORKING_DAY_MOST


@given(weeks(), SETS)
def test_the_order_of_the_file_does_not_matter(
    rows: list[TemplateRow], days: frozenset[int]
) -> None:
    lengths = {day: each.minutes for day, each in rows_by_weekday(rows, days).items()}
    assert lengths == {day: each.minutes for day, each in rows_by_weekday(rows[::-1], days).items()}


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (
            "mon-sat",
            {
                "mon": ("learn", 90),
                "tue": ("practise", 90),
                "wed": ("learn", 90),
                "thu": ("project", 90),
                "fri": ("review", 120),
                "sat": ("project", 240),
            },
        ),
        ("fri-sun", {"fri": ("learn", 90), "sat": ("project", 240), "sun": ("review", 120)}),
        ("mon,wed,fri", {"mon": ("learn", 90), "wed": ("learn", 90), "fri": ("project", 90)}),
    ],
)
def test_the_six_month_week(days: str, expected: dict[str, tuple[str, int]]) -> None:
    assert told(parse(DATA / "six-month.yaml").template_rows("standard"), days) == expected


def test_a_day_without_a_row_is_a_short_review() -> None:
    assert told([row("mon", 90, "learn")], "mon-wed") == {
        "mon": ("learn", 90),
        "tue": ("review", policy.REVIEW_MINUTES),
        "wed": ("review", policy.REVIEW_MINUTES),
    }
