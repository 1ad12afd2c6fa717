"""What is known of a message of ours under which something happens."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class ShownMessage:
    """A message of ours under which a button was pressed; an edit keeps the id of the first form.

    `owner` is the account whose buttons they are; None where they are everybody's. `made_at` is
    None where nothing is known of it any more. `day` is the learner-day that it is about, where it
    came by itself; a reply belongs to the day of `made_at`.
    """

    id: str
    owner: str | None = None
    made_at: datetime | None = None
    day: date | None = None
