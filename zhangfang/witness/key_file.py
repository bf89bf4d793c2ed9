"""The witness's own key: made at the first start, and the same ever after."""

import os
import socket
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from zhangfang.evidence.cosignature import cosigner
from zhangfang.evidence.signed_note import SigningKey, VerifierKey
from zhangfang.witness.fault import WitnessError

KEY_FILE, PUBLIC_FILE = "witness.key", "witness.vkey"
OTHERS = 0o077
"""The bits of a file's mode that let anybody but its owner at it."""


def has_key(folder: Path) -> bool:
    """Whether a witness was started here before."""
    return (folder / KEY_FILE).exists()


def open_key(folder: Path, name: str | None) -> SigningKey:
    """The key in a folder; a new one, if there is none.

    Args:
        folder: the witness's own.
        name: what the witness is called; a new one without it, after its machine.

    Raises:
        WitnessError: others can read the key, it is broken, or it has another name.
        EvidenceError: `key_unreadable`: nothing can have this name.
    """
    if not has_key(folder):
        _make(folder, name or f"{socket.gethostname()}/zhangfang-witness")
    mode = (folder / KEY_FILE).stat().st_mode & 0o777
    if mode & OTHERS:
        raise WitnessError(
            f"{KEY_FILE} can be read by others (mode {mode:o}). Run chmod 600 on it."
        )
    try:
        private = load_pem_private_key((folder / KEY_FILE).read_bytes(), password=None)
        public = VerifierKey.from_vkey((folder / PUBLIC_FILE).read_text(encoding="utf-8").strip())
    except (OSError, ValueError) as error:
        raise WitnessError(f"{KEY_FILE} and {PUBLIC_FILE} cannot be read: {error}.") from None
    if not isinstance(private, Ed25519PrivateKey):
        raise WitnessError(f"{KEY_FILE} is not an Ed25519 key.")
    key = SigningKey(public.name, private)
    if cosigner(key) != public:
        raise WitnessError(f"{KEY_FILE} and {PUBLIC_FILE} are not of one key. Restore both.")
    if name not in (None, key.name):
        raise WitnessError(f"This witness is called {key.name}. A new name needs a new folder.")
    return key


def _make(folder: Path, name: str) -> None:
    """The public half is written first: a key is complete once its private file is there."""
    key = SigningKey(name, Ed25519PrivateKey.generate())
    pem = key.private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    _write(folder / PUBLIC_FILE, cosigner(key).as_vkey().encode() + b"\n", 0o644)
    _write(folder / KEY_FILE, pem, 0o600)


def _write(path: Path, content: bytes, mode: int) -> None:
    """Write a file whole or not at all, and have it on the disk."""
    fresh = path.with_suffix(path.suffix + ".new")
    fresh.unlink(missing_ok=True)
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    fresh.rename(path)
    entry = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(entry)
    finally:
        os.close(entry)
