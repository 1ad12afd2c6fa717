"""Your service as carriers and customers see it: over HTTP, at PARCELS_URL.

POST /events takes an event with an Idempotency-Key. GET /parcels/{id} shows `state` and `events`,
the events themselves or how many there are. Nothing else is asked on any network.
"""

import json
import os
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from time import monotonic
from typing import Any
from urllib.parse import quote
from uuid import uuid4

from proof import NotYetError

URL = os.environ.get("PARCELS_URL", "http://127.0.0.1:8000").rstrip("/")
TOKEN = os.environ.get("PARCELS_TOKEN", "")
"""A bearer token, once your service asks for one."""

SECONDS = 10.0
_OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))


@dataclass(frozen=True)
class Reply:
    """What your service said: `body` is its JSON, None where it is none."""

    status: int
    kind: str
    body: Any
    seconds: float


class SilentError(NotYetError):
    """No reply: nothing listens there, or it takes too long."""


def ask(
    method: str,
    path: str,
    body: bytes | None = None,
    headers: Mapping[str, str] | None = None,
    url: str = URL,
    seconds: float = SECONDS,
) -> Reply:
    """One request. Raises SilentError where no reply comes."""
    sent = {"Content-Type": "application/json"} if body is not None else {}
    sent |= {"Authorization": f"Bearer {TOKEN}"} if TOKEN else {}
    request = urllib.request.Request(
        f"{url}{path}", body, {**sent, **(headers or {})}, method=method
    )
    begun = monotonic()
    try:
        try:
            response = _OPENER.open(request, timeout=seconds)
        except urllib.error.HTTPError as refused:
            response = refused
        with response:
            content, kind = response.read(), response.headers.get("Content-Type", "")
    except TimeoutError:
        raise SilentError(
            f"{method} {path} had no reply in {seconds:g} s: give it a limit"
        ) from None
    except (OSError, ValueError) as broken:
        why = getattr(broken, "reason", broken)
        raise SilentError(
            f"{method} {url}{path} fails ({why}): start it, or set PARCELS_URL"
        ) from None
    return Reply(response.status, kind.partition(";")[0], _read(content), monotonic() - begun)


def _read(content: bytes) -> Any:
    try:
        return json.loads(content)
    except ValueError:
        return None


def new_parcel() -> str:
    """The id of a parcel that nobody has seen."""
    return f"check-{uuid4().hex[:12]}"


def event(parcel: str, number: int = 1, kind: str = "announced") -> dict[str, str]:
    """An event; the same parcel and number make the same event."""
    at = f"2026-03-02T{number // 60 % 24:02}:{number % 60:02}:00+00:00"
    told = {"carrier": "swift", "carrier_event_id": f"{parcel}-{number}", "parcel_id": parcel}
    return {**told, "kind": kind, "at": at}


def report(told: Mapping[str, str], key: str | None = None, url: str = URL) -> Reply:
    """POST /events; a key of its own where none is given."""
    headers = {"Idempotency-Key": key or uuid4().hex}
    return ask("POST", "/events", json.dumps(dict(told)).encode(), headers, url)


def reported(told: Mapping[str, str], key: str | None = None, url: str = URL) -> Reply:
    """The same, where it has to be taken."""
    reply = report(told, key, url)
    if not 200 <= reply.status < 300:
        raise NotYetError(f"POST /events says {reply.status} to {json.dumps(dict(told))}: take it")
    return reply


def shown(parcel: str, url: str = URL) -> dict[str, Any]:
    """What GET /parcels/{id} says of a parcel that is known."""
    reply = ask("GET", f"/parcels/{quote(parcel, safe='')}", url=url)
    if reply.status != 200 or not isinstance(reply.body, dict):
        raise NotYetError(f"GET /parcels/{parcel} says {reply.status}: answer 200 and an object")
    if not isinstance(reply.body.get("events"), list | int) or "state" not in reply.body:
        raise NotYetError("GET /parcels/{id} lacks `state` or `events`: show both")
    return reply.body


def rows(parcel: str, url: str = URL) -> int:
    """How many events are kept of a parcel."""
    events: list[Any] | int = shown(parcel, url)["events"]
    return events if isinstance(events, int) else len(events)
