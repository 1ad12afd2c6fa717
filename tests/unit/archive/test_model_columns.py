"""Every column of a person's tables is handed over, or it is said why not (promise 7.3)."""

from typing import Final, get_args

import pytest
from pydantic import BaseModel

from bot.archive import model as m
from bot.archive import parts as p
from bot.storage import tables as t
from bot.storage.tables.person import PERSON_TABLES

HANDED_OVER: Final[dict[str, type[BaseModel]]] = {
    "learner": m.ArchivedLearner,
    "account": m.ArchivedAccount,
    "setting_change": m.ArchivedSetting,
    "enrolment": m.ArchivedEnrolment,
    "move": m.ArchivedMove,
    "pacing": m.ArchivedPace,
    "choice": m.ArchivedChoice,
    "forecast": m.ArchivedForecast,
    "entry": m.ArchivedEntry,
    "pause": m.ArchivedPause,
    "pause_cut": m.ArchivedCut,
    "checkin": m.ArchivedCheckin,
    "answer": m.ArchivedAnswer,
    "review": p.ArchivedReview,
    "recall_answer": p.ArchivedRecall,
    "explanation": p.ArchivedExplanation,
    "focus": p.ArchivedFocus,
    "booking": p.ArchivedBooking,
    "mark": m.ArchivedMark,
    "offer": m.ArchivedOffer,
    "milestone": m.ArchivedMilestone,
    "stay": m.ArchivedGroup,
    "kudos": m.ArchivedKudos,
    "delivery": m.ArchivedMessage,
    "inbox": m.ArchivedWords,
}
"""Tables whose rows are parts of the file; a column stands in it under its own name."""

UNDER_ANOTHER_NAME: Final = {
    "learner.heard_before": "heard_at",
    "account.external_id": "id",
    "entry.enrolment_id": "enrolment",
    "checkin.enrolment_id": "enrolment",
    "stay.group_id": "name",
    "kudos.giver_id": "given",
    "delivery.decided_at": "at",
    "delivery.state": "sent",
    "inbox.received_at": "at",
    "inbox.body": "text",
}

LEFT_OUT: Final = {
    "learner.version": "how often it was written",
    "learner.known_version": "how often it was written, by programs that know of sums",
    "learner.dues": "follows from the rest",
    "account.rank": "the order of the accounts",
    "kudos.group_id": "who else was in it is nobody's but theirs",
    "kudos.taker_id": "another's, or the person themselves",
    **dict.fromkeys(
        ("delivery.body", "delivery.payload"), "promise 7.3: what was sent is its kind and day"
    ),
    **dict.fromkeys(
        (
            *("delivery.key", "delivery.group_id", "delivery.due_at", "delivery.platform"),
            *("delivery.chat", "delivery.edits", "delivery.resends", "delivery.attempts"),
            *("delivery.not_before", "delivery.ended_at", "delivery.reason", "delivery.owner"),
            *("delivery.provider_id", "delivery.maker", "delivery.fence", "delivery.expires_at"),
            *("inbox.platform", "inbox.event_id", "inbox.account", "inbox.handled_at"),
            *("inbox.tries", "inbox.next_try_at", "inbox.reason"),
            *("inbox.claimed_by", "inbox.claimed_until"),
        ),
        "how it travelled",
    ),
}
"""Columns of those tables that say nothing of the person, or nothing that is theirs."""

NOT_HANDED_OVER: Final = {
    "reply": "made from the rest, and gone after a while",
    "due": "follows from the rest",
    "earlier": "a copy of what the entries come to",
    "input_window": "how much came in within a minute",
    "import_draft": "the person's own file, which waits an hour for a yes",
    "merger": "the same facts as they were before a link, for a day",
    "link_request": "digests of codes that are good for ten minutes",
    "link_try": "how often a wrong code was tried within the hour",
    "quarantine": "what could not be read, so that nothing is known of it",
    "memo": "how chats are reached",
    "member_change": "follows from the rest",
    "member_day": "follows from the rest",
    "member_step": "follows from the rest",
}

KEYS: Final = {"id", "learner_id", "enrolment_id", "pause_id", "checkin_id", "review_id"}
"""Ids say nothing; what belongs together stands together."""


def test_every_table_of_a_person_is_named() -> None:
    assert HANDED_OVER.keys() | NOT_HANDED_OVER.keys() == {
        each.table.name for each in PERSON_TABLES
    }
    assert not HANDED_OVER.keys() & NOT_HANDED_OVER.keys()


@pytest.mark.parametrize("name", HANDED_OVER)
def test_every_column_is_in_the_file_or_said_why_not(name: str) -> None:
    for column in t.metadata.tables[name].c:
        full = f"{name}.{column.name}"
        field = UNDER_ANOTHER_NAME.get(full, column.name)
        found = field in HANDED_OVER[name].model_fields
        told = full in LEFT_OUT or column.name in KEYS
        assert found or told, f"{full} is not handed over: put it into the file, or say why not"
        assert not (found and full in LEFT_OUT), f"{full} is handed over"


def test_what_is_listed_exists() -> None:
    columns = {
        f"{table.name}.{each.name}" for table in t.metadata.tables.values() for each in table.c
    }
    assert UNDER_ANOTHER_NAME.keys() | LEFT_OUT.keys() <= columns


def test_every_part_is_reached_from_the_whole() -> None:
    reached: set[type[BaseModel]] = set()
    waiting: list[object] = [m.Archive]
    while waiting:
        each = waiting.pop()
        if isinstance(each, type) and issubclass(each, BaseModel) and each not in reached:
            reached.add(each)
            waiting += [field.annotation for field in each.model_fields.values()]
        waiting += get_args(each)
    assert set(HANDED_OVER.values()) <= reached
