"""What a witness answers to a checkpoint, given the last one it signed. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from zhangfang.evidence.checkpoint import Checkpoint
from zhangfang.evidence.fault import EvidenceError
from zhangfang.evidence.merkle import EMPTY_ROOT, check_consistency
from zhangfang.evidence.signed_note import VerifierKey, verify_note
from zhangfang.evidence.witness_request import SIZE_TYPE, AddCheckpoint

PLAIN = "text/plain; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Seen:
    """How far a witness has seen a log."""

    size: int
    root: bytes


NOTHING = Seen(0, EMPTY_ROOT)
"""Of a log that it never signed for."""


@dataclass(frozen=True, slots=True)
class Sign:
    """The checkpoint continues what was seen: remember it, then sign it."""

    seen: Seen


@dataclass(frozen=True, slots=True)
class Refuse:
    """Nothing is signed.

    Attributes:
        status: HTTP's.
        body: why, for the log.
        content_type: of the body.
        suspicious: the log itself signed something that does not continue what was seen. It may be
            proof that the log was rewritten, and is kept.
    """

    status: int
    body: str
    content_type: str = PLAIN
    suspicious: bool = False


Answer = Sign | Refuse


def decide(seen: Seen, asked: AddCheckpoint, keys: Sequence[VerifierKey]) -> Answer:
    """What to answer. The order of the checks is the standard's.

    Args:
        seen: of this log, so far.
        asked: the request.
        keys: of this log; none, if it is not one that the witness watches.
    """
    new = asked.checkpoint
    if not keys:
        return Refuse(404, "This witness does not watch this log.\n")
    try:
        verify_note(asked.note, keys)
    except EvidenceError as error:
        return Refuse(403, f"{error}\n")
    if asked.old_size > new.size:
        return Refuse(400, "The old size is larger than the checkpoint's.\n")
    if asked.old_size != seen.size:
        return Refuse(409, f"{seen.size}\n", SIZE_TYPE, suspicious=_contradicts(seen, new))
    if _contradicts(seen, new):
        told = f"This witness signed another log of size {seen.size}.\n"
        return Refuse(409, told, suspicious=True)
    try:
        check_consistency(seen.size, new.size, seen.root, new.root, asked.proof)
    except EvidenceError as error:
        return Refuse(422, f"{error}\n", suspicious=True)
    return Sign(Seen(new.size, new.root))


def _contradicts(seen: Seen, new: Checkpoint) -> bool:
    """Whether there are two logs of one size, which no proof can reconcile."""
    return new.size == seen.size and new.root != seen.root
