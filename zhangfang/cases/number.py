"""Case numbers that a person can read out on the phone: `ZF-20261122-K7YM-4`."""

import unicodedata
from collections.abc import Callable
from datetime import datetime

SYMBOLS = "0123456789ACDEFHJKMPTXY"
"""23 of them, a prime; letters that are misheard or look like a digit are left out."""

_UNREAD = ("Zs", "Zl", "Zp", "Cc", "Cf", "Pd")
"""Blanks, what cannot be seen, dashes."""


def case_number(now: datetime, pick: Callable[[str], str]) -> str:
    """A new number: the day it was opened, four characters, and a check character.

    Args:
        now: when the case is opened, in local time.
        pick: chooses one character of a string, at random in production.
    """
    day = now.strftime("%Y%m%d")
    tail = "".join(pick(SYMBOLS) for _ in range(4))
    return f"ZF-{day}-{tail}-{check_character(day + tail)}"


def check_character(body: str) -> str:
    """Weighted sum modulo 23: finds any one wrong character and any two swapped neighbours.

    Raises:
        ValueError: a character is not one of SYMBOLS.
    """
    total = sum(weight * SYMBOLS.index(char) for weight, char in enumerate(body, start=1))
    return SYMBOLS[total % len(SYMBOLS)]


def is_case_number(text: str) -> bool:
    """Whether a number read out by a person is whole and without a slip."""
    return read_case_number(text) is not None


def read_case_number(text: str) -> str | None:
    """The number as we write it, whatever its case, blanks and dashes; None if there is a slip."""
    prefix, body = plain(text)[:2], plain(text)[2:]
    if prefix != "ZF" or len(body) != 13 or not set(body) <= set(SYMBOLS):
        return None
    if check_character(body[:-1]) != body[-1]:
        return None
    return f"ZF-{body[:8]}-{body[8:12]}-{body[12]}"


def plain(text: str) -> str:
    """What was typed, in half-width capitals, without blanks and dashes."""
    typed = unicodedata.normalize("NFKC", text).upper()
    return "".join(char for char in typed if unicodedata.category(char) not in _UNREAD)
