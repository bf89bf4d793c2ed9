"""What the log shows to everybody: its name, its keys, how far it has been signed."""

import hashlib

from pydantic import BaseModel

from zhangfang.evidence.signed_note import VerifierKey
from zhangfang.store import checkpoints
from zhangfang.store.database import Database
from zhangfang.store.keys import Keys


class LogFace(BaseModel):
    """`fingerprint` is the SHA-256 of the current public key, in hex: what a pack's is compared with.

    `keys` are all verifier keys, oldest first; `checkpoint` is the latest signed note.
    """

    origin: str
    key: str
    fingerprint: str
    keys: list[str]
    size: int
    checkpoint: str | None


def log_face(database: Database, keys: Keys) -> LogFace:
    """As it stands."""
    with database.read() as connection:
        latest = checkpoints.latest(connection)
    current = keys.current.verifier
    return LogFace(
        origin=keys.origin,
        key=current.as_vkey(),
        fingerprint=fingerprint(current),
        keys=[key.as_vkey() for key in keys.verifiers],
        size=latest.size if latest else 0,
        checkpoint=latest.note if latest else None,
    )


def fingerprint(key: VerifierKey) -> str:
    """SHA-256 of the 32 public bytes, in hex."""
    return hashlib.sha256(key.public).hexdigest()
