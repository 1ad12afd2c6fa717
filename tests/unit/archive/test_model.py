"""The file of `/export`: its schema is current, and no table of a person is left out of it."""

import json

from bot.archive.model import FORMAT, Archive, schema
from bot.storage.tables.person import PERSON_TABLES
from support.processes import ROOT

IN_THE_FILE = {
    "account": "learner",
    "learner": "learner",
    "setting_change": "settings",
    "enrolment": "enrolments",
    "move": "enrolments",
    "pacing": "enrolments",
    "choice": "enrolments",
    "forecast": "enrolments",
    "entry": "entries",
    "pause": "pauses",
    "pause_cut": "pauses",
    "checkin": "checkins",
    "answer": "checkins",
    "explanation": "explanations",
    "focus": "focus",
    "booking": "bookings",
    "review": "reviews",
    "recall_answer": "reviews",
    "mark": "marks",
    "offer": "offers",
    "milestone": "milestones",
    "stay": "groups",
    "kudos": "kudos",
    "delivery": "messages",
    "inbox": "said",
}
"""Under which name a table's rows are handed over."""

NOT_IN_THE_FILE = {
    "due": "it follows from the rest",
    "earlier": "a copy of what the entries say",
    "input_window": "how much came in within a minute",
    "import_draft": "it is such a file itself, for an hour",
    "reply": "what was answered stands in the chat, and follows from the rest",
    "quarantine": "nobody can read it",
    "link_request": "a code of ten minutes, of which only a digest is kept",
    "link_try": "when a code was refused, for an hour",
    "merger": "how two accounts were before they became one, for a day",
    "memo": "a channel's id, as the platform has it",
    "member_change": "it follows from the rest",
    "member_day": "it follows from the rest",
    "member_step": "it follows from the rest",
}
"""What a person gets nothing of, and why."""


def test_the_schema_in_the_docs_is_current() -> None:
    """`PYTHONPATH=. python scripts/export_schema.py` writes it anew."""
    stored = (ROOT / "docs" / "export.schema.json").read_text(encoding="utf-8")
    assert json.loads(stored) == schema()


def test_every_table_of_a_person_is_in_the_file_or_has_a_reason() -> None:
    assert {
        each.table.name for each in PERSON_TABLES
    } == IN_THE_FILE.keys() | NOT_IN_THE_FILE.keys()
    assert set(IN_THE_FILE.values()) <= set(Archive.model_fields)


def test_what_says_what_the_file_is_is_asked_for() -> None:
    assert {"format", "version", "learner"} <= set(schema()["required"])
    assert schema()["properties"]["format"]["const"] == FORMAT
