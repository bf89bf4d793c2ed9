"""Decodes a file into one upright picture. Runs in the worker only.

One decoder for each kind, named here; nothing is guessed, and no decoder registers itself.
"""

from collections.abc import Callable
from io import BytesIO
from math import isfinite
from typing import NamedTuple

import pi_heif
import pypdfium2
from PIL import Image, ImageFile
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.WebPImagePlugin import WebPImageFile

from zhangfang.pictures.bare import bare
from zhangfang.pictures.dimensions import MOST_PIXELS, Size, size_of
from zhangfang.pictures.looked import LookError

LONGEST = 4000
"""Of the edges of a picture that is worked on: a phone's 12 megapixels as they are, more shrunk."""

HALVED_ABOVE = (2400, 2400)
"""A JPEG at least twice so wide and high is decoded at half its size, or less, from the start."""

LONGEST_OF_PAGE = 2400
"""Pixels that the longest edge of a PDF's page is drawn with: A4 at 200 dots per inch."""

Image.MAX_IMAGE_PIXELS = MOST_PIXELS
pi_heif.options.THUMBNAILS = False
pi_heif.options.DEPTH_IMAGES = False
pi_heif.options.AUX_IMAGES = False
pi_heif.options.DECODE_THREADS = 1

_STILL: dict[str, Callable[[BytesIO], ImageFile.ImageFile]] = {
    "image/jpeg": JpegImageFile,
    "image/png": PngImageFile,
    "image/webp": WebPImageFile,
}

_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""What turns a picture upright, by its orientation (TIFF 6.0; Exif 3.0, 4.6.5.1)."""


_ON_THE_SIDE = {_TURNS[orientation] for orientation in (5, 6, 7, 8)}


class Decoded(NamedTuple):
    """A picture as its decoder gave it, its size as it was sent, and how it is turned upright."""

    image: Image.Image
    size: Size
    turn: Image.Transpose | None


def open_picture(content: bytes, media: str) -> tuple[Image.Image, Size]:
    """The picture as RGB, upright, no edge longer than LONGEST; and its size before shrinking.

    Raises:
        LookError: it is too large, or there is nothing to be drawn.
    """
    if media == "application/pdf":
        page = _first_page(content)
        return page, Size(*page.size)
    _require_bounded(size_of(content, media))
    image, size, turn = _of_heic(content) if media == "image/heic" else _still(content, media)
    picture = _flat(image)
    picture.thumbnail((LONGEST, LONGEST), reducing_gap=2)
    if turn is None:
        return picture, size
    is_lying = turn in _ON_THE_SIDE
    return picture.transpose(turn), Size(size.height, size.width) if is_lying else size


def _still(content: bytes, media: str) -> Decoded:
    """The picture; one that broke off, as far as it goes."""
    alone = bare(content, media)
    _require_bounded(size_of(alone.content, media))
    try:
        image, size = _decoded(alone.content, media)
    except (OSError, SyntaxError, ValueError):
        ImageFile.LOAD_TRUNCATED_IMAGES = True
        try:
            image, size = _decoded(alone.content, media)
        finally:
            ImageFile.LOAD_TRUNCATED_IMAGES = False
        if _is_blank(image):
            raise LookError("nothing of it can be drawn") from None
    return Decoded(image, size, _TURNS.get(alone.orientation))


def _decoded(content: bytes, media: str) -> tuple[Image.Image, Size]:
    with _STILL[media](BytesIO(content)) as image:
        size = Size(*image.size)
        _require_bounded(size)
        image.draft("RGB", HALVED_ABOVE)
        image.load()
    return image, size


def _is_blank(image: Image.Image) -> bool:
    return _flat(image).getcolors(1) is not None


def _require_bounded(size: Size | None) -> None:
    if size is None or not 0 < size.pixels <= MOST_PIXELS:
        raise LookError(f"a picture of size {size}")


def _of_heic(content: bytes) -> Decoded:
    """The primary picture; it is turned as it says of itself while it is decoded."""
    heif = pi_heif.open_heif(content, convert_hdr_to_8bit=True, bgr_mode=False)
    primary = heif[heif.primary_index]
    _require_bounded(Size(*primary.size))
    data, mode, size = primary.data, primary.mode, primary.size
    image = Image.frombytes(mode, size, data, "raw", mode, primary.stride)
    return Decoded(image, Size(*size), None)


def _first_page(content: bytes) -> Image.Image:
    """The first page as it is printed. Forms and scripts are never started."""
    with pypdfium2.PdfDocument(content) as document:
        page = document[0]
        longest = max(page.get_size())
        if not (longest > 0 and isfinite(longest)):
            raise LookError("a page without a size")
        bitmap = page.render(scale=LONGEST_OF_PAGE / longest, rev_byteorder=True)
        return _flat(bitmap.to_pil())


def _flat(image: Image.Image) -> Image.Image:
    """As RGB with nothing beside it; what can be seen through is on white."""
    if image.mode.startswith("I"):  # 16 bits of grey
        image = image.point(lambda value: value / 256).convert("L")
    if "transparency" in image.info or image.mode in ("RGBA", "LA", "PA", "RGBa", "La"):
        seen = image.convert("RGBA")
        paper = Image.new("RGBA", seen.size, "white")
        paper.alpha_composite(seen)
        image = paper
    picture = image.convert("RGB")
    picture.info.clear()
    return picture
