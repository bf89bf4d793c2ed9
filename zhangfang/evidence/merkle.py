"""The Merkle tree over the log: roots, and proofs of inclusion and of growth (RFC 6962, RFC 9162).

Whoever makes a proof has the tree and is trusted to ask for what exists: a wrong index is a
ValueError. Whoever checks one has it from a stranger: what does not hold is an EvidenceError.
"""

from collections.abc import Callable, Sequence
from hashlib import sha256

from zhangfang.evidence.fault import EvidenceError

Node = Callable[[int, int], bytes]
"""(level, index) → hash of the complete subtree over leaves [index << level, (index+1) << level)."""

HASH_SIZE = 32
LEAF, NODE = b"\x00", b"\x01"
"""RFC 9162, 2.1.1: what is hashed begins so, and no leaf can pass for an inner node."""

EMPTY_ROOT = sha256().digest()
"""RFC 9162, 2.1.1: MTH({}) = HASH()."""


def leaf_hash(leaf: bytes) -> bytes:
    """RFC 9162, 2.1.1: MTH({d[0]}) = HASH(0x00 || d[0])."""
    return sha256(LEAF + leaf).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """RFC 9162, 2.1.1: HASH(0x01 || left || right)."""
    return sha256(NODE + left + right).digest()


def root(size: int, node: Node) -> bytes:
    """MTH(D_n), RFC 9162, 2.1.1: the root over the first `size` leaves."""
    _require(size >= 0, f"a tree of size {size}")
    return _subtree(0, size, node) if size else EMPTY_ROOT


def inclusion_proof(index: int, size: int, node: Node) -> list[bytes]:
    """PATH(m, D_n), RFC 9162, 2.1.3.1: the siblings on the way from a leaf to the root."""
    _require(0 <= index < size, f"leaf {index} of a tree of size {size}")
    begin, end, proof = 0, size, []
    while end - begin > 1:
        middle = begin + _split(end - begin)
        if index < middle:
            proof.append(_subtree(middle, end, node))
            end = middle
        else:
            proof.append(_subtree(begin, middle, node))
            begin = middle
    return proof[::-1]


def consistency_proof(old: int, new: int, node: Node) -> list[bytes]:
    """PROOF(m, D_n), RFC 9162, 2.1.4.1; empty if nothing needs proving (old is 0, or new)."""
    _require(0 <= old <= new, f"a tree of size {new} that grew from size {old}")
    if old == 0:
        return []
    begin, end, proof = 0, new, []
    while end != old:
        middle = begin + _split(end - begin)
        if old <= middle:
            proof.append(_subtree(middle, end, node))
            end = middle
        else:
            proof.append(_subtree(begin, middle, node))
            begin = middle
    if begin:  # the verifier has the old root; this subtree is a part of it that he has not
        proof.append(_subtree(begin, old, node))
    return proof[::-1]


def root_from_inclusion(index: int, size: int, leaf: bytes, proof: Sequence[bytes]) -> bytes:
    """The root that a proof of inclusion leads to, RFC 9162, 2.1.3.2. Compare it with the true one.

    Args:
        index: place of the leaf, from 0.
        size: of the tree.
        leaf: the leaf's hash.
        proof: the siblings' hashes, from the leaf upwards.

    Raises:
        EvidenceError: `proof_wrong`, if no tree of this size has such a proof.
    """
    if not 0 <= index < size:
        raise _proof_wrong(index, f"it is said to be in a log of {size} events")
    if any(len(one) != HASH_SIZE for one in (leaf, *proof)):
        raise _proof_wrong(index, "a hash in the proof is not 32 bytes long")
    sides = _sides(index, size - 1)
    if len(proof) != len(sides):
        raise _proof_wrong(index, f"the proof has {len(proof)} hashes instead of {len(sides)}")
    found = leaf
    for is_left, sibling in zip(sides, proof, strict=True):
        found = node_hash(sibling, found) if is_left else node_hash(found, sibling)
    return found


