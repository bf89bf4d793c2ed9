"""Pictures drawn for the tests, and the pieces that files of pictures are made of."""

import struct
import zlib
from io import BytesIO

from PIL import Image

CORNERS = ("red", "lime", "blue", "white")
"""Of a picture that is the right way up: top left, top right, bottom left, bottom right."""

SECRET = b"SENTINEL-31.2304N-121.4737E"
"""Stands in metadata; no view may have it."""


JPEG_KINDS = [
    {"quality": 95},
    {"progressive": True},
    {"subsampling": 0},
    {"restart_marker_rows": 1},
]


def corners(width: int = 80, height: int = 120, mode: str = "RGB") -> Image.Image:
    image = Image.new("RGB", (width, height))
    half = (width // 2, height // 2)
    for place, colour in enumerate(CORNERS):
        left, top = half[0] * (place % 2), half[1] * (place // 2)
        image.paste(colour, (left, top, left + half[0] + 1, top + half[1] + 1))
    return image.convert(mode)


def seen_corners(image: Image.Image) -> list[str]:
    """What colour is in each corner, by the nearest of ours."""
    rgb = image.convert("RGB")
    width, height = rgb.size
    places = [(x, y) for y in (height // 5, height * 4 // 5) for x in (width // 5, width * 4 // 5)]
    return [_nearest(rgb.getpixel(place)) for place in places]


def _nearest(pixel: tuple[int, int, int]) -> str:
    named = {"red": (255, 0, 0), "lime": (0, 255, 0), "blue": (0, 0, 255), "white": (255,) * 3}
    return min(
        named, key=lambda it: sum((a - b) ** 2 for a, b in zip(named[it], pixel, strict=True))
    )


def saved(image: Image.Image, kind: str, **how: object) -> bytes:
    written = BytesIO()
    image.save(written, kind, **how)
    return written.getvalue()


def exif(orientation: int = 1) -> bytes:
    """An orientation and a position."""
    made = Image.Exif()
    made[0x0112] = orientation
    made[0x010F] = SECRET.decode()
    position = made.get_ifd(0x8825)
    position[1], position[2] = "N", (31.0, 13.0, 49.44)
    position[3], position[4] = "E", (121.0, 28.0, 25.32)
    return made.tobytes()


def lying(orientation: int) -> Image.Image:
    """The picture as a camera stores it that has to be turned so."""
    back = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    image = corners()
    return image.transpose(back[orientation]) if orientation in back else image


def chunk(name: bytes, data: bytes) -> bytes:
    """One of a PNG."""
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(
    width: int, height: int, data: bytes, *extra: bytes, depth: int = 8, colour: int = 2
) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    parts = [chunk(b"IHDR", head), *extra, chunk(b"IDAT", data), chunk(b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def riff(*chunks: tuple[bytes, bytes]) -> bytes:
    body = b"".join(
        name + struct.pack("<I", len(data)) + data + bytes(len(data) % 2) for name, data in chunks
    )
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body


def segment(code: int, data: bytes) -> bytes:
    """One of a JPEG."""
    return bytes([0xFF, code]) + struct.pack(">H", len(data) + 2) + data


def with_segments(jpeg: bytes, *segments: bytes) -> bytes:
    """The JPEG with these right after its beginning."""
    return jpeg[:2] + b"".join(segments) + jpeg[2:]


def pdf(*objects: bytes, trailer: bytes = b"") -> bytes:
    """Objects 1, 2, 3 … of which the first is the catalogue."""
    out, places = bytearray(b"%PDF-1.7\n"), []
    objects = (objects[0].replace(b"<<", b"<< /Type /Catalog", 1), *objects[1:])
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    out += b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (
        size,
        trailer,
        table,
    )
    return bytes(out)


def stream(data: bytes, entries: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), entries, data)
