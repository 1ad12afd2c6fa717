"""Every table that holds something of a person, and how the rows of a learner are found in it.

What is handed over, erased or united folds over this list; a table that is on neither list here
fails a test.
"""

from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Select,
    String,
    Table,
    bindparam,
    cast,
    select,
    tuple_,
)

from bot.storage import tables as t

WHOSE: Final = "whose"
"""The name of the parameter that says which learner is meant, by id."""

_WHOSE: Final[BindParameter[int]] = bindparam(WHOSE, type_=t.learner.c.id.type)


@dataclass(frozen=True, slots=True)
class PersonTable:
    """A table, and the condition that finds a person's rows in it."""

    table: Table
    theirs: ColumnElement[bool]


def _own(table: Table) -> PersonTable:
    return PersonTable(table, table.c.learner_id == _WHOSE)


def _part(table: Table, whole: Table) -> PersonTable:
    """A table whose rows are parts of the learner's rows of another."""
    wholes = select(whole.c.id).where(whole.c.learner_id == _WHOSE)
    return PersonTable(table, table.c[f"{whole.name}_id"].in_(wholes))


def _accounts(*columns: Any) -> Select[Any]:
    return select(*columns).where(t.account.c.learner_id == _WHOSE)


_NAMES: Final = _accounts(t.account.c.platform, t.account.c.external_id)
_CHATS: Final = _accounts(t.account.c.platform, t.account.c.chat)
_SAID: Final = tuple_(t.inbox.c.platform, t.inbox.c.account).in_(_NAMES)

_REPLY: Final = (
    tuple_(t.reply.c.platform, t.reply.c.event_id).in_(
        select(t.inbox.c.platform, t.inbox.c.event_id).where(_SAID)
    )
    | tuple_(t.reply.c.platform, t.reply.c.owner).in_(_NAMES)
    | tuple_(t.reply.c.platform, t.reply.c.chat).in_(_CHATS)
)
# What came to an account before it left somebody who goes on without it.
_CAME: Final = t.delivery.c.learner_id.is_not(None) & tuple_(
    t.delivery.c.platform, t.delivery.c.chat
).in_(_CHATS)
_GIVEN: Final = t.delivery.c.key.like("kudos:" + cast(_WHOSE, String) + ":%")
_COUNTED: Final = tuple_(t.input_window.c.platform, t.input_window.c.account).in_(_NAMES)
_UNREADABLE: Final = (
    _accounts(t.account.c.platform)
    .where(t.account.c.platform == t.quarantine.c.platform)
    .where(t.quarantine.c.body.contains(t.account.c.external_id))
    .exists()
)
_NOTED: Final = (
    _accounts(t.account.c.platform)
    .where(t.memo.c.name.like(t.account.c.platform + ":%:" + t.account.c.external_id))
    .exists()
)

PERSON_TABLES: Final = (
    _part(t.answer, t.checkin),
    _own(t.checkin),
    _part(t.pause_cut, t.pause),
    _own(t.pause),
    _part(t.choice, t.enrolment),
    _part(t.forecast, t.enrolment),
    _part(t.move, t.enrolment),
    _part(t.pacing, t.enrolment),
    _own(t.earlier),
    _own(t.enrolment),
    _own(t.entry),
    _own(t.explanation),
    _own(t.booking),
    _own(t.focus),
    _own(t.mark),
    _own(t.milestone),
    _own(t.offer),
    _own(t.recall_answer),
    _own(t.review),
    _own(t.setting_change),
    PersonTable(t.kudos, (t.kudos.c.giver_id == _WHOSE) | (t.kudos.c.taker_id == _WHOSE)),
    _own(t.stay),
    _own(t.member_change),
    _own(t.member_day),
    _own(t.member_step),
    PersonTable(t.due, t.dues_of(_WHOSE)),
    _own(t.import_draft),
    _own(t.merger),
    PersonTable(
        t.link_request,
        (t.link_request.c.learner_id == _WHOSE) | (t.link_request.c.taker_id == _WHOSE),
    ),
    PersonTable(t.link_try, tuple_(t.link_try.c.platform, t.link_try.c.account).in_(_NAMES)),
    PersonTable(t.input_window, _COUNTED),
    # What others are told in the learner's own words: praise.
    PersonTable(t.delivery, (t.delivery.c.learner_id == _WHOSE) | _CAME | _GIVEN),
    PersonTable(t.reply, _REPLY),
    PersonTable(t.inbox, _SAID),
    PersonTable(t.quarantine, _UNREADABLE),
    PersonTable(t.memo, _NOTED),
    _own(t.account),
    PersonTable(t.learner, t.learner.c.id == _WHOSE),
)
"""In an order in which they can be emptied: what points to other rows comes before these."""

NOBODYS_TABLES: Final = (
    t.board,
    t.group_day,
    t.group_due,
    t.lease,
    t.quorum,
    t.roadmap_content,
    t.settlement,
    t.study_group,
    t.uptime,
)
"""Tables that hold nothing of a person: groups by themselves, roadmaps, the running program."""
