"""What a host is told of deliveries that were planned (promise 10)."""

import logging
from collections.abc import Iterable
from typing import Final

from bot.ports.correlation import about

log: Final = logging.getLogger(__name__)


def tell_planned(ids: Iterable[int]) -> None:
    """A line for each delivery that is planned from now on."""
    if not log.isEnabledFor(logging.INFO):
        return
    for each in ids:
        with about(delivery=each):
            log.info("planned")
