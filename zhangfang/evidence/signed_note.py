"""Signed notes: a text, and below it who signed it (https://c2sp.org/signed-note)."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Self

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from zhangfang.evidence import ed25519
from zhangfang.evidence.fault import EvidenceError
from zhangfang.evidence.strict_text import LARGEST, as_base64, is_plain, read_base64

ED25519, COSIGNATURE = 1, 4
"""Signature types that we know: a log's, and a witness's (see cosignature.py)."""

KEY_ID_SIZE = 4
TIME_SIZE = 8
"""A cosignature begins with its time, big-endian."""

MOST_SIGNATURES = 100
"""Notes with more are refused. The standard wants a limit, of 16 at least."""

OPENS_SIGNATURE = "\N{EM DASH} "


@dataclass(frozen=True, slots=True)
class Signature:
    """One line below a text. `signature` is what follows the key's id."""

    name: str
    key_id: bytes
    signature: bytes

    def as_line(self) -> str:
        """The line with its newline."""
        return f"{OPENS_SIGNATURE}{self.name} {as_base64(self.key_id + self.signature)}\n"


@dataclass(frozen=True, slots=True)
class Note:
    """A text with its final newline, and the signatures that claim to be over it."""

    text: str
    signatures: tuple[Signature, ...]

    def as_text(self) -> str:
        """The note as it is kept and sent."""
        return self.text + "\n" + "".join(one.as_line() for one in self.signatures)


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """A public key and whose it is.

    Raises:
        EvidenceError: `key_unreadable`, if no key can be like this.
    """

    name: str
    algorithm: int
    public: bytes

    def __post_init__(self) -> None:
        if not is_key_name(self.name):
            raise _key_unreadable(self.name, "its name is empty or has a space or a plus sign")
        if self.algorithm not in (ED25519, COSIGNATURE):
            raise _key_unreadable(self.name, f"{self.algorithm} is no signature type known here")
        if not ed25519.is_sound_point(self.public):
            raise _key_unreadable(self.name, "its bytes are no public key of Ed25519")

    @property
    def key_id(self) -> bytes:
        """Signed-note, "Signatures": what a signature line calls the key, beside its name."""
        named = self.name.encode() + b"\n" + bytes([self.algorithm]) + self.public
        return hashlib.sha256(named).digest()[:KEY_ID_SIZE]

    def as_vkey(self) -> str:
        """Signed-note, "Verifier keys": one line, name+id+key."""
        key = as_base64(bytes([self.algorithm]) + self.public)
        return f"{self.name}+{self.key_id.hex()}+{key}"

    @classmethod
    def from_vkey(cls, vkey: str) -> Self:
        """Read what `as_vkey` writes.

        Raises:
            EvidenceError: `key_unreadable`.
        """
        name, plus, rest = vkey.partition("+")
        typed = read_base64(rest[2 * KEY_ID_SIZE + 1 :], 1 + ed25519.KEY_SIZE)
        if not plus or typed is None:
            raise _key_unreadable(name, "it is not written as name+id+key")
        key = cls(name, typed[0], typed[1:])
        if key.as_vkey() != vkey:
            raise _key_unreadable(name, "its id is another key's")
        return key

    def holds(self, text: str, signature: bytes) -> bool:
        """Whether the signature over the text is this key's."""
        if self.algorithm == ED25519:
            return ed25519.holds(self.public, signature, text.encode())
        at = int.from_bytes(signature[:TIME_SIZE], "big")
        message = cosigned_message(text, at)
        return at <= LARGEST and ed25519.holds(self.public, signature[TIME_SIZE:], message)


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A private key and whose it is."""

    name: str
    private: Ed25519PrivateKey = field(repr=False)

    @property
    def verifier(self) -> VerifierKey:
        """What others check this key's signatures with."""
        return VerifierKey(self.name, ED25519, self.private.public_key().public_bytes_raw())

    def sign(self, text: str) -> Signature:
        """Signed-note, "Ed25519 signatures": over the text with its final newline."""
        if not is_note_text(text):
            raise ValueError("a note's text ends with a newline and has no control characters")
        return Signature(self.name, self.verifier.key_id, self.private.sign(text.encode()))


