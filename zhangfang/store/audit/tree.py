"""The tree made again from the leaves' hashes, and the stored subtrees beside it."""

from sqlalchemy import Connection

from zhangfang.evidence.merkle import Frontier
from zhangfang.store.audit.found import Findings, at_subtree
from zhangfang.store.audit.rows import rows
from zhangfang.store.tree import HEIGHT, TILE

_SUBTREES = "SELECT level, place, hash FROM subtrees"


class TreeCheck:
    """Grows the tree leaf by leaf. What is stored of it is held in memory: one row for 256 events.

    Args:
        connection: to read by.
        findings: what is wrong goes there.
    """

    def __init__(self, connection: Connection, findings: Findings) -> None:
        self._findings = findings
        self._stored = {
            (level, place): found for level, place, found in rows(connection, _SUBTREES)
        }
        self._levels = [Frontier()]
        self._done = [0]
        self.size = 0

    def add(self, leaf_hash: bytes) -> None:
        """Put a leaf at the end; whatever subtree it completes is compared."""
        self.size += 1
        self._levels[0].add(leaf_hash)
        height = 0
        while self._levels[height].size == TILE:
            [top] = self._levels[height].peaks
            self._levels[height] = Frontier()
            self._compare((height + 1) * HEIGHT, self._done[height], top)
            self._done[height] += 1
            height += 1
            if height == len(self._levels):
                self._levels.append(Frontier())
                self._done.append(0)
            self._levels[height].add(top)

    def root(self) -> bytes:
        """The root over all leaves so far."""
        peaks = [peak for level in reversed(self._levels) for peak in level.peaks]
        return Frontier(self.size, peaks).root()

    def end(self) -> None:
        """There are no more leaves: no more subtrees may be stored."""
        for level, place in self._stored:
            self._findings.fault("subtree_unexpected", at_subtree(level, place))

    def _compare(self, level: int, place: int, derived: bytes) -> None:
        if (level, place) not in self._stored:
            self._findings.fault("subtree_missing", at_subtree(level, place))
        elif self._stored.pop((level, place)) != derived.hex():
            self._findings.fault("subtree_wrong", at_subtree(level, place))
