"""Every checkpoint that was ever issued, beside the roots made again from the rows."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from zhangfang.evidence.event import SYSTEM
from zhangfang.store.audit.events import Seen
from zhangfang.store.audit.found import Findings, Place, at_checkpoint, at_event
from zhangfang.store.audit.rows import InStep, Row, rows
from zhangfang.store.audit.signed import Signatures
from zhangfang.store.audit.tree import TreeCheck
from zhangfang.store.system import AUDITED, KEY_CHANGED, STARTED, STOPPED

_CHECKPOINTS = "SELECT size, note, timestamp FROM checkpoints ORDER BY size"
_SIZES = "SELECT size, timestamp IS NOT NULL FROM checkpoints ORDER BY size"


@dataclass(frozen=True, slots=True)
class Counted:
    """How many checkpoints, and time stamps on them, there were up to the last one.

    No other of these sizes can be made any more; time stamps may still come.
    """

    last: int
    checkpoints: int
    timestamps: int


class CheckpointCheck:
    """Goes through `checkpoints` while the tree grows.

    Args:
        connection: to read by.
        tree: of the log so far.
        signatures: checks who signed.
        findings: what is wrong goes there.
    """

    def __init__(
        self,
        connection: Connection,
        tree: TreeCheck,
        signatures: Signatures,
        findings: Findings,
    ) -> None:
        self._connection = connection
        self._tree = tree
        self._signatures = signatures
        self._findings = findings
        self._rows = InStep(rows(connection, _CHECKPOINTS), self._beyond)
        self._promised: int | None = None
        self._counts: list[Counted] = []

    def look(self, seen: Seen | None = None) -> None:
        """Compare the checkpoint of the tree's size, if there is one.

        Args:
            seen: the event that was put into the tree last.
        """
        self._promise(seen)
        for size, note, token in self._rows.of(self._tree.size):
            self._promised = None if self._promised == size else self._promised
            self._compare(size, note, token)

    def end(self) -> Counted:
        """There are no more events. Returns what the next audit is to find at least."""
        self._rows.end()
        if self._promised is not None:
            self._findings.fault("checkpoint_missing", at_checkpoint(self._promised))
        return self._count()

    def _promise(self, seen: Seen | None) -> None:
        """A start and a stop have a checkpoint in the same transaction."""
        event = seen.event if seen else None
        kind = event["kind"] if event and event["conversation"] == SYSTEM else None
        if self._promised is not None and kind != KEY_CHANGED:
            self._findings.fault("checkpoint_missing", at_checkpoint(self._promised))
            self._promised = None
        if self._promised is not None or kind in (STARTED, STOPPED):
            self._promised = self._tree.size
        if kind == AUDITED and event is not None:
            self._counts += _counted(event["body"])
        if kind == STARTED and seen is not None and event is not None:
            self._know(event["body"].get("key"), at_event(seen.log_index))

    def _know(self, vkey: object, place: Place) -> None:
        known = [key.as_vkey() for key in self._signatures.believed.keys]
        if vkey is not None and vkey not in known:
            self._findings.fault("key_unknown", place)

    def _compare(self, size: int, note: object, token: object) -> None:
        place = at_checkpoint(size)
        found = self._signatures.checkpoint(note, place, size)
        if found is None:
            return
        checkpoint, whole = found
        if checkpoint.root != self._tree.root():
            self._findings.fault("root_wrong", place)
        self._signatures.stamp(token, whole, place)

    def _beyond(self, row: Row) -> None:
        """Of a size that the log has not, or not any more."""
        size, note, _ = row
        place = at_checkpoint(size)
        if self._signatures.checkpoint(note, place, size) is not None:
            self._findings.fault("log_cut_off", place, f"the log has {self._tree.size} events")

    def _count(self) -> Counted:
        """Audits count what there is, so that nothing can be taken away afterwards."""
        waiting = sorted(self._counts, key=lambda each: each.last, reverse=True)
        found = Counted(0, 0, 0)
        for size, stamped in rows(self._connection, _SIZES):
            while waiting and waiting[-1].last < size:
                self._compare_count(waiting.pop(), found)
            found = Counted(size, found.checkpoints + 1, found.timestamps + stamped)
        for then in waiting:
            self._compare_count(then, found)
        return found

    def _compare_count(self, then: Counted, now: Counted) -> None:
        place = Place(f"checkpoints up to {then.last}", f"{then.last} 条及以前的检查点")
        if now.checkpoints != then.checkpoints:
            detail = f"an audit counted {then.checkpoints}, and there are {now.checkpoints}"
            self._findings.fault("checkpoint_missing", place, detail)
        if now.timestamps < then.timestamps:
            detail = f"an audit counted {then.timestamps}, and there are {now.timestamps}"
            self._findings.fault("timestamp_missing", place, detail)


def _counted(body: dict[str, Any]) -> list[Counted]:
    match body:
        case {"checkpoint": int(last), "checkpoints": int(checkpoints), "timestamps": int(stamps)}:
            return [Counted(last, checkpoints, stamps)]
    return []
