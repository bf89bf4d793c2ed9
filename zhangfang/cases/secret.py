"""The short secret of a case, which opens it on another phone: `7KYM-4PX2`."""

from collections.abc import Callable

from zhangfang.cases.number import SYMBOLS, plain

LENGTH = 8
"""36 bits: enough where a few tries are allowed in a quarter of an hour."""


def new_secret(pick: Callable[[str], str]) -> str:
    """A new secret, as it is shown.

    Args:
        pick: chooses one character of a string, at random in production.
    """
    drawn = "".join(pick(SYMBOLS) for _ in range(LENGTH))
    return f"{drawn[:4]}-{drawn[4:]}"


def read_secret(text: str) -> str:
    """The characters that count: whatever the case, blanks and dashes, it is the same secret."""
    return plain(text)
