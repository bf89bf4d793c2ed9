"""The events one by one: each leaf under its hash, at its place, in its conversation's chain."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from zhangfang.evidence.event import NO_PREVIOUS
from zhangfang.evidence.merkle import leaf_hash
from zhangfang.store.audit.found import Findings, Place, at_column, at_event
from zhangfang.store.audit.leaf import read_leaf
from zhangfang.store.audit.rows import Row

EVENTS = (
    "SELECT log_index, conversation, seq, kind, actor, at, leaf, leaf_hash"
    " FROM events ORDER BY log_index"
)
REPEATED = ("log_index", "conversation", "seq", "kind", "actor", "at")

CLOCK_SLACK = timedelta(seconds=1)
"""Two desks' clocks, or a clock that is being set right, may differ so much."""


@dataclass(slots=True)
class Thread:
    """Where a conversation has got to."""

    seq: int = 0
    hash: str = NO_PREVIOUS


@dataclass(frozen=True, slots=True)
class Seen:
    """A row that was looked at.

    Attributes:
        log_index: its place.
        hash: of its leaf, made again.
        event: what the leaf says; None if it is unreadable.
    """

    log_index: int
    hash: bytes
    event: dict[str, Any] | None


class EventCheck:
    """Looks at the rows of `events` in their order.

    Attributes:
        threads: the conversations so far.
    """

    def __init__(self, findings: Findings) -> None:
        self._findings = findings
        self._next = 0
        self._recorded_at = ""
        self.threads: dict[object, Thread] = {}

    def look(self, row: Row) -> Seen:
        """Check one row."""
        log_index, conversation, seq, *_, leaf, stored = row
        if log_index > self._next:
            self._findings.fault("event_missing", _gap(self._next, log_index))
        self._next = max(self._next, log_index + 1)
        found, event = self._leaf(log_index, leaf)
        if found.hex() != stored:
            self._findings.fault("leaf_hash_wrong", at_event(log_index))
        if event is None:
            self._follow(log_index, conversation, seq, None, found)
        else:
            self._columns(row, event)
            self._follow(log_index, event["conversation"], event["seq"], event["prev"], found)
            self._clock(log_index, event["recorded_at"])
        return Seen(log_index, found, event)

    def _leaf(self, log_index: int, leaf: object) -> tuple[bytes, dict[str, Any] | None]:
        """The hash of a leaf, whatever it is, and the event in it."""
        try:
            if not isinstance(leaf, str):
                raise ValueError("it is no text")  # noqa: TRY004, TRY301 - it is data, not our call
            text = leaf.encode()
            return leaf_hash(text), read_leaf(leaf)
        except ValueError as error:
            detail = "it is no UTF-8" if isinstance(error, UnicodeError) else str(error)
            self._findings.fault("event_unreadable", at_event(log_index), detail)
        return leaf_hash(_bytes(leaf)), None

    def _columns(self, row: Row, event: dict[str, Any]) -> None:
        for name, value in zip(REPEATED, row, strict=False):
            if value != event[name] or type(value) is not type(event[name]):
                self._findings.fault("column_differs", at_column(row[0], name))

    def _follow(
        self, log_index: int, conversation: object, seq: object, prev: object, found: bytes
    ) -> None:
        thread = self.threads.setdefault(conversation, Thread())
        if seq != thread.seq + 1:
            detail = f"seq {seq} follows {thread.seq} in conversation {conversation}"
            self._findings.fault("event_out_of_order", at_event(log_index), detail)
        if prev is not None and prev != thread.hash:
            self._findings.fault("chain_broken", at_event(log_index))
        thread.seq = seq if isinstance(seq, int) else thread.seq + 1
        thread.hash = found.hex()

    def _clock(self, log_index: int, recorded_at: str) -> None:
        before, self._recorded_at = self._recorded_at, recorded_at
        if recorded_at < before:  # all of one length and zone
            try:
                back = datetime.fromisoformat(before) - datetime.fromisoformat(recorded_at)
            except ValueError:  # 30 February
                self._findings.fault("event_unreadable", at_event(log_index), "no such day")
                return
            if back > CLOCK_SLACK:
                detail = f"by {back.total_seconds():.0f} seconds"
                self._findings.warn("clock_went_back", at_event(log_index), detail)


def _gap(first: int, found: int) -> Place:
    if found <= first + 1:
        return at_event(first)
    return Place(f"log index {first} to {found - 1}", f"第 {first} 到 {found - 1} 号记录")


def _bytes(leaf: object) -> bytes:
    if isinstance(leaf, bytes):
        return leaf
    return str(leaf).encode("utf-8", "surrogateescape")
