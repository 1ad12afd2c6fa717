"""The metrics of one process, as Prometheus reads them (promise 10)."""

from datetime import timedelta
from typing import Final

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    Metric,
    generate_latest,
)
from prometheus_client.exposition import CONTENT_TYPE_LATEST

from bot.domain import policy
from bot.domain.delivery import MessageKind

CONTENT_TYPE: Final = CONTENT_TYPE_LATEST

HANDLED_WITHIN: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 3.0, 10.0)
LATE_BY: Final = (1.0, 5.0, 30.0, 60.0, 300.0, 900.0, 3600.0, 4 * 3600.0)
"""Bounds of the histograms' buckets, in seconds."""

_NAMED: Final = ("platform", "kind")


class PrometheusMetrics:
    """A meter whose counts are read as text; a registry of its own, so that nothing is global."""

    def __init__(self) -> None:
        told = self._registry = CollectorRegistry()
        self._due = Gauge(
            "waymark_due", "Messages that fell due and are not sent yet", registry=told
        )
        self._ready = Gauge("waymark_ready", "1 while it is ready", registry=told)
        self._sent = Counter("waymark_sent", "Messages that arrived", _NAMED, registry=told)
        self._late = Counter("waymark_late", "Messages that arrived late", _NAMED, registry=told)
        self._ambiguous = Counter(
            "waymark_ambiguous",
            "Attempts after which a message may have arrived",
            _NAMED,
            registry=told,
        )
        self._dead = Counter("waymark_dead", "Messages that were given up", _NAMED, registry=told)
        self._events = Counter("waymark_events", "Events handled", ("platform",), registry=told)
        self._seconds = Histogram(
            "waymark_event_seconds",
            "Seconds to handle an event",
            ("platform",),
            buckets=HANDLED_WITHIN,
            registry=told,
        )
        self._lag = Histogram(
            "waymark_lag_seconds",
            "Seconds from a message's due time to its arrival",
            _NAMED,
            buckets=LATE_BY,
            registry=told,
        )

    def serves(self, platform: str) -> None:
        """A platform is served: the first of what is counted is to be seen as one more than none."""
        for counter in (self._sent, self._late, self._ambiguous, self._dead):
            for kind in MessageKind:
                counter.labels(platform, kind)
        self._events.labels(platform)
        self._seconds.labels(platform)

    def sent(self, platform: str, kind: MessageKind, late_by: timedelta | None = None) -> None:
        """A message arrived, so long after it fell due."""
        self._sent.labels(platform, kind).inc()
        if late_by is None:
            return
        self._lag.labels(platform, kind).observe(max(0.0, late_by.total_seconds()))
        if late_by > policy.ON_TIME:
            self._late.labels(platform, kind).inc()

    def ambiguous(self, platform: str, kind: MessageKind) -> None:
        """An attempt ended and the message may have arrived, or not."""
        self._ambiguous.labels(platform, kind).inc()

    def dead(self, platform: str, kind: MessageKind) -> None:
        """A message was given up."""
        self._dead.labels(platform, kind).inc()

    def handled(self, platform: str, seconds: float) -> None:
        """An event was handled, in so many seconds."""
        self._events.labels(platform).inc()
        self._seconds.labels(platform).observe(seconds)

    def families(self) -> list[Metric]:
        """Every metric with its name, type and labels."""
        return list(self._registry.collect())

    def text(self, due: int | None, *, ready: bool) -> bytes:
        """All of it, with how many messages are due; None where the database does not say."""
        self._ready.set(ready)
        self._due.set(float("nan") if due is None else due)
        return generate_latest(self._registry)
