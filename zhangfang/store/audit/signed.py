"""Whether a signed note is this log's, and what others have put below it."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from zhangfang.evidence import timestamp
from zhangfang.evidence.checkpoint import Checkpoint, read_checkpoint
from zhangfang.evidence.cosignature import verify_cosignature
from zhangfang.evidence.fault import EvidenceError
from zhangfang.evidence.signed_note import Note, Signature, VerifierKey, parse_note, verify_note
from zhangfang.store.audit.found import Findings, Place


@dataclass(frozen=True, slots=True)
class Believed:
    """Whose word is believed.

    Attributes:
        origin: the log's name.
        keys: the log's, oldest first.
        witnesses: those whose cosignatures are checked.
        roots: certificates of time-stamp authorities, PEM.
    """

    origin: str
    keys: tuple[VerifierKey, ...]
    witnesses: tuple[VerifierKey, ...] = ()
    roots: tuple[bytes, ...] = ()


class Signatures:
    """Checks checkpoints, and what vouches for them.

    Args:
        believed: whose word is.
        findings: what is wrong goes there.
    """

    def __init__(self, believed: Believed, findings: Findings) -> None:
        self.believed = believed
        self._findings = findings

    def checkpoint(
        self, raw: object, place: Place, size: int | None = None
    ) -> tuple[Checkpoint, Note] | None:
        """The checkpoint in a note; None if it is none of this log. What is wrong is told.

        Args:
            raw: the note.
            place: which one it is.
            size: what the checkpoint's must be, if that is known.
        """
        try:
            if not isinstance(raw, str):
                raise _unreadable("it is no text")
            note = parse_note(raw)
            found = read_checkpoint(note.text)
            self._require_ours(found, size)
        except EvidenceError as error:
            self._findings.fault("checkpoint_unreadable", place, str(error))
            return None
        if not is_signed(note, self.believed.keys):
            self._findings.fault("signature_wrong", place)
            return None
        self._others(note, place)
        return found, note

    def stamp(self, token: object, note: Note, place: Place) -> None:
        """Check a time stamp, if there is one."""
        if token is None:
            return
        digest = sha256(note.text.encode()).digest()
        try:
            if not isinstance(token, bytes):
                raise _unreadable("it is no bytes")
            if self.believed.roots:
                timestamp.verify(token, digest, self.believed.roots)
            elif timestamp.read_token(token).imprint != digest:
                raise _unreadable("it is over another hash")
            else:
                self._findings.warn("timestamp_unchecked", place)
        except EvidenceError as error:
            self._findings.fault("timestamp_wrong", place, error.en)

    def _require_ours(self, found: Checkpoint, size: int | None) -> None:
        if found.origin != self.believed.origin:
            raise _unreadable(f"its log is {found.origin}")
        if size is not None and found.size != size:
            raise _unreadable(f"its size is {found.size}")
        if found.extensions:
            raise _unreadable("it has more than three lines")

    def _others(self, note: Note, place: Place) -> None:
        known = {(key.name, key.key_id) for key in self.believed.keys}
        for line in note.signatures:
            if (line.name, line.key_id) not in known:
                self._other(note, line, place)

    def _other(self, note: Note, line: Signature, place: Place) -> None:
        named = (line.name, line.key_id)
        by = [key for key in self.believed.witnesses if (key.name, key.key_id) == named]
        if not by:
            self._findings.warn("signature_unknown", place, line.name)
        for key in by:
            try:
                verify_cosignature(note.text, line, key)
            except EvidenceError as error:
                self._findings.fault("cosignature_wrong", place, error.en)


def is_signed(note: Note, keys: Sequence[VerifierKey]) -> bool:
    """Whether one of the keys signed the note, and no line claims so wrongly."""
    try:
        return bool(verify_note(note, keys))
    except EvidenceError:
        return False


def _unreadable(why: str) -> EvidenceError:
    return EvidenceError("unreadable", "note", "", why)
