"""How large a picture says it is, read from its header: nothing is decoded. Pure.

A file of a few kilobytes may unpack to gigabytes, so this is asked before any decoder sees it.
"""

import re
from collections.abc import Callable, Iterator
from itertools import islice
from typing import NamedTuple

MOST_PIXELS = 40_000_000
MOST_PARTS = 100_000
"""Segments, chunks or boxes that are gone through: hostile files have more."""


class Size(NamedTuple):
    """Of a picture, in pixels."""

    width: int
    height: int

    @property
    def pixels(self) -> int:
        """How many it has."""
        return self.width * self.height


def size_of(content: bytes, media: str) -> Size | None:
    """The largest size that the header of a picture names; None if it names none.

    Args:
        content: the file.
        media: "image/jpeg", "image/png", "image/webp" or "image/heic".
    """
    found = [size for size in _SIZES[media](content) if size.pixels]
    return max(found, key=lambda size: size.pixels, default=None)


_MARKER = re.compile(rb"\xff+([^\x00\xff])").match
_FRAMES = {bytes([code]) for code in range(0xC0, 0xD0)} - {b"\xc4", b"\xc8", b"\xcc"}
_ALONE = {b"\x01", *(bytes([code]) for code in range(0xD0, 0xD9))}
_SCAN, _END = b"\xda", b"\xd9"


def _of_jpeg(content: bytes) -> Iterator[Size]:
    """From the frame headers before the first scan (ITU-T T.81, B.2.2)."""
    at = 2
    for _ in range(MOST_PARTS):
        found = _MARKER(content, at)
        if found is None or found[1] in (_SCAN, _END):
            return
        at = found.end()
        if found[1] in _FRAMES:
            height, width = content[at + 3 : at + 5], content[at + 5 : at + 7]
            yield Size(int.from_bytes(width), int.from_bytes(height))
        if found[1] not in _ALONE:
            at += int.from_bytes(content[at : at + 2])


def _of_png(content: bytes) -> Iterator[Size]:
    """From IHDR, always the first chunk (PNG, 11.2.1)."""
    yield Size(int.from_bytes(content[16:20]), int.from_bytes(content[20:24]))


def _of_webp(content: bytes) -> Iterator[Size]:
    """From the canvas and from each picture on it (RFC 9649, 2.5 to 2.7)."""
    for name, start, end in riff_chunks(content, 12, len(content)):
        yield from _of_webp_chunk(name, content[start : min(end, start + 16)])
        if name == b"ANMF":
            for inner, begin, _ in islice(riff_chunks(content, start + 16, end), 3):
                yield from _of_webp_chunk(inner, content[begin : begin + 16])


def _of_webp_chunk(name: bytes, head: bytes) -> Iterator[Size]:
    if name == b"VP8X" and len(head) >= 10:
        yield Size(_little(head[4:7]) + 1, _little(head[7:10]) + 1)
    elif name == b"VP8 " and head[3:6] == b"\x9d\x01\x2a" and len(head) >= 10:
        yield Size(_little(head[6:8]) & 0x3FFF, _little(head[8:10]) & 0x3FFF)
    elif name == b"VP8L" and head[:1] == b"\x2f" and len(head) >= 5:
        bits = _little(head[1:5])
        yield Size((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)


def riff_chunks(content: bytes, at: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """Name, beginning and end of the chunks of a RIFF file (RFC 9649, 2.3)."""
    for _ in range(MOST_PARTS):
        start = at + 8
        if start > end:
            return
        size = _little(content[at + 4 : start])
        yield content[at : at + 4], start, min(start + size, end)
        at = start + size + size % 2


def _of_heic(content: bytes) -> Iterator[Size]:
    """From all `ispe` properties (ISO/IEC 23008-12, 6.5.3): of the whole, its tiles, its thumbnail."""
    for start, end in _boxes(content, 0, len(content), b"meta"):
        for properties in _boxes(content, start + 4, end, b"iprp"):
            for container in _boxes(content, *properties, b"ipco"):
                for at, _ in _boxes(content, *container, b"ispe"):
                    width, height = content[at + 4 : at + 8], content[at + 8 : at + 12]
                    yield Size(int.from_bytes(width), int.from_bytes(height))


def _boxes(content: bytes, at: int, end: int, wanted: bytes) -> Iterator[tuple[int, int]]:
    """Where the boxes of this kind begin and end inside (ISO/IEC 14496-12, 4.2)."""
    for _ in range(MOST_PARTS):
        size, start = int.from_bytes(content[at : at + 4]), at + 8
        if size == 1:
            size, start = int.from_bytes(content[at + 8 : at + 16]), at + 16
        elif size == 0:
            size = end - at
        if size < start - at or at + size > end:
            return
        if content[at + 4 : at + 8] == wanted:
            yield start, at + size
        at += size


def _little(number: bytes) -> int:
    return int.from_bytes(number, "little")


_SIZES: dict[str, Callable[[bytes], Iterator[Size]]] = {
    "image/jpeg": _of_jpeg,
    "image/png": _of_png,
    "image/webp": _of_webp,
    "image/heic": _of_heic,
}
