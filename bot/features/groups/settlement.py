"""Looking after groups: days are settled, boards posted and edited (promises 6.3 to 6.5).

Everything follows from the stored instants: whoever looks late finds the same.
"""

import asyncio
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Final

from bot.chat.ids import MessageId
from bot.chat.messages import Message, Outgoing
from bot.domain import policy
from bot.domain.calendar import wall_at
from bot.domain.delivery import Delivery, MessageKind
from bot.domain.groups.streak import (
    Settlement,
    SettlementOutcome,
)
from bot.domain.learner import Learner
from bot.errors import GroupsBehindError
from bot.features.groups import board as words
from bot.features.groups import threads
from bot.features.groups.attendance import learn
from bot.features.groups.keeper import GroupKeeper, looked_at
from bot.ports.groups import Board, NewDelivery, StudyGroup
from bot.ports.store import Work

SECURED: Final = "secured"
BOARD: Final = "board"
DIGEST: Final = "digest"


_DAY: Final = timedelta(days=1)


async def update_group(work: Work, group_id: int, now: datetime, most: int | None = None) -> bool:
    """Look after a group: settle, announce, and plan the next look; harmless to do twice.

    Where more than `most` members have to be looked at first, that many are, and it waits: False.
    """
    group = await work.groups.take(group_id)
    if not await learn(work, group, now, most):
        await work.groups.postpone(group_id, now)
        return False
    keeper = await GroupKeeper.of(work, group, now)
    await keeper.keep()
    for delivery in _deliveries(keeper, keeper.new):
        await work.groups.write(group, delivery)
    for day in keeper.days_under_way():
        await _update_board(work, keeper, day)
        await asyncio.sleep(0)
    await work.groups.look_again(group, await keeper.looks_again())
    return True


async def settle(work: Work, learner: Learner, now: datetime, most: int | None = None) -> None:
    """Settle what is due in somebody's groups, before their history becomes another one (6.3).

    Raises GroupsBehindError where more than `most` members of one are to be looked at for it: that
    one and those after it have to catch up, so that it is raised once however many there are.
    """
    groups = sorted(await work.people.groups(learner))
    for at, group_id in enumerate(groups):
        if not await update_group(work, group_id, now, most):
            raise GroupsBehindError(*groups[at:])


def _deliveries(keeper: GroupKeeper, new: list[Settlement]) -> Iterator[NewDelivery]:
    group, now = keeper.group, keeper.now
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
    group, now = keeper.group, keeper.now
    shown = await work.groups.board(group, day)
    if shown and await work.groups.is_written(f"board:{group.id}:{day}:{shown.versions}"):
        return
    message = await keeper.board(day)
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


async def prepare(work: Work, delivery: Delivery, now: datetime) -> Outgoing | None:
    """A group's delivery, ready to be sent; None when it is not wanted (any more)."""
    if delivery.body is not None:
        same = Message.model_validate_json(delivery.body)
        group = await work.groups.at(delivery.platform, delivery.chat)
        return await _begun(work, delivery, same, group, now)
    keeper = await looked_at(work, await work.groups.take(delivery.group_id or 0), now)
    message = await _text(work, keeper, delivery)
    if delivery.payload == BOARD:
        message = await _changed(work, keeper, delivery, message)
    if message is None:
        await work.groups.skip(delivery, "nothing to say", now)
        return None
    return await _begun(work, delivery, message, keeper.group, now)


async def _begun(
    work: Work, delivery: Delivery, message: Message, group: StudyGroup | None, now: datetime
) -> Outgoing:
    """It goes where the group lives by now."""
    outgoing = await work.groups.begin_sending(delivery, message, delivery.edits, now)
    return outgoing.model_copy(update={"thread": group and group.thread})


async def _text(work: Work, keeper: GroupKeeper, delivery: Delivery) -> Message | None:
    say, day = keeper.say, delivery.day
    if delivery.payload == BOARD:
        return await keeper.board(day)
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
    kudos = await work.groups.kudos(keeper.group, day - 6 * _DAY, day)
    return words.digest(keeper.say, day, keeper.streak, kudos)


async def _changed(
    work: Work, keeper: GroupKeeper, delivery: Delivery, message: Message | None
) -> Message | None:
    """The board, unless that is what it shows already; noted either way."""
    group, day, now = keeper.group, delivery.day, keeper.now
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
