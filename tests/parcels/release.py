"""A release that knows an event's time by one name: `python -m parcels.release at`.

It appends an event and reads the last ones, over and over, and writes a line each time; a failure ends it.
"""

import asyncio
import os
import signal
import sys

from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine


async def main(column: str) -> None:
    """Go on until SIGTERM."""
    engine = create_async_engine(os.environ["PARCELS_DATABASE"])
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    append = text(f"""
        INSERT INTO event (parcel_number, carrier, carrier_event_id, kind, {column})
        VALUES (1, :carrier, :id, 'in_transit', clock_timestamp()) RETURNING number
    """)
    read = text(f"SELECT number, {column} FROM event ORDER BY number DESC LIMIT 5")
    rounds = 0
    while not stop.is_set():
        rounds += 1
        async with engine.begin() as connection:
            await connection.execute(append, {"carrier": column, "id": str(rounds)})
            assert all(at is not None for _, at in await connection.execute(read))
        sys.stdout.write(f"{rounds}\n")
        sys.stdout.flush()
    await engine.dispose()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
