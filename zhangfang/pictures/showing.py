"""Makes of a picture what is shown of it: small, without a word about it, card numbers covered."""

from collections.abc import Iterable
from io import BytesIO

from PIL import Image, ImageDraw

from zhangfang.slips.reading import Box

SMALL, LARGE = 360, 1440
"""Pixels of the longest edge."""

QUALITY = 80
COVER = (40, 40, 40)
MARGIN = 0.25
"""Of a line's height, by which a cover is larger than what it covers."""


def cover(picture: Image.Image, places: Iterable[Box]) -> None:
    """Paint these places over."""
    width, height = picture.size
    draw = ImageDraw.Draw(picture)
    for box in places:
        margin = MARGIN * min(box.w * width, box.h * height) + 1
        left, top = box.x * width - margin, box.y * height - margin
        right, bottom = (box.x + box.w) * width + margin, (box.y + box.h) * height + margin
        draw.rectangle((left, top, right, bottom), fill=COVER)


def webp(picture: Image.Image, longest: int) -> bytes:
    """The picture as WebP, no edge longer than so many pixels."""
    shown = picture.copy()
    shown.thumbnail((longest, longest), reducing_gap=3)
    written = BytesIO()
    shown.save(written, "WEBP", quality=QUALITY, method=4, exif=b"", xmp=b"", icc_profile=None)
    return written.getvalue()
