"""Reads a log with nothing but its file and the evidence format, and checks that it is whole."""

import random
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from zhangfang.evidence.checkpoint import Checkpoint, read_checkpoint
from zhangfang.evidence.event import NO_PREVIOUS, Event, canonical, leaf_hash, read_event
from zhangfang.evidence.merkle import (
    Frontier,
    check_consistency,
    consistency_proof,
    nodes_of,
)
from zhangfang.evidence.receipt import Receipt, read_receipt
from zhangfang.evidence.signed_note import VerifierKey, parse_note, verify_note

PAIRS = 2000
"""Of all pairs of checkpoints, so many are compared directly; the others follow from their roots."""


@dataclass(frozen=True)
class WholeLog:
    """All events, in order; what was signed of them, by size; and the keys."""

    events: list[Event]
    hashes: list[str]
    issued: dict[int, str]
    keys: list[VerifierKey]

    @classmethod
    def read(cls, data: Path) -> "WholeLog":
        """As it lies in a desk's folder. Each event is where its columns and its leaf say."""
        with closing(sqlite3.connect(data / "zhangfang.db")) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            rows = connection.execute(
                "SELECT log_index, conversation, seq, kind, actor, at, leaf, leaf_hash FROM events "
                "ORDER BY log_index"
            ).fetchall()
            issued = dict(connection.execute("SELECT size, note FROM checkpoints"))
        events = [read_event(row[6]) for row in rows]
        for event, (*columns, leaf, digest) in zip(events, rows, strict=True):
            assert columns == [
                event.log_index, event.conversation, event.seq, event.kind, event.actor, event.at
            ]  # fmt: skip
            assert (canonical(event), leaf_hash(leaf)) == (leaf, digest)
        vkeys = (data / "keys" / "log.vkeys").read_text().split()
        return cls(events, [row[7] for row in rows], issued, [*map(VerifierKey.from_vkey, vkeys)])

    def assert_dense_and_chained(self) -> None:
        """Nothing is missing, in the log or in a conversation, and each event vouches for the last."""
        last: dict[str, tuple[int, str]] = {}
        for place, (event, digest) in enumerate(zip(self.events, self.hashes, strict=True)):
            seq, before = last.get(event.conversation, (0, NO_PREVIOUS))
            assert (event.log_index, event.seq, event.prev) == (place, seq + 1, before)
            last[event.conversation] = (event.seq, digest)

    def assert_receipt(self, note: str) -> Receipt:
        """The log's key signed it, and the log keeps the promise."""
        parsed = parse_note(note)
        assert verify_note(parsed, self.keys)
        receipt = read_receipt(parsed.text)
        event = self.events[receipt.log_index]
        assert receipt == Receipt(
            origin=self.keys[-1].name,
            log_index=event.log_index,
            leaf_hash=bytes.fromhex(self.hashes[event.log_index]),
            conversation=event.conversation,
            seq=event.seq,
            recorded_at=event.recorded_at,
        )
        return receipt

    def assert_checkpoints(self, handed_out: Iterable[str], chance: random.Random) -> int:
        """What was ever signed agrees with the log and with each other; how many there are."""
        notes = {*handed_out, *self.issued.values()}
        signed = {self._checkpoint(note) for note in notes}
        by_size = {one.size: one for one in signed}
        assert len(by_size) == len(signed), "two checkpoints of one size"
        kept = {size: self._checkpoint(note) for size, note in self.issued.items()}
        assert kept == by_size, "a checkpoint was handed out, and is not kept"
        assert self._roots(set(by_size)) == {size: one.root for size, one in by_size.items()}
        self._assert_consistent(by_size, chance)
        return len(by_size)

    def _checkpoint(self, note: str) -> Checkpoint:
        parsed = parse_note(note)
        assert verify_note(parsed, self.keys)
        found = read_checkpoint(parsed.text)
        assert found.origin == self.keys[-1].name
        return found

    def _roots(self, sizes: set[int]) -> dict[int, bytes]:
        """The roots at these sizes, made from the leaves. A size that the log lacks is left out."""
        growing, found = Frontier(), {}
        for digest in self.hashes:
            growing.add(bytes.fromhex(digest))
            if growing.size in sizes:
                found[growing.size] = growing.root()
        return found

    def _assert_consistent(self, by_size: dict[int, Checkpoint], chance: random.Random) -> None:
        """Each with the next and with the last, and others at random."""
        tree = nodes_of([bytes.fromhex(digest) for digest in self.hashes])
        sizes = sorted(by_size)
        pairs = [*pairwise(sizes), *((size, sizes[-1]) for size in sizes)]
        pairs += [tuple(sorted(chance.choices(sizes, k=2))) for _ in range(PAIRS)]
        for old, new in pairs:
            proof = consistency_proof(old, new, tree)
            check_consistency(old, new, by_size[old].root, by_size[new].root, proof)
