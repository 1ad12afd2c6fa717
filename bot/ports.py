"""What the core asks of the parts around it."""

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from bot.domain.history import Entry, Pause
from bot.domain.learner import Learner, MoveCause
from bot.events import Event, Origin
from bot.messages import Message, Outgoing


class Clock(Protocol):
    """The one source of time (promise 1.5)."""

    def now(self) -> datetime:
        """The present instant, in UTC."""


class Work(Protocol):
    """One transaction: what a handler can load and record. It is kept whole or not at all."""

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

    async def end_pause(self, learner: Learner, pause: Pause, last: date) -> Learner:
        """Let a pause end with `last`."""

    async def ask(self, learner: Learner, question: str | None) -> Learner:
        """Open a question that free text answers; None closes it."""

    async def reply(
        self, event: Event, messages: Sequence[Message], edits: str | None, now: datetime
    ) -> tuple[Outgoing, ...]:
        """Store the answer to `event` (promise 9.4); its inbox row is done with it."""

    async def reply_to(self, event: Event) -> tuple[Outgoing, ...]:
        """What `event` was answered."""


class Mailroom(Protocol):
    """What an adapter asks about the messages it has to send."""

    async def unsent(self, platform: str, since: datetime) -> tuple["Unsent", ...]:
        """Replies not yet sent and made at or after `since`, oldest first."""

    async def sent(self, ids: Sequence[str], now: datetime) -> None:
        """Note that these messages have arrived."""

    async def recent(self, platform: str, chat: str, limit: int) -> tuple[Outgoing, ...]:
        """The latest messages of a chat, newest first."""

    async def last_instant(self) -> datetime | None:
        """The latest instant at which an event was received."""


@dataclass(frozen=True, slots=True)
class Unsent:
    """A reply that was not sent, with the event it answers."""

    event: Event
    outgoing: Outgoing


class Store(Mailroom, Protocol):
    """Where everything is kept."""

    def work(self) -> AbstractAsyncContextManager[Work]:
        """A transaction that is committed at the end of the block, undone by an exception."""
