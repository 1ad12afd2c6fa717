"""Looks after the groups that are due: settle days, post and edit boards (promise 6.3)."""

import logging
from datetime import datetime
from typing import Final

from bot.domain import policy
from bot.features import gathering
from bot.ports import Store

log: Final = logging.getLogger(__name__)

GROUPS_AT_ONCE: Final = 100


async def tend(store: Store, now: datetime) -> None:
    """Look after every group that is due."""
    async with store.work() as work:
        due = await work.groups.due(now, GROUPS_AT_ONCE)
    while due:
        for group_id in due:
            await _tend_one(store, group_id, now)
        async with store.work() as work:
            due = await work.groups.due(now, GROUPS_AT_ONCE)


async def _tend_one(store: Store, group_id: int, now: datetime) -> None:
    """A group that cannot be looked after is set aside for a while; the others go on."""
    try:
        async with store.work() as work:
            await gathering.tend(work, group_id, now)
    except Exception:
        log.exception("group %s cannot be looked after", group_id)
        async with store.work() as work:
            await work.groups.postpone(group_id, now + policy.GROUP_SET_ASIDE)
