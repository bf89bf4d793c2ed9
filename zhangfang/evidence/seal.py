"""Openings and keys under lock: AES-256-GCM (NIST SP 800-38D), with a random nonce before the text.

What the ciphertext belongs to is bound to it as additional data, so that none can be put in
another's place.
"""

import json
from typing import Any

import rfc8785
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from zhangfang.evidence.commitment import SALT_BYTES, Opening

KEY_BYTES = 32
NONCE_BYTES = 12


class UnsealError(ValueError):
    """The ciphertext was altered, belongs elsewhere, or was made under another key."""


def seal(key: bytes, plain: bytes, belongs_to: str, nonce: bytes) -> bytes:
    """The nonce and the ciphertext. A nonce must never be used twice under one key."""
    return nonce + AESGCM(key).encrypt(nonce, plain, belongs_to.encode())


def unseal(key: bytes, sealed: bytes, belongs_to: str) -> bytes:
    """The plain bytes.

    Raises:
        UnsealError: it does not open.
    """
    nonce, text = sealed[:NONCE_BYTES], sealed[NONCE_BYTES:]
    try:
        return AESGCM(key).decrypt(nonce, text, belongs_to.encode())
    except (InvalidTag, ValueError):
        raise UnsealError(f"what is sealed for {belongs_to} does not open") from None


def sealed_for(conversation: str, seq: int, name: str) -> str:
    """What an opening belongs to."""
    return f"{conversation}/{seq}/{name}"


def pack_opening(opening: Opening) -> bytes:
    """The opening as bytes to be sealed."""
    return rfc8785.dumps(opening.as_json())


def unpack_opening(plain: bytes) -> Opening:
    """The opening in unsealed bytes.

    Raises:
        UnsealError: there is none in them.
    """
    try:
        found: Any = json.loads(plain)
        salt = bytes.fromhex(found["salt"])
        value = found["value"]
    except (ValueError, KeyError, TypeError):
        raise UnsealError("what was sealed is no opening") from None
    if len(salt) != SALT_BYTES:
        raise UnsealError("what was sealed has no salt of 32 bytes")
    return Opening(salt, value)
