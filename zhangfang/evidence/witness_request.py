"""What a log and a witness say to each other (https://c2sp.org/tlog-witness, `add-checkpoint`).

The log POSTs `add_checkpoint_body(…)` to the witness's address + `PATH`. Of the answer:

- 200: `read_cosignatures(…)` finds the lines that belong below the checkpoint.
- 409: `read_size(…)` says up to where the witness has seen the log; ask again with a proof from
  there. No size: it has signed another log of the same size. A size beyond the log's own: the log
  has lost events. Neither is ever to be tried again in silence.
- anything else: the witness does not know the log (404), its key (403), or the proof is wrong (422).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from zhangfang.evidence.checkpoint import Checkpoint, read_checkpoint
from zhangfang.evidence.cosignature import verify_cosignature
from zhangfang.evidence.fault import EvidenceError
from zhangfang.evidence.merkle import HASH_SIZE
from zhangfang.evidence.signed_note import Note, Signature, VerifierKey, parse_note
from zhangfang.evidence.strict_text import as_base64, read_base64, read_number

PATH = "/add-checkpoint"
SIZE_TYPE = "text/x.tlog.size"
"""Content-Type of a 409 that says which size the witness has seen."""

MOST_HASHES = 63
"""A request has at most so many lines of proof."""


@dataclass(frozen=True, slots=True)
class AddCheckpoint:
    """A request: the checkpoint to sign, and the proof that the log only grew since `old_size`."""

    old_size: int
    proof: tuple[bytes, ...]
    note: Note
    checkpoint: Checkpoint


def add_checkpoint_body(old_size: int, proof: Sequence[bytes], note: str) -> str:
    """The body of a request.

    Args:
        old_size: of the last checkpoint that this witness signed; 0 if it never did.
        proof: of consistency, from there to the checkpoint.
        note: the checkpoint with the log's signature.
    """
    if len(proof) > MOST_HASHES or any(len(one) != HASH_SIZE for one in proof):
        raise ValueError(f"a proof has at most {MOST_HASHES} hashes of {HASH_SIZE} bytes")
    return "\n".join([f"old {old_size}", *map(as_base64, proof), "", note])


def read_add_checkpoint(body: bytes) -> AddCheckpoint:
    """Read a request, strictly. Nothing is known of its signatures and its proof yet.

    Raises:
        EvidenceError: `request_unreadable`, `note_unreadable` or `checkpoint_unreadable`.
    """
    try:
        head, blank, rest = body.decode().partition("\n\n")
    except UnicodeDecodeError:
        raise _unreadable("bytes that are not UTF-8") from None
    first, *lines = head.split("\n")
    old_size = read_number(first.removeprefix("old "))
    hashes = [read_base64(line, HASH_SIZE) for line in lines[: MOST_HASHES + 1]]
    proof = tuple(one for one in hashes if one is not None)
    if not blank or not first.startswith("old ") or old_size is None:
        raise _unreadable("it does not begin with the line of the old size")
    if len(proof) != len(lines) or len(lines) > MOST_HASHES:
        raise _unreadable("its proof is not of at most 63 lines with a hash each")
    note = parse_note(rest)
    return AddCheckpoint(old_size, proof, note, read_checkpoint(note.text))


def read_cosignatures(
    body: str, note_text: str, witnesses: Sequence[VerifierKey]
) -> list[Signature]:
    """The cosignatures of known witnesses in an answer. They hold; lines by others are left out.

    Args:
        body: of the answer.
        note_text: the checkpoint that was sent, up to its final newline.
        witnesses: whose signatures count.

    Raises:
        EvidenceError: `note_unreadable`, if the answer has other lines than signatures;
            `cosignature_wrong`, if one by a known witness is not over this checkpoint.
    """
    found = []
    for line in parse_note(note_text + "\n" + body).signatures:
        for key in witnesses:
            if (key.name, key.key_id) == (line.name, line.key_id):
                verify_cosignature(note_text, line, key)
                found.append(line)
    return found


def read_size(content_type: str, body: str) -> int | None:
    """The size up to which a witness has seen the log, from its 409; None if it says none."""
    if content_type != SIZE_TYPE or not body.endswith("\n"):
        return None
    return read_number(body[:-1])


def _unreadable(found: str) -> EvidenceError:
    return EvidenceError(
        "request_unreadable",
        "request to the witness",
        "发给见证方的请求读不出来。",
        f"expected the old size, a proof, a blank line and a checkpoint; found: {found}",
    )
