"""Looking after groups: days are settled, boards posted and edited (promises 6.3 to 6.5).

Everything follows from the stored instants: whoever looks late finds the same.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from hashlib import sha256
from typing import Final

from bot.chat.ids import MessageId
from bot.chat.messages import Message, Outgoing
from bot.chat.translate import Say, say_in
from bot.domain import policy
from bot.domain.calendar import resolve, wall_at
from bot.domain.delivery import Delivery, MessageKind
from bot.domain.groups.day import Group, GroupDay
from bot.domain.groups.streak import GroupStreak, Settlement, SettlementOutcome, streak
from bot.domain.nudges.due import first_at, in_quiet
from bot.features.groups import board as words
from bot.features.groups import threads
from bot.features.groups.board import BoardView
from bot.ports.groups import Board, GroupFacts, MemberView, NewDelivery, StudyGroup
from bot.ports.store import Work

SECURED: Final = "secured"
BOARD: Final = "board"
DIGEST: Final = "digest"
INACTIVE: Final = "inactive"

_DAY: Final = timedelta(days=1)
_SUNDAY: Final = 6


@dataclass
class GroupKeeper:
    """A group as it stands at an instant."""

    facts: GroupFacts
    now: datetime

    def __post_init__(self) -> None:
        self.rules = Group(self.facts.histories, self.facts.group.quorums)
        self.settled = {each.day: each for each in self.facts.settled}
        self.open_days: tuple[date, ...] = ()

    @cached_property
    def say(self) -> Say:
        """The group's language."""
        return say_in(self.facts.group.language)

    @property
    def streak(self) -> GroupStreak:
        """The group streak by the days that are settled."""
        return streak(self.settled.values())

    def settle(self) -> list[Settlement]:
        """The days that are settled by now and were not before."""
        days = self.rules.unsettled(self.settled, self.now)
        found = [self.rules.settlement(day, self.now) for day in days]
        new = [each for each in found if each is not None]
        self.settled.update({each.day: each for each in new})
        self.open_days = tuple(day for day in days if day not in self.settled)
        return new

    def standing(self, day: date) -> GroupDay | None:
        """A day as it stands; one that is settled already stays settled as it was (6.3)."""
        found = self.rules.standing(day, self.now)
        if found is None or day not in self.settled:
            return found
        return GroupDay(
            day=day,
            expected=found.expected,
            done=found.done,
            uncounted=found.uncounted,
            needed=found.needed,
            settled=self.settled[day],
        )

    def days_under_way(self) -> list[date]:
        """The days that at least one member lives today, and the one before, oldest first."""
        todays = self._todays()
        if not todays:
            return []
        first, last = min(todays) - _DAY, max(todays)
        return [first + ahead * _DAY for ahead in range((last - first).days + 1)]

    def _todays(self) -> list[date]:
        """The days that the members live."""
        ids = {each.id for each in self.facts.members if each.is_in}
        return [each.timeline.day(self.now) for each in self.facts.histories if each.id in ids]

    def board(self, day: date) -> Message | None:
        """The board of a day; None before it has begun, and where it is asked of nobody.

        It shows the streak up to its day, so that later days leave it as it is.
        """
        found = self.standing(day)
        if found is None or not (found.expected or found.done):
            return None
        upto = streak(each for each in self.settled.values() if each.day <= day)
        view = BoardView(
            self.say,
            found,
            upto,
            self.facts.members,
            over=self.is_over(day),
            studying=self._studying(day),
            ends=self.rules.ends(day, found.expected),
            zone=self.facts.group.zone,
        )
        return words.board(view)

    def _studying(self, day: date) -> list[MemberView]:
        """The members whose timers run, on the board of the day that they live."""
        lived = {each.id: each.timeline.day(self.now) for each in self.facts.histories}
        return [each for each in self._timed() if lived.get(each.id) == day]

    def _timed(self) -> list[MemberView]:
        members = (each for each in self.facts.members if each.is_in)
        return [each for each in members if each.focus and each.focus.runs(self.now)]

    def is_over(self, day: date) -> bool:
        """Whether nobody lives the day any more."""
        return day < min(self._todays(), default=day)

    def looks_again(self) -> datetime | None:
        """The next instant at which time alone changes something, once it was settled."""
        instants = [self.rules.looks_again(day, self.now) for day in self.open_days]
        lived = self.days_under_way()
        if lived:
            instants += [self.rules.began(lived[-1] + ahead * _DAY) for ahead in (0, 1)]
            instants.append(self.digest_at(self.now) + 7 * _DAY)
        instants += [each.focus.ends_at for each in self._timed() if each.focus]
        ahead = (each for each in instants if each is not None and each > self.now)
        return min(ahead, default=None)

    def digest_at(self, now: datetime) -> datetime:
        """The last Sunday evening that is not after an instant."""
        zone = self.facts.group.zone
        day = wall_at(now, zone).date()
        sunday = day - timedelta(days=(day.weekday() - _SUNDAY) % 7)
        for each in (sunday, sunday - 7 * _DAY):
            at = first_at(_midnight(each, zone), zone, policy.DIGEST_TIME)
            if at <= now:
                return at
        return at

    def inactive(self) -> list[MemberView]:
        """The members who are inactive now."""
        idle = self.rules.inactive(self.now)
        return [each for each in self.facts.members if each.is_in and each.id in idle]


