"""Week 8: 20 kills of the worker: none lost, and none takes effect twice.

Your service runs at PARCELS_URL; `worker` is started and killed here. The check is a shop: it
subscribes by POST /webhooks {"url": ...}, which answers with a `secret`. Each event comes as
a POST of its JSON with the headers of Standard Webhooks: webhook-id, webhook-timestamp in seconds,
and webhook-signature "v1,<base64 of HMAC-SHA256 over id.timestamp.body>". A message may come again,
with the same webhook-id: then the shop knows it. Allow the shop's address by
PARCELS_WEBHOOK_HOSTS=127.0.0.1 once your service refuses private ones.
"""

import base64
import hmac
import json
from hashlib import sha256
from random import Random
from time import sleep, time

from played import PlayedHandler, PlayedServer, played
from proof import NotYetError, run, started, until
from service import ask, event, new_parcel, reported

KILLS, EVENTS = 20, 200
FIRST_SECONDS, LAST_SECONDS, STALE_SECONDS = 30.0, 120.0, 300.0
BUSY_EVERY = 10
SHOP_ALLOWED = {"PARCELS_WEBHOOK_HOSTS": "127.0.0.1"}


class Shop(PlayedServer):
    """A receiver that notes what it is told, and is busy for one message in ten at first."""

    def __init__(self) -> None:
        super().__init__(Hearing)
        self.secret = b""
        self.ids: dict[str, set[str]] = {}
        self.busy: set[str] = set()
        self.done: set[str] = set()
        self.heard = self.forged = 0

    def hear(self, name: str, stamp: str, signature: str, body: bytes) -> int:
        """Take one message; what to answer."""
        with self.lock:
            self.heard += 1
            signed = hmac.digest(self.secret, f"{name}.{stamp}.".encode() + body, sha256)
            fresh = stamp.isdigit() and abs(time() - int(stamp)) < STALE_SECONDS
            if not fresh or f"v1,{base64.b64encode(signed).decode()}" not in signature.split():
                self.forged += 1
                return 401
            told = json.loads(body)
            key = str(told.get("carrier_event_id") or told.get("data", {}).get("carrier_event_id"))
            self.ids.setdefault(key, set()).add(name)
            if key not in self.busy and len(self.ids) % BUSY_EVERY == 0:
                self.busy.add(key)
                return 503
            self.done.add(key)
            return 200


class Hearing(PlayedHandler):
    """What reaches the shop."""

    server: Shop

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        if len(body := self.rfile.read(length)) < length:
            return  # the worker was killed in the middle of it
        names = ("webhook-id", "webhook-timestamp", "webhook-signature")
        name, stamp, signature = (self.headers.get(each, "") for each in names)
        self.say(self.server.hear(name, stamp, signature, body))


def check(kills: int = KILLS, events: int = EVENTS, last: float = LAST_SECONDS) -> str:
    shop = Shop()
    with played(shop):
        shop.secret = _subscribed(shop)
        wanted = _killed(shop, kills, events)
        with started("worker", SHOP_ALLOWED):
            until(lambda: wanted <= shop.done, last, 0.1)
            sleep(min(last, 1))
        return _judged(shop, wanted, kills)


def _subscribed(shop: Shop) -> bytes:
    """Subscribe; the key to the signatures."""
    body = json.dumps({"url": f"{shop.url}/hook"}).encode()
    reply = ask("POST", "/webhooks", body)
    secret = reply.body.get("secret") if isinstance(reply.body, dict) else None
    if not isinstance(secret, str) or not secret:
        raise NotYetError(f"POST /webhooks says {reply.status}: answer 201 with a `secret`")
    prefix, _, encoded = secret.partition("whsec_")
    return base64.b64decode(encoded) if encoded and not prefix else secret.encode()


def _killed(shop: Shop, kills: int, events: int) -> set[str]:
    """Report events and kill the worker in its work, again and again; what was reported."""
    dice, parcel, reported_ids = Random(8), new_parcel(), set()
    for number in range(kills):
        for each in range(number * events // kills, (number + 1) * events // kills):
            told = event(parcel, each, "in_transit")
            reported(told)
            reported_ids.add(told["carrier_event_id"])
        before = shop.heard
        with started("worker", SHOP_ALLOWED):
            if not until(lambda: shop.heard > before, FIRST_SECONDS):  # noqa: B023 - waits here
                raise NotYetError(f"the worker told nothing in {FIRST_SECONDS:g} s: does it start?")
            sleep(dice.random() / 20)
    return reported_ids


def _judged(shop: Shop, wanted: set[str], kills: int) -> str:
    if shop.forged:
        raise NotYetError(f"{shop.forged} messages have no fresh, right signature: sign them")
    if lost := wanted - shop.done:
        raise NotYetError(f"{len(lost)} of {len(wanted)} are lost: mark as told after telling")
    twice = [key for key in wanted if len(shop.ids[key]) > 1]
    if twice:
        raise NotYetError(f"{len(twice)} came with two ids: keep a message's id in the outbox")
    again = shop.heard - len(shop.busy) - len(wanted)
    return f"{kills} kills, {len(wanted)} events, 0 lost, 0 twice ({again} repeated with their id)"


if __name__ == "__main__":
    run(8, check)
