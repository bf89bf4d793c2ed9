"""The desk's keys, as files that nobody else may read.

Made at the first start and never again: a log whose keys are gone must not go on under others as if
nothing had happened. Keys that no longer sign are kept, for what they have signed.
"""

import secrets
import stat
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from zhangfang.evidence.seal import KEY_BYTES
from zhangfang.evidence.signed_note import SigningKey, VerifierKey
from zhangfang.store.durable import sync_folder, write_new

MASTER, PUBLIC = "master.key", "log.vkeys"
ORIGIN_BYTES = 8
READABLE_BY_OTHERS = stat.S_IRWXG | stat.S_IRWXO


class KeysError(RuntimeError):
    """The keys are missing, damaged, or open to others. The text says what to do."""


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys of one desk.

    Attributes:
        master: wraps the conversations' keys.
        signing: the log's keys, oldest first; the last one signs.
    """

    master: bytes = field(repr=False)
    signing: tuple[SigningKey, ...]

    @property
    def current(self) -> SigningKey:
        """The key that signs."""
        return self.signing[-1]

    @property
    def origin(self) -> str:
        """The log's name."""
        return self.current.name

    @property
    def verifiers(self) -> tuple[VerifierKey, ...]:
        """What others check signatures with, oldest first."""
        return tuple(key.verifier for key in self.signing)


def open_keys(folder: Path, *, log_is_empty: bool) -> Keys:
    """The keys in this folder; they are made if there are none and the log has not begun.

    Raises:
        KeysError: they cannot be used.
    """
    if not (folder / PUBLIC).exists():
        if not log_is_empty:
            raise KeysError(
                f"the log has entries, and its keys are not in {folder}. Put them back from your "
                "backup; new ones would make every earlier signature look false."
            )
        _make(folder)
    verifiers = [VerifierKey.from_vkey(it) for it in _read(folder / PUBLIC).decode().split()]
    signing = tuple(_signing_key(folder, verifier) for verifier in verifiers)
    master = _private(folder / MASTER)
    if not signing or len(master) != KEY_BYTES:
        raise KeysError(
            f"{folder} does not hold a whole set of keys. Put it back from your backup."
        )
    return Keys(master, signing)


def add_key(folder: Path) -> VerifierKey:
    """Make a new signing key. It signs from the next start on; the old ones are kept."""
    before = open_keys(folder, log_is_empty=False)
    key = SigningKey(before.origin, Ed25519PrivateKey.generate())
    write_new(folder / _name(key.verifier), _pem(key))
    lines = [it.as_vkey() for it in (*before.verifiers, key.verifier)]
    fresh = folder / f"{PUBLIC}.new"
    fresh.unlink(missing_ok=True)
    write_new(fresh, _text(lines))
    fresh.replace(folder / PUBLIC)
    sync_folder(folder)
    return key.verifier


def _make(folder: Path) -> None:
    """The public part is written last: a start that died before it begins anew."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for left in folder.glob("*.key"):
        left.unlink()
    origin = f"zhangfang/{secrets.token_hex(ORIGIN_BYTES)}"
    key = SigningKey(origin, Ed25519PrivateKey.generate())
    write_new(folder / MASTER, secrets.token_bytes(KEY_BYTES))
    write_new(folder / _name(key.verifier), _pem(key))
    write_new(folder / PUBLIC, _text([key.verifier.as_vkey()]))
    sync_folder(folder)


def _name(verifier: VerifierKey) -> str:
    return f"log-{verifier.key_id.hex()}.key"


def _text(lines: list[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode()


def _pem(key: SigningKey) -> bytes:
    return key.private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def _signing_key(folder: Path, verifier: VerifierKey) -> SigningKey:
    file = folder / _name(verifier)
    try:
        private = load_pem_private_key(_private(file), password=None)
    except (ValueError, TypeError):
        raise KeysError(f"{file} is no private key. Put it back from your backup.") from None
    if not isinstance(private, Ed25519PrivateKey):
        raise KeysError(f"{file} is no Ed25519 key. Put it back from your backup.")
    key = SigningKey(verifier.name, private)
    if key.verifier != verifier:
        raise KeysError(f"{file} is not the key that {PUBLIC} names. Put it back from your backup.")
    return key


def _private(file: Path) -> bytes:
    content = _read(file)
    if stat.S_IMODE(file.stat().st_mode) & READABLE_BY_OTHERS:
        raise KeysError(f"{file} can be read by others. Run `chmod 600 {file}` and start again.")
    return content


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except FileNotFoundError:
        raise KeysError(f"{file} is missing. Put it back from your backup.") from None
