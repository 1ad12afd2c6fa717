"""How much one person may say (promise 11.5). Real, monotonic time only (promise 1.5)."""

from collections import OrderedDict, deque
from collections.abc import Callable
from enum import Enum, auto
from time import monotonic
from typing import Final

INPUTS_MOST: Final = 30
WINDOW: Final = 60.0
"""Inputs of one person that are taken in so many seconds; the promise is 20 at least."""

PEOPLE_MOST: Final = 10_000


class Verdict(Enum):
    """What becomes of an input."""

    FINE = auto()
    WARN = auto()
    IGNORE = auto()


class Flood:
    """Counts what people say."""

    def __init__(
        self, inputs_most: int = INPUTS_MOST, clock: Callable[[], float] = monotonic
    ) -> None:
        self._inputs_most = inputs_most
        self._clock = clock
        self._inputs: OrderedDict[str, deque[float]] = OrderedDict()
        self._warned: set[str] = set()

    def verdict(self, account: str) -> Verdict:
        """Whether an input of this person is taken; the first that is not earns a warning."""
        now = self._clock()
        inputs = self._inputs.setdefault(account, deque())
        self._inputs.move_to_end(account)
        while inputs and now - inputs[0] >= WINDOW:
            inputs.popleft()
        if len(inputs) < self._inputs_most:
            inputs.append(now)
            self._warned.discard(account)
            self._forget()
            return Verdict.FINE
        if account in self._warned:
            return Verdict.IGNORE
        self._warned.add(account)
        return Verdict.WARN

    def notice(self, chat: str) -> bool:
        """Whether a chat may be told something that answers no input of its own."""
        return self.verdict(f"notice:{chat}") is Verdict.FINE

    def _forget(self) -> None:
        while len(self._inputs) > PEOPLE_MOST:
            account, _ = self._inputs.popitem(last=False)
            self._warned.discard(account)
