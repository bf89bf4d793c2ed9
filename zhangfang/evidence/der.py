"""Reads and writes the little of DER (X.690) that a time stamp is made of.

Lengths may be longer than they need to be, as some authorities write them; indefinite lengths and
tags of several bytes do not occur in a time stamp and are refused.
"""

from dataclasses import dataclass

INTEGER, BIT_STRING, OCTET_STRING, OID, UTF8_STRING = 0x02, 0x03, 0x04, 0x06, 0x0C
GENERALIZED_TIME, SEQUENCE, SET = 0x18, 0x30, 0x31
TRUE, NULL = b"\x01\x01\xff", b"\x05\x00"

_INDEFINITE, _LONG, _MANY = 0x80, 0x80, 0x1F


@dataclass(frozen=True, slots=True)
class Element:
    """One value: its tag, what is in it, and the bytes of both with the length."""

    tag: int
    content: bytes
    raw: bytes

    def inside(self, tag: int) -> "list[Element]":
        """The elements in it, if it has this tag.

        Raises:
            ValueError: it is something else.
        """
        return elements(self.of(tag))

    def of(self, tag: int) -> bytes:
        """What is in it, if it has this tag.

        Raises:
            ValueError: it is something else.
        """
        if self.tag != tag:
            raise ValueError(f"found tag {self.tag:#04x} where {tag:#04x} belongs")
        return self.content

    @property
    def number(self) -> int:
        """The value of an INTEGER."""
        return int.from_bytes(self.of(INTEGER), signed=True)


def elements(data: bytes) -> list[Element]:
    """All elements, one after the other.

    Raises:
        ValueError: the bytes are none, or end too early.
    """
    found = []
    while data:
        found.append(_first(data))
        data = data[len(found[-1].raw) :]
    return found


def only(data: bytes) -> Element:
    """The one element that the bytes are.

    Raises:
        ValueError: they are none, or more than one.
    """
    found = _first(data)
    if len(found.raw) != len(data):
        raise ValueError(f"{len(data) - len(found.raw)} bytes follow the end")
    return found


def write(tag: int, *parts: bytes) -> bytes:
    """An element with these parts in it."""
    content = b"".join(parts)
    size = len(content)
    if size < _LONG:
        return bytes([tag, size]) + content
    length = size.to_bytes((size.bit_length() + 7) // 8)
    return bytes([tag, _LONG | len(length)]) + length + content


def write_integer(value: int) -> bytes:
    """A whole number that is not negative, as INTEGER."""
    return write(INTEGER, value.to_bytes(value.bit_length() // 8 + 1))


def write_oid(dotted: str) -> bytes:
    """An object identifier, written like 1.2.840."""
    first, second, *arcs = (int(arc) for arc in dotted.split("."))
    return write(OID, bytes(_base_128([first * 40 + second, *arcs])))


def _first(data: bytes) -> Element:
    if len(data) < 2 or data[0] & _MANY == _MANY or data[1] == _INDEFINITE:
        raise ValueError("no element begins here")
    start, size = 2, data[1]
    if size >= _LONG:
        start += size - _LONG
        size = int.from_bytes(data[2:start])
    if start + size > len(data):
        raise ValueError(f"{size} bytes are announced and {max(len(data) - start, 0)} are there")
    return Element(data[0], data[start : start + size], data[: start + size])


def _base_128(arcs: list[int]) -> list[int]:
    written = []
    for arc in arcs:
        digits = [arc & 0x7F]
        while arc := arc >> 7:
            digits.insert(0, 0x80 | arc & 0x7F)
        written += digits
    return written
