"""Week 7: one carrier hangs, one lies, one is gone; the rest answer in time, and no task is left."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack

import httpx
import pytest

from parcels.places import reported
from parcels.service.carriers import AT_ONCE, BYTES_MOST, Enquiries, Said, Silent
from support.processes import PATIENCE

LIMIT = 1.0
"""In seconds; the roadmap's."""

BLUE = {"blue": "http://blue/"}

Answering = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


class Carriers:
    """Fake carriers on loopback."""

    def __init__(self, stack: AsyncExitStack) -> None:
        self._stack = stack
        self.tasks: set[asyncio.Task[object] | None] = set()

    async def answering(self, body: bytes) -> str:
        """The address of one that says something."""
        head = f"HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: {len(body)}\r\n\r\n"

        async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await reader.readuntil(b"\r\n\r\n")
            writer.write(head.encode() + body)

        return await self._served(answer)

    async def hanging(self) -> str:
        """One that sends a byte now and then, for ever: no read of a client takes long."""

        async def drip(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await reader.readuntil(b"\r\n\r\n")
            writer.write(b"HTTP/1.1 200 OK\r\n\r\n[")
            while not writer.is_closing():
                writer.write(b" ")
                await asyncio.sleep(LIMIT / 20)

        return await self._served(drip)

    async def gone(self) -> str:
        """One at whose address nobody listens any more."""
        server = await asyncio.start_server(lambda *_: None, "127.0.0.1", 0)
        url = _url(server)
        server.close()
        await server.wait_closed()
        return url

    async def _served(self, answer: Answering) -> str:
        async def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            self.tasks.add(asyncio.current_task())
            try:
                await answer(reader, writer)
            finally:
                writer.close()

        server = await asyncio.start_server(accept, "127.0.0.1", 0)
        await self._stack.enter_async_context(server)
        return _url(server)


def _url(server: asyncio.Server) -> str:
    return f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/"


def saying(carrier: str, parcel_id: str = "P1") -> bytes:
    """What a carrier answers that knows one event."""
    return json.dumps([{**reported(parcel_id=parcel_id), "carrier": carrier}]).encode()


async def test_one_hangs_one_lies_one_is_gone() -> None:
    async with AsyncExitStack() as stack, httpx.AsyncClient(timeout=LIMIT / 2) as client:
        carriers = Carriers(stack)
        addresses = {
            "blue": await carriers.answering(saying("blue")),
            "red": await carriers.answering(saying("red")),
            "hangs": await carriers.hanging(),
            "lies": await carriers.answering(saying("lies", "P2")),
            "gone": await carriers.gone(),
        }
        before = asyncio.all_tasks()
        answers = await Enquiries(client, addresses, LIMIT).ask("P1")
        left = asyncio.all_tasks() - carriers.tasks
    assert left == before
    said = {name: each.events for name, each in answers.items() if isinstance(each, Said)}
    assert {name: [each.carrier for each in events] for name, events in said.items()} == {
        "blue": ["blue"],
        "red": ["red"],
    }
    assert answers["hangs"] == Silent("late")
    assert answers["lies"] == Silent("not to be believed")
    assert answers["gone"] == Silent("ConnectError")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>",
        b"{}",
        b"[" * 10_000,
        saying("red"),
        saying("blue", "P2"),
        saying("blue").replace(b"announced", b"eaten"),
        saying("blue").replace(b"+00:00", b""),
        b" " * BYTES_MOST + saying("blue"),
    ],
    ids=lambda body: body[:12].decode(),
)
async def test_a_liar_is_not_believed(body: bytes) -> None:
    transport = httpx.MockTransport(lambda _: httpx.Response(200, content=body))
    async with httpx.AsyncClient(transport=transport) as client:
        answers = await Enquiries(client, BLUE, LIMIT).ask("P1")
    assert answers == {"blue": Silent("not to be believed")}


async def test_a_carrier_in_trouble_is_silent() -> None:
    transport = httpx.MockTransport(lambda _: httpx.Response(503))
    async with httpx.AsyncClient(transport=transport) as client:
        answers = await Enquiries(client, BLUE, LIMIT).ask("P1")
    assert answers == {"blue": Silent("HTTPStatusError")}


async def test_whoever_stops_asking_leaves_no_task() -> None:
    """A customer hangs up while carriers are asked."""
    asked = asyncio.Event()

    async def hang(_: httpx.Request) -> httpx.Response:
        asked.set()
        await asyncio.Event().wait()
        raise AssertionError

    async with httpx.AsyncClient(transport=httpx.MockTransport(hang)) as client:
        before = asyncio.all_tasks()
        asking = asyncio.create_task(Enquiries(client, BLUE, PATIENCE).ask("P1"))
        await asked.wait()
        asking.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asking
        assert asyncio.all_tasks() == before


async def test_many_customers_are_few_questions_at_once() -> None:
    asked: list[int] = []
    busy = 0

    async def answer(_: httpx.Request) -> httpx.Response:
        nonlocal busy
        busy += 1
        asked.append(busy)
        await asyncio.sleep(0)
        busy -= 1
        return httpx.Response(200, content=saying("blue"))

    async with httpx.AsyncClient(transport=httpx.MockTransport(answer)) as client:
        enquiries = Enquiries(client, BLUE, PATIENCE)
        answers = await asyncio.gather(*(enquiries.ask("P1") for _ in range(200)))
    assert {str(each["blue"]) for each in answers} == {"ok"}
    assert (len(asked), max(asked)) == (200, AT_ONCE)
