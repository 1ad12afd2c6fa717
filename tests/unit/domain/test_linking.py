"""Codes: how they look, how they are read, and when trying has to wait (promise 7.1)."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import linking
from bot.domain.linking import code_of, digest_of, may_try_from, without_codes

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@given(st.binary(min_size=8, max_size=8), st.sampled_from(("", " ", "-", "\u00a0")))
def test_a_code_is_read_however_it_is_typed(chance: bytes, between: str) -> None:
    code = code_of(chance)
    assert code.isascii()
    typed = f" {code.replace('-', between).lower()} "
    assert digest_of(typed) == digest_of(code) is not None
    looks_like = code.replace("0", "o").replace("1", "l")
    assert digest_of(looks_like) == digest_of(code)


@given(st.binary(min_size=8, max_size=8), st.binary(min_size=8, max_size=8))
def test_other_chance_is_another_code(one: bytes, other: bytes) -> None:
    low = [int.from_bytes(each) & (1 << 60) - 1 for each in (one, other)]
    assert (code_of(one) == code_of(other)) == (low[0] == low[1])
    assert (digest_of(code_of(one)) == digest_of(code_of(other))) == (low[0] == low[1])


@pytest.mark.parametrize(
    "typed", ["", "hello", "AAAA-AAAA-AAA", "A" * 13, "ÄAAA-AAAA-AAAA", "A" * 9999]
)
def test_what_is_no_code(typed: str) -> None:
    assert digest_of(typed) is None


def test_a_code_has_sixty_bits() -> None:
    assert len(set(linking.LETTERS)) == 32
    assert len(code_of(b"12345678").replace("-", "")) == 12


def test_five_tries_an_hour() -> None:
    tries = [NOON + timedelta(minutes=each) for each in range(5)]
    now = NOON + timedelta(minutes=10)
    assert may_try_from(tries[:4], now) is None
    assert may_try_from(tries, now) == NOON + timedelta(hours=1)
    assert may_try_from(tries, NOON + timedelta(hours=1)) is None


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("my code: K7QF-2MZX-9TRA, now", f"my code: {'*' * 14}, now"),
        ("/link k7qf 2mzx 9tra", f"/{'*' * 19}"),
        ("k7qf2mzx9tra", "*" * 12),
        ('{"from": 123456789012}', '{"from": 123456789012}'),
        ("my relationship with loops", "my relationship with loops"),
        ("at 2026-03-02 08:00", "at 2026-03-02 08:00"),
    ],
)
def test_codes_are_hidden_and_nothing_else(text: str, left: str) -> None:
    assert without_codes(text) == left
