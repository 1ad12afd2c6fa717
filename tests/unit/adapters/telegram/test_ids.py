"""Ids of Telegram's as values."""

import pytest

from adapters.telegram.ids import TelegramEventId


@pytest.mark.parametrize(
    ("event", "text"),
    [
        (TelegramEventId(4242, 1001, message=7), "4242:000000001001::7"),
        (TelegramEventId(4242, 1001, "99"), "4242:000000001001:99:"),
        (TelegramEventId(4242, 1 << 52), f"4242:{1 << 52}::"),
    ],
)
def test_an_event_is_read_back_from_its_text(event: TelegramEventId, text: str) -> None:
    """It looks as it did in every database that there is."""
    assert str(event) == text
    assert TelegramEventId.parse(text) == event


def test_ids_are_in_the_order_of_their_updates() -> None:
    assert str(TelegramEventId(1, 9, "z")) < str(TelegramEventId(1, 10, "a"))


@pytest.mark.parametrize("text", ["", "1:2", "1:2:3:4:5", "a:2::", "1:2::x"])
def test_what_is_no_id_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"\S"):
        TelegramEventId.parse(text)
