"""How long a platform serves: until it is told to stop, its token is refused, or a part breaks."""

import asyncio
from collections.abc import Callable, Coroutine, Iterable

Part = asyncio.Task[None]


async def serve(
    serving: Coroutine[None, None, None],
    stop: asyncio.Event,
    refused: asyncio.Event,
    is_open: Callable[[], bool],
) -> None:
    """Let `serving`, which heeds `stop`, come to its end. Raises what it raises.

    It is cut off once the token is refused, and when told to stop before anything is open.
    """
    task = asyncio.create_task(serving)
    signals = [asyncio.create_task(each.wait()) for each in (stop, refused)]
    await asyncio.wait({task, *signals}, return_when=asyncio.FIRST_COMPLETED)
    if stop.is_set() and is_open():
        await asyncio.wait({task, signals[1]}, return_when=asyncio.FIRST_COMPLETED)
    for each in (task, *signals):
        each.cancel()
    await asyncio.wait({task, *signals})
    if not task.cancelled():
        task.result()


async def until(stop: asyncio.Event, running: Iterable[Part]) -> None:
    """Wait for `stop`; a part that ends before is an error. Raises what it raised."""
    waiting = asyncio.create_task(stop.wait())
    try:
        done, _ = await asyncio.wait({waiting, *running}, return_when=asyncio.FIRST_COMPLETED)
        for task in done - {waiting}:
            if not task.cancelled():
                task.result()
    finally:
        waiting.cancel()
    if not stop.is_set():
        raise RuntimeError("a part has ended by itself")


async def cut_off(tasks: Iterable["asyncio.Task[None]"]) -> None:
    """Cancel tasks and wait for their end, whatever that is."""
    tasks = set(tasks)
    for task in tasks:
        task.cancel()
    if tasks:
        await asyncio.wait(tasks)
