"""Who may be written to next: lanes, and a pace a little below Telegram's limits (promise 9.6).

Real, monotonic time only (promise 1.5). What waits here is a record, never a task.
"""

from collections import OrderedDict, deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Final, Generic, TypeVar

from adapters.telegram.bursts import Bursts, is_group

Load = TypeVar("Load")

OTHERS_MOST: Final = 26
REPLIES_MOST: Final = 28
"""Messages of the bot within 26 times its pace, 1.04 s: the last ones are for replies, which may
also come all at once."""

BURST: Final = 2
"""Other messages that may follow at once on a pause; then they keep the pace."""

GROUP_MOST: Final = 18
"""Messages to a group within the pace's `group`."""

REMEMBERED: Final = 60.0
"""Seconds after which a quiet chat is forgotten."""


@dataclass(frozen=True, slots=True)
class PaceLimits:
    """Seconds for a message of the bot, for one to a chat, and for 18 to a group.

    A chat that was quiet takes `burst` messages at once, a group `group_burst`; each comes back
    after `chat` seconds.
    """

    bot: float = 1 / 25
    chat: float = 1.0
    group: float = 60.0
    burst: int = 5
    group_burst: int = 3


class SendLane(IntEnum):
    """What goes first: the answer to a press, then to what was said, then all else."""

    PRESS = 0
    REPLY = 1
    PRIVATE = 2
    GROUP = 3


ANSWERS: Final = (SendLane.PRESS, SendLane.REPLY)
"""What somebody waits for."""


@dataclass(slots=True)
class Chat:
    """What is known of a chat's pace: from `full_at` on, its whole burst is there again."""

    full_at: float = 0.0
    held_until: float = 0.0
    busy: bool = False
    sent: deque[float] = field(default_factory=lambda: deque(maxlen=GROUP_MOST))

    def rests_until(self, window: float, credit: float) -> float:
        """The instant from which the chat may be written to, not too often in any `window`.

        `credit`: the seconds before `full_at` at which one message of the burst is there again.
        """
        full = window and len(self.sent) == GROUP_MOST
        return max(self.held_until, self.full_at - credit, self.sent[0] + window if full else 0.0)

    @property
    def quiet_since(self) -> float:
        """The last instant at which something about it mattered."""
        return max(self.held_until, self.full_at, *self.sent, 0.0)


