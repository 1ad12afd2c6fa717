"""Serves the API on a socket that outlives it: `python -m parcels.service.server FD`.

Whoever releases holds the socket, as systemd would, starts the next process on it, and sends
SIGTERM to the last one when the next has said that it is ready.
"""

import asyncio
import os
import socket
import sys
from typing import Final

import httpx
import uvicorn
from sqlalchemy.ext.asyncio import create_async_engine

from parcels.service.api import create_app
from parcels.service.carriers import Enquiries

LINGER_SECONDS: Final = 0.5
READY: Final = "ready\n"


class Server(uvicorn.Server):
    """One that says when it is ready, and that closes no connection which has just been opened."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to serve, then say so."""
        await super().startup(sockets)
        sys.stdout.write(READY)
        sys.stdout.flush()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Accept nobody else, hear out who has been accepted, then finish."""
        for each in self.servers:
            each.close()
        await asyncio.sleep(LINGER_SECONDS)
        await super().shutdown(sockets)


def main() -> None:
    """Serve the database that the environment names on an inherited socket, until SIGTERM."""
    engine = create_async_engine(os.environ["PARCELS_DATABASE"], pool_size=10, pool_pre_ping=True)
    named = os.environ.get("PARCELS_CARRIERS", "").split(",")
    carriers = dict(each.split("=", 1) for each in named if each)
    app = create_app(engine, Enquiries(httpx.AsyncClient(), carriers))
    config = uvicorn.Config(app, log_level="warning", access_log=False)
    Server(config).run([socket.socket(fileno=int(sys.argv[1]))])


if __name__ == "__main__":
    main()
