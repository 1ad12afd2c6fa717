"""Week 7: one carrier hangs: the rest answer in 1 s, and no task is left.

The check starts five carriers and your service beside them, by the command `serve`, with
PARCELS_CARRIERS="one=http://127.0.0.1:4001,two=...". GET /parcels/{id}/carriers asks each of them,
GET with the parcel's id in the address, and answers {"carriers": {"one": "ok", "hangs": "late"}}.
Only who gave a list of events, all of this parcel and its own, is "ok". A task that still waits for
the one that hangs keeps its connection open.
"""

import json
import re
import socket
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

from played import PlayedHandler, PlayedServer, played
from proof import NotYetError, Process, run, started, until
from service import SilentError, ask, event, new_parcel, reported

SECONDS = 1.0
ASKED = 10
START_SECONDS = 30.0
GOES_SECONDS = 3.0
EXPECTED = {"one": "ok", "two": "ok", "hangs": "", "lies": "", "gone": ""}


class Carrier(PlayedServer):
    """A carrier with the manner of its name; `waiting` is who still waits for a reply."""

    def __init__(self, manner: str) -> None:
        super().__init__(Answering)
        self.manner = manner
        self.waiting = self.asked = 0


class Answering(PlayedHandler):
    """How carriers answer: right, with nonsense or of another parcel, or never."""

    server: Carrier

    def do_GET(self) -> None:
        with self.server.lock:
            self.server.asked += 1
        if self.server.manner == "hangs":
            self._hang()
        elif self.server.manner == "lies" and self.server.asked % 2:
            self.say(200, b"<p>All is well</p>")
        else:
            self.say(200, json.dumps([self._event()]).encode())

    def _event(self) -> dict[str, str]:
        """What it says of the parcel in the address; who lies speaks of another."""
        found = re.findall(r"check-[0-9a-f]+", self.path)
        parcel = found[0] if found and self.server.manner != "lies" else "somebody-elses"
        return {**event(parcel), "carrier": self.server.manner}

    def _hang(self) -> None:
        with self.server.lock:
            self.server.waiting += 1
        self.connection.settimeout(60)
        with suppress(OSError):
            self.connection.recv(1)
        self.close_connection = True
        with self.server.lock:
            self.server.waiting -= 1


def free_port() -> int:
    """A port on which nothing listens."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def answers(url: str, process: Process) -> bool:
    """Whether the service that was started answers by now."""
    if process.poll() is not None:
        raise NotYetError("the command `serve` ends by itself: run it by hand and see why")
    try:
        return ask("GET", "/openapi.json", url=url, seconds=1).status < 500
    except SilentError:
        return False


def check(most: float = SECONDS) -> str:
    port, carriers = free_port(), {name: Carrier(name) for name in EXPECTED if name != "gone"}
    url = f"http://127.0.0.1:{port}"
    addresses = {name: each.url for name, each in carriers.items()}
    addresses["gone"] = f"http://127.0.0.1:{free_port()}"
    told = ",".join(f"{name}={address}" for name, address in addresses.items())
    with played(*carriers.values()), started("serve", {"PARCELS_CARRIERS": told}, port=port) as it:
        if not until(lambda: answers(url, it), START_SECONDS, 0.1):
            raise NotYetError("`serve` answers nothing: does it listen on {port}?")
        slowest = _asked(url, carriers["hangs"], most)
    return f"1 of 5 hangs: the rest answer in {slowest:.2f} s, 0 tasks are left"


def _asked(url: str, hangs: Carrier, most: float) -> float:
    """Ask for one parcel, then for some at once; how long the slowest of these took."""
    first, *parcels = (new_parcel() for _ in range(1 + ASKED))
    reported(event(first), url=url)
    for each in parcels:
        reported(event(each), url=url)

    def seconds(parcel: str) -> float:
        reply = ask("GET", f"/parcels/{parcel}/carriers", url=url, seconds=20)
        found = reply.body.get("carriers") if isinstance(reply.body, dict) else None
        if reply.status != 200 or not isinstance(found, dict) or set(found) != set(EXPECTED):
            raise NotYetError(f"GET /parcels/{{id}}/carriers says {reply.status}: name all five")
        for name, wanted in EXPECTED.items():
            if (found[name] == "ok") != (wanted == "ok"):
                raise NotYetError(
                    f"the carrier `{name}` counts as {found[name]}: look at its reply"
                )
        return reply.seconds

    seconds(first)
    with ThreadPoolExecutor(ASKED) as pool:
        slowest = max(pool.map(seconds, parcels))
    if not hangs.asked:
        raise NotYetError("the carrier that hangs was never asked: ask all five each time")
    if slowest > most:
        raise NotYetError(f"a reply took {slowest:.2f} s, over {most:g} s: limit each carrier")
    if not until(lambda: hangs.waiting == 0, GOES_SECONDS):
        raise NotYetError(f"{hangs.waiting} tasks still wait for the one that hangs: cancel them")
    return slowest


if __name__ == "__main__":
    run(7, check)
