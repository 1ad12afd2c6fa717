"""Reviews and their answers in the database, within one transaction (promise 12)."""

from dataclasses import fields, replace

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.learner import Learner
from bot.domain.recall.answers import RecallAnswer, Review, Sureness
from bot.storage import tables as t
from bot.storage.rows import AnyRow, insert_record, update_row


class SqlRecalls:
    """What was asked for recall, and answered."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def open(self, learner: Learner, review: Review) -> Learner:
        """Record a new review; its id is given here. An open one closes as it stands."""
        older = learner.reviews.open
        if older is not None:
            learner = await self.change(learner, replace(older, closed_at=review.opened_at))
        review_id = await insert_record(self._connection, t.review, review, learner_id=learner.id)
        return replace(learner, reviews=learner.reviews.plus(replace(review, id=review_id)))

    async def change(self, learner: Learner, review: Review) -> Learner:
        """Record how far a review has come."""
        values = {each.name: getattr(review, each.name) for each in fields(review)}
        del values["id"]
        await update_row(self._connection, t.review, review.id, **values)
        return replace(learner, reviews=learner.reviews.changed(review))

    async def answer(self, learner: Learner, answer: RecallAnswer) -> Learner:
        """Record an answer; its id is given here."""
        answer_id = await insert_record(
            self._connection, t.recall_answer, answer, learner_id=learner.id
        )
        return replace(learner, recalled=learner.recalled.plus(replace(answer, id=answer_id)))


def review_of(row: AnyRow) -> Review:
    """A stored review."""
    return Review(
        row.id,
        row.opened_at,
        row.opened_on,
        row.phase,
        row.question,
        row.asked_at,
        row.given,
        None if row.sure is None else Sureness(row.sure),
        row.closed_at,
        row.finished_on,
    )


def recall_answer_of(row: AnyRow) -> RecallAnswer:
    """A stored answer."""
    return RecallAnswer(
        row.id,
        row.question,
        row.right,
        Sureness(row.sure),
        row.made_at,
        row.made_on,
        row.review_id,
    )
