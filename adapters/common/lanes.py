"""What waits in memory to be handled: a person's events in order, people side by side."""

from collections import OrderedDict, deque
from dataclasses import dataclass
from typing import Final

from bot.chat.events import Event

AGAIN_FIRST: Final = 0.25
AGAIN_MOST: Final = 3.0
"""Seconds until an event is tried again: doubled each time, up to the most."""


@dataclass(slots=True, eq=False)
class QueuedEvent:
    """An event that waits here: how often it failed, and how often by its own fault."""

    event: Event
    tries: int = 0
    failures: int = 0
    prepared: bool = False

    @property
    def person(self) -> str:
        """Whose events it keeps its place among."""
        return self.event.origin.account

    @property
    def chat(self) -> str:
        """Where it was said."""
        return self.event.origin.chat

    @property
    def again_after(self) -> float:
        """Seconds until the next try."""
        return min(AGAIN_MOST, AGAIN_FIRST * 2.0 ** min(self.failures, 10))


class Lanes:
    """A lane for each person, and who is being served."""

    def __init__(self) -> None:
        self._lanes: OrderedDict[str, deque[QueuedEvent]] = OrderedDict()
        self._busy: dict[str, str] = {}
        self.waiting = 0

    def __contains__(self, person: str) -> bool:
        """Whether something of a person waits, or is being handled."""
        return person in self._lanes or person in self._busy

    @property
    def people(self) -> set[str]:
        """Of whom something waits, or is being handled."""
        return {*self._lanes, *self._busy}

    @property
    def empty(self) -> bool:
        """Whether nothing waits and nothing is being handled."""
        return not self._lanes and not self._busy

    @property
    def next(self) -> str | None:
        """A person whose first event may be handled: nothing of theirs, or of its chat, is."""
        chats = self._busy.values()
        for person, lane in self._lanes.items():
            if person not in self._busy and lane[0].chat not in chats:
                return person
        return None

    def append(self, task: QueuedEvent, *, first: bool = False) -> None:
        """Let a task wait behind, or before, all else of its person."""
        lane = self._lanes.setdefault(task.person, deque())
        if first:
            lane.appendleft(task)
        else:
            lane.append(task)
        self.waiting += 1

    def take(self, person: str) -> QueuedEvent:
        """The first task of a person, who is being served from now on; others come before more."""
        task = self._lanes[person].popleft()
        if self._lanes[person]:
            self._lanes.move_to_end(person)
        else:
            del self._lanes[person]
        self.waiting -= 1
        self.serve(person, task.chat)
        return task

    def serve(self, person: str, chat: str = "") -> None:
        """A person is being served, and holds up a chat."""
        self._busy[person] = chat

    def let_go(self, person: str) -> None:
        """A person is served no more."""
        self._busy.pop(person, None)

    def drop(self, person: str) -> list[QueuedEvent]:
        """Forget what waits of a person; what that was."""
        left = list(self._lanes.pop(person, ()))
        self.waiting -= len(left)
        return left

    def clear(self) -> None:
        """Forget all that waits."""
        self._lanes.clear()
        self.waiting = 0
