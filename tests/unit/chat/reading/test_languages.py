"""What a text names of the calendar, in any language that CLDR knows."""

import pytest

from bot.chat.reading.languages import weekdays_named


@pytest.mark.parametrize(
    ("text", "language", "days"),
    [
        ("if it is Tuesday, 19:00, I open my laptop", "en", {1}),
        ("TUESDAYS and Thursdays, after dinner", "en", {1, 3}),
        ("I sat in the sun, wed to my desk", "en", set()),
        ("after dinner, at the desk", "en", set()),
        ("", "en", set()),
        ("dienstags nie, Mittwoch immer", "de", {1, 2}),
    ],
)
def test_weekdays_named(text: str, language: str, days: set[int]) -> None:
    assert weekdays_named(text, language) == days
