"""Links end where the sentence around them goes on."""

import pytest

from bot.domain.links import links


@pytest.mark.parametrize(
    "text",
    [
        "see https://a.example/x.",
        "(https://a.example/x)",
        "“https://a.example/x”",
        "[it](https://a.example/x)",
        "{https://a.example/x}!?",
        "'https://a.example/x', done",
        "(really (https://a.example/x))",
        "<https://a.example/x>",
    ],
)
def test_what_stands_around_a_link_is_left_out(text: str) -> None:
    assert links(text) == ["https://a.example/x"]


@pytest.mark.parametrize(
    "link", ["https://a.example/x_(y)", "https://a.example/(x)?q=[1]", "http://a.example"]
)
def test_brackets_that_a_link_opens_belong_to_it(link: str) -> None:
    assert links(f"({link}).") == [link]


@pytest.mark.parametrize("text", ["https://", "http://localhost", "https://a", "no link"])
def test_what_leads_nowhere_is_no_link(text: str) -> None:
    assert links(text) == []
