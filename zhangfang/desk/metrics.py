"""What the desk counts, for Prometheus. No label ever holds anything of a conversation."""

import math

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

DISK_BUCKETS = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 2)
BUCKETS = (0.025, 0.05, 0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 6.4, 12.8, 60, 300)


class Metrics:
    """The counters of one desk."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self.messages = Counter(
            "zhangfang_messages",
            "Merchants' messages that were put on record.",
            registry=self._registry,
        )
        self.accept_seconds = Histogram(
            "zhangfang_accept_seconds",
            "From a message's arrival to its being on disk, which is when it is acknowledged.",
            buckets=DISK_BUCKETS,
            registry=self._registry,
        )
        self.turn_seconds = Histogram(
            "zhangfang_turn_seconds",
            "From a message's turn in the queue to its stored answer, failed attempts included.",
            buckets=BUCKETS,
            registry=self._registry,
        )
        self.turn_failures = Counter(
            "zhangfang_turn_failures",
            "Attempts at a turn that failed and are made again.",
            registry=self._registry,
        )
        self._pending = Gauge(
            "zhangfang_pending_turns",
            "Messages on record that have no answer yet.",
            registry=self._registry,
        )
        self.audit_sound = Gauge(
            "zhangfang_audit_sound",
            "1 if the last audit found the record sound, 0 if not; NaN before the first.",
            registry=self._registry,
        )
        self.audit_seconds = Gauge(
            "zhangfang_audit_seconds",
            "How long the last audit took.",
            registry=self._registry,
        )
        self.audit_age = Gauge(
            "zhangfang_audit_age_seconds",
            "How long ago the last audit was.",
            registry=self._registry,
        )
        for gauge in (self.audit_sound, self.audit_seconds, self.audit_age):
            gauge.set(math.nan)

    def page(self, pending: int) -> bytes:
        """The page that Prometheus reads."""
        self._pending.set(pending)
        return generate_latest(self._registry)
