"""Stores on real databases, and what is done to them. A further database is opened here."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, date, datetime, timedelta

from bot.chat.events import CommandInvoked, Event, Origin
from bot.chat.messages import Message, Outgoing, Paragraph, code, message, plain, strong
from bot.domain.history import EntryKind
from bot.domain.learner import Learner, stamped
from bot.ports.store import Store, Work
from bot.runtime.wiring import storing
from support.template import laid

NOW = datetime(2026, 3, 2, 17, 0, tzinfo=UTC)
TODAY = date(2026, 3, 2)
LATER = NOW + timedelta(minutes=10)

Opener = Callable[[], Awaitable[Store]]
Deed = Callable[[Work, Learner], Awaitable[Learner]]


def said(words: str = "25", *, id: str = "e1", by: str = "me", on: str = "terminal") -> Event:  # noqa: A002
    origin = Origin(
        platform=on, account=by, name=by.title(), chat=f"chat-of-{by}", zone="Asia/Tokyo"
    )
    return CommandInvoked(id=id, origin=origin, name="done", words=words)


def answer(text: str = "Logged.", *, edits: bool = False) -> Message:
    made = message(Paragraph(text=(*plain(text), strong("25"), code("/done"))))
    return made.model_copy(update={"edits": edits})


@asynccontextmanager
async def stores(database: str) -> AsyncIterator[Opener]:
    """Opens stores on the same data, each as a process of its own would."""
    async with AsyncExitStack() as stack:

        async def opened() -> Store:
            return await stack.enter_async_context(storing(await laid(database)))

        yield opened


async def loaded(store: Store, by: str = "me") -> Learner:
    async with store.work() as work:
        return await work.learners.by_origin(said(by=by).origin, NOW)


async def do(store: Store, *deeds: Deed) -> Learner:
    """One transaction with all deeds, in which the learner is kept."""
    async with store.work() as work:
        learner = await work.learners.by_origin(said().origin, NOW)
        for deed in deeds:
            learner = await deed(work, learner)
        await work.learners.keep(learner, None, NOW)
        return learner


async def enrol(work: Work, learner: Learner) -> Learner:
    learner = await work.learners.change_settings(
        learner, {"tz": "Europe/Berlin", "at": "07:30"}, now=NOW, today=TODAY
    )
    learner = await work.enrolments.enrol(learner, "six-month", "1.0", now=NOW, today=TODAY)
    return await work.enrolments.anchor(learner, 1, TODAY, "slow", now=NOW)


async def replied(store: Store, event: Event, now: datetime) -> Outgoing:
    """The event is handled, and answered."""
    async with store.work() as work:
        await work.inbox.receive(event, now)
        (outgoing,) = await work.replies.write(event, [answer()], None, now)
        return outgoing


async def log(work: Work, learner: Learner) -> Learner:
    entry = stamped(learner, NOW, EntryKind.DONE, minutes=25, note="“ünïcode” 🙈\n{x}")
    return await work.entries.log(learner, entry)
