"""Replies that others have left: taken up by the one who sends on the platform (promise 9.5)."""

import asyncio
import logging
from collections.abc import Sequence
from contextlib import suppress
from typing import Final, Protocol

from adapters.common.core import Core
from bot.chat.events import Event
from bot.chat.messages import Outgoing
from bot.domain import policy
from bot.errors import TROUBLE
from bot.ports.news import NewsTopic

log: Final = logging.getLogger(__name__)

AT_ONCE: Final = 200
"""Replies of others that are taken at a time."""

COLLECT_EVERY: Final = 2.0
"""Seconds between looks for replies of which nothing was told. Real, monotonic time."""


class Post(Protocol):
    """Sends the replies to an event; where they are `old`, they may have been sent."""

    def __call__(self, event: Event, replies: Sequence[Outgoing], *, old: bool = False) -> None:
        """Begin to send them."""


async def collect(core: Core, platform: str, post: Post) -> None:
    """Post what was answered by others, or left by one that is gone, until cancelled."""
    left = asyncio.Event()
    core.store.news.listen(NewsTopic.REPLY, platform, lambda _: left.set())
    while True:
        left.clear()
        try:
            while core.lease.held and (found := await _found(core, platform)):
                for event, reply, old in found:
                    post(event, [reply], old=old)
                core.handled()
        except TROUBLE as error:
            log.warning("replies of others cannot be taken up: %s", error)
        except Exception:
            log.exception("replies of others cannot be taken up")
        with suppress(TimeoutError):
            async with asyncio.timeout(COLLECT_EVERY):
                await left.wait()


async def _found(core: Core, platform: str) -> list[tuple[Event, Outgoing, bool]]:
    since = core.clock.now() - policy.REPLY_KEPT
    unsent = await core.store.replies.claim(platform, since, core.lease.hold, AT_ONCE)
    return [(each.event, each.outgoing, each.old) for each in unsent]
