"""What the core asks of the parts around it."""

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol, runtime_checkable

from bot.chat.events import Event, Origin
from bot.chat.messages import Message, Outgoing, ShownMessage
from bot.domain.delivery import Delivery, Due, Kind
from bot.domain.delivery import State as DeliveryState
from bot.domain.history import Entry, Pause
from bot.domain.learner import Learner, MoveCause
from bot.domain.reflection import Answer, Checkin
from bot.ports.deliveries import Deliveries
from bot.ports.groups import Groups
from bot.ports.inbox import Inbound
from bot.ports.leases import Hold
from bot.ports.roadmaps import Choosing


class Clock(Protocol):
    """The one source of time (promise 1.5)."""

    def now(self) -> datetime:
        """The present instant, in UTC."""


class VirtualClock(Clock, Protocol):
    """A clock that can be moved."""

    def move_to(self, instant: datetime) -> None:
        """Stand still at `instant`, if it is yet to come."""


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
        self, learner: Learner, delivery: Delivery, kind: Kind, message: Message, now: datetime
    ) -> tuple[Learner, Outgoing]:
        """Record the intent to send, with the text that stays the same (promise 9.4)."""

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


class Carriage(Inbound, Protocol):
    """What a network platform asks: to keep what came in, and what became of what went out."""

    async def heard(self, platform: str, most: int) -> tuple[str | None, list[str]]:
        """The id of the latest event, and the accounts that were heard last, newest first."""

    async def arrived(self, messages: Mapping[str, str], now: datetime) -> None:
        """Note that these messages of ours have arrived, with their ids there."""

    async def provider_id(self, message: str) -> str | None:
        """The platform's id of a message of ours; None while it is not known."""

    async def may_resend(self, reply: str, reason: str) -> bool:
        """Count a further sending of a reply that may have arrived; False when it had enough."""

    async def given_up(self, reply: str, reason: str) -> None:
        """Note that a reply will not be sent any more."""

    async def waiting_in(
        self, platform: str, chats: Sequence[str], now: datetime, limit: int
    ) -> list[int]:
        """The ids of deliveries to these chats that may be sent now, as they came due."""

    async def switch_off(self, platform: str, chat: str, reason: str, now: datetime) -> None:
        """A chat cannot be reached any more (promise 9.6)."""

    async def switch_on(self, platform: str, chats: Sequence[str], now: datetime) -> list[int]:
        """Something came in from these chats: the learners who can be reached again."""

    async def are_off(self, platform: str) -> frozenset[str]:
        """The chats that cannot be reached."""

    async def moved(self, platform: str, chat: str, new: str) -> None:
        """A chat has a new id from now on."""

    async def memo(self, name: str) -> str | None:
        """What was noted under a name."""

    async def note(self, name: str, value: str) -> None:
        """Note something under a name, in the place of what was there."""

    async def forget(self, name: str) -> None:
        """Keep nothing under a name any more."""


class Mailroom(Carriage, Deliveries, Protocol):
    """What those ask who carry messages: the adapters and the scheduler."""

    async def unsent(self, platform: str, since: datetime) -> tuple["Unsent", ...]:
        """Replies not yet sent and made after `since`, oldest first."""

    async def sent(self, ids: Sequence[str], now: datetime) -> None:
        """Note that these replies have arrived."""

    async def recent(
        self, platform: str, chat: str, limit: int, reader: str | None = None
    ) -> tuple[Outgoing, ...]:
        """The latest messages of a chat, newest first; as `reader` sees it, where that is given."""

    async def last_instant(self) -> datetime | None:
        """The latest instant of which anything is stored."""


@dataclass(frozen=True, slots=True)
class Unsent:
    """A reply that was not sent, with the event it answers."""

    event: Event
    outgoing: Outgoing


class Store(Mailroom, Protocol):
    """Where everything is kept."""

    def work(self) -> AbstractAsyncContextManager[Work]:
        """A transaction that is committed at the end of the block, undone by an exception."""


class Adapter(Protocol):
    """A platform that can be sent to."""

    @property
    def platform(self) -> str:
        """The name under which events and deliveries know it."""

    async def send(self, outgoing: Outgoing) -> str | None:
        """Send a message; the platform's id of it, where it has one. Raises DeliveryError."""


@runtime_checkable
class PacedAdapter(Adapter, Protocol):
    """A platform that wants to be written to at its own pace (promise 9.6)."""

    @property
    def ready(self) -> bool:
        """Whether anything may be sent at all now."""

    @property
    def resting(self) -> Collection[str]:
        """Chats that must not be written to right now."""

    def turn(self, chat: str) -> AbstractAsyncContextManager[None]:
        """The turn of a message that comes by itself: within the block it is sent, or skipped."""
