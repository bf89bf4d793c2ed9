"""What is kept of a case's secret: a salted scrypt hash, slow to guess against."""

import hashlib
import hmac
import secrets
from typing import NamedTuple

SALT_BYTES = 16
WORK, BLOCK, LANES = 2**14, 8, 1
"""16 MB and about 50 ms for a guess."""


class Hashed(NamedTuple):
    """A secret's hash, in hex."""

    salt: str
    digest: str


NOBODY = Hashed(salt="00" * SALT_BYTES, digest="")
"""Stands in where there is no secret, so that looking costs the same; nothing matches it."""


def hashed(secret: str) -> Hashed:
    """A new secret under a salt of its own."""
    salt = secrets.token_hex(SALT_BYTES)
    return Hashed(salt, _digest(secret, salt))


def matches(secret: str, kept: Hashed) -> bool:
    """Whether this is the secret. It takes as long whether it is or not."""
    return hmac.compare_digest(_digest(secret, kept.salt), kept.digest)


def _digest(secret: str, salt: str) -> str:
    return hashlib.scrypt(
        secret.encode(), salt=bytes.fromhex(salt), n=WORK, r=BLOCK, p=LANES
    ).hex()[:64]
