"""The letters: one character as a cell of dots, in the three faces that the project installs."""

from functools import cache
from typing import Literal

import cv2
import numpy as np
import pylopdf_fonts_zh_cn as noto
from PIL import Image, ImageDraw, ImageFont

Face = Literal["sans", "serif", "hei"]
FACES: tuple[Face, ...] = ("sans", "serif", "hei")

FULL_SIZE = 0.94
"""Height of a letter in its cell: printers leave a dot or two between rows."""
BASELINE = 0.82


def is_half(character: str) -> bool:
    """Whether a printer gives it half a cell: digits, Latin letters and their marks."""
    return ord(character) < 0x2E80 and character not in "…—“”‘’·"


@cache
def cell(face: Face, character: str, size: int, *, narrow: bool) -> np.ndarray:
    """A character as a printer's cell, 0 to 255 (ink): `size` high, as wide or half as wide."""
    width = size if not is_half(character) else round(size * (0.42 if narrow else 0.5))
    drawn = _drawn(face, character, size)
    inked = np.flatnonzero(drawn.any(axis=0))
    if not inked.size:
        return np.zeros((size, width), np.uint8)
    glyph = drawn[:, inked[0] : inked[-1] + 1]
    room = width - 1
    if glyph.shape[1] > room:
        glyph = cv2.resize(glyph, (room, size), interpolation=cv2.INTER_AREA)
    made = np.zeros((size, width), np.uint8)
    start = (width - glyph.shape[1]) // 2
    if character in "，。、：；）":
        start = 1
    made[:, start : start + glyph.shape[1]] = glyph
    return made


@cache
def run_of(face: Face, text: str, size: int) -> tuple[np.ndarray, tuple[int, ...]]:
    """Words as a screen sets them, in their own widths: 0 to 255, and where each letter ends."""
    if face == "hei":
        cells = [cell(face, one, size, narrow=False) for one in text]
        ends = np.cumsum([one.shape[1] for one in cells])
        return np.hstack(cells), tuple(int(end) for end in ends)
    font = _font(face, round(size * FULL_SIZE))
    ends = tuple(round(font.getlength(text[: at + 1])) for at in range(len(text)))
    picture = Image.new("L", (ends[-1] + 2, size), 0)
    ImageDraw.Draw(picture).text((0, round(size * BASELINE)), text, 255, font, anchor="ls")
    return np.asarray(picture), ends


def _drawn(face: Face, character: str, size: int) -> np.ndarray:
    if face == "hei":
        return _hei(character, size)
    picture = Image.new("L", (size * 2, size), 0)
    at = (size // 2, round(size * BASELINE))
    font = _font(face, round(size * FULL_SIZE))
    ImageDraw.Draw(picture).text(at, character, 255, font, anchor="ls")
    return np.asarray(picture)


def _hei(character: str, size: int) -> np.ndarray:
    """The Chinese face inside OpenCV."""
    picture = np.zeros((size, size * 2, 3), np.uint8)
    at = (size // 2, round(size * BASELINE))
    white, face = (255, 255, 255), cv2.FontFace("uni")
    _, drawn = cv2.putText(picture, character, at, white, face, round(size * FULL_SIZE))
    return np.ascontiguousarray(drawn[:, :, 0])


@cache
def _font(face: Face, size: int) -> ImageFont.FreeTypeFont:
    path = noto.sans_path() if face == "sans" else noto.serif_path()
    return ImageFont.truetype(str(path), size)
