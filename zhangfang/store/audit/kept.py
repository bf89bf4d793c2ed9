"""What others have kept of the log, beside the log: receipts, and checkpoints.

Whoever holds the desk's keys can rewrite the whole log so that it agrees with itself. It does not
agree with these.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from zhangfang.evidence.checkpoint import Checkpoint
from zhangfang.evidence.fault import EvidenceError
from zhangfang.evidence.receipt import Receipt, read_receipt
from zhangfang.evidence.signed_note import parse_note
from zhangfang.store.audit.events import Seen
from zhangfang.store.audit.found import Findings, Place
from zhangfang.store.audit.rows import rows
from zhangfang.store.audit.signed import Signatures, is_signed
from zhangfang.store.audit.tree import TreeCheck


@dataclass(frozen=True, slots=True)
class KeptNote:
    """A receipt or a checkpoint that somebody else has kept.

    Attributes:
        note: the signed note.
        source: where it comes from, for the reader.
        timestamp: the token over it, if there is one (DER).
    """

    note: str
    source: str
    timestamp: bytes | None = None


class ReceiptCheck:
    """Looks for the events that receipts speak of.

    Args:
        receipts: what was kept.
        signatures: whose word is believed.
        findings: what is wrong goes there.
    """

    def __init__(
        self, receipts: Sequence[KeptNote], signatures: Signatures, findings: Findings
    ) -> None:
        self._findings = findings
        self._waiting: defaultdict[int, list[tuple[Receipt, Place]]] = defaultdict(list)
        for kept in receipts:
            self._take(kept, signatures)

    def look(self, seen: Seen) -> None:
        """Compare the event with its receipts."""
        if not self._waiting:
            return
        for receipt, place in self._waiting.pop(seen.log_index, ()):
            self._compare(receipt, seen, place)

    def end(self) -> None:
        """There are no more events."""
        for waiting in self._waiting.values():
            for _, place in waiting:
                self._findings.fault("receipt_broken", place, "the event is missing")

    def _take(self, kept: KeptNote, signatures: Signatures) -> None:
        place = Place(f"receipt in {kept.source}", f"{kept.source} 里的回执")
        try:
            note = parse_note(kept.note)
            receipt = read_receipt(note.text)
        except EvidenceError as error:
            self._findings.fault("receipt_unreadable", place, error.en)
            return
        index = receipt.log_index
        place = Place(f"receipt {index} in {kept.source}", f"{kept.source} 里第 {index} 号的回执")
        believed = signatures.believed
        if receipt.origin != believed.origin or not is_signed(note, believed.keys):
            self._findings.fault("receipt_unreadable", place, "no key of the log signed it")
            return
        self._waiting[index].append((receipt, place))

    def _compare(self, receipt: Receipt, seen: Seen, place: Place) -> None:
        if receipt.leaf_hash != seen.hash:
            self._findings.fault("receipt_broken", place, "the event has another hash")
        elif seen.event is not None:
            said = (receipt.conversation, receipt.seq, receipt.recorded_at)
            if said != tuple(seen.event[name] for name in ("conversation", "seq", "recorded_at")):
                self._findings.fault("receipt_broken", place, "it tells of the event otherwise")


class KeptCheck:
    """Compares checkpoints that others have kept with the tree as it grows.

    Args:
        connection: to read by.
        checkpoints: what was kept.
        tree: of the log so far.
        signatures: checks who signed.
        findings: what is wrong goes there.
    """

    def __init__(
        self,
        connection: Connection,
        checkpoints: Iterable[KeptNote],
        tree: TreeCheck,
        signatures: Signatures,
        findings: Findings,
    ) -> None:
        self._connection = connection
        self._tree = tree
        self._findings = findings
        self._waiting: defaultdict[int, list[tuple[Checkpoint, Place]]] = defaultdict(list)
        for kept in checkpoints:
            self._take(kept, signatures)
        self._sizes = frozenset(self._waiting)

    def look(self) -> None:
        """Compare those of the tree's size."""
        for checkpoint, place in self._waiting.pop(self._tree.size, ()):
            if checkpoint.root != self._tree.root():
                self._findings.fault("root_wrong", place)

    def end(self) -> None:
        """There are no more events: what is larger speaks of a log that was longer."""
        for waiting in self._waiting.values():
            for _, place in waiting:
                detail = f"the log has {self._tree.size} events"
                self._findings.fault("log_cut_off", place, detail)
        if self._sizes:
            self._require_issued()

    def _take(self, kept: KeptNote, signatures: Signatures) -> None:
        place = Place(f"checkpoint in {kept.source}", f"{kept.source} 里的检查点")
        found = signatures.checkpoint(kept.note, place)
        if found is None:
            return
        checkpoint, note = found
        size = checkpoint.size
        place = Place(
            f"checkpoint {size} in {kept.source}", f"{kept.source} 里 {size} 条时的检查点"
        )
        signatures.stamp(kept.timestamp, note, place)
        self._waiting[size].append((checkpoint, place))

    def _require_issued(self) -> None:
        """What the log has signed, it has kept."""
        issued = {size for (size,) in rows(self._connection, "SELECT size FROM checkpoints")}
        for size in sorted(self._sizes - issued - set(self._waiting)):
            place = Place(f"checkpoint {size}", f"{size} 条时的检查点")
            self._findings.fault("checkpoint_missing", place, "somebody else has kept it")
