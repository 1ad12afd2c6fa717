"""Carriers that push nothing are asked, all at once; none of them can hold up the others."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import httpx
from pydantic import TypeAdapter

from parcels.service.domain import Event
from parcels.service.schemas import EventBody

AT_ONCE: Final = 10
BYTES_MOST: Final = 64 * 1024

_EVENTS: Final = TypeAdapter(list[EventBody])


@dataclass(frozen=True)
class Said:
    """What a carrier knows of a parcel."""

    events: tuple[Event, ...]

    def __str__(self) -> str:
        return "ok"


@dataclass(frozen=True)
class Silent:
    """A carrier that does not count this time, and why."""

    why: str

    def __str__(self) -> str:
        return self.why


class Enquiries:
    """Asks the carriers at their addresses; none gets more than a few questions at once.

    Whoever has not answered in so many seconds is silent, and so is one whose turn never came.
    """

    def __init__(
        self, client: httpx.AsyncClient, addresses: Mapping[str, str], seconds: float = 0.5
    ) -> None:
        self._client = client
        self._addresses = addresses
        self._seconds = seconds
        self._turns = {name: asyncio.Semaphore(AT_ONCE) for name in addresses}

    async def ask(self, parcel_id: str) -> dict[str, Said | Silent]:
        """What each carrier knows of a parcel."""
        async with asyncio.TaskGroup() as group:
            asked = {
                name: group.create_task(self._ask_one(name, url, parcel_id))
                for name, url in self._addresses.items()
            }
        return {name: task.result() for name, task in asked.items()}

    async def _ask_one(self, name: str, url: str, parcel_id: str) -> Said | Silent:
        try:
            async with asyncio.timeout(self._seconds), self._turns[name]:
                return Said(_believed(name, parcel_id, await self._fetched(url, parcel_id)))
        except TimeoutError:
            return Silent("late")
        except httpx.HTTPError as error:
            return Silent(type(error).__name__)
        except ValueError:
            return Silent("not to be believed")

    async def _fetched(self, url: str, parcel_id: str) -> bytes:
        """The answer, as long as it is short. A time limit of the client's counts each read anew."""
        async with self._client.stream("GET", url, params={"parcel_id": parcel_id}) as answer:
            answer.raise_for_status()
            body = bytearray()
            async for piece in answer.aiter_bytes():
                body += piece
                if len(body) > BYTES_MOST:
                    raise ValueError("too long")
            return bytes(body)


def _believed(carrier: str, parcel_id: str, body: bytes) -> tuple[Event, ...]:
    """Its events, if all are its own and of the parcel. Raises ValueError."""
    events = tuple(each.event() for each in _EVENTS.validate_json(body))
    if any((each.carrier, each.parcel_id) != (carrier, parcel_id) for each in events):
        raise ValueError("of something else")
    return events
