"""Nudges that were taken from the due index, as the deliveries that they become (promise 9.1)."""

from typing import Any

from sqlalchemy import FromClause, Select, String, case, cast, literal, select

from bot.domain.delivery import DeliveryState
from bot.storage import tables as t
from bot.storage.places import IS_PLACE


def as_deliveries(due: FromClause) -> tuple[list[str], Select[Any]]:
    """The columns that are filled, and the rows for them: one for each nudge that has a place."""
    learner = cast(due.c.learner_id, String)
    values = {
        # One nudge of a kind for a learner-day, whoever claims it; of one maker, for an instant.
        "key": case(
            (due.c.maker.is_(None), due.c.kind + ":" + learner + ":" + cast(due.c.day, String)),
            else_=due.c.maker + ":" + learner + ":" + cast(due.c.due_at, String),
        ),
        "learner_id": due.c.learner_id,
        "kind": due.c.kind,
        "maker": due.c.maker,
        "day": due.c.day,
        "due_at": due.c.due_at,
        "not_before": due.c.due_at,
        "expires_at": due.c.expires_at,
        "platform": t.account.c.platform,
        "chat": t.account.c.chat,
        "state": literal(str(DeliveryState.PENDING)),
        "payload": literal(""),
        "resends": literal(0),
        "attempts": literal(0),
    }
    rows = select(*values.values()).join(t.account, t.account.c.learner_id == due.c.learner_id)
    # SQLite takes the ON of a conflict for that of the join unless a WHERE stands between.
    return list(values), rows.where(due.c.due_at.is_not(None), IS_PLACE)
