"""Ids of ours as values."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.ids import MessageId, MessageSort

NUMBERS = st.integers(0, 10**18 - 1)


@given(st.sampled_from(MessageSort), NUMBERS)
def test_an_id_is_read_back_from_its_text(sort: MessageSort, number: int) -> None:
    assert MessageId.parse(str(MessageId(sort, number))) == MessageId(sort, number)


def test_how_ids_look() -> None:
    """They stand in the store and under buttons: they cannot look otherwise one day."""
    assert str(MessageId(MessageSort.REPLY, 12)) == "r12"
    assert str(MessageId.of_delivery(34)) == "d34"


@pytest.mark.parametrize(
    "text",
    ["", "r", "12", "x12", "r-1", "r 1", "r1 ", "d1.0", "rr1", "r²", "r\u0661", "r" + "9" * 19],
)
def test_what_is_no_id_of_ours_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"\S"):
        MessageId.parse(text)