def signed(text: str, *keys: SigningKey) -> Note:
    """The text with a signature by each key."""
    return Note(text, tuple(key.sign(text) for key in keys))


def parse_note(raw: str) -> Note:
    """Take a note apart. Nothing is known of its signatures yet.

    Raises:
        EvidenceError: `note_unreadable`.
    """
    head, blank, tail = raw.rpartition("\n\n")
    text = head + "\n"
    if not blank or not is_note_text(text):
        raise _note_unreadable("no text, a blank line and signatures")
    if not tail.endswith("\n"):
        raise _note_unreadable("the last line is cut off")
    lines = tail[:-1].split("\n")
    if len(lines) > MOST_SIGNATURES:
        raise _note_unreadable(f"{len(lines)} signatures")
    return Note(text, tuple(_read_signature(line) for line in lines))


def verify_note(note: Note, keys: Iterable[VerifierKey]) -> list[VerifierKey]:
    """The keys that signed the note, in the order of its lines.

    Lines by keys not among `keys` are ignored, as the standard says: anybody may add one.

    Raises:
        EvidenceError: `signature_wrong`, if a line claims to be by one of the keys and is not;
            `key_unknown`, if none does.
    """
    known = list(keys)
    found = []
    for line in note.signatures:
        named = [key for key in known if (key.name, key.key_id) == (line.name, line.key_id)]
        held = [key for key in named if key.holds(note.text, line.signature)]
        if named and not held:
            raise _signature_wrong(line.name)
        found += held
    if not found:
        raise EvidenceError(
            "key_unknown",
            "signatures",
            "上面没有一个签名出自认得的密钥。",
            "none of the signatures is by a key that is known here",
        )
    return list(dict.fromkeys(found))


def cosigned_message(text: str, at: int) -> bytes:
    """What a witness signs: tlog-cosignature, "Ed25519 signed message". `at` is in Unix seconds."""
    return f"cosignature/v1\ntime {at}\n{text}".encode()


def is_key_name(name: str) -> bool:
    """Signed-note, "Format": not empty, no Unicode spaces, no plus sign."""
    return bool(name) and is_plain(name) and "+" not in name and not any(map(str.isspace, name))


def is_note_text(text: str) -> bool:
    """Signed-note, "Format": UTF-8 without control characters, and a newline at the end."""
    return text.endswith("\n") and is_plain(text.replace("\n", ""))


def _signature_wrong(name: str) -> EvidenceError:
    return EvidenceError(
        "signature_wrong",
        f"signature of {name}",
        f"「{name}」的签名对不上：签名之后内容被改过，或者根本不是它签的。",
        "it does not fit the text: the text was changed after signing, or another key signed it",
    )


def _read_signature(line: str) -> Signature:
    name, space, encoded = line.removeprefix(OPENS_SIGNATURE).partition(" ")
    if not line.startswith(OPENS_SIGNATURE) or not space or not is_key_name(name):
        raise _note_unreadable("a signature line is not a dash, a name and a signature")
    signature = read_base64(encoded)
    if signature is None or len(signature) <= KEY_ID_SIZE:
        raise _note_unreadable(f"the signature of {name} is not Base64 of a key's id and more")
    return Signature(name, signature[:KEY_ID_SIZE], signature[KEY_ID_SIZE:])


def _note_unreadable(found: str) -> EvidenceError:
    return EvidenceError(
        "note_unreadable",
        "signed note",
        "这份签名文件读不出来，格式被改动过。",
        f"expected a text, a blank line and signature lines; found: {found}",
    )


def _key_unreadable(name: str, why: str) -> EvidenceError:
    return EvidenceError(
        "key_unreadable",
        f"key of {name!r}",
        "这把公钥读不出来，可能抄错或者改过了。",
        f"not a verifier key: {why}",
    )
