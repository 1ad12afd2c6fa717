"""Draws the pictures of messages in a thread of its own, each once while it is remembered (14.2)."""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Final

from bot.chat.drawings import Drawing
from bot.chat.messages import Message

log: Final = logging.getLogger(__name__)

REMEMBERED: Final = 64
"""Pictures at hand, of some 30 kB each: one that is sent again is not drawn again."""

Drawer = Callable[[Drawing], bytes]

DRAWN_WITHIN: Final = 20.0
"""Seconds; a message that waits longer goes without its pictures."""


class Studio:
    """Makes the bytes of pictures. It loads what draws them, fonts included, with the first one."""

    def __init__(self) -> None:
        self._drawn: OrderedDict[str, bytes] = OrderedDict()
        self._worker: ThreadPoolExecutor | None = None
        self._draw: Drawer | None = None

    async def images(self, message: Message) -> tuple[bytes, ...]:
        """A message's pictures as PNG, in order; none where one of them cannot be drawn."""
        drawings = [each.drawing for each in message.pictures]
        if not drawings:
            return ()
        try:
            async with asyncio.timeout(DRAWN_WITHIN):
                return tuple([await self._image(each) for each in drawings])
        except Exception:
            log.exception("a picture cannot be drawn: its words go instead")
            return ()

    async def _image(self, drawing: Drawing) -> bytes:
        key = drawing.model_dump_json()
        found = self._drawn.get(key)
        if found is None:
            loop, worker = asyncio.get_running_loop(), self._worker or self._hired()
            found = await loop.run_in_executor(worker, self._made, drawing)
            self._drawn[key] = found
        self._drawn.move_to_end(key)
        if len(self._drawn) > REMEMBERED:
            self._drawn.popitem(last=False)
        return found

    def _hired(self) -> ThreadPoolExecutor:
        self._worker = ThreadPoolExecutor(1, "pictures")
        return self._worker

    def _made(self, drawing: Drawing) -> bytes:
        """In the one thread, so that the fonts are only used there."""
        if self._draw is None:
            from bot.pictures.painting import Painter  # loads Pillow: memory and start-up time

            self._draw = Painter().png
        return self._draw(drawing)
