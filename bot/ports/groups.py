"""The port for study groups (promise 6)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from bot.chat.events import Origin
from bot.chat.messages import Message, Outgoing
from bot.domain.delivery import Delivery, MessageKind
from bot.domain.groups.count import QuorumChange
from bot.domain.groups.streak import Settlement, StreakPoint
from bot.domain.learner import Learner


@dataclass(frozen=True, slots=True)
class GroupChat:
    """Where a group lives: a chat on a platform, in a `thread` of it where it has some."""

    platform: str
    chat: str
    thread: str | None = None


@dataclass(frozen=True, slots=True)
class StudyGroup:
    """A group: the chat it lives in, at first with the zone and language of whoever started it.

    What is sent to it goes into the chat's `thread`, where it has some.
    """

    id: int
    platform: str
    chat: str
    zone: str
    language: str
    started_at: datetime
    quorums: tuple[QuorumChange, ...] = ()
    title: str | None = None
    thread: str | None = None

    @property
    def name(self) -> str:
        """What the chat is called where its members are written to."""
        return self.title or self.chat


@dataclass(frozen=True, slots=True)
class PresentMember:
    """A member who is in: `shows_name` says that the group may be told their name (6.5)."""

    id: int
    name: str
    shows_name: bool


@dataclass(frozen=True, slots=True)
class SettledDays:
    """The days that are settled after the one of `since`; all of them, where it is None."""

    since: StreakPoint | None
    days: tuple[Settlement, ...]


@dataclass(frozen=True, slots=True)
class Board:
    """A day's board: the message that is edited, how often it was, and what it shows."""

    message: str
    versions: int
    shown: str
    shown_at: datetime


@dataclass(frozen=True, slots=True)
class NewDelivery:
    """A message that comes by itself, to a group or to one of its members.

    `key` is unique: asking twice sends once (promise 9.1). `maker` is who makes the text of a kind
    that has many.
    """

    key: str
    kind: MessageKind
    day: date
    due_at: datetime
    payload: str
    edits: str | None = None
    maker: str | None = None
    expires_at: datetime | None = None


class Groups(Protocol):
    """The groups, within one transaction.

    `now` is an instant in UTC; `today` and `day` are days of whoever is meant: the learner-day of a
    member, the calendar date of the group.
    """

    async def at(self, platform: str, chat: str) -> StudyGroup | None:
        """The group that lives in a chat; None where there is none."""

    async def start(self, origin: Origin, zone: str, language: str, now: datetime) -> StudyGroup:
        """Start a group in the chat of `origin`, and its thread, with an IANA zone and a language.

        It has no member.
        """

    async def keep(self, group: StudyGroup) -> None:
        """Have what is sent to it from now on be in its language and go into its thread, or none."""

    async def set_quorum(self, group: StudyGroup, percent: int, now: datetime) -> None:
        """Give days that have not begun a quorum of `percent` of a hundred (promise 6.2)."""

    async def is_in(self, group: StudyGroup, learner: Learner) -> bool:
        """Whether somebody is a member now."""

    async def is_alive(self, group: StudyGroup) -> bool:
        """Whether somebody is in it now."""

    async def chat_of(self, group_id: int, learner: Learner) -> GroupChat | None:
        """Where a group lives; None where somebody is not in it, or it is not reached."""

    async def joined(self, learner: Learner) -> int:
        """How many groups somebody is in."""

    async def join(self, group: StudyGroup, learner: Learner, now: datetime, today: date) -> None:
        """Note that somebody joins; they are expected from the next day on."""

    async def leave(self, group: StudyGroup, learner: Learner, now: datetime, today: date) -> None:
        """Note that a member leaves; they are expected no more from the next day on."""

    async def end(self, group: StudyGroup, now: datetime, today: date) -> None:
        """End a group: its members leave, what waits is not sent, its chat is free for another."""

    async def praise(
        self, group: StudyGroup, giver: Learner, taker: int, now: datetime, today: date
    ) -> bool:
        """Give kudos to the learner with the id `taker`; False where `giver` did today (6.5)."""

    async def kudos(self, group: StudyGroup, first: date, last: date) -> int:
        """How many kudos there were from `first` to `last`, both included."""

    async def take(self, group_id: int) -> StudyGroup:
        """A group, which nobody else looks after meanwhile. Raises LookupError where there is none."""

    async def present(self, group: StudyGroup) -> Sequence[PresentMember]:
        """Who is in, in the order in which they came; read in slices."""

    async def settled(self, group: StudyGroup, since: date) -> SettledDays:
        """The settled days from `since` on, and as many before as it takes to tell the streak."""

    async def successes(self, group: StudyGroup) -> int:
        """How many days the members have made together."""

    async def keep_streak(self, group: StudyGroup, point: StreakPoint) -> None:
        """Keep how the streak stood after a settled day: before it none will be settled any more."""

    async def settle(self, group: StudyGroup, settled: Collection[Settlement]) -> None:
        """Record settled days; one that is settled already stays as it is (promise 6.3)."""

    async def board(self, group: StudyGroup, day: date) -> Board | None:
        """The board of a day; None until it was made."""

    async def keep_board(self, group: StudyGroup, day: date, board: Board) -> None:
        """Record what a day's board shows; it replaces what it showed before."""

    async def write(self, group: StudyGroup, delivery: NewDelivery) -> None:
        """Have a message sent to the group's chat, once for its key."""

    async def write_to(
        self, learner_id: int, delivery: NewDelivery, platform: str | None = None
    ) -> None:
        """Have a message sent to somebody's private chat, once for its key.

        It goes to their account on `platform` if they can be reached there.
        """

    async def is_written(self, key: str) -> bool:
        """Whether a message with this key was written before, whatever became of it."""

    async def begin_sending(
        self, delivery: Delivery, message: Message, edits: str | None, now: datetime
    ) -> Outgoing:
        """Record the intent to send a group's message, with its text.

        `edits` is our id of the message that it takes the place of, if any.
        """

    async def skip(self, delivery: Delivery, reason: str, now: datetime) -> None:
        """Record that a group's message is not sent, and why."""

    async def touch(self, learner: Learner, now: datetime) -> None:
        """Have the groups of somebody looked at at `now`: something about them changed."""

    async def due(self, now: datetime, limit: int) -> Sequence[int]:
        """The ids of up to `limit` groups that are to be looked at, the longest waiting first."""

    async def look_again(self, group: StudyGroup, at: datetime | None) -> None:
        """Set when a group is looked at next; None: not before something happens."""

    async def postpone(self, group_id: int, until: datetime) -> None:
        """Have a group that is to be looked at wait `until` then."""
