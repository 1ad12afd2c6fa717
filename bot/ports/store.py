"""What the core asks of the parts around it."""

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from datetime import date, datetime
from typing import Protocol

from bot.chat.events import Event, Origin
from bot.chat.messages import Message, Outgoing, ShownMessage
from bot.domain.delivery import Delivery, DeliveryState, Due, MessageKind
from bot.domain.history import Entry, Pause
from bot.domain.learner import Learner, MoveCause
from bot.domain.reflection import Answer, Checkin
from bot.ports.deliveries import Mailroom
from bot.ports.groups import Groups
from bot.ports.leases import Hold
from bot.ports.roadmaps import Choosing


class Work(Choosing, Protocol):
    """One transaction: what a handler can load and record. It is kept whole or not at all.

    What records something about a learner returns the learner with it.
    """

    @property
    def groups(self) -> Groups:
        """The study groups."""

    received_at: datetime | None
    """When the event was received that is handled here, which may be long ago (promise 1.5)."""

    async def receive(self, event: Event, now: datetime) -> bool:
        """Enter `event` in the inbox; False when it has been handled before (promise 9.3)."""

    async def learner(self, origin: Origin, now: datetime) -> Learner:
        """The learner behind `origin`, with all history; a new one at the first word."""

    async def change_settings(
        self, learner: Learner, values: dict[str, str], *, now: datetime, today: date
    ) -> Learner:
        """Record new values of settings in their written form."""

    async def enrol(
        self, learner: Learner, roadmap: str, version: str, *, now: datetime, today: date
    ) -> Learner:
        """Begin a roadmap at week 1."""

    async def anchor(
        self, learner: Learner, week: int, day: date, pace: str, *, now: datetime
    ) -> Learner:
        """Tie due dates to `week` beginning on `day` at `pace` (promise 3.3)."""

    async def move(
        self, learner: Learner, week: int, cause: MoveCause, *, now: datetime, today: date
    ) -> Learner:
        """Record that the learner is now in `week`; one beyond the last has finished."""

    async def log(self, learner: Learner, entry: Entry) -> Learner:
        """Record an entry; its id is given here."""

    async def set_minutes(self, learner: Learner, entry: Entry, minutes: int) -> Learner:
        """Complete an entry that was logged without minutes."""

    async def take_back(self, learner: Learner, entry: Entry, now: datetime) -> Learner:
        """Take an entry back (promise 2.9)."""

    async def untick(self, learner: Learner, entry: Entry, now: datetime) -> Learner:
        """Open a ticked topic again and leave its day's credit alone."""

    async def pause(self, learner: Learner, pause: Pause) -> Learner:
        """Record a pause; its id is given here."""

    async def end_pause(
        self, learner: Learner, pause: Pause, last: date, *, now: datetime
    ) -> Learner:
        """Let a pause end with `last`."""

    async def open_checkin(self, learner: Learner, checkin: Checkin) -> Learner:
        """Record a new check-in; its id is given here. An open one closes as it stands."""

    async def answer(self, learner: Learner, checkin: Checkin, answer: Answer) -> Learner:
        """Record an answer to a check-in (promise 5.2)."""

    async def close_checkin(
        self, learner: Learner, checkin: Checkin, *, now: datetime, today: date, late_by: int
    ) -> Learner:
        """Record that a check-in was finished on `today`."""

    async def celebrate(
        self, learner: Learner, names: Sequence[str], event: str, *, now: datetime, today: date
    ) -> Learner:
        """Record milestones, and one message about them that is due at once (promise 4.3)."""

    async def keep(self, learner: Learner, dues: Sequence[Due] | None, now: datetime) -> None:
        """Keep what the learner's own row holds; `dues` take the place of all that are to come."""

    async def reply(
        self, event: Event, messages: Sequence[Message], edits: str | None, now: datetime
    ) -> tuple[Outgoing, ...]:
        """Store the answer to `event` (promise 9.4); its inbox row is done with it."""

    async def reply_to(self, event: Event) -> tuple[Outgoing, ...]:
        """What `event` was answered."""

    async def shown(self, message: str) -> ShownMessage:
        """What is known of a message of ours, by our id."""

    async def learner_by_id(self, learner_id: int) -> Learner:
        """A learner with all history. Raises LookupError."""

    async def take(
        self, delivery_id: int, hold: Hold, state: DeliveryState = DeliveryState.PENDING
    ) -> Delivery | None:
        """A delivery in that state, `hold`'s from now on; None where it, or the hold, is not."""

    async def begin_sending(
        self,
        learner: Learner,
        delivery: Delivery,
        kind: MessageKind,
        message: Message,
        now: datetime,
        *,
        opening: int | None = None,
    ) -> tuple[Learner, Outgoing]:
        """Record the intent to send, with the text that stays the same (promise 9.4).

        `opening` is the number of the words it begins with (promise 4.2).
        """

    async def skip(
        self, learner: Learner, delivery: Delivery, reason: str, now: datetime
    ) -> Learner:
        """Record that a delivery is not sent, and why."""

    async def revive(self, delivery: Delivery) -> None:
        """Let a delivery that seemed to be of no use wait for its turn again."""

    async def postpone(self, delivery: Delivery, until: datetime) -> None:
        """Let a delivery wait until then."""

    async def readdress(self, delivery: Delivery, chat: str) -> None:
        """Let a delivery go to another chat."""


class Store(Mailroom, Protocol):
    """Where everything is kept."""

    def work(self) -> AbstractAsyncContextManager[Work]:
        """A transaction that is committed at the end of the block, undone by an exception."""
