"""What kind of file it is, by its content alone. Pure.

A name and a declared type are anybody's to choose. Each format is read as far as is needed to know
that it is one: a camera's additions after the end of a picture (a short film, a second picture) are
left as they are, but nothing that another program would take for a document or a program of its own.
"""

import re
import struct
import zlib
from collections.abc import Callable
from typing import Literal, get_args

from zhangfang.desk.file_errors import (
    BrokenFileError,
    EmptyFileError,
    FileKindError,
    MixedFileError,
    PictureTooBigError,
)
from zhangfang.pictures.dimensions import MOST_PARTS, MOST_PIXELS, size_of

Media = Literal["image/jpeg", "image/png", "image/webp", "image/heic", "application/pdf"]
MEDIA: tuple[Media, ...] = get_args(Media)

LOOKED_AT = 1024
"""So far readers look for the beginning of a PDF or of HTML."""

_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_HEADER = 13
_JPEG = b"\xff\xd8\xff"
_SCAN, _END = b"\xda", b"\xd9"
_MARKER = re.compile(rb"\xff+([^\x00\xff])").match
_AFTER_SCAN = re.compile(rb"\xff[^\x00\xd0-\xd7]").search
_ALONE = {b"\x01", *(bytes([code]) for code in range(0xD0, 0xD9))}
"""Markers of JPEG without a length (ITU-T T.81, B.1.1.3)."""

_WEBP_CHUNKS = (b"VP8 ", b"VP8L", b"VP8X")
_BOX_HEAD = 8
_HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs"}
_PDF = re.compile(rb"%PDF-\d\.\d").match
_PDF_END = b"%%EOF"

_MARKUP = re.compile(rb"<!doctype|<html|<head|<body|<script|<iframe|<svg|<\?php", re.IGNORECASE)
_PROGRAMS = (b"MZ", b"\x7fELF", b"#!", b"%PDF-", b"Rar!", b"7z\xbc\xaf\x27\x1c", b"PK\x03\x04")
"""Beginnings that have no business after the end of a picture."""

_ZIP_END, _ZIP_ENTRY = b"PK\x05\x06", b"PK\x01\x02"
_ZIP_END_BYTES, _LONGEST_COMMENT = 22, 65535


def kind_of(content: bytes) -> Media:
    """The kind of a file that is taken.

    Raises:
        EmptyFileError: it has no bytes.
        FileKindError: it is of no kind that is taken.
        BrokenFileError: it only begins like one.
        MixedFileError: it is of another kind at the same time.
        PictureTooBigError: it would unpack to too many pixels.
    """
    if not content:
        raise EmptyFileError
    for media, (begins, end_of) in _KINDS.items():
        if begins(content):
            _refuse_mixed(content, end_of(content), media)
            if media != "application/pdf":
                _refuse_too_big(content, media)
            return media
    raise FileKindError


def _refuse_too_big(content: bytes, media: Media) -> None:
    size = size_of(content, media)
    if size is None:
        raise BrokenFileError
    if size.pixels > MOST_PIXELS:
        raise PictureTooBigError


def _refuse_mixed(content: bytes, end: int, media: Media) -> None:
    head, rest = content[:LOOKED_AT], content[end : end + LOOKED_AT].lstrip()
    if _MARKUP.search(head) or _MARKUP.search(rest) or rest.startswith(_PROGRAMS):
        raise MixedFileError
    if media != "application/pdf" and b"%PDF-" in head:
        raise MixedFileError
    if _is_zip(content):
        raise MixedFileError


def _is_zip(content: bytes) -> bool:
    """Whether a program that opens zip files would open this one (APPNOTE 4.3.16)."""
    start = max(len(content) - _ZIP_END_BYTES - _LONGEST_COMMENT, 0)
    while (start := content.find(_ZIP_END, start)) >= 0:
        record = content[start : start + _ZIP_END_BYTES]
        if len(record) == _ZIP_END_BYTES:
            size = struct.unpack_from("<I", record, 12)[0]
            directory = start - size
            if directory >= 0 and content[directory : directory + 4] in (_ZIP_ENTRY, _ZIP_END):
                return True
        start += 1
    return False


