"""Which characters the embedded fonts can draw: the `cmap` table of OpenType, format 12."""

import struct
from collections.abc import Iterator
from functools import cache
from pathlib import Path

_FULL_UNICODE = 12
_TABLE_RECORD, _ENCODING_RECORD, _GROUP = struct.Struct(">4sLLL"), struct.Struct(">HHL"), 12


def has_glyph(char: str) -> bool:
    """Whether a document can show the character."""
    return ord(char) in _embedded()


@cache
def _embedded() -> frozenset[int]:
    """Some 30 000 code points, read with the first document."""
    import pylopdf_fonts_zh_cn as noto

    return frozenset().union(*map(code_points, (noto.serif_path(), noto.sans_path())))


def code_points(font: Path) -> frozenset[int]:
    """All that a font has a glyph for.

    Raises:
        ValueError: it has no table of the whole of Unicode.
    """
    data = font.read_bytes()
    cmap = _table(data, b"cmap")
    for encoding in range(struct.unpack_from(">H", data, cmap + 2)[0]):
        _, _, offset = _ENCODING_RECORD.unpack_from(data, cmap + 4 + encoding * 8)
        if struct.unpack_from(">H", data, cmap + offset)[0] == _FULL_UNICODE:
            return frozenset(_of_groups(data, cmap + offset))
    raise ValueError(f"{font.name} has no character map of format 12")


def _table(data: bytes, tag: bytes) -> int:
    for place in range(struct.unpack_from(">H", data, 4)[0]):
        name, _, offset, _ = _TABLE_RECORD.unpack_from(data, 12 + place * _TABLE_RECORD.size)
        if name == tag:
            return int(offset)
    raise ValueError(f"the font has no table {tag!r}")


def _of_groups(data: bytes, table: int) -> Iterator[int]:
    (count,) = struct.unpack_from(">L", data, table + 12)
    for group in range(count):
        first, last, _ = struct.unpack_from(">LLL", data, table + 16 + group * _GROUP)
        yield from range(first, last + 1)
