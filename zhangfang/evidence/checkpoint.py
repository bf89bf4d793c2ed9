"""Checkpoints: what the log looked like at one size (https://c2sp.org/tlog-checkpoint).

A checkpoint is the text of a signed note. Reading one says nothing of who signed it.
"""

from dataclasses import dataclass

from zhangfang.evidence.fault import EvidenceError
from zhangfang.evidence.merkle import EMPTY_ROOT, HASH_SIZE
from zhangfang.evidence.strict_text import LARGEST, as_base64, is_plain, read_base64, read_number


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The log's name, how many events it has, and the root of the tree over them.

    Raises:
        ValueError: no log can be like this.
    """

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not all(line and is_plain(line) for line in (self.origin, *self.extensions)):
            raise ValueError("a line of a checkpoint is not empty, and has no control characters")
        if not 0 <= self.size <= LARGEST or len(self.root) != HASH_SIZE:
            raise ValueError(f"size {self.size} with a root of {len(self.root)} bytes")
        if not self.size and self.root != EMPTY_ROOT:
            raise ValueError("an empty log has one root only")

    def as_text(self) -> str:
        """Tlog-checkpoint, "Note text": what is signed, with its final newline."""
        lines = (self.origin, str(self.size), as_base64(self.root), *self.extensions)
        return "".join(line + "\n" for line in lines)


def read_checkpoint(text: str) -> Checkpoint:
    """Read a checkpoint from the text of a note.

    Raises:
        EvidenceError: `checkpoint_unreadable`.
    """
    lines = text.split("\n")
    if len(lines) < 4 or lines.pop():
        raise _unreadable("fewer than three lines, or the last one is cut off")
    origin, size, root, *extensions = lines
    count, decoded = read_number(size), read_base64(root, HASH_SIZE)
    if count is None:
        raise _unreadable("the second line is not a number without leading zeros")
    if decoded is None:
        raise _unreadable("the third line is not Base64 of 32 bytes")
    try:
        return Checkpoint(origin, count, decoded, tuple(extensions))
    except ValueError as error:
        raise _unreadable(str(error)) from None


def _unreadable(found: str) -> EvidenceError:
    return EvidenceError(
        "checkpoint_unreadable",
        "checkpoint",
        "日志的检查点读不出来，格式被改动过。",
        f"expected the lines origin, size and root; found: {found}",
    )
