"""What is due becomes deliveries: in sets, each set in one transaction (promise 9.1)."""

import logging
from datetime import datetime
from typing import Final

from bot.domain import policy
from bot.errors import StoreError
from bot.ports.deliveries import Deliveries

log: Final = logging.getLogger(__name__)

SET: Final = 500
"""Larger sets let PostgreSQL's planner read the whole table, and hold the writer for longer."""


async def plan(deliveries: Deliveries, now: datetime) -> int:
    """Turn every nudge that is due into a delivery; how many there were. Raises StoreError.

    One that cannot become a delivery is put off for a while, and keeps no other waiting.
    """
    claimed = total = await _claim_set(deliveries, now)
    while claimed == SET:
        claimed = await _claim_set(deliveries, now)
        total += claimed
    return total


async def _claim_set(deliveries: Deliveries, now: datetime) -> int:
    try:
        return await deliveries.claim_due(now, SET)
    except StoreError:
        raise
    except Exception:
        log.exception("a set of nudges cannot be claimed; each is tried by itself")
    due = await deliveries.due(now, SET)
    for learner_id, kind in due:
        await _claim_one(deliveries, learner_id, kind, now)
    return len(due)


async def _claim_one(deliveries: Deliveries, learner_id: int, kind: str, now: datetime) -> None:
    try:
        await deliveries.claim_one(learner_id, kind)
    except StoreError:
        raise
    except Exception:
        log.exception("%s of learner %s cannot be claimed; it waits", kind, learner_id)
        await deliveries.put_off(learner_id, kind, now + policy.SET_ASIDE)