def check_consistency(
    old: int, new: int, old_root: bytes, new_root: bytes, proof: Sequence[bytes]
) -> None:
    """That the tree of size `new` begins with all of the tree of size `old`, RFC 9162, 2.1.4.2.

    Raises:
        EvidenceError: `consistency_wrong`, if the proof does not show it.
    """
    if not 0 <= old <= new:
        raise _consistency_wrong(old, new, "the log has become shorter")
    if any(len(one) != HASH_SIZE for one in (old_root, new_root, *proof)):
        raise _consistency_wrong(old, new, "a hash is not 32 bytes long")
    if old in (0, new):
        _check_without_proof(old, new, old_root, new_root, proof)
        return
    path = [old_root, *proof] if old.bit_count() == 1 else list(proof)
    start = (old & -old).bit_length() - 1  # the level of the old tree's last complete subtree
    sides = _sides(old - 1 >> start, new - 1 >> start)
    if len(path) != 1 + len(sides):
        raise _consistency_wrong(old, new, f"a proof of {len(proof)} hashes does not fit the sizes")
    old_found = new_found = path[0]
    for is_left, sibling in zip(sides, path[1:], strict=True):
        old_found = node_hash(sibling, old_found) if is_left else old_found
        new_found = node_hash(sibling, new_found) if is_left else node_hash(new_found, sibling)
    if old_found != old_root:
        raise _consistency_wrong(old, new, "the proof does not lead to the old root")
    if new_found != new_root:
        raise _consistency_wrong(old, new, "the proof does not lead to the new root")


def nodes_of(leaf_hashes: Sequence[bytes]) -> Node:
    """A tree held in memory, each of its nodes computed once."""
    levels = [list(leaf_hashes)]
    while len(below := levels[-1]) > 1:
        levels.append([node_hash(*below[at : at + 2]) for at in range(0, len(below) - 1, 2)])
    return lambda level, index: levels[level][index]


class Frontier:
    """The roots of a growing tree, in memory that grows with the logarithm of its size.

    `peaks` are the hashes of the complete subtrees that the tree is made of, one for each 1 in
    the binary form of its size, the largest first.
    """

    def __init__(self, size: int = 0, peaks: Sequence[bytes] = ()) -> None:
        _require(len(peaks) == size.bit_count(), f"{len(peaks)} subtrees in a tree of size {size}")
        self.size = size
        self.peaks = list(peaks)

    def add(self, leaf: bytes) -> None:
        """Put a leaf's hash at the end."""
        peaks, full = self.peaks, self.size
        while full & 1:
            leaf = sha256(NODE + peaks.pop() + leaf).digest()
            full >>= 1
        peaks.append(leaf)
        self.size += 1

    def root(self) -> bytes:
        """The root over all leaves so far."""
        return _folded(self.peaks) if self.peaks else EMPTY_ROOT


def _split(size: int) -> int:
    """RFC 9162, 2.1.1, calls it k: the largest power of two smaller than `size`."""
    return 1 << (size - 1).bit_length() - 1


def _subtree(begin: int, end: int, node: Node) -> bytes:
    """MTH(D[begin:end]). Splitting at k leaves `begin` a multiple of every power that fits in."""
    peaks = []
    while begin < end:
        level = (end - begin).bit_length() - 1
        peaks.append(node(level, begin >> level))
        begin += 1 << level
    return _folded(peaks)


def _folded(peaks: Sequence[bytes]) -> bytes:
    """The hash over subtrees of falling size: the smallest two are joined first."""
    found = peaks[-1]
    for peak in peaks[-2::-1]:
        found = node_hash(peak, found)
    return found


def _sides(here: int, last: int) -> list[bool]:
    """For each sibling on the way up from node `here`: whether it stands to the left.

    `last` is the last node of that level (fn and sn of RFC 9162). Where a node at the right edge
    has no sibling it climbs without one, until it is a right child.
    """
    sides = []
    while last:
        sides.append(bool(here & 1) or here == last)
        while sides[-1] and here and not here & 1:
            here, last = here >> 1, last >> 1
        here, last = here >> 1, last >> 1
    return sides


def _check_without_proof(
    old: int, new: int, old_root: bytes, new_root: bytes, proof: Sequence[bytes]
) -> None:
    if proof:
        raise _consistency_wrong(old, new, "the proof should be empty")
    if old == 0 and old_root != EMPTY_ROOT:
        raise _consistency_wrong(old, new, "the root of the empty log is another")
    if old == new and old_root != new_root:
        raise _consistency_wrong(old, new, "two different logs of the same size")


def _require(possible: bool, what: str) -> None:  # noqa: FBT001 - reads as a sentence
    if not possible:
        raise ValueError(f"there is no such thing as {what}")


def _proof_wrong(index: int, why: str) -> EvidenceError:
    return EvidenceError(
        "proof_wrong",
        f"log index {index}",
        f"第 {index} 号记录的证明不成立，说明不了它在这份日志里。",
        f"the proof does not show that this event is in the log: {why}",
    )


def _consistency_wrong(old: int, new: int, why: str) -> EvidenceError:
    return EvidenceError(
        "consistency_wrong",
        f"log sizes {old} and {new}",
        f"日志从 {old} 条到 {new} 条，证明不了前面的记录没有改过。",
        f"nothing shows that the log only grew: {why}",
    )
