"""Passwords: which are good enough, and what is kept of them.

Argon2id with more work than OWASP's password storage cheat sheet asks for (19 MiB, 2 passes). A hash
made with other parameters is made anew when its password is next seen.
"""

import secrets
import unicodedata
from functools import cache
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from zhangfang.console.refusals import BadFieldError
from zhangfang.store.agents import name_key

SHORTEST = 10
FEWEST_DIFFERENT = 4
LEAST_BESIDE_NAME = 6

ARGON2ID = PasswordHasher(time_cost=3, memory_cost=32 * 1024, parallelism=1)
"""32 MB and about 80 ms for a guess."""

_READABLE = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"
FIRST_LENGTH = 16


class Passwords:
    """Makes and checks hashes.

    Args:
        hasher: with which parameters; a test gives cheap ones.
    """

    def __init__(self, hasher: PasswordHasher = ARGON2ID) -> None:
        self._hasher = hasher
        self._nobodys = hasher.hash(secrets.token_urlsafe())

    def hashed(self, password: str) -> str:
        """What is kept of a password."""
        return self._hasher.hash(_normal(password))

    def fits(self, password: str, kept: str | None) -> bool:
        """Whether this is the password. Where there is none, looking costs the same."""
        try:
            self._hasher.verify(kept or self._nobodys, _normal(password))
        except (VerificationError, InvalidHashError):
            return False
        return kept is not None

    def is_outdated(self, kept: str) -> bool:
        """Whether it was made with other parameters than those of today."""
        return self._hasher.check_needs_rehash(kept)


def first_password() -> str:
    """A random one that can be read out and typed; 93 bits."""
    return "".join(secrets.choice(_READABLE) for _ in range(FIRST_LENGTH))


def require_good(password: str, name: str) -> None:
    """Refuse a password that somebody would guess soon.

    Raises:
        BadFieldError: and says in which way it is too weak.
    """
    normal = name_key(password)
    if len(normal) < SHORTEST:
        raise BadFieldError("new", f"密码至少要 {SHORTEST} 个字符。换一个长点的，一句话也行。")
    if len(normal.replace(name_key(name), "")) < LEAST_BESIDE_NAME:
        raise BadFieldError("new", "密码里除了名字没剩几个字符，太好猜。换一个跟名字无关的。")
    if len(set(normal)) < FEWEST_DIFFERENT or normal in _common():
        raise BadFieldError("new", "这个密码太常见，别人几下就能猜到。换一个少见的。")


@cache
def _common() -> frozenset[str]:
    listed = Path(__file__).with_name("common_passwords.txt").read_text(encoding="utf-8")
    return frozenset(line for line in listed.splitlines() if line and not line.startswith("#"))


def _normal(password: str) -> str:
    """The same characters whatever keyboard typed them (NIST SP 800-63B, 5.1.1.2)."""
    return unicodedata.normalize("NFKC", password)
