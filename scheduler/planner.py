"""What is due becomes deliveries: in sets, each set in one transaction (promise 9.1)."""

from datetime import datetime
from typing import Final

from bot.ports import Mailroom

SET: Final = 500
"""Larger sets let PostgreSQL's planner read the whole table, and hold the writer for longer."""


async def plan(mailroom: Mailroom, now: datetime) -> int:
    """Turn every nudge that is due into a delivery; how many there were."""
    claimed = total = await mailroom.claim_due(now, SET)
    while claimed == SET:
        claimed = await mailroom.claim_due(now, SET)
        total += claimed
    return total
