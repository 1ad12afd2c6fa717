"""What Telegram says of our bot, for whoever examines a host's set-up (promise 10)."""

from collections.abc import Iterator
from datetime import datetime
from http import HTTPStatus
from typing import Any, Final

from adapters.common.examining import ApiAnswer, ask, clock, strange, unreachable
from adapters.telegram.inbound import PLATFORM
from adapters.telegram.options import TOKEN_SHAPE, TelegramOptions
from bot.ports.finding import Finding, error, note, warning, well

TOKEN: Final = "WAYMARK_TELEGRAM_TOKEN"  # noqa: S105 -- a setting's name
API: Final = "WAYMARK_TELEGRAM_API_URL"
ASK_FATHER: Final = f"copy the one that @BotFather shows into {TOKEN}"
REFUSED: Final = frozenset({HTTPStatus.UNAUTHORIZED, HTTPStatus.NOT_FOUND})
WAITING_MANY: Final = 100


async def examine(options: TelegramOptions, now: datetime | None) -> list[Finding]:
    """The token's shape; then, where there is a `now`, what Telegram says of it and of the webhook."""
    if not TOKEN_SHAPE.fullmatch(options.token):
        return [error(PLATFORM, "the token has not the shape of one", ASK_FATHER)]
    if now is None:
        return [well(PLATFORM, "the token has the shape of one")]
    methods = f"{options.api_url.rstrip('/')}/bot{options.token}"
    me = await ask(f"{methods}/getMe")
    if me is None:
        return [unreachable(PLATFORM, API)]
    if me.status in REFUSED:
        return [error(PLATFORM, "the token is refused", ASK_FATHER)]
    if not _is_good(me):
        return [strange(PLATFORM, API, me.status)]
    found = [well(PLATFORM, f"it knows the bot as @{me.body['result'].get('username')}")]
    hook = await ask(f"{methods}/getWebhookInfo")
    if hook is not None and _is_good(hook):
        found += _webhook(options, hook.body["result"])
    return [*found, clock("Telegram", me, now)]


def _is_good(answer: ApiAnswer) -> bool:
    return answer.body.get("ok") is True and isinstance(answer.body.get("result"), dict)


def _webhook(options: TelegramOptions, info: dict[str, Any]) -> Iterator[Finding]:
    """What Telegram brings updates to, beside what is set here."""
    there = info.get("url") or None
    ours = None if options.webhook is None else options.webhook.url
    trouble, waiting = info.get("last_error_message"), info.get("pending_update_count", 0)
    if there != ours and there is not None:
        mend = "`waymark run` sets it right; stop whatever else serves this bot"
        yield warning("webhook", "Telegram brings updates to another address", mend)
    elif there is not None and trouble:
        mend = "see that its proxy reaches WAYMARK_TELEGRAM_LISTEN with a certificate that holds"
        yield warning("webhook", f"Telegram could not bring an update: {str(trouble)[:80]}", mend)
    elif ours is not None:
        at = "it is set" if there else "`waymark run` will set it"
        yield well("webhook", at)
    if isinstance(waiting, int) and waiting > WAITING_MANY:
        yield note("webhook", f"{waiting} updates wait at Telegram")
