"""Questions about learners' own code in the database, within one transaction (promise 13)."""

import json
from collections.abc import Iterable
from dataclasses import asdict, replace
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.explain.found import Explanation, ShownQuestion
from bot.domain.learner import Learner
from bot.storage import tables as t
from bot.storage.rows import AnyRow, insert_row, update_row


class SqlExplanations:
    """What was asked about somebody's code, and answered."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def begin(self, learner: Learner, explanation: Explanation) -> Learner:
        """Record a new one; its id is given here."""
        new_id = await insert_row(
            self._connection,
            t.explanation,
            learner_id=learner.id,
            made_at=explanation.made_at,
            made_on=explanation.made_on,
            project=explanation.project,
            questions=_written(explanation.questions),
        )
        new = replace(explanation, id=new_id)
        return replace(learner, explanations=learner.explanations.plus(new))

    async def change(self, learner: Learner, explanation: Explanation) -> Learner:
        """Record how far one has come."""
        values = {
            "questions": _written(explanation.questions),
            "finished_at": explanation.finished_at,
        }
        await update_row(self._connection, t.explanation, explanation.id, **values)
        return replace(learner, explanations=learner.explanations.changed(explanation))


def explanation_of(row: AnyRow) -> Explanation:
    """A stored one."""
    return Explanation(
        row.id,
        row.made_at,
        row.made_on,
        tuple(_read(each) for each in json.loads(row.questions)),
        row.project,
        row.finished_at,
    )


def _written(questions: Iterable[ShownQuestion]) -> str:
    return json.dumps([asdict(each) for each in questions], ensure_ascii=False)


def _read(each: dict[str, Any]) -> ShownQuestion:
    return ShownQuestion(**{**each, "options": tuple(each["options"])})
