"""Lines that are written to be shown, and everything else that stays private (promise 5.4)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.evidence import Told, figures, told

LINES = {
    "parcels week 06: ok · 50 copies, 1 row": {6: "50 copies, 1 row"},
    "- parcels week 6: ok · 1 row": {6: "1 row"},
    "> `parcels week 06: ok · 1 row`": {6: "1 row"},
    "PARCELS Week 06 : OK - 1 row": {6: "1 row"},
    "parcels week 12: ok": {12: ""},
    "parcels week 06: not yet · 2 rows": {},
    "parcels week 06: okay, I think": {},
    "parcels week six: ok": {},
    "letters week 06: ok · 1 row": {},
    "so I ran it, and parcels week 06: ok · 1 row": {},
    "": {},
}


@pytest.mark.parametrize("line", LINES)
def test_what_a_check_printed_is_found_on_a_line_of_its_own(line: str) -> None:
    assert figures("parcels", [f"before\n{line}\nafter"]) == LINES[line]


def test_the_latest_line_of_a_week_counts_and_weeks_are_in_order() -> None:
    texts = ["parcels week 09: ok · b", "parcels week 02: ok · old\nparcels week 02: ok · new"]
    assert list(figures("parcels", texts).items()) == [(2, "new"), (9, "b")]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("decision: a lock file", ["a lock file"]),
        ("- Decision : a lock file", ["a lock file"]),
        ("Entscheidung: eine Sperrdatei", ["eine Sperrdatei"]),
        ("**decision:** a lock file", ["a lock file"]),
        ("decision: `uv`, not `pip`", ["`uv`, not `pip`"]),
        ("`decision: a lock file`", ["a lock file"]),
        ("decision:", []),
        ("a decision: none of yours", []),
        ("decisions are hard", []),
    ],
)
def test_a_decision_begins_its_line(line: str, said: list[str]) -> None:
    assert told(Told.DECISION, [line]) == said


def test_a_postmortem_may_have_many_lines_each_once() -> None:
    lines = "Postmortem: one\npost-mortem: two\npost mortem: one\ndecision: three"
    assert told(Told.POSTMORTEM, [lines, "three"]) == ["one", "two"]


MARKS = ("decision: ", "postmortem: ", "parcels week 03: ok · ")


@given(st.text(alphabet="abz ,.", min_size=1).filter(str.strip), st.sampled_from(MARKS))
def test_a_mark_behind_other_words_shows_nothing(before: str, mark: str) -> None:
    text = f"{before.strip(' .,') or 'so'} {mark}secret\nsecret too"
    assert figures("parcels", [text]) == {}
    assert [line for kind in Told for line in told(kind, [text])] == []