def _end_of_jpeg(content: bytes) -> int:
    """Goes from segment to segment (ITU-T T.81, B.1.1); a scan's data end at the next marker."""
    at, scanned = 2, False
    for _ in range(MOST_PARTS):
        found = _MARKER(content, at)
        if found is None or found[1] == _END:
            break
        at = found.end()
        if found[1] not in _ALONE:
            at += int.from_bytes(content[at : at + 2])
        if found[1] == _SCAN:
            scanned = True
            following = _AFTER_SCAN(content, at)
            at = following.start() if following else len(content)
    if not scanned:
        raise BrokenFileError
    return at + 2


def _end_of_png(content: bytes) -> int:
    """Goes from chunk to chunk (PNG, 5.3): length, type, data, CRC; the first one is the header."""
    at = len(_PNG)
    if not _is_png_header(content[at : at + 12 + _PNG_HEADER]):
        raise BrokenFileError
    has_data = False
    for _ in range(MOST_PARTS):
        length, kind = int.from_bytes(content[at : at + 4]), content[at + 4 : at + 8]
        if not kind.isalpha():
            break
        has_data = has_data or kind == b"IDAT"
        at += 12 + length
        if kind == b"IEND":
            break
    if not has_data:
        raise BrokenFileError
    return at


def _is_png_header(chunk: bytes) -> bool:
    checked, crc = chunk[4:-4], chunk[-4:]
    is_header = chunk[:8] == _PNG_HEADER.to_bytes(4) + b"IHDR"
    return is_header and zlib.crc32(checked).to_bytes(4) == crc


def _end_of_webp(content: bytes) -> int:
    """A RIFF file as long as it says, with a picture (RFC 9649, 2.4)."""
    end = 8 + int.from_bytes(content[4:8], "little")
    if content[12:16] not in _WEBP_CHUNKS or not 20 < end <= len(content) + 1:
        raise BrokenFileError
    return end


def _end_of_heic(content: bytes) -> int:
    """Goes from box to box (ISO/IEC 14496-12, 4.2); `meta` says what the picture is."""
    at, has_meta = 0, False
    for _ in range(MOST_PARTS):
        size, kind = int.from_bytes(content[at : at + 4]), content[at + 4 : at + 8]
        if size == 1:
            size = int.from_bytes(content[at + 8 : at + 16])
        elif size == 0:
            size = len(content) - at
        if size < _BOX_HEAD or at + size > len(content):
            break
        has_meta = has_meta or kind == b"meta"
        at += size
    if not has_meta:
        raise BrokenFileError
    return at


def _is_heic(content: bytes) -> bool:
    """Whether one of its brands is HEVC's; AVIF and films begin alike."""
    size = int.from_bytes(content[:4])
    if content[4:8] != b"ftyp" or not 16 <= size <= min(len(content), LOOKED_AT):
        return False
    brands = [content[8:12], *(content[at : at + 4] for at in range(16, size, 4))]
    return not _HEIC_BRANDS.isdisjoint(brands)


def _end_of_pdf(content: bytes) -> int:
    end = content.rfind(_PDF_END)
    if end < 0:
        raise BrokenFileError
    return end + len(_PDF_END)


_KINDS: dict[Media, tuple[Callable[[bytes], object], Callable[[bytes], int]]] = {
    "image/jpeg": (lambda content: content.startswith(_JPEG), _end_of_jpeg),
    "image/png": (lambda content: content.startswith(_PNG), _end_of_png),
    "image/webp": (
        lambda content: content.startswith(b"RIFF") and content[8:12] == b"WEBP",
        _end_of_webp,
    ),
    "image/heic": (_is_heic, _end_of_heic),
    "application/pdf": (_PDF, _end_of_pdf),
}
"""How a file of each kind begins, and where it ends."""
