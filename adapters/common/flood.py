"""How much one person may say (promise 11.5). Real time only (promise 1.5)."""

from collections import OrderedDict
from collections.abc import Callable
from enum import Enum, auto
from time import monotonic
from typing import Final

from bot.ports.inputs import Inputs

INPUTS_MOST: Final = 30
WINDOW: Final = 60
"""Inputs of one person that are taken in so many seconds; the promise is 20 at least."""

PEOPLE_MOST: Final = 10_000


class Verdict(Enum):
    """What becomes of an input."""

    FINE = auto()
    WARN = auto()
    IGNORE = auto()


class Flood:
    """Judges what people say on a platform by how much it is.

    The store's `inputs` count where any of many processes may take in what a person says.
    """

    def __init__(
        self,
        platform: str,
        inputs_most: int = INPUTS_MOST,
        inputs: Inputs | None = None,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self._platform = platform
        self._inputs_most = inputs_most
        self._inputs = inputs
        self._clock = clock
        self._windows: OrderedDict[str, tuple[float, int]] = OrderedDict()

    def verdict(self, account: str) -> Verdict:
        """Whether an input is taken that this process alone can take in.

        The first that is not earns a warning.
        """
        now = self._clock()
        began, number = self._windows.pop(account, (now, 0))
        if now - began >= WINDOW:
            began, number = now, 0
        self._windows[account] = began, number + 1
        if len(self._windows) > PEOPLE_MOST:
            self._windows.popitem(last=False)
        return self._judged(number + 1)

    async def verdict_among_all(self, account: str) -> Verdict:
        """The same of an input that might have come to another process. Raises StoreError."""
        if self._inputs is None:
            return self.verdict(account)
        return self._judged(await self._inputs.count(self._platform, account, WINDOW))

    def may_notice(self, chat: str) -> bool:
        """Whether this process may tell a chat something that answers no input of its own."""
        return self.verdict(f"notice:{chat}") is Verdict.FINE

    def _judged(self, number: int) -> Verdict:
        if number <= self._inputs_most:
            return Verdict.FINE
        return Verdict.WARN if number == self._inputs_most + 1 else Verdict.IGNORE