class Pacer(Generic[Load]):
    """Queues, one a lane and chat. Every method is told what time it is."""

    def __init__(self, pace: PaceLimits = PaceLimits()) -> None:
        self.pace = pace
        self._lanes: dict[SendLane, OrderedDict[str, deque[Load]]] = {
            lane: OrderedDict() for lane in SendLane
        }
        self._chats: dict[str, Chat] = {}
        self._bursts = Bursts(pace.burst, pace.group_burst)
        self._sent: deque[float] = deque(maxlen=REPLIES_MOST)
        self._others_at = 0.0
        self._held_until = 0.0
        self.waiting = 0

    def add(self, lane: SendLane, chat: str, load: Load, *, first: bool = False) -> None:
        """Let `load` wait for its turn, or go before all else of its chat."""
        queue = self._lanes[lane].setdefault(chat, deque())
        queue.appendleft(load) if first else queue.append(load)
        self.waiting += 1

    def swap(self, chat: str, goes: Callable[[Load], bool], load: Load) -> Load | None:
        """Let `load` wait in the place of an answer that `goes`; which that was, if any."""
        for lane in ANSWERS:
            queue = self._lanes[lane].get(chat, deque())
            for place, waiting in enumerate(queue):
                if goes(waiting):
                    queue[place] = load
                    return waiting
        return None

    def take(self, now: float, *, replies_only: bool = False) -> tuple[str, Load] | None:
        """What may be sent now; its chat is busy until `done`."""
        for lane in ANSWERS if replies_only else SendLane:
            if now < self._lane_at(lane):
                return None
            chat = next((each for each in self._lanes[lane] if self.rests_until(each) <= now), None)
            if chat is not None:
                self.spend(now)
                return chat, self._popped(lane, chat)
        return None

    def spend(self, now: float) -> None:
        """A message of the bot's is sent now."""
        self._sent.append(now)
        self._others_at = max(now - BURST * self.pace.bot, self._others_at) + self.pace.bot

    def _lane_at(self, lane: SendLane) -> float:
        """The instant from which anything of a lane may be sent."""
        most = REPLIES_MOST if lane in ANSWERS else OTHERS_MOST
        full = len(self._sent) >= most
        free_at = self._sent[-most] + OTHERS_MOST * self.pace.bot if full else 0.0
        others_at = 0.0 if lane in ANSWERS else self._others_at
        return max(free_at, others_at, self._held_until)

    def done(self, chat: str, now: float, *, sent: bool = True) -> None:
        """What was taken for this chat was sent, or it was not even tried."""
        if sent:
            self.charge(chat, now)
        self._chats[chat].busy = False
        self._forget(now)

    def charge(self, chat: str, now: float) -> None:
        """One of the chat's messages was sent, and is answered `now`: Telegram counted it before."""
        state = self._chats[chat] = self._chats.pop(chat, Chat())  # the latest stand last
        state.full_at = max(state.full_at, now) + self.pace.chat
        state.sent.append(now)

    def next_at(self, *, replies_only: bool = False) -> float:
        """The earliest instant at which anything may be taken; infinite if nothing can."""
        lanes = ANSWERS if replies_only else SendLane
        instants = (
            max(self._lane_at(lane), min(map(self.rests_until, self._lanes[lane])))
            for lane in lanes
            if self._lanes[lane]
        )
        return min(instants, default=float("inf"))

    def hold(self, until: float, chat: str | None = None) -> None:
        """Send nothing before `until`: to this chat, or at all."""
        if chat is None:
            self._held_until = max(self._held_until, until)
        else:
            state = self._chats.setdefault(chat, Chat())
            state.held_until = max(state.held_until, until)

    def refuse(self, chat: str, now: float, until: float) -> None:
        """Telegram said 429 about a chat, whatever we thought that it takes: wait `until`.

        A wait for a group is that group's; any other may be for the bot. The chat has a smaller
        burst from now on, and nothing of it at first.
        """
        self.hold(until, chat if is_group(chat) else None)
        self._bursts.refuse(chat, now)
        state = self._chats.setdefault(chat, Chat())
        state.full_at = max(state.full_at, until + self._credit(chat))

    def held(self, now: float) -> bool:
        """Whether nothing at all may be sent."""
        return now < self._held_until

    def drop(self, chat: str) -> list[Load]:
        """Take out all that waits for a chat."""
        dropped = [load for lane in SendLane for load in self._lanes[lane].pop(chat, ())]
        self.waiting -= len(dropped)
        return dropped

    def move(self, chat: str, new: str) -> None:
        """What waits for a chat now waits for another one."""
        for lane in SendLane:
            for load in self._lanes[lane].pop(chat, ()):
                self._lanes[lane].setdefault(new, deque()).append(load)

    def resting(self, now: float) -> list[str]:
        """Chats that may not be written to now."""
        return [chat for chat in self._chats if self.rests_until(chat) > now]

    def loads(self) -> Iterator[Load]:
        """All that waits."""
        for lane in self._lanes.values():
            for queue in lane.values():
                yield from queue

    def rests_until(self, chat: str) -> float:
        """The instant from which a chat may be written to; infinite while something is sent."""
        state = self._chats.get(chat)
        return float("inf") if state is not None and state.busy else self.free_at(chat)

    def free_at(self, chat: str) -> float:
        """The same, but for what is being sent: when the next part of it may follow."""
        window = self.pace.group if is_group(chat) else 0.0
        state = self._chats.get(chat)
        return 0.0 if state is None else state.rests_until(window, self._credit(chat))

    def _credit(self, chat: str) -> float:
        return (self._bursts.of(chat) - 1) * self.pace.chat

    def _popped(self, lane: SendLane, chat: str) -> Load:
        queue = self._lanes[lane][chat]
        load = queue.popleft()
        self.waiting -= 1
        if queue:
            self._lanes[lane].move_to_end(chat)
        else:
            del self._lanes[lane][chat]
        self._chats.setdefault(chat, Chat()).busy = True
        return load

    def _forget(self, now: float) -> None:
        """Chats that were quiet for long need no memory."""
        self._bursts.forget(now)
        while self._chats:
            chat, state = next(iter(self._chats.items()))
            if state.busy or state.quiet_since + REMEMBERED > now:
                return
            del self._chats[chat]
