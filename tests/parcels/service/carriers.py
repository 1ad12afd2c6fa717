"""Carriers that push nothing are asked, all at once; none of them can hold up the others."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import httpx
from pydantic import TypeAdapter

from parcels.service.api import EventBody
from parcels.service.domain import Event

AT_ONCE: Final = 10
BYTES_MOST: Final = 64 * 1024

_EVENTS: Final = TypeAdapter(list[EventBody])


@dataclass(frozen=True)
class Said:
    """What a carrier knows of a parcel."""

    events: tuple[Event, ...]


@dataclass(frozen=True)
class Silent:
    """A carrier that does not count this time, and why."""

    why: str


async def ask_all(
    client: httpx.AsyncClient, carriers: Mapping[str, str], parcel_id: str, seconds: float
) -> dict[str, Said | Silent]:
    """Ask each carrier at its address; whoever has not answered in so many seconds is silent."""
    slots = asyncio.Semaphore(AT_ONCE)

    async def ask(name: str, url: str) -> Said | Silent:
        try:
            async with asyncio.timeout(seconds), slots:
                return Said(_believed(name, parcel_id, await _fetched(client, url, parcel_id)))
        except TimeoutError:
            return Silent("late")
        except httpx.HTTPError as error:
            return Silent(type(error).__name__)
        except ValueError:
            return Silent("not to be believed")

    async with asyncio.TaskGroup() as group:
        asked = {name: group.create_task(ask(name, url)) for name, url in carriers.items()}
    return {name: task.result() for name, task in asked.items()}


async def _fetched(client: httpx.AsyncClient, url: str, parcel_id: str) -> bytes:
    """The answer, as long as it is short. A time limit of the client's counts each read anew."""
    async with client.stream("GET", url, params={"parcel_id": parcel_id}) as answer:
        answer.raise_for_status()
        body = bytearray()
        async for piece in answer.aiter_bytes():
            body += piece
            if len(body) > BYTES_MOST:
                raise ValueError("too long")
        return bytes(body)


def _believed(carrier: str, parcel_id: str, body: bytes) -> tuple[Event, ...]:
    """Its events, if all are its own and of the parcel. Raises ValueError."""
    events = tuple(Event(**each.model_dump()) for each in _EVENTS.validate_json(body))
    if any((each.carrier, each.parcel_id) != (carrier, parcel_id) for each in events):
        raise ValueError("of something else")
    return events
