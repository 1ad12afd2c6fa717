"""The store and its transactions: each has a port for every subject, and nothing of its own.

A service takes the ports that it needs; only the coach begins transactions.
"""

from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import Protocol

from bot.ports.accounts import Accounts
from bot.ports.attendance import Attendance
from bot.ports.bookings import Bookings
from bot.ports.chats import Chats
from bot.ports.checkins import Checkins
from bot.ports.contents import Contents
from bot.ports.deliveries import Deliveries, WorkDeliveries
from bot.ports.enrolments import Enrolments
from bot.ports.entries import Entries
from bot.ports.explanations import Explanations
from bot.ports.groups import Groups
from bot.ports.inbox import Inbox, WorkInbox
from bot.ports.inputs import Inputs
from bot.ports.key_value import KeyValue
from bot.ports.learners import Learners
from bot.ports.leases import Leases
from bot.ports.links import Links
from bot.ports.marks import Marks
from bot.ports.messages import Messages, WorkMessages
from bot.ports.milestones import Milestones
from bot.ports.news import News
from bot.ports.offers import Offers
from bot.ports.pauses import Pauses
from bot.ports.people import People
from bot.ports.recalls import Recalls
from bot.ports.repair import ClockRepair
from bot.ports.replies import Replies, WorkReplies
from bot.ports.timers import Timers
from bot.ports.uptime import Uptime


class Work(Protocol):
    """One transaction: what a handler can load and record. It is kept whole or not at all."""

    @property
    def learners(self) -> Learners:
        """Who they are, their settings, what is due to them."""

    @property
    def accounts(self) -> Accounts:
        """Where they are written to."""

    @property
    def links(self) -> Links:
        """How they become one, and two again."""

    @property
    def people(self) -> People:
        """All that is kept of somebody at once."""

    @property
    def enrolments(self) -> Enrolments:
        """Their roadmaps, paces, moves and choices."""

    @property
    def entries(self) -> Entries:
        """What was studied."""

    @property
    def pauses(self) -> Pauses:
        """When they pause."""

    @property
    def checkins(self) -> Checkins:
        """Their weekly check-ins."""

    @property
    def explanations(self) -> Explanations:
        """Questions about their own code."""

    @property
    def bookings(self) -> Bookings:
        """What their calendars were told of."""

    @property
    def timers(self) -> Timers:
        """Their focus timers."""

    @property
    def recalls(self) -> Recalls:
        """Their reviews, and what they answered in them."""

    @property
    def milestones(self) -> Milestones:
        """What they reached."""

    @property
    def marks(self) -> Marks:
        """Items of a roadmap that are done."""

    @property
    def offers(self) -> Offers:
        """What their study days offered."""

    @property
    def contents(self) -> Contents:
        """The versions of roadmaps on which learners stay."""

    @property
    def groups(self) -> Groups:
        """The study groups."""

    @property
    def attendance(self) -> Attendance:
        """The days of groups, and their members' part in them."""

    @property
    def inbox(self) -> WorkInbox:
        """The event that is handled."""

    @property
    def replies(self) -> WorkReplies:
        """What it is answered."""

    @property
    def deliveries(self) -> WorkDeliveries:
        """Messages that come by themselves."""

    @property
    def messages(self) -> WorkMessages:
        """Messages of ours of either sort."""


class Store(Protocol):
    """Where everything is kept. Each call outside `work` is a transaction of its own.

    Every call raises StoreError where the database cannot be used now, and HostError where the host
    has to mend something first. Instants are in UTC, and come back as they were given.
    """

    @property
    def inbox(self) -> Inbox:
        """What came in and waits to be handled."""

    @property
    def replies(self) -> Replies:
        """What was answered and waits to be sent."""

    @property
    def deliveries(self) -> Deliveries:
        """What falls due, and what comes by itself."""

    @property
    def messages(self) -> Messages:
        """Messages of ours, by our id."""

    @property
    def chats(self) -> Chats:
        """Which chats can be reached."""

    @property
    def key_value(self) -> KeyValue:
        """Short texts that adapters keep."""

    @property
    def inputs(self) -> Inputs:
        """How much people say."""

    @property
    def leases(self) -> Leases:
        """Who holds a role."""

    @property
    def uptime(self) -> Uptime:
        """When somebody was up."""

    @property
    def repair(self) -> ClockRepair:
        """Mends what a wrong clock left behind."""

    @property
    def news(self) -> News:
        """What other processes did."""

    def work(self) -> AbstractAsyncContextManager[Work]:
        """A transaction: committed at the end of the block, undone where an exception leaves it.

        Transactions stand in a row: nobody else writes while one is open.
        """

    async def scrub(self, *, large: bool = False) -> None:
        """Make sure that nothing that was erased remains in the database's files (promise 7.5).

        That rewrites them; a large database, which takes seconds, only where `large` is said.
        """

    async def purge(self, now: datetime) -> None:
        """Remove what has had its time: codes of links, what could undo a merger, last replies."""

    async def last_instant(self) -> datetime | None:
        """The latest instant at which anything came in or was sent; None on an empty store."""
