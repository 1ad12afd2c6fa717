"""Messages of several parts: those that arrived are not sent again (promise 9.2)."""

import logging
from collections import OrderedDict
from typing import Final

from adapters.telegram.calls import Call
from adapters.telegram.inbound import PLATFORM
from bot.errors import named
from bot.ports.key_value import KeyValue

log: Final = logging.getLogger(__name__)

REMEMBERED: Final = 1024


class Parts:
    """How many parts of a message have arrived, also for the next process."""

    def __init__(self, key_value: KeyValue) -> None:
        self._key_value = key_value
        self._arrived: OrderedDict[str, int] = OrderedDict()

    async def left(self, ours: str, calls: list[Call]) -> list[Call]:
        """The calls of a message that are still to be made."""
        if len(calls) < 2:
            return calls
        if ours not in self._arrived:
            self._remember(ours, int(await self._key_value.get(_name(ours)) or 0))
        return calls[self._arrived[ours] :]

    async def one_arrived(self, ours: str) -> None:
        """One more part has arrived, and it was not the last."""
        self._remember(ours, self._arrived.get(ours, 0) + 1)
        try:
            await self._key_value.set(_name(ours), str(self._arrived[ours]))
        except Exception as error:  # noqa: BLE001 -- this process knows; only the next would not
            log.warning("that a part has arrived could not be noted: %s", named(error))

    async def all_arrived(self, ours: str) -> None:
        """The last part has arrived: nothing of it needs to be known any more."""
        if self._arrived.pop(ours, 0):
            try:
                await self._key_value.forget(_name(ours))
            except Exception as error:  # noqa: BLE001 -- a row more, and nothing else
                log.warning("a note about parts stays: %s", named(error))

    def _remember(self, ours: str, number: int) -> None:
        self._arrived[ours] = number
        if len(self._arrived) > REMEMBERED:
            self._arrived.popitem(last=False)


def _name(ours: str) -> str:
    return f"{PLATFORM}:parts:{ours}"
