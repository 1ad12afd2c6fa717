"""The library's request layer on aiohttp: the library's own client is what slows it down.

Errors are told apart here by what they say about arrival, and never carry an address, because the
address carries the token (promise 11.1).
"""

import json
from contextlib import suppress
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import urlencode

import aiohttp
from telegram.error import BadRequest, NetworkError, TelegramError
from telegram.request import BaseRequest, RequestData

from adapters.common.fetching import bounded

CONNECT_WITHIN: Final = 10.0
ANSWER_WITHIN: Final = 30.0
UPLOAD_WITHIN: Final = 60.0
"""Seconds for a connection, for an answer, and for an answer to an upload."""

CONNECTIONS: Final = 64
ANSWER_MOST: Final = 21 * 1024 * 1024
"""Bytes: a file may have 20 MB."""

FORM: Final = "application/x-www-form-urlencoded"

Body = aiohttp.FormData | aiohttp.BytesPayload | None


class NotSentError(NetworkError):
    """The request did not leave this machine."""


class UnclearError(NetworkError):
    """The request may have been carried out: no answer came, or only a 5xx."""


class FloodError(TelegramError):
    """Too many requests: `seconds` to wait."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"flood control: wait {seconds:g} s")
        self.seconds = seconds


class AiohttpRequest(BaseRequest):
    """Sends the library's requests through one aiohttp session."""

    def __init__(self, answer_within: float = ANSWER_WITHIN) -> None:
        self._answer_within = answer_within
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        """Seconds for an answer."""
        return self._answer_within

    async def initialize(self) -> None:
        """Open the session."""
        if self._session is None or self._session.closed:
            connector = aiohttp.TCPConnector(limit=CONNECTIONS, keepalive_timeout=60)
            self._session = aiohttp.ClientSession(
                connector=connector,
                headers={"User-Agent": self.USER_AGENT},
                cookie_jar=aiohttp.DummyCookieJar(),
                trust_env=True,
            )

    async def shutdown(self) -> None:
        """Close the session."""
        if self._session is not None:
            await self._session.close()

    async def do_request(  # noqa: PLR0913, PLR0917 -- the library's signature
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Send one request. Raises NotSentError, UnclearError, FloodError or BadRequest."""
        within = read_timeout if isinstance(read_timeout, int | float) else self._answer_within
        if request_data and request_data.contains_files:
            within = max(within, UPLOAD_WITHIN)
        code, payload = await self._sent(url, method, _body(request_data), within)
        if code == HTTPStatus.TOO_MANY_REQUESTS:
            raise FloodError(_retry_after(payload))
        if code >= HTTPStatus.INTERNAL_SERVER_ERROR:
            raise UnclearError(f"the server answered {code}")
        if code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
            raise BadRequest("the upload is too large")
        if code >= HTTPStatus.MULTIPLE_CHOICES and _read(payload) is None:
            raise UnclearError(f"{code}, a page that is not Telegram's")
        return code, payload

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """An answer as the library wants it. Raises UnclearError where it is not Telegram's."""
        found = _read(payload)
        if found is None:
            raise UnclearError("a page that is not Telegram's")
        return found

    async def _sent(self, url: str, method: str, body: Body, within: float) -> tuple[int, bytes]:
        if self._session is None:
            raise NotSentError("the session is not open")
        timeout = aiohttp.ClientTimeout(
            total=CONNECT_WITHIN + within, connect=CONNECT_WITHIN, sock_read=within
        )
        try:
            async with self._session.request(
                method, url, data=body, timeout=timeout, allow_redirects=False
            ) as answer:
                return answer.status, await _whole(answer)
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            raise NotSentError(f"no connection: {type(error).__name__}") from None
        except (aiohttp.InvalidURL, aiohttp.NonHttpUrlClientError):
            raise NotSentError("the server's address is no address") from None
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise UnclearError(f"no answer: {type(error).__name__}") from None


async def _whole(answer: aiohttp.ClientResponse) -> bytes:
    """All of an answer. Raises UnclearError where that is more than any answer of Telegram's."""
    found = await bounded(answer.content.iter_any(), ANSWER_MOST)
    if found is None:
        raise UnclearError("an answer without end")
    return found


def _body(data: RequestData | None) -> Body:
    if data is None or not (data.json_parameters or data.contains_files):
        return None
    if not data.contains_files:
        return aiohttp.BytesPayload(urlencode(data.json_parameters).encode(), content_type=FORM)
    form = aiohttp.FormData(data.json_parameters)
    for name, (filename, content, media_type) in data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=media_type)
    return form


def _read(payload: bytes) -> dict[str, Any] | None:
    """An answer of Telegram's; None where something else answered, on the way there perhaps."""
    try:
        found = json.loads(payload.decode(errors="replace"))
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) and ("ok" in found or "error_code" in found) else None


def _retry_after(payload: bytes) -> float:
    with suppress(ValueError, KeyError, TypeError, AttributeError):
        return max(0.0, float(json.loads(payload)["parameters"]["retry_after"]))
    return 1.0
