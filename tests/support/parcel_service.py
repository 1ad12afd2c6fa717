"""A small service as the checks of `modern` expect it, in memory, and wrong where it is told to be.

It is a program of its own, too, as a learner's is: `python parcel_service.py serve PORT` and
`python parcel_service.py worker URL`, with its faults in PARCELS_FAULTS.
"""

import base64
import hmac
import json
import os
import re
import socket
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from time import monotonic, sleep, time
from typing import Any, Final
from urllib.parse import unquote, urlsplit

PROBLEM: Final = "application/problem+json"
KINDS: Final = ["announced", "picked_up", "in_transit", "out_for_delivery", "delivered", "returned"]
TEXT: Final = {"type": "string"}
EVENT: Final = {
    "type": "object",
    "properties": {
        **dict.fromkeys(("carrier", "carrier_event_id", "parcel_id"), TEXT),
        "kind": {"enum": KINDS},
        "at": {"type": "string", "format": "date-time"},
    },
}
_ID: Final = [{"name": "parcel_id", "in": "path", "schema": TEXT}]
SCHEMA: Final = {
    "paths": {
        "/events": {
            "post": {
                "requestBody": {
                    "content": {
                        "application/json": {"schema": {"$ref": "#/components/schemas/Event"}}
                    }
                }
            }
        },
        "/parcels/{parcel_id}": {"get": {"parameters": _ID}},
    },
    "components": {"schemas": {"Event": EVENT}},
}
CARRIER_SECONDS: Final = 3.0
WAITS_SECONDS: Final = 60.0

Said = tuple[int, Any]


def _until(true: Callable[[], bool]) -> None:
    ends = monotonic() + WAITS_SECONDS
    while not true() and monotonic() < ends:
        sleep(0.01)


@dataclass
class Parcels:
    """What the service keeps."""

    faults: frozenset[str] = frozenset()
    carriers: dict[str, str] = field(default_factory=dict)
    events: list[dict[str, str]] = field(default_factory=list)
    answers: dict[str, Said] = field(default_factory=dict)
    outbox: list[dict[str, Any]] = field(default_factory=list)
    shop: str = ""
    instance: int = 1
    refused: int = 0
    looks: int = 0
    backup: list[dict[str, str]] = field(default_factory=list)
    lock: Lock = field(default_factory=Lock)

    def report(self, key: str, told: Any) -> Said:
        """POST /events."""
        fits = isinstance(told, dict) and told.get("kind") in KINDS
        if not fits or not all(isinstance(told.get(name), str) for name in EVENT["properties"]):
            return (500 if "500" in self.faults else 422), {"title": "no event"}
        if "answers change" not in self.faults and key in self.answers:
            return self.answers[key]
        if "race" in self.faults and self.events:
            known = self._knows(told)
            self.looks += 1
            _until(lambda: self.looks > 1)
            return self._kept(key, told, known=known)
        with self.lock:
            return self._kept(key, told, known=self._knows(told))

    def _knows(self, told: dict[str, str]) -> bool:
        names = ("carrier", "carrier_event_id")
        return any(all(each[name] == told[name] for name in names) for each in self.events)

    def _kept(self, key: str, told: dict[str, str], *, known: bool) -> Said:
        if not known and not ("loses" in self.faults and len(self.events) % 2):
            self.events.append({name: told[name] for name in EVENT["properties"]})
            self.outbox.append({"id": f"msg_{len(self.outbox)}", "body": told, "told": False})
        answer = (200 if known else 201), {"number": len(self.events), "known": known}
        return answer if "answers change" in self.faults else self.answers.setdefault(key, answer)

    def parcel(self, parcel_id: str) -> Said:
        """GET /parcels/{id}."""
        found = [each for each in self.events if each["parcel_id"] == parcel_id]
        if not found:
            return 404, {"title": "no such parcel"}
        return 200, {"state": found[-1]["kind"], "events": found}

    def asked(self, parcel_id: str) -> Said:
        """GET /parcels/{id}/carriers: all at once, each within its time."""
        with ThreadPoolExecutor(8) as pool:
            asks = {name: pool.submit(self._ask, parcel_id, name) for name in self.carriers}
            return 200, {"carriers": {name: each.result() for name, each in asks.items()}}

    def _ask(self, parcel_id: str, name: str) -> str:
        address = urlsplit(self.carriers[name])
        connection = socket.socket()
        connection.settimeout(CARRIER_SECONDS)
        try:
            connection.connect((address.hostname, address.port))
            connection.sendall(f"GET /?parcel_id={parcel_id} HTTP/1.0\r\n\r\n".encode())
            content = b"".join(iter(lambda: connection.recv(4096), b""))
            told = json.loads(content.partition(b"\r\n\r\n")[2])
        except OSError:
            if "leaves a task" in self.faults:
                _LEFT.append(connection)
                return "late"
            return "silent"
        except ValueError:
            return "nonsense"
        finally:
            if connection not in _LEFT:
                connection.close()
        right = all((each["parcel_id"], each["carrier"]) == (parcel_id, name) for each in told)
        return "ok" if right or "believes" in self.faults else "of something else"


_LEFT: Final[list[socket.socket]] = []


