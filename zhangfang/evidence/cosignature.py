"""A witness's word that the log only grew: a dated line below a checkpoint.

https://c2sp.org/tlog-cosignature, its Ed25519 kind. The line holds the time and the signature.
"""

from zhangfang.evidence.fault import EvidenceError
from zhangfang.evidence.signed_note import (
    COSIGNATURE,
    TIME_SIZE,
    Signature,
    SigningKey,
    VerifierKey,
    cosigned_message,
    is_note_text,
)
from zhangfang.evidence.strict_text import LARGEST


def cosigner(key: SigningKey) -> VerifierKey:
    """What others check a witness's cosignatures with. Its id differs from that of `key.verifier`."""
    return VerifierKey(key.name, COSIGNATURE, key.verifier.public)


def cosign(note_text: str, key: SigningKey, at: int) -> Signature:
    """Sign a checkpoint as a witness. Check first that it continues what was signed before.

    Args:
        note_text: the checkpoint, up to its final newline.
        key: the witness's.
        at: the time, in Unix seconds.
    """
    if not 0 <= at <= LARGEST or not is_note_text(note_text):
        raise ValueError("a cosignature is over a note's text, and dated in seconds since 1970")
    signature = key.private.sign(cosigned_message(note_text, at))
    return Signature(key.name, cosigner(key).key_id, at.to_bytes(TIME_SIZE, "big") + signature)


def verify_cosignature(note_text: str, signature: Signature, key: VerifierKey) -> int:
    """When the witness signed, in Unix seconds.

    Raises:
        EvidenceError: `cosignature_wrong`, if this is not the witness's signature of this text.
    """
    named = (key.name, key.key_id) == (signature.name, signature.key_id)
    if key.algorithm != COSIGNATURE or not named:
        raise _wrong(signature.name, f"it is not by {key.as_vkey()}")
    if not key.holds(note_text, signature.signature):
        raise _wrong(signature.name, "the checkpoint or the time was changed after signing")
    return int.from_bytes(signature.signature[:TIME_SIZE], "big")


def _wrong(name: str, why: str) -> EvidenceError:
    return EvidenceError(
        "cosignature_wrong",
        f"cosignature of {name}",
        f"见证方「{name}」的签名对不上：签名之后检查点被改过，或者根本不是它签的。",
        f"it does not hold: {why}",
    )
