"""One unit of work on SQLAlchemy Core: a repository for every subject, in one transaction."""

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.accounts import SqlAccounts
from bot.storage.attendance import SqlAttendance
from bot.storage.bookings import SqlBookings
from bot.storage.cache import Touched
from bot.storage.checkins import SqlCheckins
from bot.storage.contents import SqlContents
from bot.storage.enrolments import SqlEnrolments
from bot.storage.entries import SqlEntries
from bot.storage.explanations import SqlExplanations
from bot.storage.groups import SqlGroups
from bot.storage.learners import SqlLearners
from bot.storage.links import SqlLinks
from bot.storage.marks import SqlMarks
from bot.storage.messages import SqlWorkMessages
from bot.storage.milestones import SqlMilestones
from bot.storage.offers import SqlOffers
from bot.storage.pauses import SqlPauses
from bot.storage.people import SqlPeople
from bot.storage.recalls import SqlRecalls
from bot.storage.receiving import SqlWorkInbox
from bot.storage.replies import SqlWorkReplies
from bot.storage.sending import SqlWorkDeliveries
from bot.storage.timers import SqlTimers


class SqlWork:
    """One transaction (promise 9.1): everything in it is kept, or nothing."""

    def __init__(self, connection: AsyncConnection, cache: Touched) -> None:
        self.learners = SqlLearners(connection, cache)
        self.accounts = SqlAccounts(connection)
        self.links = SqlLinks(connection, cache)
        self.people = SqlPeople(connection, cache)
        self.enrolments = SqlEnrolments(connection)
        self.entries = SqlEntries(connection)
        self.pauses = SqlPauses(connection)
        self.checkins = SqlCheckins(connection)
        self.explanations = SqlExplanations(connection)
        self.bookings = SqlBookings(connection)
        self.timers = SqlTimers(connection)
        self.recalls = SqlRecalls(connection)
        self.milestones = SqlMilestones(connection)
        self.marks = SqlMarks(connection)
        self.offers = SqlOffers(connection)
        self.contents = SqlContents(connection)
        self.groups = SqlGroups(connection)
        self.attendance = SqlAttendance(connection, cache.outages)
        self.inbox = SqlWorkInbox(connection)
        self.replies = SqlWorkReplies(connection)
        self.deliveries = SqlWorkDeliveries(connection)
        self.messages = SqlWorkMessages(connection)
