"""The picture alone: a file without all that is said about the picture. Pure.

A decoder gets the bytes it draws from, and no others: no Exif, position, colour profile, text,
second picture or film. What is not there can't be shown by mistake, and can't attack its reader.
"""

import re
from typing import NamedTuple

from zhangfang.pictures.dimensions import MOST_PARTS, riff_chunks
from zhangfang.pictures.orientation import UPRIGHT, orientation_of

MOST_SCANS = 64
"""Of a progressive JPEG. Each may cost as much as the whole picture; cameras write about ten."""


class Bare(NamedTuple):
    """What is to be decoded, and which way up it then has to be turned."""

    content: bytes
    orientation: int


def bare(content: bytes, media: str) -> Bare:
    """The first picture of a JPEG, PNG or WebP file.

    Raises:
        ValueError: there is none, or it is drawn over too often.
    """
    return _BARE[media](content)


_MARKER = re.compile(rb"\xff+([^\x00\xff])").match
_AFTER_SCAN = re.compile(rb"\xff[^\x00\xd0-\xd7]").search
_ALONE = {b"\x01", *(bytes([code]) for code in range(0xD0, 0xD9))}
_SCAN, _END, _EXIF = b"\xda", b"\xd9", b"\xe1"
_KEPT = {
    *(bytes([code]) for code in range(0xC0, 0xD0)),  # frames, Huffman and arithmetic tables
    *(bytes([code]) for code in range(0xDA, 0xDE)),  # scan, quantisation, lines, restart interval
    b"\xe0",  # JFIF and
    b"\xee",  # Adobe: which colours the numbers stand for
}


def _bare_jpeg(content: bytes) -> Bare:
    """Segment by segment (ITU-T T.81, B.1.1), to the end of the first picture."""
    kept, at, orientation, scans = bytearray(content[:2]), 2, UPRIGHT, 0
    for _ in range(MOST_PARTS):
        found = _MARKER(content, at)
        if found is None or found[1] == _END:
            break
        start = at = found.end()
        if found[1] in _ALONE:
            continue
        at += int.from_bytes(content[start : start + 2])
        if found[1] == _SCAN:
            scans += 1
            following = _AFTER_SCAN(content, at)
            at = following.start() if following else len(content)
        if found[1] in _KEPT:
            kept += b"\xff" + found[1] + content[start:at]
        if found[1] == _EXIF and content[start + 2 : start + 8] == b"Exif\0\0":
            orientation = orientation_of(content[start + 2 : at])
    if not 0 < scans <= MOST_SCANS:
        raise ValueError(f"a JPEG of {scans} scans")
    return Bare(bytes(kept + b"\xff" + _END), orientation)


_PNG_KEPT = {b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"}


def _bare_png(content: bytes) -> Bare:
    """Chunk by chunk (PNG, 5.3); frames of an animation are in chunks of their own and go."""
    kept, at, orientation = bytearray(content[:8]), 8, UPRIGHT
    for _ in range(MOST_PARTS):
        end = at + 12 + int.from_bytes(content[at : at + 4])
        name = content[at + 4 : at + 8]
        if len(name) < 4:
            break
        if name in _PNG_KEPT:
            kept += content[at:end]
        elif name == b"eXIf":
            orientation = orientation_of(content[at + 8 : end - 4])
        if name == b"IEND":
            break
        at = end
    return Bare(bytes(kept), orientation)


def _bare_webp(content: bytes) -> Bare:
    """The still picture or the first frame (RFC 9649, 2.5 to 2.7), as a file of its own."""
    drawn: dict[bytes, bytes] = {}
    orientation = UPRIGHT
    for name, start, end in riff_chunks(content, 12, len(content)):
        if name == b"ANMF" and not drawn:
            parts = riff_chunks(content, start + 16, end)
            drawn = {inner: content[first:last] for inner, first, last in parts}
        elif name in (b"ALPH", b"VP8 ", b"VP8L"):
            drawn.setdefault(name, content[start:end])
        elif name == b"EXIF":
            orientation = orientation_of(content[start:end])
    if b"VP8L" in drawn:
        return Bare(_riff((b"VP8L", drawn[b"VP8L"])), orientation)
    if b"VP8 " not in drawn:
        raise ValueError("a WebP without a picture")
    picture = (b"VP8 ", drawn[b"VP8 "])
    if b"ALPH" not in drawn:
        return Bare(_riff(picture), orientation)
    canvas = (b"VP8X", _canvas(drawn[b"VP8 "]))
    return Bare(_riff(canvas, (b"ALPH", drawn[b"ALPH"]), picture), orientation)


def _canvas(frame: bytes) -> bytes:
    """The header of a picture with transparency, as large as its frame (RFC 9649, 2.7.1)."""
    sides = (int.from_bytes(frame[at : at + 2], "little") & 0x3FFF for at in (6, 8))
    return b"\x10\0\0\0" + b"".join(max(side - 1, 0).to_bytes(3, "little") for side in sides)


def _riff(*chunks: tuple[bytes, bytes]) -> bytes:
    body = b"".join(
        name + len(data).to_bytes(4, "little") + data + bytes(len(data) % 2)
        for name, data in chunks
    )
    return b"RIFF" + (len(body) + 4).to_bytes(4, "little") + b"WEBP" + body


_BARE = {"image/jpeg": _bare_jpeg, "image/png": _bare_png, "image/webp": _bare_webp}
