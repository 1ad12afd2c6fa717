"""The webhook: 2xx only after an update was stored, and never a 5xx (promise 10)."""

import hmac
import json
import logging
from typing import Final
from urllib.parse import urlsplit

from aiohttp import web
from telegram import Bot

from adapters.common.requests import REQUESTS
from adapters.telegram.inbound import ALLOWED_UPDATES
from adapters.telegram.inbox import TelegramInbox
from adapters.telegram.options import Webhook

log: Final = logging.getLogger(__name__)

BODY_MOST: Final = 1024 * 1024
SECRET_HEADER: Final = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 -- a header's name
AGAIN_AFTER: Final = "5"
"""Seconds after which Telegram may bring an update again that could not be stored."""


class WebhookServer:
    """Takes updates from Telegram by HTTP."""

    def __init__(self, bot: Bot, inbox: TelegramInbox, webhook: Webhook) -> None:
        self._bot = bot
        self._inbox = inbox
        self._webhook = webhook
        self._runner: web.AppRunner | None = None

    async def start(self) -> None:
        """Listen, then tell Telegram where. Raises OSError and TelegramError."""
        if self._runner is None:
            app = web.Application(client_max_size=BODY_MOST)
            app.router.add_route("*", urlsplit(self._webhook.url).path or "/", self._answer)
            runner = web.AppRunner(app, access_log=None, logger=REQUESTS)
            await runner.setup()
            await web.TCPSite(runner, self._webhook.host, self._webhook.port).start()
            self._runner = runner
        await self._bot.set_webhook(
            self._webhook.url,
            secret_token=self._webhook.secret,
            allowed_updates=list(ALLOWED_UPDATES),
        )

    async def stop(self) -> None:
        """Stop listening; what was not answered with 2xx will be brought again."""
        if self._runner is not None:
            await self._runner.cleanup()

    async def _answer(self, request: web.Request) -> web.Response:
        if request.method != "POST":
            return web.Response(status=405, headers={"Allow": "POST"})
        given = request.headers.get(SECRET_HEADER, "")
        secret = self._webhook.secret.encode()
        if not hmac.compare_digest(given.encode("utf-8", "surrogateescape"), secret):
            return web.Response(status=403)
        update = _update(await _body(request))
        if update is None:
            return web.Response(status=400)
        try:
            await self._inbox.handling.room()
            await self._inbox.take([update])
        except Exception:
            log.exception("what came in could not be stored; it will be brought again")
            return web.Response(status=429, headers={"Retry-After": AGAIN_AFTER})
        return web.Response()


async def _body(request: web.Request) -> bytes:
    """What was sent; nothing where its encoding cannot be undone. Raises HTTPException (413)."""
    try:
        return await request.read()
    except web.HTTPException:
        raise
    except Exception as error:  # noqa: BLE001 -- never a 5xx, whatever was sent
        log.warning("what was sent to the webhook cannot be unpacked: %s", type(error).__name__)
        return b""


def _update(body: bytes) -> dict[str, object] | None:
    """The update in a body; None where it holds none.

    What is no UTF-8 stays in it as a lone surrogate, and is found when the update is read.
    """
    try:
        found = json.loads(body.decode("utf-8", "surrogateescape"))
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) and type(found.get("update_id")) is int else None
