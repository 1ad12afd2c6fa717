"""Logging for a host: a line an event, as text or JSON, each with the ids that it is about (promise 10).

None holds a secret, or what somebody wrote (promise 11.1).
"""

import json
import logging
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from traceback import format_tb
from typing import Any, Final, Literal

from bot.errors import HostError
from bot.ports.correlation import ids_at_hand

Format = Literal["text", "json"]

MASK: Final = "***"
ERRORS_MOST: Final = 20
"""Errors that are told of one that came of others."""

NOISY: Final = (
    "httpx",
    "httpcore",
    "apscheduler",
    "sqlalchemy",
    "bot.storage.dialect.pooling.PatientPool",
    "aiosqlite",
    "asyncpg",
    "psycopg",
    "telegram",
    "aiohttp",
    "discord",
)
"""What tells too much at INFO: httpx every address, token included, a pool of connections its own."""


class _Line(logging.Formatter):
    """A record as a line: with the ids it is about, a mask in the place of every secret.

    A traceback names errors and places. The words of an error that is not the host's to mend are
    left out: they may quote what somebody wrote.
    """

    def __init__(self, secrets: Iterable[str], *, as_json: bool) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        self._secrets = tuple(secret for secret in secrets if secret)
        self._as_json = as_json

    def format(self, record: logging.LogRecord) -> str:
        """The record as one line, or several where it is text with a traceback."""
        return self._as_object(record) if self._as_json else self._masked(super().format(record))

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:  # noqa: N802 -- the library's
        """The instant of the record, in UTC."""
        return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 -- the library's
        """The line itself, which no line break in a message divides."""
        ids = " ".join(f"{sort} {each}" for sort, each in ids_at_hand().items())
        record.message = f"[{ids}] {_message(record)}" if ids else _message(record)
        return super().formatMessage(record)

    def formatException(self, ei: Any) -> str:  # noqa: N802 -- the library's
        """The traceback without words that may be somebody's."""
        return _trace(ei[1])

    def _as_object(self, record: logging.LogRecord) -> str:
        line = {"at": self.formatTime(record), "level": record.levelname, "name": record.name}
        told = {**line, **ids_at_hand(), "text": _message(record)}
        if record.exc_info and record.exc_info[1]:
            told["trace"] = _trace(record.exc_info[1])
        masked = {name: self._masked(each) for name, each in told.items()}
        return json.dumps(masked, ensure_ascii=False)  # which writes a secret's quotes differently

    def _masked(self, text: str) -> str:
        for secret in self._secrets:
            text = text.replace(secret, MASK)
        return text


def _message(record: logging.LogRecord) -> str:
    return record.getMessage().replace("\n", " ").replace("\r", " ")


def _trace(error: BaseException, told: set[int] | None = None) -> str:
    """An error, what it came of, and what it is a group of, each with its place, once."""
    told = set() if told is None else told
    if id(error) in told or len(told) > ERRORS_MOST:
        return f"(again, or one too many: {type(error).__qualname__})"
    told.add(id(error))
    inner = list(error.exceptions[:ERRORS_MOST]) if isinstance(error, BaseExceptionGroup) else []
    if error.__cause__ is not None:
        inner.append(error.__cause__)
    elif error.__context__ is not None and not error.__suppress_context__:
        inner.append(error.__context__)
    words = f": {error}" if isinstance(error, HostError | OSError) else ""
    own = ["Traceback (most recent call last):\n", *format_tb(error.__traceback__)]
    text = "".join([*own, f"{type(error).__qualname__}{words}"])
    return "\nit came with\n".join([*(_trace(each, told) for each in inner), text])


def set_up_logging(level: str, log_format: Format, secrets: Iterable[str] = ()) -> None:
    """Log to standard error from now on."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Line(secrets, as_json=log_format == "json"))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in NOISY:
        logging.getLogger(name).setLevel(logging.WARNING)
