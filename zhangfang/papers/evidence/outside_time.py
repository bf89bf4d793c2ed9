"""Time from outside: what time-stamp authorities and witnesses say in a pack, in words.

It is read here, not verified: the verifiers and `zhangfang verify` do that.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from zhangfang.evidence.checkpoint import Checkpoint, read_checkpoint
from zhangfang.evidence.cosignature import verify_cosignature
from zhangfang.evidence.fault import EvidenceError
from zhangfang.evidence.signed_note import Note, parse_note
from zhangfang.evidence.timestamp import read_token
from zhangfang.papers.evidence import moments

if TYPE_CHECKING:
    from zhangfang.evidence.pack import PackData

UNREADABLE = "读不出来"


@dataclass(frozen=True, slots=True)
class Stamped:
    """A time stamp over the log at a size."""

    size: int
    at: str
    authority: str
    serial: str
    accuracy: str


@dataclass(frozen=True, slots=True)
class Witnessed:
    """A witness's word for the log at a size."""

    size: int
    at: str
    witness: str


def stamps(data: "PackData") -> list[Stamped]:
    """All time stamps, by size."""
    found = []
    for anchor in data.anchors:
        read = _read(anchor.note)
        if anchor.timestamp is not None and read:
            found.append(_stamped(read[1].size, anchor.timestamp))
    return found


def witnessed(data: "PackData") -> list[Witnessed]:
    """All cosignatures by the pack's witnesses, by size; those that do not hold are left out."""
    notes = [*(anchor.note for anchor in data.anchors), data.checkpoint]
    found = [it for note in notes for it in _witnessed(data, note)]
    return list(dict.fromkeys(found))


def _witnessed(data: "PackData", raw: str) -> Iterator[Witnessed]:
    read = _read(raw)
    if read is None:
        return
    note, checkpoint = read
    for line in note.signatures:
        for key in data.witnesses:
            if (key.name, key.key_id) == (line.name, line.key_id):
                try:
                    seconds = verify_cosignature(note.text, line, key)
                    at = moments.of(datetime.fromtimestamp(seconds, UTC))
                except (EvidenceError, ValueError, OverflowError, OSError):
                    continue
                yield Witnessed(checkpoint.size, at, key.name)


def _stamped(size: int, token: bytes) -> Stamped:
    try:
        stamp = read_token(token)
    except EvidenceError:
        return Stamped(size, UNREADABLE, "", "", "")
    accuracy = f"{stamp.accuracy.total_seconds():g} 秒" if stamp.accuracy is not None else "未注明"
    return Stamped(size, moments.of(stamp.time), stamp.authority, str(stamp.serial), accuracy)


def _read(raw: str) -> tuple[Note, Checkpoint] | None:
    try:
        note = parse_note(raw)
        return note, read_checkpoint(note.text)
    except EvidenceError:
        return None
