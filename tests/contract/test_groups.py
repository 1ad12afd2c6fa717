"""The study groups (promise 6)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.delivery import DeliveryState, MessageKind
from bot.domain.groups.streak import Settlement, SettlementOutcome, StreakPoint
from bot.domain.learner import Learner
from bot.ports.groups import Board, GroupChat, NewDelivery, PresentMember, SettledDays, StudyGroup
from bot.ports.leases import Hold
from bot.ports.store import Store
from support.stores import LATER, NOW, TODAY, Opener, answer, do, enrol, said

CLUB = said().origin.model_copy(update={"chat": "club", "private": False, "title": "Club"})
BOARD = NewDelivery("board:1", MessageKind.GROUP_BOARD, TODAY, NOW, "the board")
SETTLED = Settlement(TODAY, SettlementOutcome.SUCCESS, NOW, 2, 3, 2)


@pytest.fixture
async def learner(store: Store) -> Learner:
    """Somebody who may join."""
    return await do(store, enrol)


@pytest.fixture
async def group(store: Store, learner: Learner) -> StudyGroup:
    """A group with a member."""
    async with store.work() as work:
        group = await work.groups.start(CLUB, "Europe/Berlin", "en", NOW)
        await work.groups.join(group, learner, NOW, TODAY)
        return group


async def test_a_group_lives_in_its_chat(store: Store, another: Opener, group: StudyGroup) -> None:
    async with (await another()).work() as work:
        assert await work.groups.at("terminal", "club") == group
        assert await work.groups.at("telegram", "club") is None
        assert await work.groups.at("terminal", "elsewhere") is None
    assert (group.name, group.zone, group.started_at) == ("Club", "Europe/Berlin", NOW)


async def test_a_group_lives_in_a_thread_of_its_chat(store: Store, learner: Learner) -> None:
    where = CLUB.model_copy(update={"thread": "5"})
    async with store.work() as work:
        group = await work.groups.start(where, "Europe/Berlin", "en", NOW)
        await work.groups.join(group, learner, NOW, TODAY)
        assert group.thread == "5"
        assert await work.groups.chat_of(group.id, learner) == GroupChat("terminal", "club", "5")
        await work.groups.keep(replace(group, thread=None))
        assert (await work.groups.take(group.id)).thread is None
        assert await work.groups.chat_of(group.id, learner) == GroupChat("terminal", "club")


async def test_who_joined_is_in_until_they_leave(
    store: Store, group: StudyGroup, learner: Learner
) -> None:
    async with store.work() as work:
        assert await work.groups.is_in(group, learner)
        assert await work.groups.joined(learner) == 1
        assert await work.groups.is_alive(group)
        assert await work.groups.chat_of(group.id, learner) == GroupChat("terminal", "club")
        await work.groups.leave(group, learner, LATER, TODAY)
        assert not await work.groups.is_in(group, learner)
        assert await work.groups.joined(learner) == 0
        assert not await work.groups.is_alive(group)
        assert await work.groups.chat_of(group.id, learner) is None


async def test_all_that_is_stored_about_a_group(
    store: Store, another: Opener, group: StudyGroup, learner: Learner
) -> None:
    async with store.work() as work:
        await work.groups.set_quorum(group, 80, LATER)
        await work.groups.settle(group, [SETTLED])
        await work.groups.settle(group, [replace(SETTLED, outcome=SettlementOutcome.FAILURE)])
    async with (await another()).work() as work:
        taken = await work.groups.take(group.id)
        present = await work.groups.present(group)
        settled = await work.groups.settled(group, TODAY)
        with pytest.raises(LookupError):
            await work.groups.take(group.id + 1)
    assert [each.percent for each in taken.quorums] == [80]
    assert list(present) == [PresentMember(learner.id, "Me", False)]
    assert settled == SettledDays(None, (SETTLED,)), "a day that is settled stays as it is"


async def test_the_streak_goes_on_from_where_it_was_kept(store: Store, group: StudyGroup) -> None:
    """A day that is settled late, after all, undoes what was kept."""
    days = [replace(SETTLED, day=TODAY + timedelta(days=number)) for number in range(4)]
    point = StreakPoint(days[1].day, 2, 2, 0)
    async with store.work() as work:
        await work.groups.settle(group, [days[1], days[2], days[3]])
        await work.groups.keep_streak(group, point)
        assert await work.groups.settled(group, days[2].day) == SettledDays(point, (*days[2:],))
        assert await work.groups.settled(group, days[1].day) == SettledDays(None, (*days[1:],))
        assert await work.groups.successes(group) == 3
        await work.groups.settle(group, [days[0]])
        assert await work.groups.settled(group, days[2].day) == SettledDays(None, tuple(days))


async def test_kudos_from_one_to_another_once_a_day(
    store: Store, group: StudyGroup, learner: Learner
) -> None:
    async with store.work() as work:
        anna = await work.learners.by_origin(said(by="anna").origin, NOW)
        tomorrow = TODAY + timedelta(days=1)
        given = [
            await work.groups.praise(group, learner, anna.id, NOW, day)
            for day in (TODAY, TODAY, tomorrow)
        ]
        assert given == [True, False, True]
        assert await work.groups.kudos(group, TODAY, TODAY) == 1
        assert await work.groups.kudos(group, TODAY, tomorrow) == 2


async def test_a_message_of_a_key_is_written_once(
    store: Store, another: Opener, group: StudyGroup
) -> None:
    async with store.work() as work:
        assert not await work.groups.is_written(BOARD.key)
        await work.groups.write(group, BOARD)
        await work.groups.write(group, BOARD)
    other = await another()
    (number,) = await other.deliveries.pending(["terminal"], NOW, 9)
    async with other.work() as work:
        assert await work.groups.is_written(BOARD.key)
        delivery = await work.deliveries.take(number, Hold("me"))
        assert delivery is not None
        assert (delivery.group_id, delivery.chat) == (group.id, "club")
        outgoing = await work.groups.begin_sending(delivery, answer(), "r1", LATER)
        assert (outgoing.id, outgoing.chat, outgoing.edits) == (f"d{number}", "club", "r1")
        assert await work.deliveries.take(number, Hold("me"), DeliveryState.SENDING) is not None


async def test_a_message_to_a_member_goes_to_their_own_chat(
    store: Store, group: StudyGroup, learner: Learner
) -> None:
    async with store.work() as work:
        await work.groups.write_to(learner.id, replace(BOARD, kind=MessageKind.NOTICE))
    (waiting,) = await store.deliveries.waiting("terminal", NOW, 9, ())
    assert waiting.chat == "chat-of-me"


async def test_what_is_skipped_is_not_sent(store: Store, group: StudyGroup) -> None:
    async with store.work() as work:
        await work.groups.write(group, BOARD)
    (number,) = await store.deliveries.pending(["terminal"], NOW, 9)
    async with store.work() as work:
        delivery = await work.deliveries.take(number, Hold("me"))
        assert delivery is not None
        await work.groups.skip(delivery, "the same as before", LATER)
    assert await store.deliveries.pending(["terminal"], LATER, 9) == []


async def test_the_board_of_a_day_is_the_latest(store: Store, group: StudyGroup) -> None:
    first, second = Board("d1", 1, "abc", NOW), Board("d1", 2, "def", LATER)
    async with store.work() as work:
        assert await work.groups.board(group, TODAY) is None
        await work.groups.keep_board(group, TODAY, first)
        await work.groups.keep_board(group, TODAY, second)
        assert await work.groups.board(group, TODAY) == second
        assert await work.groups.board(group, TODAY - timedelta(days=1)) is None


async def test_when_a_group_is_looked_at(store: Store, group: StudyGroup, learner: Learner) -> None:
    async with store.work() as work:
        await work.groups.look_again(group, LATER)
        assert list(await work.groups.due(NOW, 9)) == []
        await work.groups.touch(learner, NOW)
        assert list(await work.groups.due(NOW, 9)) == [group.id]
        await work.groups.postpone(group.id, LATER)
        assert list(await work.groups.due(NOW, 9)) == []
        assert list(await work.groups.due(LATER, 9)) == [group.id]
        await work.groups.look_again(group, None)
        assert list(await work.groups.due(LATER, 9)) == []


async def test_an_ended_group_leaves_its_chat_to_another(
    store: Store, group: StudyGroup, learner: Learner
) -> None:
    async with store.work() as work:
        await work.groups.write(group, BOARD)
        await work.groups.end(group, LATER, TODAY)
        assert not await work.groups.is_in(group, learner)
        assert await work.groups.at("terminal", "club") is None
        new = await work.groups.start(CLUB, "Asia/Tokyo", "en", LATER)
        assert await work.groups.at("terminal", "club") == new
    assert await store.deliveries.pending(["terminal"], LATER, 9) == []
