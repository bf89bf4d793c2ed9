"""Numbers and bytes as signed lines carry them. Each has one spelling, and any other is refused."""

import base64
import binascii
import re

LARGEST = 2**63 - 1
"""C2SP counts in 64 bits; readers in other languages have one of them for the sign."""

_NOT_PLAIN = re.compile("[\x00-\x1f\ud800-\udfff]")


def read_number(text: str) -> int | None:
    """A number from 0, in ASCII digits without leading zeros; None if it is not written so."""
    if not (text.isascii() and text.isdigit()) or len(text) > len(str(LARGEST)):
        return None
    number = int(text)
    return number if str(number) == text and number <= LARGEST else None


def read_base64(text: str, size: int | None = None) -> bytes | None:
    """Bytes in Base64 (RFC 4648, 4, with padding, spare bits zero); None if not written so.

    Args:
        text: what is to be read.
        size: how many bytes it must be, if that is known.
    """
    try:
        found = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):  # ValueError: not ASCII
        return None
    if as_base64(found) != text or size not in (None, len(found)):
        return None
    return found


def as_base64(data: bytes) -> str:
    """Bytes in Base64 (RFC 4648, 4)."""
    return base64.b64encode(data).decode("ascii")


def is_plain(text: str) -> bool:
    """Whether the text can be UTF-8 and has no ASCII control character, not even a newline."""
    return not _NOT_PLAIN.search(text)
