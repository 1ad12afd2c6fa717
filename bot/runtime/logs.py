"""Logging for a host: one line an event, as text or JSON, never with a secret in it."""

import json
import logging
import sys
from collections.abc import Iterable
from typing import Final, Literal

Format = Literal["text", "json"]

MASK: Final = "***"
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


class _Masking(logging.Formatter):
    """Formats a record with its traceback and puts a mask in the place of every secret."""

    def __init__(self, secrets: Iterable[str], *, as_json: bool) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        self._secrets = tuple(secret for secret in secrets if secret)
        self._as_json = as_json

    def format(self, record: logging.LogRecord) -> str:
        """The record as one line, or several where it has a traceback."""
        text = super().format(record)
        for secret in self._secrets:
            text = text.replace(secret, MASK)
        if not self._as_json:
            return text
        line = {"at": self.formatTime(record), "level": record.levelname, "name": record.name}
        return json.dumps(line | {"text": text}, ensure_ascii=False)


def set_up_logging(level: str, log_format: Format, secrets: Iterable[str] = ()) -> None:
    """Log to standard error from now on."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Masking(secrets, as_json=log_format == "json"))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in NOISY:
        logging.getLogger(name).setLevel(logging.WARNING)
