"""What is logged of requests that come in by HTTP: our own faults, and nobody's nonsense (bounded)."""

import logging
from typing import Final


class _OursAlone(logging.Filter):
    """Leaves out requests that are none: who sends them would fill the log with tracebacks."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether a record is to be told."""
        error = record.exc_info[1] if record.exc_info else None
        return type(error).__module__ != "aiohttp.http_exceptions"


REQUESTS: Final = logging.getLogger(__name__)
"""For every server that listens."""

REQUESTS.addFilter(_OursAlone())
