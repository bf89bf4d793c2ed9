"""One file that shows that an event is in the log (https://c2sp.org/tlog-proof).

It holds the event's index, the hashes from its leaf to the root, and the checkpoint with that root.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from zhangfang.evidence.checkpoint import read_checkpoint
from zhangfang.evidence.fault import EvidenceError
from zhangfang.evidence.merkle import HASH_SIZE
from zhangfang.evidence.signed_note import parse_note
from zhangfang.evidence.strict_text import LARGEST, as_base64, read_base64, read_number

HEADER = "c2sp.org/tlog-proof@v1"
EXTRA, INDEX = "extra ", "index "


@dataclass(frozen=True, slots=True)
class TlogProof:
    """An inclusion proof and the note that it leads to.

    `extra` is signed by nobody: whoever reads the proof must not trust it. None, or at least a byte.

    Raises:
        ValueError: no proof can be like this.
    """

    index: int
    hashes: tuple[bytes, ...]
    checkpoint_note: str
    extra: bytes | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.index <= LARGEST or self.extra == b"":
            raise ValueError("an index is a number from 0, and extra data not empty")
        if any(len(one) != HASH_SIZE for one in self.hashes):
            raise ValueError("a hash in a proof has 32 bytes")

    def as_text(self) -> str:
        """Tlog-proof, "Format"."""
        extra = [EXTRA + as_base64(self.extra)] if self.extra else []
        hashes = [as_base64(one) for one in self.hashes]
        head = [HEADER, *extra, f"{INDEX}{self.index}", *hashes]
        return "\n".join([*head, "", self.checkpoint_note])


def read_tlog_proof(text: str) -> TlogProof:
    """Read a proof. Neither its signatures nor the way to the root have been checked then.

    Raises:
        EvidenceError: `tlog_proof_unreadable`; or `note_unreadable` or `checkpoint_unreadable`, for
            the checkpoint in it.
    """
    head, blank, note = text.partition("\n\n")
    header, *lines = head.split("\n")
    if header != HEADER or not blank:
        raise _unreadable(f"no {HEADER!r} at the beginning, or no blank line")
    extra = _read_extra(lines.pop(0)) if lines and lines[0].startswith(EXTRA) else None
    index = _read_index(lines.pop(0) if lines else "")
    hashes = _read_hashes(lines)
    read_checkpoint(parse_note(note).text)
    return TlogProof(index, hashes, note, extra)


def _read_extra(line: str) -> bytes:
    extra = read_base64(line.removeprefix(EXTRA))
    if not extra:
        raise _unreadable("the extra data is not Base64")
    return extra


def _read_index(line: str) -> int:
    index = read_number(line.removeprefix(INDEX))
    if index is None or not line.startswith(INDEX):
        raise _unreadable("no line with an index, or one with leading zeros")
    return index


def _read_hashes(lines: Sequence[str]) -> tuple[bytes, ...]:
    hashes = [read_base64(line, HASH_SIZE) for line in lines]
    if None in hashes:
        raise _unreadable("a hash is not Base64 of 32 bytes")
    return tuple(one for one in hashes if one is not None)


def _unreadable(found: str) -> EvidenceError:
    return EvidenceError(
        "tlog_proof_unreadable",
        "inclusion proof",
        "证明文件读不出来，格式被改动过。",
        f"expected a header, an index, hashes and a checkpoint; found: {found}",
    )