class _Handler(BaseHTTPRequestHandler):
    server: "Service"

    def do_GET(self) -> None:
        path, parcels = urlsplit(self.path).path, self.server.parcels
        if path == "/openapi.json":
            self._say(200, SCHEMA)
        elif path == "/health":
            self._say(200, {"instance": str(parcels.instance)})
        elif path == "/outbox":
            waiting = [each for each in parcels.outbox if not each["told"]]
            self._say(200, {"shop": parcels.shop, "messages": waiting})
        elif found := re.fullmatch(r"/parcels/([^/]+)(/carriers)?", path):
            answer = parcels.asked if found[2] else parcels.parcel
            self._say(*answer(unquote(found[1])))
        else:
            self._say(404, {"title": "nothing there"})

    def do_POST(self) -> None:
        length, parcels = int(self.headers.get("Content-Length") or 0), self.server.parcels
        try:
            told = json.loads(self.rfile.read(length))
        except ValueError:
            told = None
        if self.path == "/events":
            self._say(*parcels.report(self.headers.get("Idempotency-Key", ""), told))
        elif self.path == "/webhooks":
            parcels.shop = told["url"]
            self._say(201, {"secret": "s3cret"})
        elif self.path.startswith("/told/"):
            parcels.outbox[int(self.path.rpartition("_")[2])]["told"] = True
            self._say(200, {})
        elif self.path == "/release":
            self._release()
        elif self.path == "/backup":
            parcels.backup = list(parcels.events)
            self._say(200, {})
        elif self.path in {"/drop", "/restore"}:
            parcels.events = list(parcels.backup) if self.path == "/restore" else []
            self._say(200, {})
        else:
            self._say(404, {"title": "nothing there"})

    def _release(self) -> None:
        parcels = self.server.parcels
        if "drops" in parcels.faults:
            parcels.faults |= {"down"}
            _until(lambda: parcels.refused > 1)
            parcels.faults -= {"down"}
        if "stays" not in parcels.faults:
            parcels.instance += 1
        self._say(200, {})

    def _say(self, status: int, body: Any) -> None:
        faults = self.server.parcels.faults
        if "down" in faults and self.path != "/release":
            status, body = 503, {"title": "down"}
            self.server.parcels.refused += 1
        kind = PROBLEM if status >= 400 and "plain" not in faults else "application/json"
        content = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        with suppress(OSError):
            self.wfile.write(content)

    def log_message(self, *_: Any) -> None:
        """Print nothing."""


class Service(ThreadingHTTPServer):
    """The service on a port."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, parcels: Parcels, port: int = 0) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.parcels = parcels

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.server_address[1]}"


@contextmanager
def served(*faults: str) -> Iterator[Service]:
    """The service in a thread of this process."""
    service = Service(Parcels(frozenset(faults)))
    thread = Thread(target=service.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield service
    finally:
        service.shutdown()
        service.server_close()
        thread.join(60)


def _post(url: str, body: bytes = b"{}", headers: dict[str, str] | None = None) -> int:
    request = urllib.request.Request(url, body, headers or {}, method="POST")
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code


def work(url: str, faults: frozenset[str]) -> None:
    """Tell the shop what is in the outbox, until it is killed."""
    while True:
        with urllib.request.urlopen(f"{url}/outbox", timeout=10) as answer:
            outbox = json.load(answer)
        for each in outbox["messages"]:
            _tell(url, outbox["shop"], each, faults)
        sleep(0.01)


def _tell(url: str, shop: str, message: dict[str, Any], faults: frozenset[str]) -> None:
    body, stamp, name = json.dumps(message["body"]).encode(), str(int(time())), message["id"]
    if "new ids" in faults:
        name = f"{name}-{time()}"
    key = b"guessed" if "forges" in faults else b"s3cret"
    signed = hmac.digest(key, f"{name}.{stamp}.".encode() + body, sha256)
    headers = {
        "webhook-id": name,
        "webhook-timestamp": stamp,
        "webhook-signature": f"v1,{base64.b64encode(signed).decode()}",
    }
    if "is cut" in faults:
        _cut(shop, body, headers)
    if "marks first" in faults:
        _post(f"{url}/told/{message['id']}")
    if _post(shop, body, headers) == 200:
        _post(f"{url}/told/{message['id']}")


def _cut(shop: str, body: bytes, headers: dict[str, str]) -> None:
    """Half a message, as of a worker that is killed while it writes."""
    address = urlsplit(shop)
    lines = [f"{name}: {value}" for name, value in headers.items()]
    head = "\r\n".join(["POST / HTTP/1.1", f"Content-Length: {len(body)}", *lines, "", ""])
    with socket.create_connection((address.hostname, address.port), 10) as connection:
        connection.sendall(head.encode() + body[: len(body) // 2])


def _carriers() -> dict[str, str]:
    told = os.environ.get("PARCELS_CARRIERS", "").split(",")
    return dict(each.split("=", 1) for each in told if each)


if __name__ == "__main__":
    what, where = sys.argv[1:3]
    wrong = frozenset(filter(None, os.environ.get("PARCELS_FAULTS", "").split(",")))
    if what == "serve":
        Service(Parcels(wrong, _carriers()), int(where)).serve_forever()
    elif what == "worker":
        work(where, wrong)
    else:
        sys.exit(_post(f"{where}/{what}") != 200)