def _midnight(day: date, zone: str) -> datetime:
    return resolve(datetime.combine(day, time(0)), zone)


async def update_group(work: Work, group_id: int, now: datetime) -> None:
    """Look after a group: settle, announce, and plan the next look; harmless to do twice."""
    keeper = GroupKeeper(await work.groups.facts(group_id), now)
    group = keeper.facts.group
    new = keeper.settle()
    await work.groups.settle(group, new)
    for delivery in _deliveries(keeper, new):
        await work.groups.write(group, delivery)
    for day in keeper.days_under_way():
        await _update_board(work, keeper, day)
    for member in keeper.inactive():
        await work.groups.write_to(member.id, _told_privately(keeper, member))
    await work.groups.look_again(group, keeper.looks_again())


def _deliveries(keeper: GroupKeeper, new: list[Settlement]) -> Iterator[NewDelivery]:
    group, now = keeper.facts.group, keeper.now
    for each in new:
        if each.outcome is SettlementOutcome.SUCCESS and now - each.at <= policy.ANNOUNCED_WITHIN:
            key = f"secured:{group.id}:{each.day}"
            late = each.at + policy.ANNOUNCED_WITHIN
            yield NewDelivery(key, MessageKind.GROUP_BOARD, each.day, now, SECURED, expires_at=late)
    at = keeper.digest_at(now)
    if group.started_at < at and now - at <= policy.DIGEST_LATE_MOST:
        sunday = wall_at(at, group.zone).date()
        key = f"digest:{group.id}:{sunday}"
        late = at + policy.DIGEST_LATE_MOST
        yield NewDelivery(key, MessageKind.GROUP_DIGEST, sunday, now, DIGEST, expires_at=late)


async def _update_board(work: Work, keeper: GroupKeeper, day: date) -> None:
    """Post a day's board when the day has begun; later edit it, not too often (6.5)."""
    group, now = keeper.facts.group, keeper.now
    shown = await work.groups.board(group, day)
    if shown and await work.groups.is_written(f"board:{group.id}:{day}:{shown.versions}"):
        return
    message = keeper.board(day)
    if message is None:
        return
    if shown is None:
        if not _is_over(keeper, day):
            delivery = NewDelivery(
                f"board:{group.id}:{day}", MessageKind.GROUP_BOARD, day, now, BOARD
            )
            await work.groups.write(group, delivery)
    elif shown.shown != _print(message):
        at = max(now, shown.shown_at + policy.BOARD_EDITS_APART)
        key = f"board:{group.id}:{day}:{shown.versions}"
        delivery = NewDelivery(key, MessageKind.GROUP_BOARD, day, at, BOARD, shown.message)
        await work.groups.write(group, delivery)


