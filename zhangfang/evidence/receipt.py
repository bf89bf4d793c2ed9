"""Receipts: the desk's signed word that an event is in the log, before a checkpoint covers it.

A receipt is the text of a signed note, by the key that signs checkpoints too. Neither passes for
the other: a checkpoint's second line is a number, and a receipt's is the log's name.
"""

import re
from dataclasses import dataclass
from datetime import datetime

from zhangfang.evidence.fault import EvidenceError
from zhangfang.evidence.merkle import HASH_SIZE
from zhangfang.evidence.strict_text import LARGEST, as_base64, is_plain, read_base64, read_number

HEADER = "zhangfang receipt v1"
LINES = 6

_CONVERSATION = re.compile(r"[0-9a-f]{32}|system")
_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}\+08:00")


@dataclass(frozen=True, slots=True)
class Receipt:
    """An event's place in the log and in its conversation, its hash, and when it was written.

    Raises:
        ValueError: no event of ours is like this.
    """

    origin: str
    log_index: int
    leaf_hash: bytes
    conversation: str
    seq: int
    recorded_at: str

    def __post_init__(self) -> None:
        if not is_plain(self.origin) or not self.origin or self.origin.isdigit():
            raise ValueError("a log's name is a line that is no number")
        if not 0 <= self.log_index <= LARGEST or not 1 <= self.seq <= LARGEST:
            raise ValueError("log_index counts from 0, seq from 1")
        if len(self.leaf_hash) != HASH_SIZE:
            raise ValueError("a leaf's hash has 32 bytes")
        if not _CONVERSATION.fullmatch(self.conversation):
            raise ValueError("a conversation is 32 hex digits, or system")
        if not _TIME.fullmatch(self.recorded_at):
            raise ValueError("a time is written to the millisecond, with +08:00")
        datetime.fromisoformat(self.recorded_at)  # refuses 30 February

    def as_text(self) -> str:
        """What is signed, with its final newline."""
        return (
            f"{HEADER}\n{self.origin}\n{self.log_index}\n{as_base64(self.leaf_hash)}\n"
            f"{self.conversation} {self.seq}\n{self.recorded_at}\n"
        )


def read_receipt(text: str) -> Receipt:
    """Read a receipt from the text of a note.

    Raises:
        EvidenceError: `receipt_unreadable`.
    """
    lines = text.split("\n")
    if len(lines) != LINES + 1 or lines[0] != HEADER or lines[-1]:
        raise _unreadable(f"not {LINES} lines that begin with {HEADER!r}")
    _, origin, place, encoded, whose, recorded_at, _ = lines
    conversation, _, nth = whose.partition(" ")
    log_index, seq, leaf = read_number(place), read_number(nth), read_base64(encoded, HASH_SIZE)
    if log_index is None or seq is None or leaf is None:
        raise _unreadable("a number or a hash is not written as it must be")
    try:
        return Receipt(origin, log_index, leaf, conversation, seq, recorded_at)
    except ValueError as error:
        raise _unreadable(str(error)) from None


def _unreadable(found: str) -> EvidenceError:
    return EvidenceError(
        "receipt_unreadable",
        "receipt",
        "这张回执读不出来，格式被改动过。",
        f"expected the six lines of a receipt; found: {found}",
    )
