"""What came by itself is loaded as far back as rules look, whatever there was before (promise 4.2)."""

from datetime import timedelta
from random import Random
from typing import Any

from sqlalchemy import insert

from bot.domain.delivery import DeliveryState, MessageKind, Nudge
from bot.ports.store import Store
from bot.storage import tables as t
from bot.storage.sending import NUDGES_KEPT, WENT_OUT
from bot.storage.store import SqlStore
from support.stores import NOW, Opener, do, enrol, loaded

MANY = 300
STATES = (DeliveryState.SENT, DeliveryState.SKIPPED, DeliveryState.UNKNOWN, DeliveryState.DEAD)


def came(number: int, learner_id: int) -> dict[str, Any]:
    """A delivery that is over; two come in each instant."""
    at = NOW + timedelta(hours=number // 2 * 12)
    return {
        "id": 1000 + number,
        "key": f"k{number}",
        "learner_id": learner_id,
        "kind": MessageKind.CHECKIN if number % 7 == 0 else MessageKind.DAILY_PROMPT,
        "day": at.date(),
        "due_at": at,
        "not_before": at,
        "platform": "terminal",
        "chat": "me",
        "state": STATES[number % 4],
        "payload": "",
        "resends": 0,
        "attempts": 1,
        "decided_at": at,
        "opening": number % 9 or None,
    }


async def test_the_latest_are_loaded_in_the_order_in_which_they_came(
    store: Store, another: Opener
) -> None:
    learner = await do(store, enrol)
    rows = [came(number, learner.id) for number in range(MANY)]
    assert isinstance(store, SqlStore)
    async with store._engine.begin() as connection:
        await connection.execute(insert(t.delivery), Random(0).sample(rows, MANY))
    told = tuple(
        Nudge(
            each["kind"], each["day"], each["decided_at"], each["state"] in WENT_OUT,
            each["opening"], each["id"],
        )
        for each in rows[-NUDGES_KEPT:]
    )  # fmt: skip
    found = (await loaded(await another())).nudges
    assert found == told
    assert len(found.recent) < 10
    for day in (told[0].day, told[-40].day, told[-1].day):
        assert {each for each in told if each.day >= day} <= {*found.at_hand(day)}
    assert next(found.sent({MessageKind.CHECKIN})) == next(
        each for each in reversed(told) if each.kind is MessageKind.CHECKIN and each.went_out
    )
