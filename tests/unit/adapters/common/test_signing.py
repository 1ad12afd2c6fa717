"""What a button carries, however many messages and people there are (promise 11.3)."""

from typing import Final

import pytest

from adapters.common.signing import ANYONE, BYTES_MOST, Press, Signer

TELEGRAM: Final = Signer("token")
DISCORD: Final = Signer("token", owner_width=11, bytes_most=100)
OWNERS: Final = {
    TELEGRAM: (ANYONE, "1", str(2**52 - 1)),
    DISCORD: (ANYONE, "1", str(2**64 - 1)),
}
NUMBERS: Final = (0, 1, 2**30 - 1, 2**30, 2**31, 2**36 - 1)


@pytest.mark.parametrize("signer", [TELEGRAM, DISCORD], ids=["telegram", "discord"])
def test_every_owner_and_message_comes_back(signer: Signer) -> None:
    for owner in OWNERS[signer]:
        for number in NUMBERS:
            for sort in "rfsd":
                press = Press(owner, f"{sort}{number}", "x" * 40)
                data = signer.data(press)
                assert len(data) <= (BYTES_MOST if signer is TELEGRAM else 100)
                assert signer.press(data) == press


def test_a_button_from_before_ids_had_64_bits_is_known() -> None:
    assert TELEGRAM.press("1P7NvHqqaAAAAAAAPpdAAAAM/today") == Press("1001", "d12", "/today")


@pytest.mark.parametrize("number", [12, 2**31])
def test_whatever_is_changed_in_a_button_it_is_not_ours_any_more(number: int) -> None:
    data = TELEGRAM.data(Press("1001", f"d{number}", "/today"))
    for place, letter in enumerate(data):
        for other in "12AxZ":
            if other != letter:
                assert TELEGRAM.press(data[:place] + other + data[place + 1 :]) is None


def test_a_number_that_no_button_holds_is_refused() -> None:
    for press in (Press("1", f"r{2**36}", "x"), Press(str(2**54), "r1", "x")):
        with pytest.raises(ValueError, match="too long for a button"):
            TELEGRAM.data(press)
