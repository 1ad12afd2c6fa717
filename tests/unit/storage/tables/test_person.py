"""No table with something of a person in it is forgotten when a person is handed over or erased."""

from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, NullPool, create_engine, func, select

from bot.storage import tables as t
from bot.storage.tables.person import NOBODYS_TABLES, PERSON_TABLES, WHOSE, PersonTable
from support.terminal import terminal

MONDAY = datetime.fromisoformat("2026-03-02T18:00+01:00")
START = "/start tz=Europe/Berlin pace=standard days=mon-sat names=on"
LIVED = (
    START,
    "/settings names=on",
    "/done 600 flask",
    "/week",
    "!press Functions",
    "/review",
    "I don't know",  # whatever is asked first, one of these answers it
    "!press a",
    "!press Sure",
    "!press Not yet",
    "/focus",
    "/calendar",
    "/explain",
    "!paste",
    *(f"def f{n}(a{n}=1, b=2): return a{n} + c{n} + 3" for n in range(4)),
    "!end",
    "/checklist",
    "!press Build a complete",
    "/plan",
    "!press Trim optional topics",
    "!press Yes, leave them out",
    "/today",
    "/checkin",
    "lists and loops",
    "/pause 5d",
    "/resume",
    "!in club",
    "/group start",
    "/group join",
)


@pytest.fixture
async def two(tmp_path: Path) -> Engine:
    """Two learners who did the same, and praised each other."""
    path = tmp_path / "two.db"
    async with terminal(path, MONDAY, name="anna") as term:
        await term.say(*LIVED, "!in me", "!as bert", *LIVED, "!in me")
        await term.say("!skip 9d", "!as anna", "!in club", "/kudos bert", "!as bert", "/kudos anna")
        await term.say("!in me", "/next", "!as anna", "/next")
        await term.say("!skip 21d", "/today", "!as bert", "/today")
    return create_engine(f"sqlite:///{path}", poolclass=NullPool)


def test_every_table_is_on_one_list() -> None:
    persons = [each.table.name for each in PERSON_TABLES]
    nobodys = [each.name for each in NOBODYS_TABLES]
    assert sorted(persons + nobodys) == sorted(t.metadata.tables)


def test_nobodys_tables_point_to_no_person() -> None:
    persons = {each.table.name for each in PERSON_TABLES}
    for table in NOBODYS_TABLES:
        assert not {key.column.table.name for key in table.foreign_keys} & persons, table.name
        assert not {"learner_id", "account", "chat", "body"} & {*table.c.keys()} - _OF_GROUPS, table


_OF_GROUPS = frozenset({"chat", "body"})
"""A group's chat, and what a roadmap says."""


def test_what_points_to_rows_comes_before_them() -> None:
    names = [each.table.name for each in PERSON_TABLES]
    for place, each in enumerate(PERSON_TABLES):
        targets = {key.column.table.name for key in each.table.foreign_keys} - {"study_group"}
        assert targets <= set(names[place:]), each.table.name


@pytest.mark.soak
def test_rows_are_found_by_their_learner(two: Engine) -> None:
    """All rows of a person's tables are somebody's; praise is both the giver's and the taker's."""
    with two.connect() as connection:
        anna, bert = connection.scalars(select(t.learner.c.id))
        for each in PERSON_TABLES:
            name, found = each.table.name, [_rows(connection, each, one) for one in (anna, bert)]
            if each.table not in _SELDOM:
                assert all(found), f"{name}: nothing was made"
            everybodys = select(func.count()).select_from(each.table)
            if each.table is t.delivery:
                everybodys = everybodys.where(t.delivery.c.learner_id.is_not(None))
            if each.table is t.memo:
                everybodys = everybodys.where(t.memo.c.name != "scrub")
            assert len(set.union(*found)) == connection.scalar(everybodys), name
            if each.table not in {t.kudos, t.delivery}:
                assert not set.intersection(*found), name


_SELDOM = {
    t.earlier, t.input_window, t.quarantine, t.memo, t.import_draft, t.link_request, t.link_try,
    t.member_change, t.member_step, t.merger,
}  # fmt: skip
"""Tables that hold nothing of those two."""


@pytest.mark.soak
def test_what_no_learner_is_named_in_is_found_by_account(two: Engine) -> None:
    unread = {"platform": "terminal", "received_at": MONDAY, "reason": "none"}
    with two.begin() as connection:
        for number, account in enumerate(("anna", "carl")):
            body = {"event_id": str(number), "body": f'{{"from": "{account}"}}'}
            connection.execute(t.quarantine.insert().values(**unread, **body))
            connection.execute(t.memo.insert().values(name=f"terminal:door:{account}", value="7"))
            said = {"platform": "terminal", "account": account, "began": 0, "inputs": number}
            connection.execute(t.input_window.insert().values(**said))
        connection.execute(t.memo.insert().values(name="other:door:anna", value="7"))
        anna = connection.scalars(select(t.learner.c.id)).all()[0]
        draft = {"learner_id": anna, "body": "{}", "made_at": MONDAY}
        connection.execute(t.import_draft.insert().values(**draft))
        by_table = {each.table.name: _rows(connection, each, anna) for each in PERSON_TABLES}
        assert len(by_table["quarantine"]) == len(by_table["import_draft"]) == 1
        assert by_table["input_window"] == {("terminal", "anna", 0, 0)}
        assert by_table["memo"] == {("terminal:door:anna", "7")}


def _rows(connection: Connection, each: PersonTable, learner: int) -> set[object]:
    return set(connection.execute(select(each.table).where(each.theirs), {WHOSE: learner}))
