"""Everything that can be said: it is found, stands on one page, and keeps to the tone of the house."""

import re
import subprocess
import sys

import pytest

from support.messages import ROOT, extracted, messages, page

FAULTS = {
    "scolds": r"(?i)\byou (?:failed|forgot|should have|must)\b|\btoo (?:late|bad)\b|\byou lost\b",
    "speaks like a parser": r"(?i)\b(?:invalid|illegal|syntax|argument|token|unexpected)\b",
    "shouts": r"!!|\b[A-Z]{5,}\b",
    "puts a space before a sign of per cent": r"\} %",
}


def test_a_message_that_is_counted_has_both_forms_together() -> None:
    counted = [said for said in messages() if len(said.forms) > 1]
    assert len(counted) > 20
    assert all(len(said.forms) == 2 for said in counted)
    both = "{n} topic is still open", "{n} topics are still open"
    shown = page()
    first, second = (shown.index(each) for each in both)
    assert first < second < first + 160


def test_the_page_has_every_message_once_in_its_file() -> None:
    shown = page()
    missing = {message for message, _ in extracted() if message not in shown}
    assert missing == set()
    for area in ("## bot/features/weekly", "## bot/features/groups", "## adapters/discord"):
        assert shown.count(area + "\n") == 1


def test_it_is_written_by_its_script() -> None:
    script = [sys.executable, str(ROOT / "scripts" / "messages.py")]
    written = subprocess.run(script, capture_output=True, text=True, timeout=60, check=True)
    assert written.stdout == page()


@pytest.mark.parametrize("fault", FAULTS)
def test_no_message(fault: str) -> None:
    assert [each for each, _ in extracted() if re.search(FAULTS[fault], each)] == []