def _is_over(keeper: GroupKeeper, day: date) -> bool:
    """Whether nobody lives the day any more: a board would come too late."""
    lived = keeper.days_under_way()
    return bool(lived) and day == lived[0]


def _told_privately(keeper: GroupKeeper, member: MemberView) -> NewDelivery:
    """Once each time, and not in the member's quiet hours (promises 4.2 and 6.4)."""
    group, at = keeper.facts.group, keeper.now
    if member.quiet and in_quiet(member.quiet, wall_at(at, member.zone).time()):
        at = first_at(at, member.zone, member.quiet[1])
    key = f"inactive:{group.id}:{member.id}:{member.last_entry}"
    return NewDelivery(key, MessageKind.NOTICE, keeper.now.date(), at, group.name, maker=INACTIVE)


async def prepare(work: Work, delivery: Delivery, now: datetime) -> Outgoing | None:
    """A group's delivery, ready to be sent; None when it is not wanted (any more)."""
    if delivery.body is not None:
        same = Message.model_validate_json(delivery.body)
        group = await work.groups.at(delivery.platform, delivery.chat)
        return await _begun(work, delivery, same, group, now)
    keeper = GroupKeeper(await work.groups.facts(delivery.group_id or 0), now)
    message = await _text(work, keeper, delivery)
    if delivery.payload == BOARD:
        message = await _changed(work, keeper, delivery, message)
    if message is None:
        await work.groups.skip(delivery, "nothing to say", now)
        return None
    return await _begun(work, delivery, message, keeper.facts.group, now)


async def _begun(
    work: Work, delivery: Delivery, message: Message, group: StudyGroup | None, now: datetime
) -> Outgoing:
    """It goes where the group lives by now."""
    outgoing = await work.groups.begin_sending(delivery, message, delivery.edits, now)
    return outgoing.model_copy(update={"thread": group and group.thread})


async def _text(work: Work, keeper: GroupKeeper, delivery: Delivery) -> Message | None:
    say, day = keeper.say, delivery.day
    if delivery.payload == BOARD:
        return keeper.board(day)
    if delivery.payload == SECURED:
        over = keeper.is_over(day)
        return words.secured(say, keeper.settled[day], keeper.streak, over=over)
    if delivery.payload == threads.THREAD_LOST:
        return threads.lost(say)
    if delivery.payload == DIGEST:
        return await _digest(work, keeper, day)
    raise LookupError(f"nobody makes the group's message {delivery.payload!r}")


async def _digest(work: Work, keeper: GroupKeeper, day: date) -> Message | None:
    week = [keeper.settled[each] for each in keeper.settled if day - 6 * _DAY <= each <= day]
    if not any(each.done for each in week):
        return None
    kudos = await work.groups.kudos(keeper.facts.group, day - 6 * _DAY, day)
    return words.digest(keeper.say, day, keeper.streak, kudos)


async def _changed(
    work: Work, keeper: GroupKeeper, delivery: Delivery, message: Message | None
) -> Message | None:
    """The board, unless that is what it shows already; noted either way."""
    group, day, now = keeper.facts.group, delivery.day, keeper.now
    before, seen = await work.groups.board(group, day), _print(message) if message else None
    if before is None:
        if seen:
            first = Board(str(MessageId.of_delivery(delivery.id)), 1, seen, now)
            await work.groups.keep_board(group, day, first)
        return message
    same = seen is None or seen == before.shown
    shown = before.shown if same or seen is None else seen
    at = before.shown_at if same else now
    after = Board(before.message, before.versions + 1, shown, at)
    await work.groups.keep_board(group, day, after)
    return None if same else message


def _print(message: Message) -> str:
    return sha256(message.model_dump_json().encode()).hexdigest()
